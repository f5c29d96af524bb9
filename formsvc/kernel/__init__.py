"""What every room stands on: time, amounts, identifiers and named failures."""
