"""Getting in and out."""

import re

import pytest

from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from tests.fixtures.example import PEOPLE, Site

NEW = "et helt nytt passord"


def log_in(site: Site, email: str, password: str = EXAMPLE_PASSWORD, at: str = "/logg-inn") -> tuple[int, str]:
    """Status, and where the answer leads or what it says."""
    answer = site.visitor().post(at, data={"email": email, "password": password})
    return answer.status_code, answer.headers.get("Location", answer.text)


def link_in(mail: str) -> str:
    """The path of the link in a message."""
    found = re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.replace("=\n", ""))
    assert found
    return found[1]


def test_the_right_password_leads_home(site: Site) -> None:
    homes = {"leader": "applicant.home", "approver": "caseworker.home", "administrator": "admin.home"}
    with site.app.test_request_context():
        addresses = {who: site.app.url_for(endpoint) for who, endpoint in homes.items()}
    for who, home in addresses.items():
        assert log_in(site, PEOPLE[who]) == (303, home)


def test_login_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere(site: Site) -> None:
    assert log_in(site, PEOPLE["leader"], at="/logg-inn?next=/mine-saker/7") == (303, "/mine-saker/7")
    for elsewhere in ("https://example.org", "//example.org", "/\\example.org"):
        assert "example.org" not in log_in(site, PEOPLE["leader"], at=f"/logg-inn?next={elsewhere}")[1]


def test_address_case_and_spaces_do_not_matter(site: Site) -> None:
    assert log_in(site, "  SOKER1@Lyttende.Example ")[0] == 303


@pytest.mark.parametrize("email", [PEOPLE["leader"], "ukjent@eksempel.example", "", "æøå 🎻", "x" * 5000])
def test_a_wrong_password_and_an_unknown_account_are_told_the_same(site: Site, email: str) -> None:
    status, page = log_in(site, email, "feil passord her")
    assert status == 422
    assert "hører ikke sammen" in page


def test_what_was_typed_stands_there_still_but_not_the_password(site: Site) -> None:
    _, page = log_in(site, "kari & co", "feil passord her")
    assert 'value="kari &amp; co"' in page
    assert "feil passord her" not in page


@pytest.mark.parametrize("email", [PEOPLE["leader"], "ukjent@eksempel.example"])
def test_guessing_is_stopped_for_a_while_whether_or_not_there_is_an_account(site: Site, email: str) -> None:
    statuses = [log_in(site, email, "feil passord her")[0] for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert log_in(site, email)[0] == 429
    site.clock.forward(minutes=16)
    assert log_in(site, email)[0] == (303 if email == PEOPLE["leader"] else 422)


def test_guessing_over_many_accounts_is_stopped_by_address(site: Site) -> None:
    statuses = [log_in(site, f"gjetning{number}@eksempel.example", "feil")[0] for number in range(51)]
    assert statuses[49:] == [422, 429]


def test_the_table_of_guesses_holds_no_addresses(site: Site) -> None:
    log_in(site, PEOPLE["leader"], "feil passord her")
    with site.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM login_attempt").all()
    assert len(rows) == 2
    assert "lyttende" not in str(rows)
    assert "127.0.0.1" not in str(rows)


def test_logging_out_ends_the_session(site: Site) -> None:
    browser = site.browser("administrator")
    assert browser.get("/admin/1").status_code == 200
    assert browser.post("/logg-ut").status_code == 303
    assert browser.get("/admin/1").headers["Location"].startswith("/logg-inn?next=")


def test_a_forgotten_password_is_made_anew_by_mail(site: Site) -> None:
    before = site.browser("administrator")
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["administrator"]})
    link = link_in(site.mails()[0])
    assert site.visitor().get(link).status_code == 200
    assert site.visitor().post(link, data={"password": NEW}).status_code == 303
    assert log_in(site, PEOPLE["administrator"])[0] == 422
    assert log_in(site, PEOPLE["administrator"], NEW)[0] == 303
    assert before.get("/admin/1").status_code == 303, "a session from before the change has ended"
    assert site.visitor().post(link, data={"password": NEW}).status_code == 404, "a link is used once"


def test_a_link_runs_out_after_an_hour(site: Site) -> None:
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["leader"]})
    site.clock.forward(minutes=61)
    answer = site.visitor().get(link_in(site.mails()[0]))
    assert answer.status_code == 404
    assert "gått ut på dato" in answer.text


def test_a_bad_password_is_explained_and_the_link_stays_good(site: Site) -> None:
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["leader"]})
    link = link_in(site.mails()[0])
    for bad in ("kort", "", "x" * 201, PEOPLE["leader"]):
        answer = site.visitor().post(link, data={"password": bad})
        assert answer.status_code == 422
        assert "minst 12 tegn" in answer.text
    assert site.visitor().post(link, data={"password": NEW}).status_code == 303


