"""The set-up of the tests themselves: no network, two databases, the programs."""

import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from tests.fixtures.network import NetworkUsed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def hello() -> Flask:
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: '<html lang="nb"><title>Hei</title><h1>Hei</h1><img src="x">')
    return app


def test_an_unmarked_test_reaches_nothing() -> None:
    with pytest.raises(NetworkUsed), socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("tilskudd.example", 443)


@pytest.mark.loopback
def test_a_marked_test_reaches_its_own_server_only(serve: Callable[[Flask], str]) -> None:
    with urllib.request.urlopen(serve(hello())) as answer:
        assert b"Hei" in answer.read()
    with pytest.raises(NetworkUsed), socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))


def test_each_test_gets_an_empty_database(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id INTEGER)"))
        assert inspect(connection).get_table_names() == ["mine"]
    engine.dispose()


def test_a_migrated_database_has_the_schema(migrated_url: str) -> None:
    engine = create_engine(migrated_url)
    assert "alembic_version" in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.browser
def test_axe_looks_at_a_page_in_chromium(
    browser: "Browser", serve: Callable[[Flask], str], axe_findings: Callable[["Page"], list[str]]
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(serve(hello()))
        assert [line.partition(":")[0] for line in axe_findings(page)] == ["image-alt"]


@pytest.mark.libreoffice
def test_libreoffice_makes_a_pdf(to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    document = tmp_path / "brev.txt"
    document.write_text("Vedtak", encoding="utf-8")
    assert to_pdf(document).read_bytes().startswith(b"%PDF")
