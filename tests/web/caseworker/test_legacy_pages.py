"""An old report on the caseworker's pages: uploaded, looked through beside its pages, entered as a report."""

import io
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formsvc.services.open_report import open_entered_report
from formsvc.services.save_section import save_section
from tests.fixtures.example import Site
from tests.fixtures.old_reports import compared_pdf, report_pdf, scanned_pdf
from tests.fixtures.pages import filled, page_of, pressed, text_of
from tests.fixtures.reporting import (
    accepted_case,
    as_example,
    fill_in_report,
    granted_case,
    report_answers,
    send_report,
    year_of,
)


@dataclass(frozen=True)
class Entering:
    """A caseworker's browser, and where the case's reports are."""

    browser: FlaskClient
    case_id: int
    year: int

    @property
    def address(self) -> str:
        return f"/sak/{self.case_id}/rapport"

    def upload(self, content: bytes, name: str = "rapport.pdf", **more: str) -> TestResponse:
        data = {"year": str(self.year), "file": (io.BytesIO(content), name), **more}
        return self.browser.post(f"{self.address}/pdf", data=data, content_type="multipart/form-data")


@pytest.fixture
def at(site: Site) -> Entering:
    example = as_example(site)
    with example.session() as session:
        case = accepted_case(session, example)
        return Entering(site.browser("caseworker"), case.id, year_of(case))


def test_a_sent_report_is_held_against_the_application(site: Site) -> None:
    example = as_example(site)
    with example.session() as session:
        case = accepted_case(session, example)
        fill_in_report(session, example, case, report_answers(session, example))
        send_report(session, example, case)
        case_id = case.id

    page = text_of(site.browser("caseworker").get(f"/sak/{case_id}/rapport"))

    assert "4 avvik er ikke forklart" in page
    assert "3 prosentpoeng over" in page
    assert "Ikke forklart" in page
    assert "I tide" in page


def test_a_case_without_an_accepted_grant_says_so(site: Site) -> None:
    example = as_example(site)
    with example.session() as session:
        case_id = granted_case(session, example).id

    page = site.browser("caseworker").get(f"/sak/{case_id}/rapport")

    assert "ikke bekreftet tilskuddet ennå" in text_of(page)
    assert "/rapport/pdf" not in page.text


def test_the_review_shows_the_page_the_spot_and_the_value(at: Entering) -> None:
    uploaded = at.upload(report_pdf())
    review = at.browser.get(uploaded.location)

    assert uploaded.status_code == 303
    words = text_of(review)
    assert "0 av 28 vurdert" in words
    assert "Funnet på side 1" in words
    picture = page_of(review).xpath("//*[local-name()='image']/@href")[0]
    image = at.browser.get(picture)
    assert (image.mimetype, image.data[:4]) == ("image/png", b"\x89PNG")
    assert at.browser.get(picture.replace("/1.png", "/9.png")).status_code == 404


def test_one_click_confirms_and_goes_to_the_next(at: Entering) -> None:
    at.upload(report_pdf())
    first = f"{at.address}/pdf/1?felt=result.needed_offer_share"

    after = pressed(at.browser, first, "confirm", form="judge-form")

    assert after.status_code == 303
    assert "felt=result." in after.location
    assert "needed_offer_share" not in after.location
    assert "1 av 28 vurdert" in text_of(at.browser.get(after.location))
    assert "Bekreftet" in text_of(at.browser.get(first))


def test_the_log_says_which_answer_was_judged_and_what_it_became(at: Entering) -> None:
    at.upload(report_pdf())
    place = f"{at.address}/pdf/1?felt=result."
    pressed(at.browser, f"{place}training_share", "confirm", {"q_result.training_share": "94"}, form="judge-form")
    instead = {"shown": "result.safe_share", "q_result.safe_share-instead": "not_relevant", "action": "confirm"}
    at.browser.post(f"{place}safe_share", data=instead)
    at.browser.post(f"{place}privacy_routines", data={"action": "not_answered"})

    log = text_of(at.browser.get(f"/sak/{at.case_id}/logg"))

    assert "Resultat: Andel av medarbeiderne som har fått opplæring det siste året" in log
    assert "Svar: 95 % 94 %" in log
    assert "Svar: Ikke relevant" in log
    assert "Ikke besvart" in log


@pytest.mark.parametrize(("typed", "message"), [("mange", "mange"), ("", "må besvares"), ("101", "100")])
def test_a_value_that_makes_no_sense_is_told_and_kept(at: Entering, typed: str, message: str) -> None:
    at.upload(report_pdf())
    place = f"{at.address}/pdf/1?felt=result.needed_offer_share"

    answer = pressed(at.browser, place, "confirm", {"q_result.needed_offer_share": typed}, form="judge-form")

    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "0 av 28" in text_of(answer)


