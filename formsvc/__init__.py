"""A grant-scheme service: one definition per scheme edition drives forms, decisions, letters and reports."""
