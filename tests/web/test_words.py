"""Whatever a person can run into has words in both languages."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import get_args

import pytest

from formsvc import casework, services
from formsvc.casework.decided import DecisionStatus
from formsvc.casework.events import DecisionKind, Event
from formsvc.casework.state import Status
from formsvc.kernel.failures import Failure
from formsvc.services.open_case import Task
from formsvc.services.own_cases import Standing, Step
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


@pytest.mark.parametrize(
    ("room", "codes"),
    [
        ("caseworker.log.event", set(Event.registry)),
        ("caseworker.status", set(get_args(Status)) - {"draft"}),
        ("caseworker.task", set(get_args(Task)) - {"declare"}),
        ("caseworker.kind", set(get_args(DecisionKind))),
        ("letters.title", set(get_args(DecisionKind))),
        ("caseworker.decision.heading", set(get_args(DecisionStatus))),
        ("applicant.standing", set(get_args(Standing))),
        ("applicant.step", set(get_args(Step))),
    ],
)
def test_whatever_a_case_can_come_to_has_words(room: str, codes: set[str]) -> None:
    assert {code for code in codes if f"{room}.{code}" not in catalogue()} == set()
