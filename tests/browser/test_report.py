"""Reporting in a browser, from the case to the receipt: both languages, wide and narrow, with and without scripts."""

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.storage.models import Case
from tests.fixtures.example import Site
from tests.fixtures.reporting import accepted_case, as_example, fill_in_report, report_answers, send_report, year_of
from tests.fixtures.windows import Findings, Window, clean

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser


@pytest.fixture
def case(site: Site) -> Case:
    """A case whose report is filled in but for one explanation and the unspent funds."""
    example = as_example(site)
    missing = dict.fromkeys(
        ("deviation.needed_offer_share", "unspent_amount", "unspent_wish", "unspent_reason", "transfer_plan")
    )
    with example.session() as session:
        made = accepted_case(session, example)
        fill_in_report(session, example, made, report_answers(session, example, **missing))
        session.refresh(made, ["call"])
        return made


def slowly(route: "Route") -> None:
    """Let a request take its time."""
    time.sleep(0.6)
    route.continue_()


def address(case: Case, page: str = "") -> str:
    return f"/rapport/{case.id}/{year_of(case)}{page}"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_recipient_explains_a_deviation_and_sends(window: Window, case: Case, scripts: bool) -> None:
    page = window("leader", scripts=scripts)
    page.goto(f"/mine-saker/{case.id}")
    page.get_by_role("link", name=f"Fyll ut rapporten for {year_of(case)}").click()
    page.get_by_role("link", name="Resultater").click()
    page.locator("[id='q_deviation.needed_offer_share']").fill("Flere fikk samme veileder hele veien.")
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.wait_for_url("**/work")
    page.goto(address(case, "/unspent"))
    expect(page.locator("#q_unspent_amount")).to_have_value(re.compile(r"40\s000"))
    page.get_by_label("Betale dem tilbake").check()
    page.locator("#q_unspent_reason").fill("Én gruppe ble avlyst.")
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.wait_for_url("**/send")
    page.get_by_label("Jeg er styreleder").check()
    page.locator("#q_declaration").check()
    page.get_by_role("button", name="Send inn").click()
    page.wait_for_url("**/kvittering")
    expect(page.locator("main")).to_contain_text(f"{case.number}-R{year_of(case)}-1")


def test_the_difference_and_the_need_to_explain_come_while_typing(window: Window, case: Case) -> None:
    page = window("leader")
    page.goto(address(case, "/results"))
    visitors = page.locator("[id='q_result.website_visitors']")
    visitors.fill("61 500")
    visitors.press("Tab")
    page.locator("[id='q_result.website_visitors-note']", has_text="1\u00a0500 over").wait_for()
    share = page.locator("[id='q_result.safe_share']")
    share.fill("70")
    share.press("Tab")
    page.locator("[id='q_deviation.safe_share']").wait_for()
    expect(page.locator("[id='q_result.safe_share-note']")).to_contain_text("20 prosentpoeng under")


def test_what_is_typed_while_the_browser_saves_is_kept_and_saved(window: Window, case: Case) -> None:
    page = window("leader")
    page.goto(address(case, "/results"))
    page.locator("[id='q_result.safe_share']").fill("70")
    following = page.locator("[id='q_result.acute_routines_share']")
    following.fill("")
    page.route("**/results?autolagre=1", slowly)
    following.press_sequentially("92,5", delay=450)

    page.locator("[id='q_deviation.safe_share']").wait_for()

    expect(following).to_have_value("92,5")
    page.locator("[id='q_result.acute_routines_share-note']", has_text="2,5 prosentpoeng under").wait_for()


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_on_any_page_of_the_report(
    site: Site, window: Window, axe_findings: Findings, case: Case, language: str, width: int
) -> None:
    page = window("leader", language, width)
    for part in ("", "/activities", "/results", "/results?kontroll=1", "/accounts", "/unspent", "/send"):
        page.goto(address(case, part))
        clean(page, axe_findings, width)
    _send(site, case)
    for there in (address(case, "/kvittering"), address(case, "/versjon/1"), f"/mine-saker/{case.id}"):
        page.goto(there)
        clean(page, axe_findings, width)
    _staff_reads(window("caseworker", language, width), axe_findings, case, width)


def _send(site: Site, case: Case) -> None:
    example = as_example(site)
    with example.session() as session:
        made = session.merge(case)
        fill_in_report(session, example, made, report_answers(session, example))
        send_report(session, example, made)


def _staff_reads(page: "Page", axe_findings: Findings, case: Case, width: int) -> None:
    page.goto(f"/sak/{case.id}/rapport")
    clean(page, axe_findings, width)
