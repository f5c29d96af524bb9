"""What staff write: a reason is needed, and it must be able to stand in a document."""

from formsvc.answers.types.words import is_clean
from formsvc.kernel.failures import Invalid

LONGEST_NOTE = 4000


class NoteMissing(Invalid):
    """A judgement needs its reason."""

    code = "note_missing"


class NoteUnreadable(Invalid):
    """A note is too long, or holds control characters. Parameter: longest."""

    code = "note_unreadable"


def readable_note(note: str) -> str:
    """The note without space around it; perhaps empty. Raises NoteUnreadable."""
    if len(note) > LONGEST_NOTE or not is_clean(note):
        raise NoteUnreadable(longest=LONGEST_NOTE)
    return note.strip()


def needed_note(note: str) -> str:
    """As `readable_note`. Raises NoteMissing too."""
    written = readable_note(note)
    if not written:
        raise NoteMissing
    return written
