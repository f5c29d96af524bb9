"""An old report reviewed in a browser: by keyboard, without scripts, and clean for axe in both languages and widths."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.storage.models import Case
from tests.fixtures.example import Site
from tests.fixtures.old_reports import report_pdf, scanned_pdf
from tests.fixtures.reporting import accepted_case, as_example, year_of
from tests.fixtures.windows import Findings, Window, clean

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def case(site: Site) -> Case:
    """A case whose report is still to come."""
    example = as_example(site)
    with example.session() as session:
        return accepted_case(session, example)


def upload(page: "Page", case: Case, content: bytes, *, keep: bool = False) -> None:
    """Upload a PDF from the case."""
    page.goto(f"/sak/{case.id}/rapport")
    page.get_by_role("link", name="rapport i PDF").click()
    page.set_input_files("#file", {"name": "rapport.pdf", "mimeType": "application/pdf", "buffer": content})
    if keep:
        page.check("#keep")
    page.locator("main button[type=submit]").last.click()


def test_enter_confirms_one_answer_after_the_other(window: Window, case: Case) -> None:
    page = window("caseworker")
    upload(page, case, report_pdf())
    page.wait_for_url("**/pdf/1")

    for done in range(1, 5):
        page.locator("#confirm:focus").wait_for()
        page.keyboard.press("Enter")
        page.get_by_text(f"{done} av 28 vurdert").wait_for()

    assert page.locator(":focus").get_attribute("type") in ("text", "radio")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_value_is_corrected_and_the_form_opens_filled(window: Window, case: Case, scripts: bool) -> None:
    page = window("caseworker", scripts=scripts)
    upload(page, case, report_pdf())
    page.locator(".review__list").get_by_role("link", name="har fått opplæring").click()
    page.locator("[id='q_result.training_share']").fill("94")
    page.get_by_role("button", name="Bekreft", exact=True).click()
    page.get_by_text("1 av 28 vurdert").wait_for()
    page.wait_for_load_state()
    while page.locator("#judge-form").count():
        done = int(page.locator("progress").get_attribute("value") or 0)
        page.get_by_role("button", name="Ikke besvart i rapporten").click()
        page.get_by_text(f"{done + 1} av 28 vurdert").wait_for()
        page.wait_for_load_state()
    page.get_by_role("button", name="Åpne rapportskjemaet").click()
    page.wait_for_url("**/skjema")
    page.goto(f"/sak/{case.id}/rapport/{year_of(case)}/skjema/results")
    expect(page.locator("[id='q_result.training_share']")).to_have_value("94")
    expect(page.locator("[id='q_result.needed_offer_share']")).to_have_value("")


def test_a_place_on_the_page_leads_to_its_answer(window: Window, case: Case) -> None:
    page = window("caseworker")
    upload(page, case, report_pdf())
    page.get_by_role("link", name="Resultat: Antall besøkende på tilbudets nettside").first.click()
    page.locator("[id='q_result.website_visitors']").wait_for()


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_from_upload_to_form(
    window: Window, axe_findings: Findings, case: Case, language: str, width: int
) -> None:
    page = window("caseworker", language, width)
    upload(page, case, scanned_pdf())
    clean(page, axe_findings, width)
    upload(page, case, report_pdf())
    for place in ("", "?felt=visibility", "?felt=result.participants.per_service.chat"):
        page.goto(f"/sak/{case.id}/rapport/pdf/1{place}")
        clean(page, axe_findings, width)
    for part in ("", "/results", "/send"):
        page.goto(f"/sak/{case.id}/rapport/{year_of(case)}/skjema{part}")
        clean(page, axe_findings, width)
