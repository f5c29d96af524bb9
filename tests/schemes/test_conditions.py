"""The closed vocabulary, with three outcomes: it holds, it does not, it cannot be told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.schemes.condition import Condition
from formsvc.schemes.condition_check import condition_faults
from formsvc.schemes.conditions import UNKNOWN, holds, names_in
from tests.fixtures.definitions import field, one_form, pair

FACTS: dict[str, Any] = {
    "yes": True,
    "n": 5,
    "zero": 0,
    "word": "a",
    "many": ["a", "b"],
    "none": None,
    "later": UNKNOWN,
}


def told(**written: Any) -> bool | None:
    return holds(Condition.model_validate(written), FACTS.__getitem__)


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ({"equals": {"field": "yes", "value": True}}, True),
        ({"equals": {"field": "n", "value": 5}}, True),
        ({"equals": {"field": "n", "value": True}}, False),
        ({"equals": {"field": "none", "value": False}}, False),
        ({"one_of": {"field": "word", "values": ["a", "c"]}}, True),
        ({"one_of": {"field": "many", "values": ["b", "c"]}}, True),
        ({"one_of": {"field": "many", "values": ["c"]}}, False),
        ({"at_least": {"field": "n", "value": 5}}, True),
        ({"above": {"field": "n", "value": 5}}, False),
        ({"above": {"field": "none", "value": -1}}, False),
        ({"answered": "zero"}, True),
        ({"answered": "none"}, False),
        ({"answered": "later"}, None),
        ({"not": {"answered": "later"}}, None),
        ({"all": [{"answered": "later"}, {"answered": "none"}]}, False),
        ({"all": [{"answered": "later"}, {"answered": "n"}]}, None),
        ({"any": [{"answered": "later"}, {"answered": "n"}]}, True),
        ({"any": [{"answered": "later"}, {"answered": "none"}]}, None),
    ],
)
def test_what_each_word_means(condition: dict[str, Any], outcome: bool | None) -> None:
    assert told(**condition) is outcome


NAMES = st.sampled_from(sorted(FACTS))
CONDITIONS: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.builds(lambda name: {"answered": name}, NAMES)
    | st.builds(lambda name: {"equals": {"field": name, "value": True}}, NAMES),
    lambda inner: (
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3))
        | st.builds(lambda part: {"not": part}, inner)
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_what_cannot_be_told_is_told_by_either_answer(written: dict[str, Any]) -> None:
    """If a condition holds without a fact, it holds whatever the fact turns out to be."""
    outcome = told(**written)
    if outcome is not None:
        for value in (True, None):
            assert holds(Condition.model_validate(written), {**FACTS, "later": value}.__getitem__) is outcome


def test_no_condition_always_holds() -> None:
    assert holds(None, FACTS.__getitem__) is True
    assert list(names_in(None)) == []


def faults(*fields: dict[str, Any]) -> list[tuple[str, str]]:
    return list(condition_faults(*one_form(*fields)))


CHOICE = field("size", "choice", options=[{"key": key, "label": pair(key)} for key in ("small", "large")])


def asked_when(condition: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return field("asked", "text", visible_when=condition, **keys)


def test_a_question_that_nobody_can_reach_is_refused() -> None:
    large = {"equals": {"field": "size", "value": "large"}}
    small = {"equals": {"field": "size", "value": "small"}}
    middle = field("middle", "boolean", visible_when=large)
    reached = {"all": [small, {"equals": {"field": "middle", "value": True}}]}

    assert faults(CHOICE, middle, asked_when({"equals": {"field": "middle", "value": True}})) == []
    [(key, reason)] = faults(CHOICE, middle, asked_when(reached, required=True))
    assert key == "section[all].field[asked].visible_when"
    assert reason == "a required question that nobody can reach"


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"any": [{"answered": "size"}, {"not": {"answered": "size"}}]}, "always holds"),
        (
            {"all": [{"above": {"field": "n", "value": 5}}, {"not": {"at_least": {"field": "n", "value": 5}}}]},
            "never holds",
        ),
        ({"all": []}, "empty"),
        ({"equals": {"field": "asked", "value": "a"}}, "unknown field 'asked'"),
        ({"at_least": {"field": "case.amount", "value": 1}}, "unknown field 'case.amount'"),
        ({"equals": {"field": "applicant.kind", "value": "club"}}, "'club' does not fit 'applicant.kind'"),
    ],
)
def test_useless_and_impossible_conditions_are_refused(condition: dict[str, Any], reason: str) -> None:
    found = faults(CHOICE, field("n", "count"), asked_when(condition))
    assert any(reason in why for _, why in found), found


def test_facts_of_the_case_and_cells_of_the_row_may_be_used() -> None:
    row = field("rows", "rows", columns=[
        field("kind", "text"),
        field("why", "text", required_when={"answered": "row.kind"}),
    ])  # fmt: skip
    case = {"at_least": {"field": "case.granted_amount", "value": 200_000}}
    kind = {"equals": {"field": "applicant.kind", "value": "municipality"}}

    assert faults(row, asked_when({"all": [case, kind]})) == []
