"""Texts by key. `catalogues/<area>.toml` holds `nb` and `nn` beside each other; the key is `<area>.<path>`.

One area may be spread over several files, such as `error.toml` and `error.login.toml`: what follows the area's name
only says who needs it.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["nb", "nn"]
LANGUAGES: tuple[Language, Language] = ("nb", "nn")


class Text(BaseModel):
    """One text in both written languages (språklova § 14: both at the same time)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nb: str = Field(min_length=1)
    nn: str = Field(min_length=1)

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.nn if language == "nn" else self.nb


class KeyTwice(ValueError):
    """Two files of the catalogues have the same key. English: whoever wrote the second one reads it."""


@cache
def catalogue() -> dict[str, Text]:
    """All texts by their full key, read once. Raises KeyTwice."""
    found: dict[str, Text] = {}
    for key, words in _read_all():
        if key in found:
            raise KeyTwice(key)
        found[key] = words
    return found


def text(key: str, language: Language, **params: Any) -> str:
    """The text of a key in a language, placeholders filled.

    Raises KeyError for an unknown key or a missing parameter: a missing word is a fault of ours, not the user's.
    """
    template = catalogue()[key].in_(language)
    return template.format_map(params) if params or "{" in template else template


def text_in_both(key: str, **params: Any) -> Text:
    """The text of a key in both languages. Raises KeyError as `text`."""
    return Text(nb=text(key, "nb", **params), nn=text(key, "nn", **params))


def _read_all() -> Iterator[tuple[str, Text]]:
    folder = files("formsvc.texts") / "catalogues"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            area = file.name.partition(".")[0]
            yield from _texts_under(area, tomllib.loads(file.read_text(encoding="utf-8")))


def _texts_under(prefix: str, node: dict[str, Any]) -> Iterator[tuple[str, Text]]:
    if any(isinstance(node.get(language), str) for language in LANGUAGES):
        yield prefix, Text.model_validate(node)
        return
    for key, child in node.items():
        yield from _texts_under(f"{prefix}.{key}", cast("dict[str, Any]", child))
