"""A judged answer of an old report as a line of the log: which question, what was read, what it became."""

from collections.abc import Mapping
from typing import Any

from formsvc.answers.values import in_words
from formsvc.schemes.definition import Field, Scheme
from formsvc.texts import Language, text


def judged_words(
    data: Mapping[str, Any], scheme: Scheme, language: Language
) -> tuple[tuple[str, str | None, str | None], ...]:
    """Label, old and new of each fact of a `ProposalJudged`; running text does not stand in the log."""
    name, _, service = str(data["field"]).partition(".per_service.")
    field = _field(scheme, name)
    outcome = text(f"review.outcome.{data['outcome']}", language)
    old, new = (_words(data[side], field, language) for side in ("old", "new"))
    question = field.label.in_(language) if field else name
    if service:
        question = f"{question} ({service})"
    return (
        (text("caseworker.log.fact.field", language), None, question),
        (text("caseworker.log.fact.outcome", language), None, outcome),
        *(((text("review.value", language), old if old != new else None, new),) if old or new else ()),
    )


def _words(value: Any, field: Field | None, language: Language) -> str | None:
    if value is None:
        return None
    return in_words(value, field, language) if field else str(value)


def _field(scheme: Scheme, name: str) -> Field | None:
    fields = (field for form in scheme.forms if form.due for section in form.sections for field in section.fields)
    return next((field for field in fields if field.id == name), None)
