"""Every section of every form gives an example's answers back, written into its inputs and sent as a browser does."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from formsvc.answers import read_typed
from formsvc.answers.values import per_service
from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.schemes.definition import Section
from formsvc.webforms import receive
from tests.fixtures.every_form import every_form
from tests.fixtures.examples import Filled, filled_forms
from tests.fixtures.pages import filled as values_on

FORMS = {filled.name: filled for filled in filled_forms()}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The service, with a page for each form."""
    folder = str(tmp_path_factory.mktemp("service"))
    app = create_app(Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": folder}))
    app.register_blueprint(every_form(FORMS))
    yield app
    app.extensions["database"].close()


@pytest.fixture(params=FORMS, ids=str)
def filled(request: pytest.FixtureRequest) -> Filled:
    """A form with an example's answers."""
    return FORMS[request.param]


def kept(filled: Filled, section: Section, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What a draft of the section holds after it was sent; files are there from before."""
    files = {field.id for field in section.fields if field.type == "attachment"}
    before = {name: value for name, value in filled.of(section).items() if name in files}
    typed = receive(section, before, sent, MultiDict(), filled.around).typed
    stored: dict[str, Any] = json.loads(json.dumps(typed))
    return stored


def meant(filled: Filled, section: Section) -> dict[str, Any]:
    """The example's answers of a section; that of a question about the only service is the plain value."""
    single = {field.id for field in section.fields if len(filled.around.services_of(field.id)) == 1}
    answers = filled.of(section).items()
    services = {name: per_service(value) for name, value in answers if name in single}
    return {name: next(iter((services.get(name) or {"": value}).values())) for name, value in answers}


def test_every_section_gives_its_answers_back(pages: Flask, filled: Filled) -> None:
    sent = values_on(pages.test_client().get(f"/svart/{filled.name}"))

    read = {section.id: read_typed(section, kept(filled, section, sent)) for section in filled.form.sections}

    assert {name: reading.problems for name, reading in read.items() if reading.problems} == {}
    assert {name: dict(reading.answers) for name, reading in read.items()} == {
        section.id: meant(filled, section) for section in filled.form.sections
    }


def test_every_form_has_an_example_that_answers_every_section() -> None:
    """Else the test above would show nothing for it."""
    answered = {
        (filled.scheme.id, filled.form.id, section.id)
        for filled in FORMS.values()
        for section in filled.form.sections
        if filled.of(section)
    }
    asked = {(f.scheme.id, f.form.id, section.id) for f in FORMS.values() for section in f.form.sections}
    assert asked - answered == set()
