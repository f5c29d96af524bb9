"""What a letter must hold, as data: read from `requirements.toml` beside the templates."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from formsvc.kernel.failures import Unreadable
from formsvc.texts import Text


class BadRequirements(Unreadable):
    """The list of mandatory contents cannot be read. Parameters: path, reason (English)."""

    code = "bad_letter_requirements"


class Requirement(BaseModel):
    """One thing that letters of these kinds must hold, and who demands it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    kinds: tuple[str, ...]
    what: Text
    """What it is, in words for whoever must mend the letter."""
    source: str
    """The law, the økonomibestemmelser or the point of the regelverk that demands it."""
    when: str = "true"
    """Only where this field (an expression of the templates' language) is there and not empty or false."""
    each: str | None = None
    """A dotted path to a list (of lists): the values are looked for once for every `item`."""
    values: tuple[str, ...] = ()
    """Expressions in the templates' language. Their text, or each text of a list, must stand in the letter."""
    words: Text | None = None
    """A wording that must stand in the letter."""
    unwanted: bool = False
    """Turned round: no word of the letter may begin with any of this, in small or large letters."""
    beside: tuple[str, ...] = ()
    """With `unwanted`: expressions whose text may hold it all the same, such as names."""


def read_requirements(path: Path) -> tuple[Requirement, ...]:
    """The requirements in a file. Raises BadRequirements."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["requirement"]
        return tuple(Requirement.model_validate(entry) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise BadRequirements(path=str(path), reason=str(error)) from error
