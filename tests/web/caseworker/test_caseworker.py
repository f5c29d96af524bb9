"""The caseworker's pages: the list, a case from declaration to dispatch, and what each person may not do."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from formsvc.storage.models import Case, GrantAdministrator
from tests.fixtures.cases import answers_in, send_version, sent_case
from tests.fixtures.example import START, Example, Site

SHOWN = ["kind", "amount", "background", "reason", "cuts", "terms"]
PARTIAL = {"q_kind": "partial-award", "q_amount": "1 000 000", "q_reason": "Fordi.", "version": "0", "shown": SHOWN}


@pytest.fixture
def example(site: Site) -> Example:
    """The same database as the site's, for use cases."""
    return Example(site.database)


@pytest.fixture
def case(site: Site, example: Example) -> Case:
    with site.database.session(writes=True) as session:
        return sent_case(session, example)


@pytest.fixture
def caseworker(site: Site, case: Case) -> FlaskClient:
    """A caseworker who has declared being impartial."""
    return declared(site.browser("caseworker"), case)


@pytest.fixture
def approver(site: Site, case: Case) -> FlaskClient:
    """An approver who has declared being impartial."""
    return declared(site.browser("approver"), case)


def declared(browser: FlaskClient, case: Case, answer: str = "yes", note: str = "") -> FlaskClient:
    data = {"shown": ["impartial", "note"], "q_impartial": answer, "q_note": note}
    assert browser.post(f"/sak/{case.id}/habilitet", data=data).status_code == 303
    return browser


def propose(browser: FlaskClient, case: Case, **changes: Any) -> TestResponse:
    return browser.post(f"/sak/{case.id}/vedtak/forslag", data=PARTIAL | changes)


def approve(browser: FlaskClient, case: Case, version: int = 1) -> TestResponse:
    page = browser.get(f"/sak/{case.id}/vedtak").text
    found = re.search(r'<option value="(\d+)">Budsjettansvarlig', page)
    signatory = found[1] if found else "0"
    return browser.post(f"/sak/{case.id}/vedtak/godkjenn", data={"version": version, "signatory": signatory})


PAGES = ("", "/soknad", "/kontroll", "/vurdering", "/vedtak", "/dokumenter", "/logg")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_read_in_both_languages_before_and_after(
    caseworker: FlaskClient, approver: FlaskClient, case: Case, page: str
) -> None:
    for language in ("nb", "nn"):
        assert caseworker.get(f"/sak/{case.id}{page}?lang={language}").status_code == 200
    propose(caseworker, case)
    approve(approver, case)
    assert caseworker.post(f"/sak/{case.id}/vedtak/send").status_code == 303
    for language in ("nb", "nn"):
        assert caseworker.get(f"/sak/{case.id}{page}?lang={language}").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "/vedtak/forslag", "/vedtak/utkast/award", "/dokumenter/1"])
def test_another_administrators_case_does_not_exist(site: Site, caseworker: FlaskClient, case: Case, page: str) -> None:
    with site.database.session(writes=True) as session:
        elsewhere = GrantAdministrator(key="fylket", name={"nb": "Fylket", "nn": "Fylket"}, orgnr="974760673")
        session.add(elsewhere)
        session.flush()
        moved = session.get(Case, case.id)
        assert moved
        moved.grant_administrator_id = elsewhere.id
        session.commit()
    assert caseworker.get(f"/sak/{case.id}{page}").status_code == 404
    assert case.number not in caseworker.get("/saker").text


@pytest.mark.parametrize("page", PAGES)
def test_the_applicant_does_not_get_in(site: Site, case: Case, page: str) -> None:
    assert site.browser("leader").get(f"/sak/{case.id}{page}").status_code == 403
    assert site.visitor().get(f"/sak/{case.id}{page}").status_code == 303


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("signatory", "vedtak/forslag"),
        ("signatory", "vedtak/godkjenn"),
        ("signatory", "vedtak/send"),
        ("administrator", "vedtak/forslag"),
        ("approver", "vedtak/forslag"),
        ("approver", "kontroll/in_time"),
        ("approver", "vurdering"),
        ("caseworker", "vedtak/godkjenn"),
        ("caseworker", "vedtak/returner"),
    ],
)
def test_each_role_does_its_own_work(site: Site, case: Case, who: str, page: str) -> None:
    assert site.browser(who).post(f"/sak/{case.id}/{page}", data={}).status_code == 403


