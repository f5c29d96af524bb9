"""Every edition under forms/, and every example in it, as a parameter: a new folder needs no new line here."""

from pathlib import Path

import pytest

from formsvc.config import CHECKOUT
from formsvc.schemes.definition import Scheme
from formsvc.schemes.registry import registry

FORMS = CHECKOUT / "forms"
EDITIONS = sorted(file.parent for file in FORMS.glob("*/*/scheme.toml"))
EXAMPLES = {"answers_file": "*.*valid*.json", "case_file": "case-*.json"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A run for each edition's `folder`, each `answers_file`, each `case_file`, as the test asks."""
    for fixture, pattern in EXAMPLES.items():
        if fixture in metafunc.fixturenames:
            files = [file for folder in EDITIONS for file in sorted((folder / "examples").glob(pattern))]
            metafunc.parametrize(fixture, files, ids=[f"{_name(file.parents[1])}-{file.stem}" for file in files])
            return
    if "folder" in metafunc.fixturenames:
        metafunc.parametrize("folder", EDITIONS, ids=[_name(folder) for folder in EDITIONS])


@pytest.fixture
def scheme(folder: Path) -> Scheme:
    """The edition in `folder`, resolved."""
    return edition(folder)


def edition(folder: Path) -> Scheme:
    """The edition in a folder, read once."""
    return registry(FORMS).get(folder.parent.name, folder.name)


def _name(folder: Path) -> str:
    return f"{folder.parent.name}-{folder.name}"
