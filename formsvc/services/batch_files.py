"""The letters of a batch to take away: one .zip with an index, named so that an archivist can use them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.orm import Session

from formsvc.kernel.clock import oslo_date
from formsvc.letters.archive import streamed
from formsvc.services.actor import Actor
from formsvc.services.letter_index import IndexLine, letter_index
from formsvc.services.open_batch import BatchNotFound, OpenBatch, open_batch
from formsvc.storage.batches import SentLetter, letters_of
from formsvc.storage.documents import file_content
from formsvc.storage.models import Batch
from formsvc.texts import Language, text

_LONGEST_NAME = 120
"""Bytes of a recipient's name: the whole name stays below the 255 that file systems take."""
_SPOILS_A_PATH = re.compile(r'[\\/:*?"<>|.\s]+')


@dataclass(frozen=True)
class Entry:
    """A file in the .zip and the checksum that its bytes are kept under."""

    name: str
    sha256: str


def archive_name(letter: SentLetter) -> str:
    """`26-00017-02_2026-11-22_Tilskuddsbrev_Foreningen Nær_nb.docx`: number, date, kind, recipient, language."""
    case, document = letter.case, letter.document
    number = f"{case.number.replace('/', '-')}-{document.number:02d}"
    language = document.language or ""
    date = oslo_date(document.created_at).isoformat()
    parts = (number, date, document.title, _short(case.organisation.name), language)
    return "_".join(_fit_for_a_path(part) for part in parts) + PurePath(document.file_name).suffix


def batch_index(session: Session, actor: Actor, batch_id: int, language: Language) -> bytes:
    """The index as .xlsx, in the reader's language. Raises BatchNotFound."""
    return _index(open_batch(session, actor, batch_id).batch, letters_of(session, batch_id), language)


def batch_zip(session: Session, actor: Actor, batch_id: int, language: Language) -> Iterator[bytes]:
    """The .zip bit by bit: the index, each letter, and the PDF copies that there are. One file at a time is held.

    Raises BatchNotFound before the first byte.
    """
    batch, letters = open_batch(session, actor, batch_id).batch, letters_of(session, batch_id)
    index = _index(batch, letters, language)

    def files() -> Iterator[tuple[str, bytes]]:
        yield f"{text('batch.index.file', language)}.xlsx", index
        for entry in _entries(letters):
            yield entry.name, file_content(session, entry.sha256)

    return streamed(files())


def batch_print_file(session: Session, actor: Actor, batch_id: int) -> bytes:
    """Every letter in one PDF. Raises BatchNotFound also where there is none yet."""
    checksum = open_batch(session, actor, batch_id).batch.print_sha256
    if checksum is None:
        raise BatchNotFound(batch_id=batch_id)
    return file_content(session, checksum)


def files_name(found: OpenBatch, language: Language) -> str:
    """What files about a batch begin with: `utsending 7 2026-11-22`."""
    return text("batch.file", language, number=found.batch.id, date=oslo_date(found.batch.created_at).isoformat())


def _entries(letters: Sequence[SentLetter]) -> Iterator[Entry]:
    for letter in letters:
        name = archive_name(letter)
        yield Entry(name, letter.document.sha256)
        if letter.copy and letter.copy.sha256:
            yield Entry(f"pdf/{PurePath(name).with_suffix('.pdf')}", letter.copy.sha256)


def _index(batch: Batch, letters: Sequence[SentLetter], language: Language) -> bytes:
    return letter_index([_line(letter, language) for letter in letters], language, batch.created_at)


def _line(letter: SentLetter, language: Language) -> IndexLine:
    document, organisation = letter.document, letter.case.organisation
    written_in = text(f"web.language.in_{document.language}", language)
    return IndexLine(
        case_number=letter.case.number,
        recipient=organisation.name,
        orgnr=organisation.orgnr,
        kind=text(f"letters.title.{document.kind}", language),
        outcome=text(f"caseworker.kind.{letter.decision.kind}", language),
        amount=letter.decision.amount,
        language=f"{written_in} ({text(f'caseworker.language_reason.{document.language_reason}', language)})",
        date=oslo_date(document.created_at),
        file_name=archive_name(letter),
        sha256=document.sha256,
    )


def _short(name: str) -> str:
    return name.encode(errors="replace")[:_LONGEST_NAME].decode(errors="ignore")


def _fit_for_a_path(words: str) -> str:
    """The words, with a space for whatever a file system, a shell or a reader from right to left could misread."""
    composed = unicodedata.normalize("NFC", words)
    plain = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in composed)
    return _SPOILS_A_PATH.sub(" ", plain).replace("_", " ").strip()
