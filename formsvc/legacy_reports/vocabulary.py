"""`vocabulary.toml` and `topics.toml`, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """The reader's knowledge of Norwegian report language."""
    return _read("vocabulary.toml")


@cache
def topics() -> tuple[dict[str, Any], ...]:
    """What narrative points are about: cues in a point's label, in a report's headings and in its text."""
    return tuple(_read("topics.toml")["topic"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))
