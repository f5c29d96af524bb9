"""The life of a case: events and the state that follows from them, formal control, decisions, impartiality, deadlines."""
