"""The pages where a call's letters are chosen, sent and followed."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.pdf_copies import keep_copies, letters_to_copy
from formsvc.services.propose_decision import Proposal
from formsvc.services.run_batch import finish_batch, issue_item, left_of_batch
from formsvc.storage.batches import items_of
from formsvc.storage.models import Case
from tests.fixtures.cases import REASON, approve, sent_case
from tests.fixtures.example import START, Example, Site

AWARD = Proposal("award", 1_650_000, 1, REASON)


@pytest.fixture
def behind(site: Site) -> Example:
    """The use cases behind the pages."""
    return Example(site.database, site.clock)


@pytest.fixture
def session(behind: Example) -> Iterator[Session]:
    with behind.session() as opened:
        yield opened


@pytest.fixture
def cases(session: Session, behind: Example) -> list[Case]:
    """Three approved cases."""
    found = [sent_case(session, behind) for _ in range(3)]
    for case in found:
        approve(session, behind, case, AWARD)
    session.commit()
    return found


def carried_out(session: Session, behind: Example, batch_id: int) -> None:
    """What the jobs do."""
    session.rollback()
    for item_id in left_of_batch(session, batch_id):
        issue_item(session, behind.office, item_id, START)
    finish_batch(session, batch_id, START)


def test_the_list_of_a_call_leads_to_what_waits_to_be_sent(site: Site, cases: list[Case]) -> None:
    browser, address = site.browser("caseworker"), f"/saker/utlysning/{cases[0].call_id}/utsending"
    assert address in browser.get(f"/saker?utlysning={cases[0].call_id}").text
    page = browser.get(address).text
    for case in cases:
        assert f'name="case" value="{case.id}"' in page
    assert 'name="case"' not in site.browser("signatory").get(address).text


def test_a_case_that_is_not_mine_to_send_cannot_be_chosen(
    site: Site, session: Session, behind: Example, cases: list[Case]
) -> None:
    declare_impartiality(session, behind.actor("caseworker"), cases[1].id, impartial=False, note="Venn", at=START)
    page = site.browser("caseworker").get(f"/saker/utlysning/{cases[0].call_id}/utsending").text
    assert f'value="{cases[1].id}"' not in page
    assert "Du har meldt deg inhabil i saken" in page


def test_what_was_chosen_is_sent_followed_and_taken_away(
    site: Site, session: Session, behind: Example, cases: list[Case]
) -> None:
    browser, address = site.browser("caseworker"), f"/saker/utlysning/{cases[0].call_id}/utsending"
    nothing = browser.post(address, data={})
    assert nothing.status_code == 422
    assert "Velg minst én sak" in nothing.text

    started = browser.post(address, data={"case": [case.id for case in cases[:2]]})
    assert started.status_code == 303
    where = started.location
    waiting = browser.get(where).text
    assert "0 av 2 saker er ferdige" in waiting
    assert 'hx-trigger="every 3s"' in waiting
    assert "Startet 22. november 2026 kl. 12.00 av Saksbehandler 1" in waiting
    assert browser.post(address, data={"case": [cases[2].id]}).status_code == 409
    assert f'href="{where}"' in browser.get(address).text

    batch_id = int(where.rpartition("/")[2])
    carried_out(session, behind, batch_id)

    done = browser.get(where).text
    assert "Utsendingen er ferdig: brev i 2 av 2 saker er sendt." in done
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{where}/brev.zip").data)) as archive:
        assert len(archive.namelist()) == 5
    sheet = browser.get(f"{where}/innhold.xlsx")
    assert (sheet.mimetype or "").endswith("spreadsheetml.sheet")
    assert f"utsending%20{batch_id}%202026-11-22.xlsx" in sheet.headers["Content-Disposition"]
    assert browser.get(f"{where}/utskrift.pdf").status_code == 404
    assert f'value="{cases[2].id}"' in browser.get(address).text


def test_what_failed_is_listed_with_what_is_missing(
    site: Site, session: Session, behind: Example, cases: list[Case]
) -> None:
    browser, address = site.browser("caseworker"), f"/saker/utlysning/{cases[0].call_id}/utsending"
    where = browser.post(address, data={"case": [case.id for case in cases]}).location
    batch_id = int(where.rpartition("/")[2])
    session.rollback()
    item = items_of(session, batch_id)[0]
    params = {"kind": "award", "missing": "<klageinstans>"}
    item.status, item.failure, item.done_at = "failed", {"code": "letter_incomplete", "params": params}, START
    items_of(session, batch_id)[1].status = "failed"
    items_of(session, batch_id)[1].failure = {"code": "of_a_later_version", "params": {}}
    session.commit()
    carried_out(session, behind, batch_id)

    browser.set_cookie("language", "nn")
    page = browser.get(where).text
    assert "brev i 1 av 3 saker er sende" in page
    assert "fordi noko manglar: &lt;klageinstans&gt;" in page
    assert "Ikkje sende (2)" in page


@pytest.mark.parametrize("soffice", [None, "there"])
def test_the_page_says_whether_there_will_be_pdf_copies(
    site: Site, session: Session, behind: Example, cases: list[Case], soffice: str | None
) -> None:
    object.__setattr__(site.app.extensions["settings"], "soffice", soffice)
    browser, address = site.browser("caseworker"), f"/saker/utlysning/{cases[0].call_id}/utsending"
    where = browser.post(address, data={"case": [cases[0].id]}).location
    carried_out(session, behind, int(where.rpartition("/")[2]))
    page = browser.get(where).text
    assert ("LibreOffice er ikke installert" in page) == (soffice is None)
    assert ("PDF-kopier lages: 0 av 2" in page) == (soffice is not None)
    assert ("hx-trigger" in page) == (soffice is not None)


def test_a_letter_and_its_pdf_copy_stand_beside_each_other(
    site: Site, session: Session, behind: Example, cases: list[Case]
) -> None:
    dispatch_decision(session, behind.actor("caseworker"), behind.office, cases[0].id, START)
    letters = letters_to_copy(session, 10)
    with_copy, without = letters
    keep_copies(session, {with_copy: b"%PDF-1.7", without: "pdf_timed_out"}, START)

    for who, page, letter in (
        ("caseworker", f"/sak/{cases[0].id}/dokumenter", f"/sak/{cases[0].id}/dokumenter"),
        ("leader", f"/mine-saker/{cases[0].id}", f"/mine-saker/{cases[0].id}/dokument"),
    ):
        browser = site.browser(who)
        assert f'href="{letter}/1/pdf"' in browser.get(page).text
        assert f'href="{letter}/2/pdf"' not in browser.get(page).text
        copy = browser.get(f"{letter}/1/pdf")
        assert (copy.data, copy.mimetype) == (b"%PDF-1.7", "application/pdf")
        assert ".pdf" in copy.headers["Content-Disposition"]
        assert browser.get(f"{letter}/2/pdf").status_code == 404
