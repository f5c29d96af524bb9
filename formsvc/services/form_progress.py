"""How far a form in progress has come: its answers so far, and what stands in each section's way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from formsvc.answers import Context, Finding, View, read_typed, validate
from formsvc.answers.deviations import unneeded_explanations
from formsvc.schemes.definition import Field, Form, Scheme, Section

Status = Literal["not_started", "in_progress", "has_errors", "complete"]
Typed = Mapping[str, Any]

MISSING = frozenset({
    "required", "required_here", "too_few_rows", "row_missing", "service_missing", "attachment_missing",
    "declaration_needed",
})  # fmt: skip
"""Codes for what is not answered yet, as against what is answered wrongly."""


@dataclass(frozen=True)
class SectionProgress:
    """A section, where it stands, and what was found in it."""

    section: Section
    status: Status
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class FormProgress:
    """A form in progress. `sections` leaves the signature out: that is asked for when the form is sent."""

    form: Form
    view: View
    sections: tuple[SectionProgress, ...]
    signature: SectionProgress | None

    @property
    def answers(self) -> Mapping[str, Any]:
        """What could be read of what was typed."""
        return self.view.answers

    @property
    def asked_answers(self) -> Mapping[str, Any]:
        """The answers to questions that are asked; not what was typed before another answer hid its question."""
        asked = {field.id for field in self.view.visible_fields()}
        return {name: value for name, value in self.answers.items() if name in asked}

    @property
    def errors(self) -> list[Finding]:
        """Everything that stops the form from being sent, the signature included, in the form's order."""
        return [finding for part in self._parts for finding in part.errors]

    @property
    def warnings(self) -> list[Finding]:
        """What a person will have to judge."""
        return [finding for part in self._parts for finding in part.warnings]

    @property
    def complete(self) -> bool:
        """Whether only the signature is left."""
        return all(part.status == "complete" for part in self.sections)

    def of(self, section_id: str) -> SectionProgress:
        """One section's progress. Raises StopIteration."""
        return next(part for part in self._parts if part.section.id == section_id)

    @property
    def _parts(self) -> list[SectionProgress]:
        return [*self.sections, *([self.signature] if self.signature else [])]


def form_progress(scheme: Scheme, form: Form, drafts: Mapping[str, Typed], context: Context) -> FormProgress:
    """Where a form stands, from what was typed in each section (section id -> field id -> typed)."""
    typed = {name: value for section in drafts.values() for name, value in section.items()}
    read = read_typed(form, typed)
    outcome = validate(scheme, form, read.answers, context)
    unread = {finding.field for finding in read.problems}
    errors = [*read.problems, *(finding for finding in outcome.errors if finding.field not in unread)]
    found = {"errors": by_section(form, errors), "warnings": by_section(form, outcome.warnings)}
    parts = [_section(section, section.id in drafts, found) for section in form.sections]
    signed = signing_section(form)
    return FormProgress(
        form,
        View(scheme, form, read.answers, context),
        tuple(part for part in parts if part.section is not signed),
        next((part for part in parts if part.section is signed), None),
    )


def signing_section(form: Form) -> Section | None:
    """The last section, where it asks for a declaration: the signatory fills it in when the form is sent."""
    last = form.sections[-1]
    return last if any(field.type == "declaration" for field in last.fields) else None


def hidden_places(view: View, section: Section, *, rows_as_in: View | None = None) -> set[str]:
    """The questions and cells of a section that are not asked: `funder`, `budget[0].amount_year_2`.

    `budget[].amount_year_2`: nor in a row in which nothing has been typed yet. `rows_as_in`: count the rows there.
    """
    silent = unneeded_explanations(view)
    hidden = {field.id for field in section.fields if view.is_visible(field.id) is False or field.id in silent}
    for field in (field for field in section.fields if field.type == "rows"):
        wanted = len((rows_as_in or view).answers.get(field.id) or ())
        rows = [*(view.answers.get(field.id) or ()), *({} for _ in range(wanted))][:wanted]
        hidden |= _hidden_cells(view, field, "", {})
        hidden = hidden.union(*(_hidden_cells(view, field, str(number), row) for number, row in enumerate(rows)))
    return hidden


def asks_otherwise(before: View, after: View, section: Section) -> bool:
    """Whether other questions of a section are asked now; a new row is compared with the empty one that it was."""
    return hidden_places(before, section, rows_as_in=after) != hidden_places(after, section)


def _hidden_cells(view: View, field: Field, place: str, row: Mapping[str, Any]) -> set[str]:
    asked = view.visible_columns(field, row)
    return {f"{field.id}[{place}].{column.id}" for column in field.columns if column not in asked}


def by_section(form: Form, findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the section that they are in; in the first one what is in none."""
    home = {field.id: section.id for section in form.sections for field in section.fields}
    grouped: dict[str, list[Finding]] = {section.id: [] for section in form.sections}
    for finding in findings:
        grouped[home.get(_field_of(home, finding.field), form.sections[0].id)].append(finding)
    return grouped


def _field_of(fields: Iterable[str], place: str) -> str:
    """`budget` of `budget[2].amount`."""
    inside = (name for name in fields if place == name or place.startswith((f"{name}.", f"{name}[")))
    return max(inside, key=len, default=place)


def _section(section: Section, saved: bool, found: Mapping[str, Mapping[str, list[Finding]]]) -> SectionProgress:
    errors, warnings = found["errors"][section.id], found["warnings"][section.id]
    return SectionProgress(section, _status(saved, errors), tuple(errors), tuple(warnings))


def _status(saved: bool, errors: list[Finding]) -> Status:
    if not saved:
        return "not_started"
    if not errors:
        return "complete"
    return "in_progress" if all(finding.code in MISSING for finding in errors) else "has_errors"
