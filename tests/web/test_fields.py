"""Every kind of question as HTML: labelled, described, and with what was typed in it."""

from typing import Any

import html5lib
import pytest
from flask import Flask

from tests.webforms.kitchen import SECTION, kitchen

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
HOSTILE = """<b>&"'{{ 7*7 }}\u202e😀</textarea><script>x</script>"""
DRAFT: dict[str, Any] = {
    "text": HOSTILE,
    "long_text": HOSTILE,
    "percent": "87 prosentish",
    "services": [{"key": 'k"1', "name": HOSTILE}],
    "target.answered": {"per_service": {"chat": "x"}},
    "attachment": [{"name": "<b>.pdf", "size": 1_400_000, "media_type": "application/pdf", "sha256": "a" * 64}],
}


@pytest.fixture(params=["nb", "nn"])
def page(shell: Flask, request: pytest.FixtureRequest) -> Any:
    """The page with every kind of question and every fault shown, read strictly."""
    shell.register_blueprint(kitchen(dict(DRAFT)))
    text = shell.test_client().get(f"/kitchen?checked=1&lang={request.param}").text
    return html5lib.HTMLParser(strict=True).parse(text)


def elements(page: Any, *names: str) -> list[Any]:
    return [found for name in names for found in page.iter(NAMESPACE + name)]


def test_ids_are_unique_and_every_reference_leads_somewhere(page: Any) -> None:
    ids = [found.get("id") for found in page.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    described = [name for found in page.iter() for name in (found.get("aria-describedby") or "").split()]
    linked = [found.get("href")[1:] for found in elements(page, "a") if found.get("href", "").startswith("#")]
    assert len(linked) > 15
    assert set(described) | set(linked) | {found.get("for") for found in elements(page, "label")} <= set(ids)


def test_every_input_has_a_name_and_a_label(page: Any) -> None:
    labelled = {found.get("for") for found in elements(page, "label")}
    for entry in elements(page, "input", "select", "textarea"):
        assert entry.get("name")
        assert entry.get("type") == "hidden" or entry.get("aria-label") or entry.get("id") in labelled


def test_a_fault_is_told_at_the_input(page: Any) -> None:
    entry = next(found for found in elements(page, "input") if found.get("id") == "q_percent")
    assert entry.get("value") == "87 prosentish"
    assert entry.get("aria-invalid") == "true"
    assert entry.get("aria-describedby") == "q_percent-error"


def test_hostile_text_stays_text(page: Any) -> None:
    entry = next(found for found in elements(page, "input") if found.get("id") == "q_text")
    area = next(found for found in elements(page, "textarea") if found.get("id") == "q_long_text")
    assert entry.get("value") == HOSTILE
    assert area.text == HOSTILE
    assert all(found.get("src") for found in elements(page, "script"))


def test_every_type_of_question_has_an_input_that_carries_its_name(page: Any) -> None:
    entries = elements(page, "input", "select", "textarea")
    names = [found.get("name") for found in entries]
    shown = {found.get("value") for found in entries if found.get("name") == "shown"}
    for field in SECTION.fields:
        assert any(name.startswith(f"q_{field.id}") for name in names), field.id
        assert field.id in shown


def test_the_first_button_saves_so_that_enter_never_removes_a_row(page: Any) -> None:
    form = next(found for found in elements(page, "form") if found.get("id") == "section-form")
    assert next(form.iter(NAMESPACE + "button")).get("value") == "save"
