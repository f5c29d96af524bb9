"""What we have asked an applicant for and not got yet: what is missing in the application, questions to a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from formsvc.casework.state import CaseState
from formsvc.storage.models import Document


@dataclass(frozen=True)
class Asked:
    """`points`: each thing and why, in the letter's `language`. `year`: of the report; None: of the application."""

    year: int | None
    due: date
    points: Sequence[tuple[str, str]]
    language: str | None


def asked_in(state: CaseState, documents: Sequence[Document]) -> list[Asked]:
    """What waits for an answer, in the words of the letter that asked for it."""
    return [*_missing(state, documents), *_questions(state, documents)]


def _missing(state: CaseState, documents: Sequence[Document]) -> Iterator[Asked]:
    if state.information_due is None:
        return
    for letter in _latest(documents, "missing-information"):
        items = letter.facts["request"]["items"] if letter.facts else ()
        yield Asked(None, state.information_due, [(one["what"], one["why"]) for one in items], letter.language)


def _questions(state: CaseState, documents: Sequence[Document]) -> Iterator[Asked]:
    for year, report in state.reports.items():
        if report.asked_by is None:
            continue
        returned = [one for one in documents if one.facts and one.facts.get("returned", {}).get("year") == year]
        for letter in _latest(returned, "report-returned"):
            asked = letter.facts["returned"]["questions"] if letter.facts else ()
            yield Asked(
                year, report.asked_by, [(one["about"] or "", one["question"]) for one in asked], letter.language
            )


def _latest(documents: Sequence[Document], kind: str) -> list[Document]:
    """The last letter of a kind; none where none is issued."""
    return [one for one in documents if one.kind == kind and one.direction == "out"][-1:]
