"""Sending the letters of a call in a browser: the page follows by itself, and works without scripts too."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.services.propose_decision import Proposal
from formsvc.services.run_batch import finish_batch, issue_item, left_of_batch
from tests.fixtures.cases import REASON, approve, sent_case
from tests.fixtures.example import START, Example, Site
from tests.fixtures.windows import Findings, Window, clean

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def choosing(site: Site, window: Window, language: str, width: int, *, scripts: bool) -> "Page":
    """The page where two approved cases are chosen."""
    example = Example(site.database)
    with example.session() as session:
        cases = [sent_case(session, example) for _ in range(2)]
        for case in cases:
            approve(session, example, case, Proposal("refusal", 0, 0, REASON))
    page = window("caseworker", language, width, scripts=scripts)
    page.goto(f"/saker/utlysning/{cases[0].call_id}/utsending")
    return page


def carry_out(site: Site, batch_id: int) -> None:
    """What the jobs do."""
    example = Example(site.database)
    with example.session() as session:
        for item_id in left_of_batch(session, batch_id):
            issue_item(session, example.office, item_id, START)
        finish_batch(session, batch_id, START)


def test_the_page_follows_by_itself(site: Site, window: Window, axe_findings: Findings) -> None:
    page = choosing(site, window, "nb", 1280, scripts=True)
    clean(page, axe_findings, 1280)
    page.get_by_role("button", name="Send brevene i de valgte sakene").click()
    page.get_by_text("0 av 2 saker er ferdige").first.wait_for()
    clean(page, axe_findings, 1280)

    carry_out(site, int(page.url.rpartition("/")[2]))

    page.get_by_text("Utsendingen er ferdig: brev i 2 av 2 saker er sendt.").wait_for()
    clean(page, axe_findings, 1280)
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle brevene (.zip)").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_without_scripts_a_link_shows_how_far_it_has_come(site: Site, window: Window) -> None:
    page = choosing(site, window, "nn", 375, scripts=False)
    page.get_by_label("Send sak 26/00001").uncheck()
    page.get_by_role("button", name="Send breva i dei valde sakene").click()
    link = page.get_by_role("link", name="Vis kor langt det har kome")
    link.wait_for()
    carry_out(site, int(page.url.rpartition("/")[2]))
    link.click()
    expect(page.get_by_text("Utsendinga er ferdig: brev i 1 av 1 saker er sende.")).to_be_visible()
