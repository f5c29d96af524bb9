"""Schema migrations (Alembic). `python -m formsvc.storage.migrations "why"` writes the next one from the models."""
