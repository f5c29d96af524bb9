"""The templates that a grant administrator's letters are made with: its own in force, else those of the service.

Which version is in force is asked of the database each time, so a template that was activated is used at once, by every
process. What a process keeps it knows by its content.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from formsvc.letters import KINDS, Library, open_library
from formsvc.services.office import Office
from formsvc.storage.documents import file_content
from formsvc.storage.letter_templates import Place, files_in_force
from formsvc.texts import LANGUAGES

BLOCKS = "blocks/"
_MOST_KEPT = 500
"""Files of templates, some tens of kilobytes each."""
_kept: dict[str, bytes] = {}


def library_of(session: Session, office: Office, administrator_id: int) -> Library:
    """The templates in force at a grant administrator. Raises BadRequirements."""
    own = _files_in_force(session, administrator_id)
    return Library(office.templates_dir, own) if own else open_library(office.templates_dir)


def library_with(session: Session, office: Office, administrator_id: int, changed: Mapping[Place, bytes]) -> Library:
    """The templates in force, with some of them changed: for looking at what nobody has activated. Raises as above."""
    return Library(office.templates_dir, {**_files_in_force(session, administrator_id), **changed})


def _files_in_force(session: Session, administrator_id: int) -> dict[Place, bytes]:
    own = files_in_force(session, administrator_id)
    return {place: _content(session, sha256) for place, sha256 in own.items()}


def _content(session: Session, sha256: str) -> bytes:
    """The bytes with this checksum, read once."""
    known = _kept.get(sha256)
    if known is None:
        known = file_content(session, sha256)
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[sha256] = known
    return known


def places(office: Office) -> list[Place]:
    """Every kind of letter and every shared block that there is a template for, in both languages."""
    blocks = sorted(file.stem for file in (office.templates_dir / LANGUAGES[0] / "blocks").glob("*.docx"))
    names = [*KINDS, *(f"{BLOCKS}{block}" for block in blocks)]
    return [(language, name) for name in names for language in LANGUAGES if supplied_file(office, (language, name))]


def supplied_file(office: Office, place: Place) -> bytes | None:
    """The template that comes with the service."""
    language, name = place
    file = office.templates_dir / language / f"{name}.docx"
    return file.read_bytes() if file.is_file() else None
