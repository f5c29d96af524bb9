"""Facts of the receipt: the submitted application, word for word."""

from datetime import date

from pydantic import AwareDatetime, Field

from formsvc.letters.facts.common import Facts, LetterFacts, Line, Words


class Answer(Facts):
    """A question and its answer, as the applicant saw them."""

    question: Words
    """The question. From the definition."""
    answer: Words | None = None
    """The answer, formatted by its answer type; absent where the question was not answered."""
    columns: tuple[Words, ...] = ()
    """Column headings, where the answer is rows."""
    rows: tuple[tuple[Words, ...], ...] = ()
    """Rows of the answer, a formatted cell for each column; an empty cell is `–`."""


class AnsweredSection(Facts):
    """A section of the form with its answers."""

    title: Words
    """Title of the section. From the definition."""
    answers: tuple[Answer, ...]
    """Visible questions in the form's order."""


class Application(Facts):
    """The submitted application."""

    submitted_at: AwareDatetime
    """The moment of submission (any time zone; printed in Norwegian time). From the submission."""
    version: int = Field(ge=1)
    """Number of the submission: 1, then corrections. From the submission."""
    signed_by: Line
    """Who declared to be entitled to sign. From the submission."""
    signed_as: Words
    """In which capacity (board leader, authorised signatory). From the submission."""
    decision_expected: date | None = None
    """When a decision can be expected, if the call says so. From the call."""
    survey: bool = False
    """True where a survey was answered: nothing is applied for, and nothing will be decided. From the definition."""
    sections: tuple[AnsweredSection, ...] = Field(min_length=1)
    """All sections with their answers."""


class ReceiptFacts(LetterFacts):
    """Facts of the receipt."""

    application: Application
    """The submitted application with all answers."""
