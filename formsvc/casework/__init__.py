"""The life of a case: events and the state that follows, formal control, impartiality, four eyes, deadlines."""