def test_a_draft_is_the_applicants_own(site: Site) -> None:
    site.browser("leader").post("/utlysninger/1/soknad", data={"organisation": 1})
    assert site.browser("caseworker").get("/sak/1").status_code == 404
    assert "26/00001" not in site.browser("caseworker").get("/saker").text


def test_the_declaration_comes_first(site: Site, case: Case) -> None:
    browser = site.browser("caseworker")
    assert "Er du habil i denne saken?" in browser.get(f"/sak/{case.id}").text
    assert propose(browser, case).status_code == 403
    assert browser.get(f"/sak/{case.id}/vedtak/forslag").status_code == 303


def test_partiality_needs_a_reason_and_closes_the_work(site: Site, case: Case) -> None:
    browser = site.browser("caseworker")
    data = {"shown": ["impartial", "note"], "q_impartial": "no"}
    assert browser.post(f"/sak/{case.id}/habilitet", data=data).status_code == 422
    declared(browser, case, "no", "Jeg sitter i styret.")
    page = browser.get(f"/sak/{case.id}").text
    assert "Du har meldt deg inhabil" in page
    assert propose(browser, case).status_code == 403
    assert case.number not in browser.get("/saker?mine=1").text


def test_the_proposal_begins_with_what_is_known(caseworker: FlaskClient, case: Case) -> None:
    page = caseworker.get(f"/sak/{case.id}/vedtak/forslag").text
    assert "Dere søkte om kr\u00a01\u00a0650\u00a0000 for 2027" in page
    assert "innen fristen 16. desember 2026" in page
    assert "Frivillighetsregisteret siden 12. mars 2014" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"q_kind": ""}, "Hva foreslår du?"),
        ({"q_reason": ""}, "Begrunnelse"),
        ({"q_amount": "abc"}, "er ikke et tall"),
        ({"q_amount": "1 650 000"}, "mindre enn det som er søkt om"),
        ({"q_amount": ""}, "større enn 0"),
        ({"q_kind": "refusal"}, "Ved avslag innvilges ingenting"),
        ({"q_kind": "award"}, "hele beløpet det er søkt om"),
    ],
)
def test_a_faulty_proposal_comes_back_with_what_was_typed(
    caseworker: FlaskClient, case: Case, changes: dict[str, str], message: str
) -> None:
    answer = propose(caseworker, case, q_cuts="Dette skrev jeg <b>", **changes)
    assert answer.status_code == 422
    assert message in answer.text
    assert "Dette skrev jeg &lt;b&gt;" in answer.text


def test_an_award_needs_no_amount(caseworker: FlaskClient, case: Case) -> None:
    assert propose(caseworker, case, q_kind="award", q_amount="").status_code == 303
    assert "1\u00a0650\u00a0000" in caseworker.get(f"/sak/{case.id}/vedtak").text


def test_two_people_who_write_a_proposal_lose_nothing(site: Site, caseworker: FlaskClient, case: Case) -> None:
    other = declared(site.browser("caseworker2"), case)
    assert propose(caseworker, case).status_code == 303
    answer = propose(other, case, q_reason="Min egen begrunnelse.")
    assert answer.status_code == 409
    assert "Min egen begrunnelse." in answer.text
    assert "Fordi." in answer.text
    assert 'name="version" value="1"' in answer.text
    assert propose(other, case, q_reason="Min egen begrunnelse.", version="1").status_code == 303


def test_the_proposer_is_told_why_they_cannot_approve(site: Site, caseworker: FlaskClient, case: Case) -> None:
    from formsvc.storage.models import StaffRole
    from formsvc.storage.people import person_by_email

    propose(caseworker, case)
    with site.database.session(writes=True) as session:
        person = person_by_email(session, "saksbehandler1@forvalter.example")
        assert person
        role = StaffRole(grant_administrator_id=1, role="approver", created_at=START)
        person.staff_roles.append(role)
        session.commit()
    page = caseworker.get(f"/sak/{case.id}/vedtak").text
    assert "Den som har foreslått vedtaket, kan ikke godkjenne det" in page
    answer = approve(caseworker, case)
    assert answer.status_code == 403
    assert "En annen må gjøre det" in answer.text