def test_a_whole_report_is_entered_from_a_pdf(at: Entering, site: Site) -> None:
    at.upload(report_pdf())
    judge_all(at)

    filled_in = at.browser.post(f"{at.address}/pdf/1/fyll-ut", follow_redirects=True)

    assert "De bekreftede svarene står i skjemaet" in text_of(filled_in)
    results = page_of(at.browser.get(f"{at.address}/{at.year}/skjema/results"))
    assert results.get_element_by_id("q_result.needed_offer_share").value == "88"
    assert "må forklares" in results.get_element_by_id("q_result.needed_offer_share-note").text_content()

    example = as_example(site)
    with example.session() as session:
        given = report_answers(session, example)
    for section in ("activities", "results", "work", "use_of_services", "staff", "assessment", "accounts", "unspent"):
        complete(site, at, section, given)
    signed = {"q_signatory_name": "Styreleder 1", "q_signatory_capacity": "board_leader", "q_declaration": "true"}
    check = at.browser.get(f"{at.address}/{at.year}/skjema/send")
    assert "Rapporten er undertegnet på papir" in text_of(check)
    entered = pressed(at.browser, f"{at.address}/{at.year}/skjema/send", "", signed, form="sign-form")

    assert entered.status_code == 303
    assert "fra PDF" in text_of(at.browser.get(entered.location))


def judge_all(at: Entering) -> None:
    """Confirm what was read; the rest is not in the report."""
    page = at.browser.get(f"{at.address}/pdf/1")
    while "judge-form" in page.text:
        form = page_of(page).get_element_by_id("judge-form")
        answer = at.browser.post(form.action, data=filled(page, {"action": "confirm"}, form="judge-form"))
        if answer.status_code == 422:
            answer = at.browser.post(form.action, data={"action": "not_answered"})
        page = at.browser.get(answer.location)


def complete(site: Site, at: Entering, section: str, given: dict[str, object]) -> None:
    """Fill in a section for the caseworker, as their page would."""
    example = as_example(site)
    actor, now = example.actor("caseworker"), example.clock()
    with example.session() as session:
        opened = open_entered_report(session, actor, example.office, at.case_id, at.year, now)
        part = opened.section(section)
        typed = {field.id: given[field.id] for field in part.fields if field.id in given}
        save_section(
            session, actor, at.case_id, form=opened.key, section=section, typed=typed,
            opened_version=opened.version_of(part), at=now,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"dette er ikke en pdf", "ikke en PDF"),
        (b"", "er tom"),
        (report_pdf(password="hemmelig"), "låst med passord"),
        (report_pdf()[:400], "skadet"),
        (scanned_pdf(), "bilder av sider"),
    ],
    ids=["text", "empty", "encrypted", "corrupt", "scanned"],
)
def test_a_file_that_cannot_be_used_gets_a_plain_message(at: Entering, content: bytes, words: str) -> None:
    answer = at.upload(content)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "rapport.pdf" not in text_of(at.browser.get(f"{at.address}"))


def test_no_file_at_all_gets_a_plain_message(at: Entering) -> None:
    answer = at.browser.post(f"{at.address}/pdf", data={"year": str(at.year)})

    assert answer.status_code == 422


def test_a_file_of_40_megabytes_gets_a_page(at: Entering) -> None:
    answer = at.browser.post(
        f"{at.address}/pdf", data=b"0" * 40_000_000, content_type="multipart/form-data; boundary=grense"
    )

    assert answer.status_code == 413
    assert "for stor" in answer.text


def test_a_scanned_report_is_kept_on_request(at: Entering) -> None:
    uploaded = at.upload(scanned_pdf(), keep="1")

    review = at.browser.get(uploaded.location)

    assert "Teksten i filen kunne ikke leses" in text_of(review)
    assert "Vi fant ikke noe svar på dette" in text_of(review)


def test_a_report_of_another_organisation_or_year_is_pointed_out(at: Entering) -> None:
    lines = ("Tilskuddsmottaker: Liksomforeningen, org.nr. 310 004 375", "Årsrapport for tilskudd i 2024")
    values = ("Andel medarbeidere som har fått opplæring siste år (%): 95",)

    review = text_of(at.browser.get(at.upload(report_pdf((*lines, *values))).location))

    assert "310 004 375" in review.replace("\u00a0", " ")
    assert "ser ut til å gjelde 2024" in review


@pytest.mark.parametrize("who", ["leader", "approver"])
def test_only_caseworkers_upload(site: Site, at: Entering, who: str) -> None:
    assert site.browser(who).get(f"{at.address}/pdf").status_code in (403, 404)


def test_unknown_answers_and_documents_are_404(at: Entering) -> None:
    at.upload(report_pdf())

    assert at.browser.get(f"{at.address}/pdf/1?felt=finnes.ikke").status_code == 404
    assert at.browser.get(f"{at.address}/pdf/7").status_code == 404
    assert at.browser.get(f"{at.address}/{at.year + 1}/skjema").status_code == 404


def test_the_picture_of_a_page_is_kept_by_the_browser(at: Entering) -> None:
    at.upload(report_pdf())
    address = f"{at.address}/pdf/1/side/1.png"

    picture = at.browser.get(address)
    again = at.browser.get(address, headers={"If-None-Match": picture.headers["ETag"]})

    assert picture.data.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "private, immutable, max-age=86400"
    assert (again.status_code, again.data) == (304, b"")
    assert "?v=" in at.browser.get(f"{at.address}/pdf/1").text
    assert at.browser.get(f"{at.address}/pdf/1").headers["Cache-Control"] == "no-store"


def test_targets_stand_beside_the_proposal(at: Entering) -> None:
    at.upload(compared_pdf())

    page = text_of(at.browser.get(f"{at.address}/pdf/1?felt=result.training_share"))

    assert "Måltall ved siden av, på side 1: 90 %" in page
    assert "Fjorårets tall ved siden av, på side 1: 84 %" in page
