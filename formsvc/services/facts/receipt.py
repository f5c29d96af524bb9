"""The receipt: that an application came in, when, under which number, and word for word what it says."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from formsvc.answers import Context, View
from formsvc.answers.summary import Item, Part, summary
from formsvc.kernel.clock import oslo_date
from formsvc.letters.facts import Answer, AnsweredSection, Application, ReceiptFacts
from formsvc.schemes.definition import Form, Scheme
from formsvc.services.facts.common import LanguageChoice, common_facts
from formsvc.services.issue_letter import Letter
from formsvc.storage.models import Case, Submission
from formsvc.texts import Language, text

EMPTY_CELL = "–"


def receipt_letter(
    case: Case, scheme: Scheme, form: Form, sent: Submission, beside: Context, *, first_at: datetime, at: datetime
) -> Letter:
    """The receipt of a version, in the language it was sent in. `first_at`: when the first version came in."""
    language = cast("Language", sent.language)
    view = View(scheme, form, sent.answers, beside)
    facts = ReceiptFacts(
        **common_facts(case, scheme, sent, submitted_on=oslo_date(first_at), language=language, dated=oslo_date(at)),
        application=application_facts(case, view, sent, language),
    )
    return Letter("receipt", facts, LanguageChoice(language, "application"))


def application_facts(case: Case, view: View, sent: Submission, language: Language) -> Application:
    """The version as it was sent: who signed in which capacity, and all answers."""
    parts = summary(view, language)
    expected = case.call.decision_expected
    return Application(
        submitted_at=sent.submitted_at,
        version=sent.number,
        signed_by=sent.answers.get("signatory_name") or sent.submitted_by.name,
        signed_as=_capacity(sent, language),
        decision_expected=date.fromisoformat(expected) if expected else None,
        survey=view.form.kind == "survey",
        sections=tuple(section for part in parts for section in answered_sections(part)),
    )


def answered_sections(part: Part) -> Iterator[AnsweredSection]:
    """A section of the form with its answers, as the reader saw them; rows too wide for a page are a section each."""
    narrow = tuple(_answer(item) for item in part.items if not item.wide)
    if narrow:
        yield AnsweredSection(title=part.title, answers=narrow)
    for item in (item for item in part.items if item.wide):
        for number, cells in enumerate(item.answered_cells(), start=1):
            answers = tuple(Answer(question=column, answer=cell) for column, cell in cells)
            yield AnsweredSection(title=f"{part.title}: {number}", answers=answers)


def _answer(item: Item) -> Answer:
    if item.rows:
        rows = tuple(tuple(cell or EMPTY_CELL for cell in row) for row in item.rows)
        return Answer(question=item.label, columns=item.columns, rows=rows)
    return Answer(question=item.label, answer=item.text if item.answered else None)


def _capacity(sent: Submission, language: Language) -> str:
    """In which capacity the signatory signed, as a noun phrase."""
    return text(f"services.capacity.{sent.answers.get('signatory_capacity', 'declared')}", language)
