"""The templates that a grant administrator's letters are made with: its own in force, else those of the service.

Which version is in force is asked of the database each time, so a template that was activated is used at once, by every
process. What a process keeps is compiled from files it knows by their checksum.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from formsvc.letters import KINDS, Library
from formsvc.services.office import Office
from formsvc.storage.documents import file_content
from formsvc.storage.letter_templates import Place, files_in_force
from formsvc.texts import LANGUAGES

BLOCKS = "blocks/"
_MOST_KEPT = 50
"""Sets of templates, each some megabytes: more grant administrators than that and the oldest is compiled again."""
_Own = frozenset[tuple[Place, str]]
_kept: dict[tuple[str, _Own], Library] = {}


def library_of(session: Session, office: Office, administrator_id: int) -> Library:
    """The templates in force at a grant administrator. Raises BadRequirements."""
    own = files_in_force(session, administrator_id)
    key = (str(office.templates_dir), frozenset(own.items()))
    if key not in _kept:
        files = {place: file_content(session, sha256) for place, sha256 in own.items()}
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = Library(office.templates_dir, files)
    return _kept[key]


def library_with(session: Session, office: Office, administrator_id: int, changed: Mapping[Place, bytes]) -> Library:
    """The templates in force, with some of them changed: for looking at what nobody has activated. Raises as above."""
    own = files_in_force(session, administrator_id)
    files = {place: file_content(session, sha256) for place, sha256 in own.items()}
    return Library(office.templates_dir, {**files, **changed})


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
