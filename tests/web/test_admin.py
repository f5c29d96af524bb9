"""What an administrator does: calls, organisations, staff."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formsvc.services.registers import Said, Unit
from formsvc.storage.models import Call, GrantAdministrator
from formsvc.storage.people import organisation_by_orgnr, person_by_email
from tests.fixtures.example import PEOPLE, Site
from tests.fixtures.pages import links_of, page_of, pressed, text_of

NEW_CALL = "/admin/1/utlysninger/ny/samtale-mestring/2026/application"
NEXT = 7
"""The call after those of the example data."""
CALL = {
    "grant_year": "2028", "opens": "1.12.2026", "deadline": "15.01.2027", "decision_expected": "1.4.2027",
    "frame": "12 500 000", "budget_chapter": "0765", "budget_item": "72", "contact_name": "Avdeling tilskudd",
    "contact_email": "tilskudd@example.org", "contact_phone": "00 00 00 00",
}  # fmt: skip
ORGANISATION = {
    "orgnr": "310 034 339", "name": "Eksempellaget <b>Trygg</b> & Co", "kind": "voluntary_organisation",
    "address": "Eksempelveien 3\nOppgang B", "postcode": "0001", "place": "Oslo", "email": "", "language": "nn",
}  # fmt: skip


def send(browser: FlaskClient, path: str, answers: dict[str, str]) -> TestResponse:
    """Answers as a browser sends them."""
    return browser.post(path, data={"shown": list(answers), **{f"q_{name}": typed for name, typed in answers.items()}})


@pytest.fixture
def browser(site: Site) -> FlaskClient:
    """An administrator's browser."""
    return site.browser("administrator")


def test_the_overview_shows_calls_organisations_and_staff(browser: FlaskClient) -> None:
    answer = browser.get("/admin", follow_redirects=True)
    for words in ("Utlysninger", "16. desember 2026", "Dømeforeininga Vonleg", "310\u00a0023\u00a0221", "godkjenner"):
        assert words in answer.text


def test_only_administrators_come_in(site: Site) -> None:
    for who in ("leader", "caseworker", "approver", "signatory"):
        assert site.browser(who).get("/admin/1").status_code == 403
    assert site.visitor().get("/admin/1").status_code == 303


def test_a_call_is_opened_with_its_deadline_at_the_end_of_the_day_in_oslo(site: Site, browser: FlaskClient) -> None:
    assert browser.get(NEW_CALL).status_code == 200
    assert send(browser, NEW_CALL, CALL).status_code == 303
    with site.database.session() as session:
        call = session.get(Call, NEXT)
        assert call
        assert call.deadline_at.isoformat() == "2027-01-15T22:59:59+00:00"
        assert call.opens_at.isoformat() == "2026-11-30T23:00:00+00:00"
        assert (call.frame, call.grant_year, call.decision_expected) == (12_500_000, 2028, "2027-04-01")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("grant_year", "1999", "må være fra 2026 til 2028"),
        ("grant_year", "abc", "grant_year"),
        ("deadline", "1.11.2026", "må være etter at utlysningen åpner"),
        ("deadline", "31.02.2027", "deadline"),
        ("decision_expected", "1.1.2027", "før søknadsfristen"),
        ("frame", "mye", "frame"),
        ("frame", "-1", "frame"),
        ("frame", "1,5", "frame"),
        ("contact_email", "ikke en adresse", "contact_email"),
        ("contact_name", "", "contact_name"),
        ("budget_chapter", "x" * 11, "budget_chapter"),
    ],
)
def test_a_bad_term_is_told_at_its_question_and_nothing_typed_is_lost(
    site: Site, browser: FlaskClient, field: str, typed: str, words: str
) -> None:
    answer = send(browser, NEW_CALL, {**CALL, field: typed})
    assert answer.status_code == 422
    assert f'href="#q_{field}"' in answer.text
    assert words in answer.text
    assert CALL["budget_item"] in answer.text
    with site.database.session() as session:
        assert session.get(Call, NEXT) is None


def test_a_second_call_for_the_same_year_is_refused(browser: FlaskClient) -> None:
    send(browser, NEW_CALL, CALL)
    answer = send(browser, NEW_CALL, CALL)
    assert answer.status_code == 409
    assert "Det finnes allerede en utlysning" in answer.text


