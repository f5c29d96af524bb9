"""Who may reach what, and what the others are told."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from formsvc.web.access import AccessNotDeclared, access, declared_access, require_declarations, safe_next

LogIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def probes(shell: Flask) -> None:
    """One route for each audience."""
    for audience in ("public", "person", "member", "staff"):
        view = access(audience)(lambda: "kom inn")
        shell.add_url_rule(f"/{audience}", audience, view, methods=["GET", "POST"])
    shell.add_url_rule("/approve", "approve", access("staff", roles=["approver"])(lambda: "kom inn"))


@pytest.mark.parametrize(
    ("who", "open_to"),
    [
        ("person", {"public", "person"}),
        ("member", {"public", "person", "member"}),
        ("caseworker", {"public", "person", "staff"}),
        ("approver", {"public", "person", "staff", "approve"}),
    ],
)
def test_each_audience_reaches_its_own_routes_only(logged_in: LogIn, who: str, open_to: set[str]) -> None:
    browser = logged_in(who)
    for route in ("public", "person", "member", "staff", "approve"):
        assert browser.get(f"/{route}").status_code == (200 if route in open_to else 403)


def test_a_visitor_is_sent_to_log_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/member?side=2")
    assert answer.status_code == 303
    assert answer.location == "/logg-inn?next=%2Fmember%3Fside%3D2"


def test_a_visitor_who_posts_is_told_how_to_keep_what_was_typed(shell: Flask) -> None:
    shell.config["WTF_CSRF_ENABLED"] = False
    answer = shell.test_client().post("/member", data={"q_text": "lang tekst"})
    assert answer.status_code == 401
    assert "ikke lenger logget inn" in answer.text


def test_a_session_of_someone_who_is_gone_opens_nothing(logged_in: LogIn) -> None:
    assert logged_in("deleted").get("/person").status_code == 303


def test_a_view_that_declares_nothing_stops_the_app(shell: Flask) -> None:
    shell.add_url_rule("/open", "forgotten", lambda: "alt")
    with pytest.raises(AccessNotDeclared, match="forgotten"):
        require_declarations(shell)


def test_every_route_of_the_app_declares_its_access(shell: Flask) -> None:
    assert all(declared_access(shell).values())


def test_pages_of_a_logged_in_person_are_not_stored(logged_in: LogIn) -> None:
    page = logged_in("member").get("/")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Søker 1" in page.text


@pytest.mark.parametrize(
    "target", ["https://ond.example", "//ond.example", "/\\ond.example", "javascript:alert(1)", "", None, "/a\nb"]
)
def test_login_never_leads_out_of_the_service(target: str | None) -> None:
    assert safe_next(target) == "/"


def test_login_leads_back_to_a_page_here() -> None:
    assert safe_next("/saker?side=2") == "/saker?side=2"
