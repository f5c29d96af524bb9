"""From a reading to proposed answers: units, words, and which service a value is about."""

from typing import Any

import pytest

from formsvc.schemes.definition import Field
from formsvc.services.legacy_proposals import Proposal, by_service, proposed_value
from tests.fixtures.definitions import field

SERVICES = {"conversations": "Faste samtaler", "chat": "Kveldschatten"}


def of_type(kind: str) -> Field:
    return Field.model_validate(field("result.x", kind))


def proposal(value: Any, service: str | None = None, confidence: float = 0.9) -> Proposal:
    return Proposal(value, 1, (0, 0, 1, 1), "tekst", confidence, service)


@pytest.mark.parametrize(
    ("kind", "found", "value"),
    [
        ("percent", 87.5, 87.5),
        ("percent", 0, 0),
        ("percent", 140, None),
        ("count", 12.5, None),
        ("boolean", "JA", True),
        ("boolean", "NEI", False),
        ("boolean", "DELVIS", None),
        ("grade", "DELVIS", "partly"),
        ("grade", "IKKE AKTUELT", "not_applicable"),
        ("percent", {"min": 80, "max": 85}, None),
        ("percent", None, None),
        ("percent", "mange", None),
    ],
)
def test_what_was_read_is_proposed_only_where_it_is_an_answer(kind: str, found: Any, value: Any) -> None:
    proposed = proposed_value(found, of_type(kind))

    assert proposed == value
    assert isinstance(proposed, bool) is isinstance(value, bool)


@pytest.mark.parametrize("name", ["Kveldschatten", "kveldschat", "Kveldschatten vår"])
def test_a_value_goes_to_the_service_with_its_name(name: str) -> None:
    placed = by_service([proposal(80, name)], SERVICES)

    assert [one.value for one in placed["chat"]] == [80]
    assert placed["conversations"] == []


@pytest.mark.parametrize("name", [None, "Telefonen"])
def test_a_value_that_names_no_service_is_shown_at_each_but_proposed_at_none(name: str | None) -> None:
    placed = by_service([proposal(80, name)], SERVICES)

    assert {key: [one.value for one in some] for key, some in placed.items()} == {
        "conversations": [None],
        "chat": [None],
    }


def test_a_placed_value_comes_before_one_that_is_only_shown() -> None:
    placed = by_service([proposal(80, None, 0.99), proposal(70, "Kveldschatten", 0.5)], SERVICES)

    assert [one.value for one in placed["chat"]] == [70, None]
