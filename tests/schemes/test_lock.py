"""A locked edition: what may change, and what the change takes."""

from pathlib import Path

import pytest

from formsvc.schemes.loader import load_edition
from formsvc.schemes.lock import LockRefused, fingerprint, lock_findings, write_lock
from tests.fixtures.forms_folder import FormsFolder

APPLICATION, SCHEME = "eksempel/2026/application.toml", "eksempel/2026/scheme.toml"


@pytest.fixture
def locked(forms_folder: FormsFolder) -> FormsFolder:
    write_lock(load_edition(home(forms_folder)), home(forms_folder))
    return forms_folder


def home(folder: FormsFolder) -> Path:
    return folder.path / "eksempel" / "2026"


def told(folder: FormsFolder) -> list[str]:
    return [f"{found.key}: {found.reason}" for found in lock_findings(load_edition(home(folder)), home(folder))]


def test_an_unchanged_edition_fits_its_lock(locked: FormsFolder) -> None:
    assert told(locked) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (APPLICATION, 'type = "long_text"', 'type = "text"', "form.application"),
        (APPLICATION, 'key = "1"', 'key = "2"', "form.application"),
        ("common/budget.toml", 'kind = "sums_equal"', 'kind = "at_most"', "form.application"),
        (SCHEME, 'unit = "percent"', 'unit = "count"', "form.application"),
        ("eksempel/2026/assessment.toml", "weight = 60", "weight = 59.5", "assessment"),
        (SCHEME, "ticked = true", "ticked = false", "scheme"),
    ],
)
def test_keys_types_and_rules_need_a_new_edition(locked: FormsFolder, file: str, old: str, new: str, part: str) -> None:
    before = fingerprint(load_edition(home(locked)))
    locked.replace(file, old, new)

    assert f"{part}: keys, types or rules have changed: needs a new edition" in told(locked)
    assert fingerprint(load_edition(home(locked))) != before
    with pytest.raises(LockRefused, match="needs a new edition"):
        write_lock(load_edition(home(locked)), home(locked))


def test_a_text_is_mended_by_a_revision_with_its_note(locked: FormsFolder) -> None:
    before = fingerprint(load_edition(home(locked)))
    locked.replace(APPLICATION, "Hvorfor tre år?", "Hvorfor søker dere for tre år?")
    assert told(locked) == ["texts: texts have changed: needs a higher revision and a revision_note"]

    locked.replace(SCHEME, 'edition = "2026"', 'edition = "2026"\nrevision = 2')
    with pytest.raises(LockRefused, match="revision_note"):
        write_lock(load_edition(home(locked)), home(locked))

    locked.replace(SCHEME, "revision = 2", 'revision = 2\nrevision_note = "Klarere spørsmål."')
    assert told(locked) == ["revision: revision 2 is not locked: formsvc lock eksempel"]
    write_lock(load_edition(home(locked)), home(locked))
    assert told(locked) == []
    assert fingerprint(load_edition(home(locked))) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (APPLICATION, 'source = { point = "4" }', 'source = { point = "4", item = "bullet 1", quote = "plan" }'),
        (APPLICATION, "required = true", "required = true\nmin_rows = 0"),
        (SCHEME, 'direction = "up"', 'direction = "up"\naliases = ["hjulpet"]'),
        (SCHEME, 'edition = "2026"', 'edition = "2026"\nopen = false'),
    ],
)
def test_what_only_explains_may_change(locked: FormsFolder, file: str, old: str, new: str) -> None:
    locked.replace(file, old, new)
    assert told(locked) == []
