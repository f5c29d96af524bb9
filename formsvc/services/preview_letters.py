"""The letters of a decision as they would go out now: rendered and checked, not stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.letters import render_letter
from formsvc.services.actor import Actor, staff_case
from formsvc.services.decided_case import decided_case
from formsvc.services.facts.decision import decision_letters
from formsvc.services.office import Office
from formsvc.texts import Language


@dataclass(frozen=True)
class Preview:
    """A letter that is not sent: its kind, language, and the file."""

    kind: str
    language: Language
    content: bytes


def preview_letters(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> list[Preview]:
    """Every letter that dispatch would send.

    Raises CaseNotFound, NoDecision, TemplateFault or LetterIncomplete (which says what is missing).
    """
    case = staff_case(session, actor, case_id)
    letters = decision_letters(decided_case(session, case, office, at))
    return [
        Preview(
            letter.kind,
            letter.language.language,
            render_letter(letter.kind, letter.facts, letter.language.language, office.templates_dir),
        )
        for letter in letters
    ]
