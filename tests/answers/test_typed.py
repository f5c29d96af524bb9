"""From what people typed to answers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.answers import read_typed
from formsvc.schemes.definition import Field, Section
from formsvc.texts import Text


def words(text: str) -> Text:
    return Text(nb=text, nn=text)


COLUMNS = (Field(id="item", type="text", label=words("Post")), Field(id="amount", type="nok", label=words("Kroner")))
SECTION = Section(
    id="all",
    title=words("Alt"),
    fields=(
        Field(id="name", type="text", label=words("Navn")),
        Field(id="staff", type="count", label=words("Ansatte")),
        Field(id="share", type="percent", label=words("Andel"), per_service=True, instead=("not_relevant",)),
        Field(id="budget", type="rows", label=words("Budsjett"), columns=COLUMNS),
    ),
)


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ({"staff": "1 234"}, {"staff": 1234}),
        ({"staff": 1234}, {"staff": 1234}),
        ({"staff": "0"}, {"staff": 0}),
        ({"staff": ""}, {}),
        ({"name": "  "}, {}),
        ({"share": "87,5 %"}, {"share": 87.5}),
        ({"share": {"not_relevant": True}}, {"share": {"not_relevant": True}}),
        (
            {"share": {"per_service": {"a": "0", "b": {"not_relevant": True}, "c": ""}}},
            {"share": {"per_service": {"a": 0, "b": {"not_relevant": True}}}},
        ),
        (
            {"budget": [{"key": "k", "item": "Lønn", "amount": "1 000"}]},
            {"budget": [{"key": "k", "item": "Lønn", "amount": 1000}]},
        ),
        ({"budget": [{"key": "blank"}, {"key": "k", "item": "Lønn"}]}, {"budget": [{"key": "k", "item": "Lønn"}]}),
        ({"budget": []}, {}),
        ({"unknown": "passes"}, {"unknown": "passes"}),
    ],
)
def test_typed_text_becomes_answers(typed: dict[str, Any], answers: dict[str, Any]) -> None:
    reading = read_typed(SECTION, typed)
    assert reading.answers == answers
    assert not reading.problems


@pytest.mark.parametrize(
    ("typed", "place", "label"),
    [
        ({"staff": "mange"}, "staff", "Ansatte"),
        ({"share": {"per_service": {"a": "litt"}}}, "share.per_service.a", "Andel"),
        ({"budget": [{"key": "b"}, {"key": "k", "item": "Lønn", "amount": "dyrt"}]}, "budget[0].amount", "Kroner"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place_and_left_out(typed: dict[str, Any], place: str, label: str) -> None:
    reading = read_typed(SECTION, typed)
    (problem,) = reading.problems
    assert problem.field == place
    assert label in problem.message("nb")
    assert label in problem.message("nn")


def test_one_faulty_cell_takes_no_other_with_it() -> None:
    reading = read_typed(SECTION, {"budget": [{"key": "k", "item": "Lønn", "amount": "dyrt"}]})
    assert reading.answers == {"budget": [{"key": "k", "item": "Lønn"}]}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["key", "item", "amount", "per_service", "x"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["name", "staff", "share", "budget"]), JSON))
def test_nothing_that_a_draft_may_hold_breaks_the_reading(typed: dict[str, Any]) -> None:
    read_typed(SECTION, typed)
