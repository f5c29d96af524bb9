"""Every form of every edition in a browser, all its questions on one page, filled in where there is an example."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.texts import Language, Text
from formsvc.webforms import SectionForm
from tests.fixtures.every_form import every_form
from tests.fixtures.examples import Filled, filled_forms
from tests.fixtures.programs import serving
from tests.fixtures.windows import Findings, clean

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LANGUAGES: tuple[Language, ...] = ("nb", "nn")
WIDTH = 1280


def first_of_each() -> Iterator[Filled]:
    """Each form with the first of its examples."""
    seen = set()
    for filled in filled_forms():
        key = (filled.scheme.id, filled.scheme.edition, filled.form.id)
        if key not in seen:
            seen.add(key)
            yield filled


FORMS = {filled.name: filled for filled in first_of_each()}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are."""
    folder = str(tmp_path_factory.mktemp("service"))
    app = create_app(Settings.from_env({"FORMSVC_MODE": "development", "FORMSVC_DATA": folder}))
    app.register_blueprint(every_form(FORMS))
    with serving(app) as found:
        yield found
    app.extensions["database"].close()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """The language of the page."""
    chosen: Language = request.param
    return chosen


@pytest.fixture(params=FORMS, ids=str)
def filled(request: pytest.FixtureRequest) -> Filled:
    """A form."""
    return FORMS[request.param]


@pytest.fixture
def page(browser: "Browser", address: str, filled: Filled, language: Language) -> "Iterator[Page]":
    """The form in the language."""
    with browser.new_context(viewport={"width": WIDTH, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}/alt/{filled.name}?lang={language}")
        yield page


def labels_on(form: SectionForm) -> Iterator[Text]:
    """What a section, its questions, the cells in its rows and their options are called."""
    yield form.section.title
    asked = [entry.definition for question in form.questions for entry in question.inputs()]
    for field in asked:
        yield field.label
        yield from (option.label for option in field.options)


def words_on(page: "Page") -> set[str]:
    """The words of each heading, label and choice, spaces tidied; units and marks beside the words left out."""
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll("main :is(h2, legend, label, option)")].map(shown => {
            const words = shown.cloneNode(true);
            words.querySelectorAll(".muted, .ds-sr-only").forEach(mark => mark.remove());
            return words.textContent;
        })"""
    )
    return {" ".join(words.split()) for words in found}


def test_a_form_is_whole_accessible_and_in_one_language(
    page: "Page", axe_findings: Findings, filled: Filled, language: Language
) -> None:
    labels = [label for form in filled.pages(all_questions=True) for label in labels_on(form)]
    mine, other = (in_language(labels, code) for code in (language, "nn" if language == "nb" else "nb"))
    shown = words_on(page)

    assert page.locator("html").get_attribute("lang") == language
    assert mine - shown == set()
    assert (other - mine) & shown == set()
    clean(page, axe_findings, WIDTH)


def in_language(labels: list[Text], language: Language) -> set[str]:
    """The words of all labels, spaces tidied."""
    return {" ".join(label.in_(language).split()) for label in labels}
