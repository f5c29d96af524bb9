"""Pages about letter templates: what each role may do, words for faults, and what differs."""

import io
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from formsvc.letters.admission import Problem
from formsvc.letters.kinds import KINDS
from formsvc.letters.outcomes import example_outcomes
from formsvc.services.issue_letter import DOCX
from formsvc.storage.models import GrantAdministrator
from formsvc.texts import LANGUAGES, text
from formsvc.texts.catalogue import catalogue
from tests.fixtures.example import Site
from tests.fixtures.word_files import TEMPLATES, rebuilt, reworded, template, with_paragraph

OLD, NEW = "Derfor får dere ikke tilskudd", "Derfor gir vi dere ikke tilskudd"
CHANGED = reworded(template("refusal"), OLD, NEW)
UPLOADED = "Versjonen er lagret."


@pytest.fixture
def at(site: Site) -> str:
    """The address of the bokmål template of a refusal."""
    with site.database.session() as session:
        key = select(GrantAdministrator.id).where(GrantAdministrator.key == "helsedirektoratet")
        return f"/brevmaler/{session.scalars(key).one()}/nb/refusal"


def upload(client: FlaskClient, at: str, docx: bytes = CHANGED, note: str = "Ny overskrift.") -> TestResponse:
    data: Mapping[str, object] = {"file": (io.BytesIO(docx), "../mal.docx"), "note": note}
    return client.post(at, data=dict(data), follow_redirects=True)


def test_upload_look_activate_and_go_back(site: Site, at: str) -> None:
    administrator, approver = site.browser("administrator"), site.browser("approver")
    assert "Standardmalen" in administrator.get(at).text

    page = upload(administrator, at).text
    assert UPLOADED in page
    assert "En annen må ta den i bruk" in page
    assert "/versjon/1/aktiver" not in page

    compared = approver.get(f"{at}/versjon/1/sammenlign").text
    assert "1 avsnitt er endret" in compared
    assert "får</del>" in compared
    assert "gir vi</ins>" in compared
    for which in ("ny", "gjeldende"):
        letter = approver.get(f"{at}/versjon/1/eksempel/refusal/no_appeal/{which}")
        assert letter.mimetype == DOCX

    assert "i bruk fra nå" in approver.post(f"{at}/versjon/1/aktiver", follow_redirects=True).text
    assert approver.get(f"{at}/versjon/1").data == CHANGED
    assert approver.get(f"{at}/versjon/0").data == template("refusal")
    assert "Versjon 1 fra 22. november 2026" in administrator.get(at.rsplit("/", 2)[0]).text

    assert UPLOADED in approver.post(f"{at}/versjon/0/tilbake", follow_redirects=True).text
    assert "trukket tilbake" in administrator.post(f"{at}/versjon/2/trekk", follow_redirects=True).text


def test_who_uploaded_is_refused_to_activate_whatever_the_page_offers(site: Site, at: str) -> None:
    administrator = site.browser("administrator")
    upload(administrator, at)

    refused = administrator.post(f"{at}/versjon/1/aktiver")

    assert refused.status_code == 403
    assert "En annen må gjøre det" in refused.text


def test_a_caseworker_uploads_but_does_not_activate_and_others_see_nothing(site: Site, at: str) -> None:
    caseworker = site.browser("caseworker")
    assert "Brevmaler" in caseworker.get("/saker").text
    assert UPLOADED in upload(caseworker, at).text
    assert site.browser("caseworker2").post(f"{at}/versjon/1/aktiver").status_code == 403
    for who in ("leader", "signatory"):
        assert site.browser(who).get(at).status_code == 403


def test_each_fault_is_told_with_its_place_and_what_was_typed_stays(site: Site, at: str) -> None:
    docx = with_paragraph(template("refusal"), "Beløp {{ decision.amuont }}", "Se {{ nothing }}")

    page = upload(site.browser("administrator"), at, docx, note="Et notat")

    assert page.status_code == 422
    assert "2 feil i malen" in page.text
    assert "«Beløp {{ decision.amuont }}»" in page.text
    assert text("letters.title.refusal", "nb") + ", avsnitt" in page.text
    assert 'value="Et notat"' in page.text


def test_a_hostile_file_is_refused_in_plain_words(site: Site, at: str) -> None:
    client = site.browser("administrator")

    page = upload(client, at, rebuilt(template("refusal"), {"word/vbaProject.bin": b"x"}))

    assert page.status_code == 422
    assert "Filen har makroer" in page.text
    assert "er ikke et Word-dokument" in upload(client, at, b"").text
    assert "Skriv" in upload(client, at, CHANGED, note="").text


def test_an_address_without_a_template_is_not_found(site: Site, at: str) -> None:
    client, office = site.browser("administrator"), at.rsplit("/", 2)[0]

    for path in (f"{office}/nb/nothing", f"{office}/en/refusal", "/brevmaler/999", f"{at}/versjon/9"):
        assert client.get(path).status_code == 404
    assert client.get(f"{at}/versjon/0/eksempel/award/example/ny").status_code == 404


def test_every_template_has_its_page_and_every_word_exists(site: Site, at: str) -> None:
    client, office = site.browser("caseworker"), at.rsplit("/", 2)[0]
    outcomes = {outcome for kind in KINDS for outcome, _ in example_outcomes(kind, "nb")}
    blocks = {file.stem for language in LANGUAGES for file in (TEMPLATES / language / "blocks").glob("*.docx")}

    assert {f"letter_templates.outcome.{one}" for one in outcomes} <= catalogue().keys()
    assert {f"letter_templates.block.{one}" for one in blocks} <= catalogue().keys()
    assert client.get(f"{office}/nn/blocks.appeal?lang=nn").status_code == 200
    assert "Står i" in client.get(f"{office}/nb/blocks.appeal?lang=nb").text


def test_every_reason_to_refuse_a_file_has_words() -> None:
    source = (TEMPLATES.parent / "formsvc/letters/admission.py").read_text(encoding="utf-8")
    codes = {line.split('Problem("', 1)[1].split('"', 1)[0] for line in source.splitlines() if 'Problem("' in line}

    assert Problem("macros", {}).code in codes
    assert {f"letter_templates.problem.{code}" for code in codes} <= catalogue().keys()
