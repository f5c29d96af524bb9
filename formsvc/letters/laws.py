"""Law references as dated data: which statute and paragraphs a letter of a certain date refers to."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from formsvc.letters.facts import Laws


def laws_on(day: date) -> Laws:
    """The references in force on a day. Source: forvaltningsloven, by its date of entry into force."""
    in_force = [entry for entry in _table() if entry["valid_from"] <= day]
    newest = max(in_force, key=lambda entry: entry["valid_from"])
    return Laws.model_validate({name: value for name, value in newest.items() if name != "valid_from"})


@cache
def _table() -> tuple[dict[str, Any], ...]:
    text = (files("formsvc.letters") / "laws.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["laws"])
