"""A letter of a decision as it would go out now: rendered and checked, not stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.actor import Actor, staff_case
from formsvc.services.decided_case import decided_case
from formsvc.services.facts.letters_of import letters_of
from formsvc.services.issue_letter import Letter, file_name
from formsvc.services.letter_library import library_of
from formsvc.services.office import Office
from formsvc.storage.models import Case
from formsvc.texts import Language, text


class NoSuchLetter(NotFound):
    """The decision has no letter of this kind."""

    code = "no_such_letter"


@dataclass(frozen=True)
class Preview:
    """A letter that is not sent: its kind, language, and the file."""

    kind: str
    language: Language
    file_name: str
    content: bytes


def preview_letters(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> list[Preview]:
    """Every letter that dispatch would send.

    Raises CaseNotFound, NoDecision, TemplateFault or LetterIncomplete (which says what is missing).
    """
    case = staff_case(session, actor, case_id)
    letters = letters_of(decided_case(session, case, office, at))
    return [rendered(session, case, letter, office) for letter in letters]


def preview_letter(session: Session, actor: Actor, office: Office, case_id: int, kind: str, at: datetime) -> Preview:
    """One of them. Raises as `preview_letters`, or NoSuchLetter."""
    case = staff_case(session, actor, case_id)
    for letter in letters_of(decided_case(session, case, office, at)):
        if letter.kind == kind:
            return rendered(session, case, letter, office)
    raise NoSuchLetter(kind=kind)


def rendered(session: Session, case: Case, letter: Letter, office: Office) -> Preview:
    """A letter as a draft to read. Raises TemplateFault or LetterIncomplete."""
    language = letter.language.language
    library = library_of(session, office, case.grant_administrator_id)
    content = library.issue(letter.kind, letter.facts, language)
    draft = text("services.draft", language)
    return Preview(letter.kind, language, f"{draft} {file_name(case, letter)}", content)
