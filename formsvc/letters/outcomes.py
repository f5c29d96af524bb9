"""Example facts of every outcome that a kind of letter knows: what a changed template is looked at with."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from formsvc.letters.facts import LetterFacts
from formsvc.letters.kinds import example_facts
from formsvc.texts import Language


class Outcome(BaseModel):
    """What is different from a kind's example. Paths are dotted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    changes: dict[str, Any] = {}


def example_outcomes(kind: str, language: Language, **replaced: Any) -> Iterator[tuple[str, LetterFacts]]:
    """The id of each outcome of a kind, and its facts; `replaced` fields stand in all. Raises UnknownLetterKind."""
    example = example_facts(kind, language)
    whole = example.model_dump() | replaced
    for outcome in _outcomes():
        if all(_value(whole, path) for path in outcome.needs):
            yield outcome.id, type(example).model_validate(_applied(outcome, whole))


@cache
def _outcomes() -> tuple[Outcome, ...]:
    text = (files("formsvc.letters") / "outcomes.toml").read_text(encoding="utf-8")
    return tuple(Outcome.model_validate(entry) for entry in tomllib.loads(text)["outcome"])


def _applied(outcome: Outcome, whole: Mapping[str, Any]) -> dict[str, Any]:
    facts = _laid_over(whole, outcome.changes)
    for path in outcome.without:
        facts = _without(facts, path.split("."))
    return facts


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = _laid_over(merged[name], value) if both else value
    return merged


def _without(facts: Mapping[str, Any], path: list[str]) -> dict[str, Any]:
    name, *rest = path
    if name not in facts:
        return dict(facts)
    return {**facts, name: _without(facts[name], rest) if rest else None}


def _value(facts: Any, path: str) -> Any:
    for name in path.split("."):
        facts = facts.get(name) if isinstance(facts, dict) else None
    return facts
