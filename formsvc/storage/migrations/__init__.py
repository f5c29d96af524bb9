"""Schema migrations (Alembic). A new one: `make migration MESSAGE="why"`."""
