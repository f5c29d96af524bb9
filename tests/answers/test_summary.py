"""Answers as people read them, and targets beside results."""

from decimal import Decimal
from typing import Any

from formsvc.answers import Context, View
from formsvc.answers.deviations import compare
from formsvc.answers.summary import summary
from tests.fixtures.definitions import field, form, one_form, scheme

SERVICES = field("services", "rows", columns=[field("name", "text")])


def test_questions_answers_and_rows() -> None:
    hidden = {"equals": {"field": "open", "value": True}}
    made, asked = one_form(
        SERVICES,
        field("open", "boolean"),
        field("when", "text", visible_when=hidden),
        field("applied", "nok"),
        field("share", "percent", per_service=True, instead=["not_relevant"]),
    )
    answers = {
        "services": [{"key": "chat", "name": "Chatten"}, {"key": "phone"}],
        "open": False,
        "share": {"per_service": {"chat": 80, "phone": {"not_relevant": True}}},
    }
    [part] = summary(View(made, asked, answers), "nn")
    items = {item.field.id: item for item in part.items}

    assert list(items) == ["services", "open", "applied", "share"]
    assert items["services"].columns == ("name (nn)",)
    assert items["services"].rows == (("Chatten",), ("",))
    assert items["open"].text == "Nei"
    assert (items["applied"].text, items["applied"].answered) == ("Ikkje svart på", False)
    assert items["share"].text.replace("\u00a0", " ") == "Chatten: 80 % og phone: Ikkje relevant"


def test_targets_beside_results_with_their_difference() -> None:
    indicator: dict[str, Any] = {
        "id": "calls",
        "label": {"nb": "Samtaler", "nn": "Samtalar"},
        "unit": "count",
        "level": "output",
    }
    indicator |= {"direction": "up", "listed_in": [], "asked_in": [], "per_service": True}
    made = scheme(
        form("application", SERVICES, field("target.calls", "count", per_service=True)),
        form("report", field("result.calls", "count", per_service=True), based_on="application"),
        indicators=[indicator],
    )
    application = {"services": [{"key": "a"}, {"key": "b"}], "target.calls": {"per_service": {"a": 100, "b": 5}}}
    report = {"result.calls": {"per_service": {"a": 90}}}

    rows = compare(View(made, made.form("report"), report, Context(application=application)))

    assert [(row.service, row.kind, row.difference) for row in rows] == [
        ("a", "deviates", Decimal(-10)),
        ("b", "not_compared", None),
    ]
