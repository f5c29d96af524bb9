"""One use case a file, named by its verb. Each reads access, state, validate, change, event; and commits once."""
