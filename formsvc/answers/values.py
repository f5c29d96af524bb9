"""What stands in an answer: a value, something in place of a value, or one value per service."""

from collections.abc import Iterator, Mapping
from typing import cast

from formsvc.answers.findings import Problem
from formsvc.answers.types import TYPES, Json, Schema, always_required, missing_code, needing_answer
from formsvc.answers.types.base import only, wrong_type
from formsvc.schemes.definition import Field, InsteadOfValue
from formsvc.texts import Language, Text, formats, text

NO_ACTIVITY: InsteadOfValue = "no_activity"
NOT_RELEVANT: InsteadOfValue = "not_relevant"
PER_SERVICE = "per_service"


def instead_of(value: Json) -> InsteadOfValue | None:
    """`no_activity` or `not_relevant` where that stands in place of a value."""
    for word in (NO_ACTIVITY, NOT_RELEVANT):
        if isinstance(value, dict) and value.keys() == {word} and value[word] is True:
            return word
    return None


def per_service(value: Json) -> dict[str, Json] | None:
    """The values by service, where the answer is given so."""
    if isinstance(value, dict) and value.keys() == {PER_SERVICE} and isinstance(value[PER_SERVICE], dict):
        return cast("dict[str, Json]", value[PER_SERVICE])
    return None


def value_problems(value: Json, field: Field) -> Iterator[Problem]:
    """The faults of an answer taken alone. Never raises."""
    services = per_service(value)
    if services is None:
        yield from _single_problems(value, field)
    elif not field.per_service:
        yield Problem("not_per_service")
    elif not services:
        yield wrong_type(PER_SERVICE)
    else:
        for key, part in services.items():
            yield from (problem.inside(f".{PER_SERVICE}.{key}") for problem in _part_problems(part, field))


def _part_problems(value: Json, field: Field) -> Iterator[Problem]:
    """A service's value: where the question must be answered, so must each service's."""
    yield from _single_problems(value, field)
    if always_required(field) and instead_of(value) is None and not TYPES[field.type].answered(value):
        yield Problem(missing_code(field))


def _single_problems(value: Json, field: Field) -> Iterator[Problem]:
    word = instead_of(value)
    if word is None:
        yield from TYPES[field.type].check(value, field)
    elif word not in field.instead:
        yield Problem("instead_not_allowed")


def value_schema(field: Field) -> Schema:
    """JSON Schema of an answer with all that may stand in its place."""
    schema = TYPES[field.type].json_schema(field)
    single = needing_answer(schema) if always_required(field) else schema
    choices = [single, *(only({word: {"const": True}}) for word in field.instead)]
    value = choices[0] if len(choices) == 1 else {"anyOf": choices}
    if not field.per_service:
        return value
    services: Schema = {"type": "object", "additionalProperties": value, "minProperties": 1}
    return {"anyOf": [value, only({PER_SERVICE: services})]}


def in_words(value: Json, field: Field, language: Language, services: Mapping[str, str] | None = None) -> str:
    """A sound answer as people read it: also what stands in place of a value, and values by the services' names."""
    parts = per_service(value)
    if parts is not None:
        named = [((services or {}).get(key, key), in_words(part, field, language)) for key, part in parts.items()]
        return formats.joined([f"{name}: {words}" for name, words in named], language)
    word = instead_of(value)
    if word is not None:
        return text(f"answers.{word}", language)
    kind = TYPES[field.type]
    return kind.format(value, field, language) if kind.answered(value) else text("answers.unanswered", language)


def in_both(value: Json, field: Field) -> Text:
    """The answer's words in both languages, as a parameter of a message."""
    return Text(nb=in_words(value, field, "nb"), nn=in_words(value, field, "nn"))