def test_a_change_after_the_approval_is_warned_about_and_voids_it(
    caseworker: FlaskClient, approver: FlaskClient, case: Case
) -> None:
    propose(caseworker, case)
    approve(approver, case)
    assert "faller godkjenningen bort" in caseworker.get(f"/sak/{case.id}/vedtak/forslag").text
    propose(caseworker, case, q_amount="900 000", version="1")
    assert caseworker.post(f"/sak/{case.id}/vedtak/send").status_code == 409
    page = approver.get(f"/sak/{case.id}/vedtak").text
    assert re.search(r"<del[^>]*>kr\u00a01\u00a0000\u00a0000</del>", page), "what changed since the approval is shown"
    stale = approve(approver, case, version=1)
    assert stale.status_code == 409
    assert "endret etter at du åpnet det" in stale.text
    assert approve(approver, case, version=2).status_code == 303


def test_a_proposal_is_sent_back_with_a_note(caseworker: FlaskClient, approver: FlaskClient, case: Case) -> None:
    propose(caseworker, case)
    address = f"/sak/{case.id}/vedtak/returner"
    assert approver.post(address, data={"shown": ["note"]}).status_code == 422
    assert approver.post(address, data={"shown": ["note"], "q_note": "Vis til kriteriene."}).status_code == 303
    page = caseworker.get(f"/sak/{case.id}/vedtak").text
    assert "Vis til kriteriene." in page
    assert "sendt forslaget tilbake" in caseworker.get(f"/sak/{case.id}").text


def test_a_finding_is_judged_with_a_reason(caseworker: FlaskClient, case: Case) -> None:
    address = f"/sak/{case.id}/kontroll/eligible_kind"
    assert caseworker.get(address).status_code == 200
    data = {"shown": ["accepted", "note"], "q_accepted": "yes"}
    assert caseworker.post(address, data=data).status_code == 422
    assert caseworker.post(address, data=data | {"q_note": "Kontrollert."}).status_code == 303
    page = caseworker.get(f"/sak/{case.id}/kontroll").text
    assert "Kontrollert." in page
    assert "Oppfylt eller kan fravikes, etter Saksbehandler 1" in page
    assert caseworker.post(f"/sak/{case.id}/kontroll/tull", data=data | {"q_note": "x"}).status_code == 404


def test_scores_guide_and_are_kept(site: Site, caseworker: FlaskClient, case: Case) -> None:
    scheme = site.app.extensions["schemes"].get(case.call.scheme, case.call.edition)
    criteria = [one.id for category in scheme.assessment.categories for one in category.criteria]
    data: dict[str, Any] = {"version": "0", "shown": [f"score.{one}" for one in criteria]}
    data |= {f"q_score.{one}": "4" for one in criteria}
    address = f"/sak/{case.id}/vurdering"
    assert caseworker.post(address, data=data).status_code == 303
    assert "80\u00a0%" in caseworker.get("/saker").text
    late = caseworker.post(address, data=data)
    assert late.status_code == 409
    assert "En annen har lagret en vurdering" in late.text
    assert caseworker.post(address, data=data | {"version": "1", "q_score.risk": "9"}).status_code == 422


def test_a_correction_shows_what_it_changed(site: Site, example: Example, caseworker: FlaskClient, case: Case) -> None:
    with site.database.session(writes=True) as session:
        again = session.get(Case, case.id)
        assert again
        changed = answers_in("application.valid.json") | {"experience": "Helt ny erfaring."}
        send_version(session, example, again, changed, at=START + timedelta(hours=1))
    page = caseworker.get(f"/sak/{case.id}/soknad").text
    assert re.search(r"<ins[^>]*>\s*<span[^>]*>Helt ny erfaring\.</span>", page)
    assert "Endret siden 26/00001-1" in page
    first = caseworker.get(f"/sak/{case.id}/soknad?versjon=1")
    assert first.status_code == 200
    assert "Helt ny erfaring" not in first.text
    assert caseworker.get(f"/sak/{case.id}/soknad?versjon=9").status_code == 404


def test_previews_and_documents_are_saved_not_shown(caseworker: FlaskClient, approver: FlaskClient, case: Case) -> None:
    propose(caseworker, case)
    preview = caseworker.get(f"/sak/{case.id}/vedtak/utkast/grant")
    approve(approver, case)
    caseworker.post(f"/sak/{case.id}/vedtak/send")
    caseworker.post(f"/sak/{case.id}/vedtak/send")
    sent = caseworker.get(f"/sak/{case.id}/dokumenter/1")
    for answer in (preview, sent):
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert str(answer.mimetype).endswith("wordprocessingml.document")
    assert caseworker.get(f"/sak/{case.id}/dokumenter/3").status_code == 404
    assert caseworker.get(f"/sak/{case.id}/vedtak/utkast/refusal").status_code == 404


