"""A scheme to begin with: a whole edition whose texts are still to be written.

The texts say what to write after `SKRIV:`; the lint lists those that are left, so that a scheme which passes has none.
"""

import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Template

from formsvc.kernel.failures import Invalid

STILL_TO_WRITE = "SKRIV:"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EDITION = re.compile(r"[0-9a-z][0-9a-z.-]*")
_SHARED = "common"


class SchemeExists(Invalid):
    """There is such an edition already. Parameter: `folder`."""

    code = "scheme_exists"

    def __str__(self) -> str:
        """One line for whoever writes definitions."""
        return f"{self.params['folder']} is there already"


class UnusableId(Invalid):
    """Ids are folder names and stand in addresses. Parameter: `id`."""

    code = "unusable_scheme_id"

    def __str__(self) -> str:
        """One line for whoever writes definitions."""
        return f"{self.params['id']!r}: an id is lower-case letters, digits and single hyphens, as in 'my-scheme'"


def new_scheme(forms_dir: Path, scheme: str, edition: str, administrator: str, shared: Path) -> list[Path]:
    """Write the edition's files, and the shared blocks where the folder has none. Returns what was written.

    `shared` is a folder of definitions whose `common` blocks are good to copy. Raises UnusableId or SchemeExists.
    """
    for value, form in ((scheme, _ID), (edition, _EDITION)):
        if not form.fullmatch(value) or value == _SHARED:
            raise UnusableId(id=value)
    folder = forms_dir / scheme / edition
    if folder.exists():
        raise SchemeExists(folder=str(folder))
    if not (forms_dir / _SHARED).is_dir():
        shutil.copytree(shared / _SHARED, forms_dir / _SHARED)
    folder.mkdir(parents=True)
    return list(_written(folder, {"id": scheme, "edition": edition, "administrator": administrator}))


def _written(folder: Path, names: dict[str, str]) -> Iterator[Path]:
    for part in sorted((files("formsvc.schemes") / "scaffold").iterdir(), key=lambda entry: entry.name):
        file = folder / part.name
        file.write_text(Template(part.read_text(encoding="utf-8")).substitute(names), encoding="utf-8")
        yield file
