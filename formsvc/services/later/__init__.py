"""Letters that follow later in a case: when each makes sense, what a person enters, and what comes of it."""
