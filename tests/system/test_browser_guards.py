"""What a browser is told not to do on our behalf, and what nobody can make the service say."""

import re

import pytest
from structlog.testing import capture_logs

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from tests.fixtures import applying
from tests.fixtures.cases import begun_batch
from tests.fixtures.example import PEOPLE, Example, Site
from tests.fixtures.pages import links_of, page_of, pressed
from tests.fixtures.routes import Door, doors
from tests.system.test_doors import KNOWN

LOG_IN = {"email": PEOPLE["leader"], "password": EXAMPLE_PASSWORD}


@pytest.fixture
def tried(site: Site, behind: Example) -> list[Door]:
    """Every route, leading to a case that was sent in."""
    ids = {"membership_id": 1, "person_id": 1, "token_id": 1, "batch_id": begun_batch(behind, KNOWN["call_id"])}
    return list(doors(site.app, **KNOWN, **ids, case_id=applying.sent(behind)))


def who_enters(door: Door) -> str:
    """One of PEOPLE whom the door lets in."""
    if door.access.audience == "staff":
        return next(iter(door.access.roles & {"administrator", "approver"}), "caseworker")
    return "leader"


def test_no_post_counts_without_its_token(site: Site, tried: list[Door]) -> None:
    site.app.config["WTF_CSRF_ENABLED"] = True
    posts = [door for door in tried if door.method == "POST"]
    assert len(posts) > 20
    for door in posts:
        answer = site.browser(who_enters(door)).post(door.address, data={"csrf_token": "gjettet"})
        assert answer.status_code == 400, door
        assert "stått åpen for lenge" in answer.text


def test_every_answer_has_the_policy(site: Site, tried: list[Door]) -> None:
    for door in tried:
        for who in ("visitor", who_enters(door)):
            browser = site.visitor() if who == "visitor" else site.browser(who)
            answer = browser.open(door.address, method=door.method)
            assert answer.status_code < 500, door
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            if who != "visitor" and door.rule != "/static/<path:filename>":
                assert "no-store" in answer.headers["Cache-Control"], door


def test_no_page_has_script_or_style_of_its_own(site: Site, tried: list[Door]) -> None:
    for door in (door for door in tried if door.method == "GET"):
        answer = site.browser(who_enters(door)).get(door.address)
        if answer.mimetype == "text/html" and answer.text:
            page = page_of(answer)
            assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //@*[starts-with(name(), 'on')]"), door


def test_the_session_is_in_a_cookie_that_scripts_and_other_sites_cannot_use(site: Site) -> None:
    cookie = site.visitor().post("/logg-inn", data=LOG_IN).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "this test speaks plain HTTP"


def test_in_production_the_cookie_belongs_to_one_host_over_https(site: Site) -> None:
    given = site.app.extensions["settings"]
    environment = {
        "FORMSVC_MODE": "production", "FORMSVC_DATA": str(given.data_dir), "SECRET_KEY": "k" * 40,
        "BASE_URL": "https://tilskudd.example", "DATABASE_URL": given.database_url,
    }  # fmt: skip
    app = create_app(Settings.from_env(environment))
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    answer = browser.post("/logg-inn", data=LOG_IN, base_url="https://tilskudd.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    page = app.test_client().get("/logg-inn", base_url="https://tilskudd.example")
    assert EXAMPLE_PASSWORD not in page.text
    assert PEOPLE["leader"] not in page.text
    app.extensions["database"].close()


def test_a_session_from_before_the_login_is_not_the_one_after(site: Site) -> None:
    browser = site.visitor()
    with browser.session_transaction() as session:
        session["planted"] = "av en annen"
    browser.post("/logg-inn", data=LOG_IN)
    with browser.session_transaction() as session:
        assert "planted" not in session


def test_mail_leads_to_our_own_address_whatever_host_the_request_named(site: Site) -> None:
    headers = {"Host": "ond.example", "X-Forwarded-Host": "ond.example", "X-Forwarded-For": "192.0.2.7"}
    site.visitor().post("/glemt-passord", data={"email": PEOPLE["leader"]}, headers=headers)
    assert "ond.example" not in site.mails()[0]
    assert "http://127.0.0.1:8000/nytt-passord/" in site.mails()[0].replace("=\n", "")


def test_another_address_in_a_header_is_no_way_around_the_throttle(site: Site) -> None:
    statuses = [
        site.visitor()
        .post("/logg-inn", data={**LOG_IN, "password": "feil"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})
        .status_code
        for number in range(6)
    ]
    assert statuses == [422] * 5 + [429]


@pytest.mark.parametrize("elsewhere", ["//ond.example/", "///ond.example", "/%2F%2Fond.example", "/\\ond.example"])
def test_no_link_or_redirect_leads_out_of_the_service(site: Site, elsewhere: str) -> None:
    browser = site.visitor()
    for address in (elsewhere, f"/logg-inn?next={elsewhere}", f"/?next={elsewhere}"):
        answer = browser.get(address)
        assert "ond.example" not in re.sub(r"^/(?![/\\]).*", "", answer.headers.get("Location", ""))
        if answer.mimetype == "text/html":
            leads = page_of(answer).xpath("//a/@href | //form/@action")
            assert not [link for link in leads if re.match(r"(https?:)?[/\\]{2}", link)]
    went = browser.post(f"/logg-inn?next={elsewhere}", data=LOG_IN)
    assert re.match(r"/(?![/\\])", went.headers["Location"])
    assert "ond.example" not in went.headers["Location"]


def test_files_are_saved_and_never_shown(site: Site, behind: Example) -> None:
    case_id = applying.sent(behind)
    client = site.browser("leader")
    client.post(f"/soknad/{case_id}/kvittering")
    address = links_of(client.get(f"/mine-saker/{case_id}"), f"/mine-saker/{case_id}/dokument/")[0]
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_log_of_a_whole_visit_names_nobody(site: Site, behind: Example) -> None:
    with capture_logs() as lines:
        case_id = applying.begin(behind)
        client = site.visitor()
        client.post("/logg-inn?next=/mine-saker?navn=hemmelig", data=LOG_IN)
        pressed(client, f"/soknad/{case_id}/measure", "save", {"q_project_title": "Hemmelig tiltak"})
        client.post("/glemt-passord", data={"email": PEOPLE["leader"]})
        client.get(re.search(r"/nytt-passord/\S+", site.mails()[0].replace("=\n", ""))[0])  # type: ignore[index]
        client.get(f"/soknad/{case_id}/hemmelig")
    secret = [EXAMPLE_PASSWORD, "lyttende", "emmelig", "nytt-passord/", "127.0.0.1", "Søker"]
    written = str(lines).replace("/nytt-passord/<secret>", "")
    assert len(lines) >= 6
    assert [word for word in secret if word in written] == []
