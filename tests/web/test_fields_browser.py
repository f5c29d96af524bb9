"""A person fills in every kind of question, with and without JavaScript, wide and narrow, in both languages."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.webforms.kitchen import kitchen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Findings = Callable[["Page"], list[str]]
pytestmark = pytest.mark.browser


@pytest.fixture
def draft() -> dict[str, Any]:
    """What the pages keep."""
    return {}


@pytest.fixture
def address(shell: Flask, serve: Callable[[Flask], str], draft: dict[str, Any]) -> str:
    """Where the page with every kind of question is."""
    shell.register_blueprint(kitchen(draft))
    return f"{serve(shell)}/kitchen"


def fill_in(page: "Page") -> None:
    """Type into some of each."""
    page.get_by_label("Spørsmål av typen text").fill("Åpen dør")
    page.get_by_label("Spørsmål av typen percent").first.fill("87,5")
    page.get_by_role("group", name="Spørsmål av typen boolean").get_by_label("Nei").check()
    page.get_by_role("group", name="Spørsmål av typen multi_choice").get_by_label("Valg C").check()
    page.locator("#q_services-0-name").fill("Chat")
    page.locator("#q_services-add").click()
    page.locator("#q_services-1-name").fill("Telefon")
    page.locator("[id='q_target.answered-chat']").fill("91")


KEPT = {"text": "Åpen dør", "percent": "87,5", "boolean": "false", "multi_choice": ["c"]}


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_filled_in_is_kept_and_a_row_can_be_added(
    browser: "Browser", address: str, draft: dict[str, Any], javascript: bool
) -> None:
    with browser.new_context(java_script_enabled=javascript) as context:
        page = context.new_page()
        page.goto(address)
        fill_in(page)
        expect(page.locator(":focus")).to_have_id("q_target.answered-chat")
        page.get_by_role("button", name="Lagre", exact=True).click()
        page.wait_for_url("**/kitchen")
    assert {name: draft[name] for name in KEPT} == KEPT
    assert [row["name"] for row in draft["services"]] == ["Chat", "Telefon"]
    assert draft["target.answered"] == {"per_service": {"chat": "91"}}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_new_row_has_the_focus(browser: "Browser", address: str, javascript: bool) -> None:
    with browser.new_context(java_script_enabled=javascript) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#q_services-0-name").fill("Chat")
        page.locator("#q_services-add").click()
        page.locator("#q_services-1-name:focus").wait_for()


def test_enter_in_a_row_saves_and_removes_nothing(browser: "Browser", address: str, draft: dict[str, Any]) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#q_services-0-name").fill("Chat")
        page.locator("#q_services-0-name").press("Enter")
        page.wait_for_url("**/kitchen")
    assert [row["name"] for row in draft["services"]] == ["Chat"]


def test_faults_are_summed_up_and_the_reader_starts_there(browser: "Browser", address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#q_minutes").fill("en stund")
        page.get_by_role("button", name="Lagre og gå videre").click()
        page.locator("#errors:focus").wait_for()
        page.get_by_role("link", name="en stund").click()
        expect(page.locator(":focus")).to_have_value("en stund")


def test_an_upload_that_is_too_large_gets_a_page_that_says_so(
    browser: "Browser", address: str, draft: dict[str, Any], tmp_path: Path
) -> None:
    large = tmp_path / "stor.pdf"
    large.write_bytes(b"%PDF-" + bytes(40_000_000))
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}?lang=nn")
        page.locator("#q_attachment").set_input_files(large)
        page.get_by_role("button", name="Lagre", exact=True).click()
        page.get_by_role("heading", name="Fila er for stor").wait_for()
    assert draft == {}


def test_a_text_tells_how_much_room_is_left(browser: "Browser", address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}?lang=nn")
        page.locator("#q_long_text").fill("x" * 4001)
        page.get_by_text("1 teikn for mykje").wait_for()


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_and_nothing_is_refused_or_cut_off(
    browser: "Browser", address: str, axe_findings: Findings, language: str, width: int
) -> None:
    complaints: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda failed: complaints.append(failed.url))
        page.on("response", lambda got: complaints.append(got.url) if got.status >= 400 else None)
        for checked in ("", "&checked=1"):
            page.goto(f"{address}?lang={language}{checked}")
            page.locator("#q_services-0-name").fill("Chat")
            page.locator("#q_services-add").click()
            page.locator("#q_services-1-name").wait_for()
            assert axe_findings(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize("path", ["/", "/tilgjengelighet", "/personvern", "/finnes-ikke"])
def test_pages_for_everyone_pass_axe(
    browser: "Browser", shell: Flask, serve: Callable[[Flask], str], axe_findings: Findings, path: str
) -> None:
    address = serve(shell)
    with browser.new_context(viewport={"width": 375, "height": 800}) as context:
        page = context.new_page()
        for language in ("nb", "nn"):
            page.goto(f"{address}{path}?lang={language}")
            assert axe_findings(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 375
