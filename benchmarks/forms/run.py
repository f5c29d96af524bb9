"""A form page of 60 questions, built from a definition, beside a bare Flask page: pages per second and the ratio.

Both are served in one run, in turns, through Flask's test client. The bare page is Flask and Jinja with a sentence in
it; the form page is the whole shell with every question bound, labelled and described.
"""

import logging
import tempfile
import time
from collections.abc import Callable

import structlog
from flask import Flask, render_template

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.schemes.definition import Field, FieldType, Option, Section
from formsvc.texts import Text
from formsvc.web.access import access
from formsvc.webforms import bind

QUESTIONS = 60
ROUNDS = 30
PAGES_A_ROUND = 10
KINDS: tuple[FieldType, ...] = ("text", "long_text", "percent", "nok", "boolean", "choice")
PAGE = """
{% extends "base.html" %}
{% import "macros/fields.html" as fields %}
{% block title %}Skjema{% endblock %}
{% block main %}<h1>Skjema</h1>{{ fields.section_form(form, "/form") }}{% endblock %}
"""
BARE = "<!doctype html><html lang='nb'><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ words }}</p></html>"


def both(words: str) -> Text:
    """One text for both languages: the words do not matter here."""
    return Text(nb=words, nn=words)


def section() -> Section:
    """Sixty questions of six types, with help."""
    options = tuple(Option(key=key, label=both(f"Valg {key}")) for key in "abc")
    fields = tuple(
        Field(
            id=f"question_{number}",
            type=KINDS[number % len(KINDS)],
            label=both(f"Spørsmål nummer {number}"),
            help=both("En setning som forklarer hva som menes med spørsmålet."),
            required=True,
            options=options if KINDS[number % len(KINDS)] == "choice" else (),
        )
        for number in range(QUESTIONS)
    )
    return Section(id="benchmark", title=both("Måling"), fields=fields)


def form_app(data: str) -> Flask:
    """The service with one more page."""
    app = create_app(Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": data}), lambda _: None)
    asked = section()
    typed = {field.id: "87,5" for field in asked.fields}
    template = app.jinja_env.from_string(PAGE)
    view = access("public")(lambda: render_template(template, form=bind(asked, typed)))
    app.add_url_rule("/form", "form", view)
    return app


def bare_app() -> Flask:
    """Flask with nothing on it."""
    app = Flask("bare")
    template = app.jinja_env.from_string(BARE)
    app.add_url_rule("/", "page", lambda: render_template(template, title="Bar side", words="Ingenting her."))
    return app


def fetcher(app: Flask, path: str) -> Callable[[], int]:
    """Fetch a page a few times; gives its size in bytes."""
    client = app.test_client()

    def fetch() -> int:
        size = 0
        for _ in range(PAGES_A_ROUND):
            answer = client.get(path)
            size = len(answer.data)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
        return size

    return fetch


def main() -> None:
    """Measure in turns and print one line for each, then the ratio."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as data:
        pages = {"form page": fetcher(form_app(data), "/form"), "bare page": fetcher(bare_app(), "/")}
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        sizes = {name: fetch() for name, fetch in pages.items()}
        spent = dict.fromkeys(pages, 0.0)
        for _ in range(ROUNDS):
            for name, fetch in pages.items():
                begun = time.perf_counter()
                fetch()
                spent[name] += time.perf_counter() - begun
    rates = {name: ROUNDS * PAGES_A_ROUND / seconds for name, seconds in spent.items()}
    for name, rate in rates.items():
        print(f"{name}: {rate:7.0f} pages/s  {1000 / rate:5.2f} ms  {sizes[name] / 1000:6.1f} kB")
    print(f"ratio form : bare = 1 : {rates['bare page'] / rates['form page']:.1f}")


if __name__ == "__main__":
    main()
