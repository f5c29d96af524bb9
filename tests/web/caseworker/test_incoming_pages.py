"""Many old reports of a call: uploaded, followed, and placed by hand where the file does not say whose it is."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formsvc.storage.incoming import incoming_on
from tests.fixtures.example import Example, Site
from tests.fixtures.incoming import read_all, report_of_orgnr
from tests.fixtures.old_reports import report_pdf, scanned_pdf
from tests.fixtures.pages import text_of
from tests.fixtures.reporting import accepted_case, as_example, year_of


@dataclass(frozen=True)
class Uploading:
    """A caseworker's browser at a call with one case."""

    browser: FlaskClient
    example: Example
    case_id: int
    call_id: int
    year: int

    @property
    def address(self) -> str:
        return f"/saker/utlysning/{self.call_id}/rapporter"

    def upload(self, files: Mapping[str, bytes]) -> TestResponse:
        chosen = [(io.BytesIO(content), name) for name, content in files.items()]
        return self.browser.post(self.address, data={"year": str(self.year), "files": chosen})

    def read(self) -> None:
        with self.example.session() as session:
            read_all(session, self.example)


@pytest.fixture
def at(site: Site) -> Uploading:
    example = as_example(site)
    with example.session() as session:
        case = accepted_case(session, example)
        return Uploading(site.browser("caseworker"), example, case.id, case.call_id, year_of(case))


def test_the_list_of_cases_leads_there_for_caseworkers(site: Site, at: Uploading) -> None:
    list_of_cases = f"/saker?utlysning={at.call_id}"
    assert f'href="{at.address}"' in at.browser.get(list_of_cases).text
    assert f'href="{at.address}"' not in site.browser("approver").get(list_of_cases).text


def test_many_files_are_taken_at_once_and_followed(at: Uploading) -> None:
    assert at.upload({"rapport.pdf": report_pdf(), "notat.pdf": b"ikke en PDF"}).status_code == 303
    page = at.browser.get(at.address).text
    assert "1 av 2 filer er lest" in page
    assert 'hx-trigger="every 3s"' in page

    at.read()

    response = at.browser.get(at.address)
    page = text_of(response)
    assert "Alle filene er lest: 1 av 2 er lagt i en sak." in page
    assert "Klar til gjennomgang" in page
    assert "Filen «notat.pdf» er ikke en PDF" in page
    assert "hx-trigger" not in response.text
    assert f'href="/sak/{at.case_id}/rapport/pdf/1"' in response.text


def test_a_file_that_nobody_is_found_for_is_placed_by_hand(at: Uploading) -> None:
    at.upload({"fremmed.pdf": report_of_orgnr("974760673")})
    at.read()
    at.browser.set_cookie("language", "nn")
    page = text_of(at.browser.get(at.address))
    assert "Filer du må plassere sjølv (1)" in page
    assert "Inga sak i utlysinga har organisasjonsnummeret 974760673" in page
    with at.example.session() as session:
        (item,) = incoming_on(session, at.call_id)

    placed = at.browser.post(f"{at.address}/{item.id}", data={"case": str(at.case_id)})
    at.read()

    assert placed.status_code == 303
    assert "Klar til gjennomgang" in text_of(at.browser.get(at.address))
    assert at.browser.post(f"{at.address}/{item.id + 1}", data={"case": str(at.case_id)}).status_code == 404


def test_a_file_that_came_to_nothing_can_be_taken_off_the_list(at: Uploading) -> None:
    at.upload({"notat.pdf": b"ikke en PDF", "rapport.pdf": report_pdf()})
    at.read()
    with at.example.session() as session:
        items = {item.file_name: item.id for item in incoming_on(session, at.call_id)}
    assert 'aria-label="Fjern fra listen: notat.pdf"' in at.browser.get(at.address).text

    assert at.browser.post(f"{at.address}/{items['notat.pdf']}/fjern").status_code == 303

    page = text_of(at.browser.get(at.address))
    assert "notat.pdf" not in page
    assert "Alle filene er lest: 1 av 1 er lagt i en sak." in page
    assert at.browser.post(f"{at.address}/{items['rapport.pdf']}/fjern").status_code == 404


def test_many_files_may_be_larger_together_than_any_other_upload(at: Uploading) -> None:
    app = at.browser.application
    app.config.update(MAX_CONTENT_LENGTH=10_000, MAX_FILES_LENGTH=50_000)
    assert at.upload({"a.pdf": b"%PDF-" + bytes(20_000)}).status_code == 303
    assert at.upload({"b.pdf": b"%PDF-" + bytes(60_000)}).status_code == 413
    elsewhere = {"file": (io.BytesIO(b"%PDF-" + bytes(20_000)), "a.pdf")}
    assert at.browser.post(f"/sak/{at.case_id}/rapport/pdf", data=elsewhere).status_code == 413


def test_placing_a_file_takes_a_case(at: Uploading) -> None:
    at.upload({"skannet.pdf": scanned_pdf()})
    at.read()
    with at.example.session() as session:
        (item,) = incoming_on(session, at.call_id)

    refused = at.browser.post(f"{at.address}/{item.id}", data={"case": ""})

    assert refused.status_code == 422
    assert "Velg hvilken sak filen hører til." in text_of(refused)
    assert f'href="#case-{item.id}"' in refused.text
    assert "Filen er bilder av sider, som fra en skanner" in text_of(refused)


def test_an_upload_without_files_or_for_another_year_says_what_to_do(at: Uploading) -> None:
    nothing = at.upload({})
    assert nothing.status_code == 422
    assert "Velg minst én fil." in text_of(nothing)
    other = at.browser.post(at.address, data={"year": "1999", "files": [(io.BytesIO(report_pdf()), "a.pdf")]})
    assert other.status_code == 422
    assert "skal rapportere for 1999" in text_of(other)


def test_a_call_without_grants_says_that_no_report_is_due(site: Site) -> None:
    assert "Ingen saker i denne utlysningen skal rapportere" in text_of(
        site.browser("caseworker").get("/saker/utlysning/1/rapporter")
    )
