"""Letters that follow later, in a browser: from what is missing to an appeal, in both languages, wide and narrow."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.storage.models import Case
from tests.fixtures.cases import impartial, sent_case
from tests.fixtures.example import Site
from tests.fixtures.later import reported_case
from tests.fixtures.reporting import as_example, year_of
from tests.fixtures.windows import Findings, Window, clean

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def cases(site: Site) -> tuple[Case, Case, int]:
    """An application in hand, and a grant whose report is in; and the report's year."""
    example = as_example(site)
    with site.database.session(writes=True) as session:
        asked, reported = sent_case(session, example), reported_case(session, example)
        impartial(session, asked, example.actor("caseworker"))
        return asked, reported, year_of(reported)


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nn", 375)])
def test_letters_are_written_sent_and_answered(
    window: Window, axe_findings: Findings, cases: tuple[Case, Case, int], language: str, width: int, tmp_path: Path
) -> None:
    asked, reported, year = cases
    caseworker = window("caseworker", language, width)
    seen = 0

    def look(page: "Page", path: str = "") -> None:
        nonlocal seen
        if path:
            page.goto(path)
        clean(page, axe_findings, width)
        seen += 1
        page.screenshot(path=tmp_path / f"{language}-{width}-{seen:02d}.png", full_page=True)

    def send(page: "Page") -> None:
        page.locator("#letter-form .form__actions button").first.click()

    look(caseworker, f"/sak/{asked.id}")
    look(caseworker, f"/sak/{asked.id}/brev/missing-information")
    send(caseworker)
    look(caseworker)
    expect(caseworker.locator("#errors a").first).to_be_visible()
    caseworker.locator("[name^=q_items][name$=what]").first.fill("Vedtektene")
    caseworker.locator("[name^=q_items][name$=why]").first.fill("Fila er tom.")
    with caseworker.expect_download() as draft:
        caseworker.locator("#letter-form button[name=draft]").click()
    assert draft.value.suggested_filename.endswith(".docx")
    send(caseworker)
    look(caseworker)
    expect(caseworker.locator("#letters ~ ul.documents li")).to_have_count(1)

    at = f"/sak/{reported.id}"
    for kind in ("report-approved", "report-returned", "transfer-granted", "recovery-notice", "appeal-received"):
        look(caseworker, f"{at}/brev/{kind}" + (f"?ar={year}" if kind[0] in "rt" and kind != "recovery-notice" else ""))
    caseworker.goto(f"{at}/brev/report-returned?ar={year}")
    caseworker.locator("[name^=q_questions][name$=question]").first.fill("Kva er «anna»?")
    send(caseworker)
    caseworker.goto(f"{at}/brev/supplementary-award")
    caseworker.fill("#q_amount", "50 000")
    caseworker.fill("#q_source", "Stortinget har gitt ordninga meir pengar.")
    caseworker.fill("#q_reason", "Fleire har bede om hjelp.")
    send(caseworker)
    look(caseworker)
    look(caseworker, at)
    look(caseworker, f"{at}/logg")
    look(caseworker, f"{at}/rapport")

    leader = window("leader", language, width)
    look(leader, f"/mine-saker/{asked.id}")
    expect(leader.get_by_text("Fila er tom.")).to_be_visible()
    look(leader, f"/mine-saker/{reported.id}")
    expect(leader.get_by_text("Kva er «anna»?")).to_be_visible()
    look(leader, "/mine-saker")