# --- the list ---


@pytest.fixture
def many(site: Site, example: Example) -> None:
    """A hundred and twenty applications, as in March."""
    with site.database.session(writes=True) as session:
        for number in range(120):
            title = f"Tiltak {number:03d} {'Ørsta' if number == 7 else ''}"
            applied = 100_000 + number
            sent_case(
                session,
                example,
                at=START + timedelta(minutes=number),
                project_title=title,
                applied_amount=applied,
                organisation_id=2 if number % 2 else 1,
            )


@pytest.fixture
def queries(site: Site) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(site.database.engine, "before_cursor_execute", listen)
    yield said
    event.remove(site.database.engine, "before_cursor_execute", listen)


@pytest.mark.usefixtures("case")
def test_the_list_asks_as_often_for_many_cases_as_for_one(
    site: Site, queries: list[str], request: pytest.FixtureRequest
) -> None:
    browser = site.browser("caseworker")
    addresses = ("/saker", "/saker?utlysning=1&mine=1&q=tiltak&sort=score")
    counts = []
    for _ in range(2):
        for address in addresses:
            queries.clear()
            assert browser.get(address).status_code == 200
            counts.append(len(queries))
        if len(counts) == 2:
            request.getfixturevalue("many")
    assert counts[:2] == counts[2:]
    assert max(counts) <= 14


def rows(page: str) -> list[str]:
    return re.findall(r"Tiltak (\d{3})", page)


@pytest.mark.usefixtures("many")
def test_the_list_is_sifted_sorted_and_cut_into_pages(site: Site) -> None:
    browser = site.browser("caseworker")
    first = browser.get("/saker").text
    assert rows(first) == [f"{number:03d}" for number in range(50)]
    assert "Side 1 av 3" in first
    assert rows(browser.get("/saker?side=3").text)[-1] == "119"
    assert rows(browser.get("/saker?side=99").text)[-1] == "119"
    assert rows(browser.get("/saker?sort=applied&retning=ned").text)[0] == "119"
    assert rows(browser.get("/saker?q=ØRSTA").text) == ["007"]
    assert rows(browser.get("/saker?q=ørsta+vonleg").text) == ["007"]
    assert rows(browser.get("/saker?q=ørsta+lyttende").text) == []
    assert rows(browser.get("/saker?q=26/00003").text) == ["002"]
    assert len(rows(browser.get("/saker?q=310023221").text)) == 50
    assert rows(browser.get("/saker?q=100%25").text) == []
    assert rows(browser.get("/saker?status=accepted").text) == []
    for odd in ("sort=drop", "status=tull", "side=-1", "side=x", "utlysning=x", f"q={'x' * 5000}"):
        assert browser.get(f"/saker?{odd}").status_code == 200
    assert browser.get("/saker?utlysning=999").status_code == 404


def test_a_call_shows_its_money(caseworker: FlaskClient, approver: FlaskClient, case: Case) -> None:
    propose(caseworker, case)
    page = caseworker.get("/saker?utlysning=1").text
    for kroner in ("42\u00a0000\u00a0000", "1\u00a0650\u00a0000", "1\u00a0000\u00a0000", "41\u00a0000\u00a0000"):
        assert f"kr\u00a0{kroner}" in page
    approve(approver, case)
    caseworker.post(f"/sak/{case.id}/vedtak/send")
    assert "41\u00a0000\u00a0000" in caseworker.get("/saker?utlysning=1").text


def test_what_waits_for_me_depends_on_who_i_am(caseworker: FlaskClient, approver: FlaskClient, case: Case) -> None:
    def waits(browser: FlaskClient) -> bool:
        return case.number in browser.get("/saker?mine=1").text

    assert (waits(caseworker), waits(approver)) == (True, False)
    propose(caseworker, case)
    assert (waits(caseworker), waits(approver)) == (False, True)
    approve(approver, case)
    assert (waits(caseworker), waits(approver)) == (True, False)
    caseworker.post(f"/sak/{case.id}/vedtak/send")
    assert (waits(caseworker), waits(approver)) == (False, False)
