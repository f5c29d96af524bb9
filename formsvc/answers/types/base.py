"""The faces that every answer type has."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

from formsvc.answers.findings import Problem
from formsvc.schemes.conditions import is_answered
from formsvc.schemes.definition import Field
from formsvc.texts import Language, text_in_both

Json = Any
"""A JSON value: the stored form of an answer."""
Raw = Any
"""What came through a door: text that a person typed, a list or mapping of such, or a JSON value."""
Schema = dict[str, Any]


class AnswerType(ABC):
    """One kind of answer: how it is typed, checked, shown and described to other programs."""

    @abstractmethod
    def parse(self, raw: Raw, field: Field) -> Json | Problem:
        """What was typed as a JSON value; None when nothing was typed; a Problem when it makes no sense.

        A JSON value comes through unchanged, so that one parser serves every door. Bounds are `check`'s.
        """

    @abstractmethod
    def check(self, value: Json, field: Field) -> Iterator[Problem]:
        """The faults of an answer taken alone. Never raises, whatever the value is."""

    @abstractmethod
    def format(self, value: Json, field: Field, language: Language) -> str:
        """A sound answer in words, for receipts, letters and pages."""

    @abstractmethod
    def json_schema(self, field: Field) -> Schema:
        """JSON Schema (2020-12) of the answer; rejects what `check` rejects, save the codes beyond a schema."""

    def answered(self, value: Json) -> bool:
        """Whether the value is an answer. Zero is one, blank text is none."""
        return is_answered(value)


def typed(raw: Raw) -> str | None:
    """Typed text without the spaces around it; None when there is nothing, or when it is not text."""
    return (raw.strip() or None) if isinstance(raw, str) else None


def wrong_type(expected: str) -> Problem:
    """Not the JSON type that the contract says. `expected` is a key of `error.expected`."""
    return Problem("wrong_type", {"expected": text_in_both(f"error.expected.{expected}")})


def only(params: Mapping[str, Any]) -> Schema:
    """A schema of a closed object with these properties, all required."""
    return {
        "type": "object",
        "properties": dict(params),
        "required": list(params),
        "additionalProperties": False,
    }


def always_required(field: Field) -> bool:
    """Whether there must be an answer whatever the other answers are: what a JSON Schema can tell."""
    return field.required and field.visible_when is None


def missing_code(field: Field) -> str:
    """What to say of a required question that has no answer."""
    if field.type == "declaration":
        return "declaration_needed"
    return "required" if always_required(field) else "required_here"


def needing_answer(schema: Schema) -> Schema:
    """The schema of a required answer: no blank text, no empty list."""
    if schema.get("type") == "string":
        return {**schema, "allOf": [{"pattern": r"\S"}]}
    if schema.get("type") == "array":
        return {**schema, "minItems": max(1, schema.get("minItems", 0))}
    return schema
