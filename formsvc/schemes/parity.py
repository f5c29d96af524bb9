"""Both languages say the same: the same numbers, questions where the other asks, no text left untranslated."""

import re
from collections.abc import Iterator
from typing import Any

from formsvc.schemes.definition import Scheme

Place = tuple[str | int, ...]
_NUMBER = re.compile(r"\d+(?:[ \N{NO-BREAK SPACE}]\d{3})*(?:,\d+)?")
_LONG = 10
"""Texts of this many words are not the same by chance."""
_LANGUAGES = frozenset({"nb", "nn"})


def disparities(scheme: Scheme) -> Iterator[tuple[Place, str]]:
    """Every text whose languages differ in what they say, and choices that cannot be told apart: where, and why."""
    for place, texts in _pairs(scheme.model_dump(exclude={"requirements"}), ()):
        yield from ((place, why) for why in _differences(texts["nb"], texts["nn"]))
    for number, form in enumerate(scheme.forms):
        for section in form.sections:
            for field in section.fields:
                for asked in (field, *field.columns):
                    if not _tellable([option.label.nb for option in asked.options]):
                        yield ("forms", number, f"field[{asked.id}].option", "nb"), "two choices have the same words"
                    if not _tellable([option.label.nn for option in asked.options]):
                        yield ("forms", number, f"field[{asked.id}].option", "nn"), "two choices have the same words"


def _differences(nb: str, nn: str) -> Iterator[str]:
    if nb == nn and len(nb.split()) >= _LONG:
        yield "the same words in both languages"
    if _numbers(nb) != _numbers(nn):
        yield f"the numbers differ: nb has {_listed(nb)}, nn has {_listed(nn)}"
    if nb.count("?") != nn.count("?"):
        yield "one language asks and the other does not"


def _numbers(words: str) -> list[str]:
    return sorted(re.sub(r"\D", "", number) for number in _NUMBER.findall(words))


def _listed(words: str) -> str:
    return ", ".join(_NUMBER.findall(words)) or "none"


def _tellable(labels: list[str]) -> bool:
    return len(set(labels)) == len(labels)


def _pairs(node: Any, place: Place) -> Iterator[tuple[Place, dict[str, str]]]:
    if isinstance(node, dict) and node.keys() == _LANGUAGES:
        yield place, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _pairs(child, (*place, key))
    elif isinstance(node, (list, tuple)):
        for number, child in enumerate(node):
            yield from _pairs(child, (*place, number))