def test_a_call_can_be_changed_until_it_opens(site: Site, browser: FlaskClient) -> None:
    send(browser, NEW_CALL, CALL)
    page = browser.get(f"/admin/utlysninger/{NEXT}").text
    assert 'value="01.12.2026"' in page
    assert send(browser, f"/admin/utlysninger/{NEXT}", {**CALL, "frame": "9 000 000"}).status_code == 303
    assert "9\u00a0000\u00a0000" in browser.get("/admin/1").text
    site.clock.forward(days=10)
    assert "kan ikke lenger endres" in browser.get(f"/admin/utlysninger/{NEXT}").text
    assert send(browser, f"/admin/utlysninger/{NEXT}", CALL).status_code == 409


@pytest.mark.parametrize("path", ["/ny/finnes-ikke/2026", "/ny/samtale-mestring/1999", "/999"])
def test_unknown_schemes_editions_and_calls_are_not_found(browser: FlaskClient, path: str) -> None:
    start = "/admin/1/utlysninger" if "/ny/" in path else "/admin/utlysninger"
    assert browser.get(start + path).status_code == 404
    assert send(browser, start + path, CALL).status_code == 404


def test_an_organisation_is_registered_by_hand(site: Site, browser: FlaskClient) -> None:
    asked = send(browser, "/admin/1/organisasjoner/ny/oppslag", {"orgnr": "310034339"})
    assert "Fyll ut selv" in asked.text
    assert 'value="310 034 339"' in asked.text
    answer = send(browser, "/admin/1/organisasjoner/ny", ORGANISATION)
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Eksempellaget &lt;b&gt;Trygg&lt;/b&gt; &amp; Co" in page
    assert "Eksempelveien 3, Oppgang B, 0001 Oslo" in page
    with site.database.session() as session:
        row = organisation_by_orgnr(session, "310034339")
        assert row
        assert (row.registered_by_id, row.language, row.kind) == (1, "nn", "voluntary_organisation")


def test_an_organisation_is_looked_up_where_there_is_a_register(site: Site, browser: FlaskClient) -> None:
    unit = Unit("Eksempellaget Trygg", None, ("Postboks 9",), "5800", "Bergen", "4601", "nn")

    class Answering:
        """A register that knows one organisation."""

        def ask(self, register: str, orgnr: str) -> Said:
            """The same for all."""
            return Said(found=True, source=f"test:{register}:{orgnr}", unit=unit)

    site.app.extensions["register"] = Answering()
    page = send(browser, "/admin/1/organisasjoner/ny/oppslag", {"orgnr": "310034339"}).text
    for words in ("hentet fra Enhetsregisteret", "Eksempellaget Trygg", "Postboks 9", "5800", "Bergen"):
        assert words in page


@pytest.mark.parametrize("orgnr", ["310034338", "31003433", "", "abc", "123 456 789"])
def test_a_wrong_organisation_number_is_told(browser: FlaskClient, orgnr: str) -> None:
    for path in ("/admin/1/organisasjoner/ny/oppslag", "/admin/1/organisasjoner/ny"):
        answer = send(browser, path, {**ORGANISATION, "orgnr": orgnr} if path.endswith("ny") else {"orgnr": orgnr})
        assert answer.status_code == 422
        assert 'href="#q_orgnr"' in answer.text


def test_an_organisation_is_registered_once(browser: FlaskClient) -> None:
    send(browser, "/admin/1/organisasjoner/ny", ORGANISATION)
    answer = send(browser, "/admin/1/organisasjoner/ny", ORGANISATION)
    assert answer.status_code == 409
    assert "allerede registrert" in answer.text


def test_staff_are_invited_to_roles(site: Site, browser: FlaskClient) -> None:
    data = {"shown": ["email", "roles"], "q_email": "ny@forvalter.example", "q_roles": ["caseworker", "approver"]}
    assert browser.post("/admin/1/ansatte/ny", data=data).status_code == 303
    assert "ny@forvalter.example" in site.mails()[0]
    nothing = browser.post("/admin/1/ansatte/ny", data={"shown": ["email", "roles"], "q_email": "x"})
    assert nothing.status_code == 422
    assert 'href="#q_roles"' in nothing.text
    unknown = browser.post("/admin/1/ansatte/ny", data={**data, "q_roles": ["director"]})
    assert unknown.status_code == 422


