"""Whatever a person can run into has words in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

from formsvc import casework, services
from formsvc.kernel.failures import Failure
from formsvc.texts.catalogue import catalogue


def failures(kind: type[Failure] = Failure) -> Iterator[type[Failure]]:
    """Every failure that casework and use cases may raise."""
    for room in (casework, services):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    yield from _below(kind)


def _below(kind: type[Failure]) -> Iterator[type[Failure]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


FAILURES = {
    failure.code: failure
    for failure in failures()
    if not failure.__subclasses__() and failure.__module__.startswith(("formsvc.casework", "formsvc.services"))
}


@pytest.mark.parametrize("code", sorted(FAILURES))
def test_every_failure_of_a_use_case_has_words(code: str) -> None:
    assert f"error.{code}" in catalogue(), FAILURES[code]
