"""The shell of every page: language, headers, static pages, health."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from formsvc.app import create_app
from formsvc.config import Settings

PAGES = ("/", "/tilgjengelighet", "/personvern")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_static_pages_exist_in_both_languages(client: FlaskClient, page: str, language: str) -> None:
    answer = client.get(page, query_string={"lang": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert ("Tilskotstenesta" in answer.text) == (language == "nn")


@pytest.mark.parametrize("page", PAGES)
def test_pages_have_one_heading_and_nothing_inline(client: FlaskClient, page: str) -> None:
    text = client.get(page).text
    assert len(re.findall(r"<h1\b", text)) == 1
    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=", text)


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    client.get("/personvern?lang=nn")
    assert '<html lang="nn"' in client.get("/").text


@pytest.mark.parametrize(
    ("header", "language"),
    [("nn-NO,nb;q=0.5", "nn"), ("nb", "nb"), ("no", "nb"), ("en-GB,nn;q=0.4", "nn"), ("de", "nb"), ("", "nb")],
)
def test_the_browsers_language_counts_until_one_is_chosen(client: FlaskClient, header: str, language: str) -> None:
    assert f'<html lang="{language}"' in client.get("/", headers={"Accept-Language": header}).text


def test_the_language_switch_keeps_the_page_and_its_query(client: FlaskClient) -> None:
    text = client.get("/personvern?side=2&lang=nb").text
    assert 'href="/personvern?side=2&amp;lang=nn"' in text


def test_an_unknown_language_is_ignored(client: FlaskClient) -> None:
    answer = client.get("/?lang=de")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_every_response_forbids_inline_code_and_framing(client: FlaskClient) -> None:
    for page in (*PAGES, "/healthz", "/finnes-ikke"):
        policy = client.get(page).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_health_answers_in_plain_text(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_static_files_are_kept_by_their_fingerprint(client: FlaskClient) -> None:
    address = re.search(r'href="(/static/service\.css\?v=[0-9a-f]+)"', client.get("/").text)
    assert address
    assert "immutable" in client.get(address[1]).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/service.css").headers["Cache-Control"]


def test_cookies_are_locked_to_https_where_the_service_is(settings: Settings) -> None:
    here = create_app(settings)
    production = {"SECRET_KEY": "s" * 40, "BASE_URL": "https://tilskudd.example"}
    there = create_app(Settings.from_env(production))
    assert not here.config["SESSION_COOKIE_SECURE"]
    assert there.config["SESSION_COOKIE_SECURE"]
    assert there.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert "Strict-Transport-Security" in there.test_client().get("/healthz").headers
    assert "Strict-Transport-Security" not in here.test_client().get("/healthz").headers


def test_a_language_cookie_holds_only_the_language(client: FlaskClient) -> None:
    cookie = client.get("/?lang=nn").headers["Set-Cookie"]
    assert cookie.startswith("language=nn;")
    assert "HttpOnly" in cookie


def test_the_app_is_its_own_templates_and_files(shell: Flask) -> None:
    assert shell.jinja_env.autoescape
    with shell.test_request_context("/"):
        for name in shell.jinja_env.list_templates():
            shell.jinja_env.get_template(name)


def test_health_says_so_when_the_database_does_not_answer(client: FlaskClient, settings: Settings) -> None:
    for file in settings.data_dir.glob("formsvc.sqlite3*"):
        file.unlink()
    (settings.data_dir / "formsvc.sqlite3").mkdir()
    assert client.get("/healthz").status_code == 503
