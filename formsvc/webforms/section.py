"""A section as a WTForms form: the class built once, the instance bound to what was typed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

import wtforms

from formsvc.answers import Finding
from formsvc.schemes.definition import Field, FieldType, Section
from formsvc.texts import Language
from formsvc.webforms.around import NOTHING_AROUND, Around
from formsvc.webforms.fields import AnswerField, Duration, Files, OneText, Several
from formsvc.webforms.groups import PerService, Rows
from formsvc.webforms.identity import ByIdentity

PREFIX = "q_"
"""Before every question's name: one called `validate` would otherwise replace the form's own method."""
SHOWN = "shown"
"""The questions that a page showed: only they are answered when it comes back."""

_KINDS: dict[FieldType, type[AnswerField]] = {"multi_choice": Several, "duration": Duration, "attachment": Files}


class UnsupportedColumn(TypeError):
    """A column that needs files or rows of its own. English: whoever wrote the definition reads it."""

    def __init__(self, column: Field) -> None:
        super().__init__(f"column {column.id!r}: a row cannot hold a field of type {column.type}")


class SectionForm(wtforms.Form):
    """The questions of one section, bound."""

    section: ClassVar[Section]

    def __init__(self, formdata: Any, typed: Mapping[str, Any], around: Around, hidden: Collection[str]) -> None:
        data = {PREFIX + name: raw for name, raw in typed.items()}
        super().__init__(formdata=formdata, data=data, meta={"around": around})
        self._hidden = hidden

    @property
    def questions(self) -> list[AnswerField]:
        """The questions that are asked, in order."""
        return [question for question in self._all() if question.path not in self._hidden]

    def question(self, field_id: str) -> AnswerField:
        """A question by its field. Raises KeyError."""
        found: AnswerField = self[PREFIX + field_id]  # type: ignore[assignment]
        return found

    def asks(self, question: AnswerField) -> bool:
        """Whether a question inside a row is asked there."""
        return question.path not in self._hidden

    def show(self, findings: Iterable[Finding], language: Language) -> None:
        """Put each message at the input it is about, or at the nearest question around that place."""
        places = {entry.path: entry for question in self.questions for entry in question.inputs()}
        for finding in findings:
            place = next((places[path] for path in _outwards(finding.field) if path in places), None)
            if place is not None:
                place.messages.append(finding.message(language))

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """Input id and message of everything shown, in the page's order."""
        entries = (entry for question in self.questions for entry in question.inputs())
        return [(entry.first_input, message) for entry in entries for message in entry.messages]

    @property
    def upload_names(self) -> list[str]:
        """The names of the inputs that send files."""
        return [str(question.name) for question in self.questions if isinstance(question, Files)]

    def _all(self) -> Iterator[AnswerField]:
        for question in self:
            if isinstance(question, AnswerField):
                yield question


def bind(
    section: Section, typed: Mapping[str, Any], around: Around = NOTHING_AROUND, hidden: Collection[str] = ()
) -> SectionForm:
    """A section to show: what was typed so far (field id -> typed).

    `hidden`: paths of questions not asked: `funder`, `budget[0].amount_year_2`, and `budget[].amount_year_2` for rows
    in which nothing has been typed yet.
    """
    form = form_class(section)(None, typed, around, hidden)
    for question in form.questions:
        if isinstance(question, Rows):
            question.fill_up()
    return form


def form_class(section: Section) -> type[SectionForm]:
    """The class for a section: built at first use, then kept."""
    return _form_class(ByIdentity(section))


@cache
def _form_class(same: ByIdentity[Section]) -> type[SectionForm]:
    fields = {PREFIX + field.id: _question(field) for field in same.thing.fields}
    return type("BuiltSectionForm", (SectionForm,), {**fields, "section": same.thing})


def _question(field: Field) -> AnswerField:
    if field.type == "rows":
        return Rows(field, field.id, {column.id: _column_kind(column) for column in field.columns})
    kind = _KINDS.get(field.type, OneText)
    if field.per_service:
        return PerService(field, field.model_copy(update={"help": None}), field.id, kind)
    return kind(field, field.id)


def _column_kind(column: Field) -> type[AnswerField]:
    if column.type in ("rows", "attachment"):
        raise UnsupportedColumn(column)
    return _KINDS.get(column.type, OneText)


def _outwards(place: str) -> Iterator[str]:
    """`budget[2].amount`, `budget[2]`, `budget`: a place and those around it."""
    while place:
        yield place
        cut = max(place.rfind("."), place.rfind("["))
        place = place[:cut] if cut > 0 else ""