def test_nobody_learns_from_asking_who_has_an_account_nor_floods_a_mailbox(site: Site) -> None:
    known = [site.visitor().post("/glemt-passord", data={"email": PEOPLE["leader"]}) for _ in range(5)]
    unknown = site.visitor().post("/glemt-passord", data={"email": "ukjent@eksempel.example"})
    assert {answer.status_code for answer in [*known, unknown]} == {200}
    texts = {re.sub(r"soker1@lyttende|ukjent@eksempel|token\" value=\"[^\"]+", "", a.text) for a in [*known, unknown]}
    assert len(texts) == 1
    assert len(site.mails()) == 3


def test_a_reset_opens_an_account_that_others_have_guessed_at(site: Site) -> None:
    for _ in range(5):
        log_in(site, PEOPLE["leader"], "feil passord her")
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["leader"]})
    site.visitor().post(link_in(site.mails()[0]), data={"password": NEW})
    assert log_in(site, PEOPLE["leader"], NEW)[0] == 303


def test_mail_is_in_the_persons_language(site: Site) -> None:
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["other"]})
    assert "Lenkja verkar" in site.mails()[0]


def test_an_invitation_makes_an_account_that_can_be_used_at_once(site: Site) -> None:
    inviting = site.browser("administrator")
    inviting.post("/organisasjoner/1", data=member("ny@lyttende.example"))
    link = link_in(site.mails()[0])
    page = site.visitor().get(link).text
    assert "Eksempelforeningen Lyttende Øre" in page
    newcomer = site.visitor()
    answer = newcomer.post(link, data={"name": "Søker 4 <b>", "password": NEW})
    assert answer.status_code == 303
    assert "Søker 4 &lt;b&gt;" in newcomer.get("/").text
    assert log_in(site, "ny@lyttende.example", NEW)[0] == 303
    assert site.visitor().get(link).status_code == 404


def test_an_invitation_to_a_known_address_adds_to_its_account(site: Site) -> None:
    site.browser("administrator").post("/organisasjoner/2", data=member(PEOPLE["leader"], signs="true"))
    link = link_in(site.mails()[0])
    assert "finst alt" in site.visitor().get(f"{link}?lang=nn").text
    assert site.visitor().post(link).headers["Location"] == "/logg-inn"
    assert "Søker 1 (styreleder)" in site.browser("administrator").get("/organisasjoner/2").text


def test_an_invitation_without_a_name_or_password_is_explained(site: Site) -> None:
    site.browser("administrator").post("/organisasjoner/1", data=member("ny@lyttende.example"))
    link = link_in(site.mails()[0])
    for typed, words in (({"name": " ", "password": NEW}, "Skriv navnet"), ({"name": "Søker 4"}, "minst 12 tegn")):
        answer = site.visitor().post(link, data=typed)
        assert answer.status_code == 422
        assert words in answer.text
    site.clock.forward(days=8)
    assert site.visitor().get(link).status_code == 404


@pytest.mark.parametrize("path", ["/invitasjon/finnes-ikke", "/nytt-passord/finnes-ikke"])
def test_a_made_up_link_is_not_found(site: Site, path: str) -> None:
    assert site.visitor().get(path).status_code == 404
    assert site.visitor().post(path, data={"name": "x", "password": NEW}).status_code == 404


def test_a_session_ends_when_its_person_is_gone_or_made_up(site: Site) -> None:
    for key in ("999.0", "1.7", "x", "1", "-1.0"):
        browser = site.visitor()
        with browser.session_transaction() as session:
            session["person_id"] = key
        assert browser.get("/admin/1").status_code == 303


def test_example_logins_are_listed_in_development_only(site: Site) -> None:
    assert EXAMPLE_PASSWORD in site.visitor().get("/logg-inn").text


def member(email: str, signs: str = "false") -> dict[str, object]:
    """The form that invites a member, as a browser sends it."""
    return {"shown": ["email", "signs"], "q_email": email, "q_signs": signs, "action": "save"}


def test_a_person_changes_their_own_name_and_the_language_of_their_mail(site: Site) -> None:
    client, shown = site.browser("writer"), ["name", "language"]
    changed = client.post("/om-deg", data={"shown": shown, "q_name": "Søker Ni", "q_language": "nn"})
    assert changed.status_code == 303
    page = client.get("/om-deg").text
    assert 'value="Søker Ni"' in page

    refused = client.post("/om-deg", data={"shown": shown, "q_name": "", "q_language": "tlh"})
    assert refused.status_code == 422
    assert "q_name" in refused.text
