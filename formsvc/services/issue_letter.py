"""A letter is rendered, checked, and stored as a numbered document of its case, in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from formsvc.casework.events import LetterIssued
from formsvc.letters import render_letter, template_checksum
from formsvc.letters.facts import LetterFacts
from formsvc.services.facts.common import LanguageChoice
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
    session: Session, case: Case, letter: Letter, templates_dir: Path, at: datetime, actor_id: int | None
) -> tuple[Document, LetterIssued]:
    """The stored document, which the applicant may read, and the event to record.

    The caller records the event and commits. Raises TemplateFault or LetterIncomplete: then nothing is stored.
    """
    language = letter.language.language
    title = text(f"letters.title.{letter.kind}", language)
    document = add_document(
        session,
        case,
        content=render_letter(letter.kind, letter.facts, language, templates_dir),
        at=at,
        direction="out",
        kind=letter.kind,
        title=title,
        file_name=file_name(case, letter),
        media_type=DOCX,
        language=language,
        language_reason=letter.language.reason,
        facts=letter.facts.model_dump(mode="json"),
        template_sha256=template_checksum(letter.kind, language, templates_dir),
        visible_to_applicant=True,
        decision_id=letter.decision_id,
        created_by_id=actor_id,
    )
    return document, LetterIssued(document.id, letter.kind, language)


def file_name(case: Case, letter: Letter) -> str:
    """`26-00017 Tilskuddsbrev.docx`."""
    return f"{case.number.replace('/', '-')} {text(f'letters.title.{letter.kind}', letter.language.language)}.docx"
