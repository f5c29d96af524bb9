"""What an application asks for in each year."""

from typing import Any

import pytest

from formsvc.answers import View
from formsvc.answers.applied import applied_amounts
from tests.fixtures.definitions import field, form, pair, scheme

CHOICE = [{"key": key, "label": pair(key)} for key in ("yes", "no")]
LONGER = {"equals": {"field": "long", "value": "yes"}}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"applied_amount": 100}, (100,)),
        ({"applied_amount": 100, "long": "yes", "then": 90, "last": 80}, (100, 90, 80)),
        ({"applied_amount": 100, "long": "no", "then": 90}, (100,)),
        ({"applied_amount": 100, "long": "yes", "then": 90}, (100, 90, 0)),
        ({}, (0,)),
    ],
)
def test_the_definition_says_which_question_is_for_which_year(
    answers: dict[str, Any], expected: tuple[int, ...]
) -> None:
    made = scheme(
        form(
            "application",
            field("long", "choice", options=CHOICE),
            field("last", "nok", later={"of": "applied_amount", "year": 3}, visible_when=LONGER),
            field("then", "nok", later={"of": "applied_amount", "year": 2}, visible_when=LONGER),
            field("applied_amount", "nok"),
        )
    )
    assert applied_amounts(View(made, made.form("application"), answers)) == expected


def test_a_form_that_asks_for_no_amount_asks_for_nothing() -> None:
    made = scheme(form("application", field("title", "text")))
    assert applied_amounts(View(made, made.form("application"), {"title": "Kafé"})) == (0,)