def test_another_grant_administrator_sees_nothing(site: Site) -> None:
    with site.database.session(writes=True) as session:
        other = GrantAdministrator(key="other", name={"nb": "Eksempelfylket", "nn": "Dømefylket"}, orgnr="310045446")
        session.add(other)
        session.flush()
        person = person_by_email(session, PEOPLE["caseworker2"])
        assert person
        role = person.staff_roles[0]
        role.grant_administrator_id, role.role = other.id, "administrator"
        session.commit()
    stranger = site.browser("caseworker2")
    assert stranger.get("/admin", follow_redirects=True).status_code == 200
    for path in ("/admin/1", "/admin/utlysninger/1", "/organisasjoner/1", "/admin/1/ansatte/ny", NEW_CALL):
        assert stranger.get(path).status_code == 404, path
    for path, answers in (
        (NEW_CALL, CALL),
        ("/admin/utlysninger/1", CALL),
        ("/admin/1/organisasjoner/ny", ORGANISATION),
        ("/organisasjoner/1", {"email": "a@b.example", "signs": "true"}),
        ("/admin/2/utlysninger/ny/samtale-mestring/2026/application", CALL),
    ):
        assert send(stranger, path, answers).status_code == 404, path
    assert site.mails() == []


def test_a_signatory_invites_colleagues_and_nobody_else_does(site: Site) -> None:
    invitation = {"email": "kollega@lyttende.example", "signs": "false"}
    page = site.browser("leader").get("/organisasjoner/1").text
    assert "Søker 2 (prosjektleder)" in page
    assert send(site.browser("leader"), "/organisasjoner/1", invitation).status_code == 303
    assert "kollega@lyttende.example" in site.mails()[0]
    for who in ("writer", "other", "caseworker"):
        assert site.browser(who).get("/organisasjoner/1").status_code == 404
        assert send(site.browser(who), "/organisasjoner/1", invitation).status_code == 404
    assert len(site.mails()) == 1


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_page_is_there_in_both_languages(browser: FlaskClient, language: str) -> None:
    pages = ("/admin/1", "/admin/1/utlysninger/ny", NEW_CALL, "/admin/utlysninger/1", "/admin/1/organisasjoner/ny")
    for page in (*pages, "/organisasjoner/1", "/admin/1/ansatte/ny"):
        assert f'<html lang="{language}"' in browser.get(f"{page}?lang={language}").text


def test_roles_and_access_are_changed_and_invitations_withdrawn_on_the_pages(site: Site) -> None:
    browser = site.browser("administrator")
    roles = next(link for link in links_of(browser.get("/admin/1"), "/admin/1/ansatte/") if not link.endswith("/ny"))
    assert pressed(browser, roles, "", {"q_roles": ["caseworker", "approver", "administrator"]}).status_code == 303
    member = links_of(browser.get("/organisasjoner/1"), "/organisasjoner/1/personer/")[0]
    assert pressed(browser, member, "", {"q_right": "none"}).status_code == 303
    assert member not in links_of(browser.get("/organisasjoner/1"), "/organisasjoner/1/personer/")
    browser.post("/organisasjoner/1", data={"shown": ["email", "signs"], "q_email": "ny@x.example", "q_signs": "true"})
    page = page_of(browser.get("/organisasjoner/1"))
    withdraw = next(form.action for form in page.forms if "/invitasjoner/" in (form.action or ""))
    assert browser.post(withdraw).status_code == 303
    assert "ny@x.example" not in text_of(browser.get("/organisasjoner/1"))
    assert browser.post(withdraw).status_code == 404


def test_whoever_signs_alone_cannot_leave_and_is_told_why(site: Site) -> None:
    browser = site.browser("leader")
    own = next(link for link in links_of(browser.get("/organisasjoner/1"), "/organisasjoner/1/personer/"))
    answer = pressed(browser, own, "", {"q_right": "none"})
    assert answer.status_code == 409
    assert "eneste som undertegner" in text_of(answer)


def test_spaces_are_no_answer_to_a_question_that_needs_one(site: Site) -> None:
    browser = site.browser("administrator")
    answer = pressed(browser, "/organisasjoner/1", "", {"q_email": "   ", "q_signs": "true"})
    assert answer.status_code == 422
    assert "må besvares" in text_of(answer)
