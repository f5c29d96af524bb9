"""A letter is rendered, checked, and stored as a numbered document of its case, in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.events import LetterIssued
from formsvc.letters.facts import LetterFacts
from formsvc.services.facts.common import LanguageChoice
from formsvc.services.keep_template import keep_template
from formsvc.services.letter_library import library_of
from formsvc.services.office import Office
from formsvc.storage.documents import add_document
from formsvc.storage.models import Case, Document
from formsvc.texts import text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Letter:
    """A letter to be: its kind, what it may say, and why it is in this language."""

    kind: str
    facts: LetterFacts
    language: LanguageChoice
    decision_id: int | None = None


def issue_letter(
    session: Session, case: Case, letter: Letter, office: Office, at: datetime, actor_id: int | None
) -> tuple[Document, LetterIssued]:
    """The stored document, which the applicant may read, and the event to record.

    The caller records the event and commits. Raises TemplateFault or LetterIncomplete: then nothing is stored.
    """
    language = letter.language.language
    title = text(f"letters.title.{letter.kind}", language)
    library = library_of(session, office, case.grant_administrator_id)
    document = add_document(
        session,
        case,
        content=library.issue(letter.kind, letter.facts, language),
        at=at,
        direction="out",
        kind=letter.kind,
        title=title,
        file_name=file_name(case, letter),
        media_type=DOCX,
        language=language,
        language_reason=letter.language.reason,
        facts=letter.facts.model_dump(mode="json"),
        template_sha256=keep_template(session, library, letter.kind, language, at),
        visible_to_applicant=True,
        decision_id=letter.decision_id,
        created_by_id=actor_id,
    )
    return document, LetterIssued(document.id, letter.kind, language)


def file_name(case: Case, letter: Letter) -> str:
    """`26-00017 Tilskuddsbrev.docx`."""
    return f"{case.number.replace('/', '-')} {text(f'letters.title.{letter.kind}', letter.language.language)}.docx"
