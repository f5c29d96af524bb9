"""A form without rules of its own: what is missing and what is faulty in the answers, each question taken alone."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from formsvc.answers.findings import Finding
from formsvc.answers.values import value_problems
from formsvc.schemes.definition import Section


def faults_in(section: Section, answers: Mapping[str, Any], unread: Collection[str] = ()) -> Iterator[Finding]:
    """The faults of a section's answers. `unread`: fields whose fault is told already."""
    for field in section.fields:
        if field.id in answers:
            problems = value_problems(answers[field.id], field)
            yield from (
                Finding(f"{field.id}{found.at}", found.code, {"label": field.label, **found.params})
                for found in problems
            )
        elif field.required and field.id not in unread:
            yield Finding(field.id, "required", {"label": field.label})
