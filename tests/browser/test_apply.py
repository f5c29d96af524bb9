"""Applying in a browser: bokmål and nynorsk, wide and narrow, and without JavaScript; axe finds nothing on any page."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from tests.fixtures import applying
from tests.fixtures.example import PEOPLE, Example, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Findings = Callable[["Page"], list[str]]


@pytest.fixture
def behind(site: Site) -> Example:
    """The use cases behind the pages, on the same database and clock."""
    return Example(site.database, site.clock)


@pytest.fixture
def open_page(browser: "Browser", served: str) -> Iterator[Callable[..., "Page"]]:
    """A page that the signatory has logged in on, in a window and a language."""
    contexts = []

    def log_in(language: str = "nb", width: int = 1280, *, scripts: bool = True) -> "Page":
        context = browser.new_context(
            base_url=served, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"/logg-inn?lang={language}")
        page.fill("input[type=email]", PEOPLE["leader"])
        page.fill("input[type=password]", EXAMPLE_PASSWORD)
        page.click("main button[type=submit]")
        return page

    yield log_in
    for context in contexts:
        context.close()


def fits(page: "Page") -> bool:
    """Whether the page is no wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nb", 375), ("nn", 1280), ("nn", 375)])
def test_every_page_of_an_application_is_accessible(
    behind: Example, open_page: Callable[..., "Page"], axe_findings: Findings, language: str, width: int
) -> None:
    draft, whole, sent = applying.begin(behind), 0, 0
    applying.fill_in(behind, draft, {**applying.answers(), "is_registered": False})
    whole, sent = applying.begin(behind), applying.sent(behind, name="application-three-years.valid.json")
    page = open_page(language, width)
    addresses = [
        "/mine-saker",
        f"/utlysninger/{applying.first_call(behind)}",
        f"/soknad/{draft}",
        f"/soknad/{whole}",
        f"/soknad/{whole}/measure?kontroll=1",
        f"/soknad/{whole}/services?kontroll=1",
        f"/soknad/{whole}/send",
        f"/soknad/{draft}/send",
        *(f"/soknad/{draft}/{part.section.id}" for part in applying.opened(behind, draft).progress.sections),
        f"/soknad/{sent}/budget",
        f"/soknad/{sent}/kvittering",
        f"/soknad/{sent}/trekk",
        f"/mine-saker/{sent}",
        f"/mine-saker/{sent}/versjon/1",
    ]
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert axe_findings(page) == [], address
        assert fits(page), address


def test_from_the_call_to_the_receipt(
    behind: Example, open_page: Callable[..., "Page"], axe_findings: Findings
) -> None:
    page = open_page()
    page.click("text=Samtale- og mestringstilbud")
    page.click("text=Start søknad")
    page.click("text=Fortsett der dere slapp")
    for group in page.locator("fieldset").all():
        group.get_by_label("Ja", exact=True).check()
    page.get_by_label("Nei", exact=True).nth(4).check()
    page.click("text=Lagre og gå videre")
    page.wait_for_url("**/applicant")
    case_id = int(page.url.split("/")[-2])
    applying.fill_in(behind, case_id, applying.answers())
    page.goto(f"/soknad/{case_id}/send")
    page.get_by_label("Jeg er styreleder").check()
    page.get_by_label("Jeg bekrefter at").check()
    page.click("text=Send inn")
    page.wait_for_url("**/kvittering")
    assert axe_findings(page) == []
    with page.expect_download() as download:
        page.click("text=Last ned kvitteringen")
    assert download.value.suggested_filename.endswith(".docx")
    page.click("text=Gå til saken")
    expect(page.locator(".timeline [aria-current=step]")).to_contain_text("Til behandling")


def test_the_page_saves_by_itself_and_asks_what_follows(behind: Example, open_page: Callable[..., "Page"]) -> None:
    case_id = applying.begin(behind)
    page = open_page()
    page.goto(f"/soknad/{case_id}/staff")
    page.fill("#q_experience", "Vi har tretti års erfaring.")
    page.locator("#q_experience").blur()
    page.get_by_text("Lagret kl.").wait_for()
    page.locator("fieldset:has-text('samarbeid')").get_by_label("Ja", exact=True).first.check()
    page.locator("#q_collaboration").wait_for()
    expect(page.locator("#q_experience")).to_have_value("Vi har tretti års erfaring.")
    page.fill("#q_collaboration", "Med en fagskole.")
    page.locator("#q_collaboration").blur()
    page.locator("#version[value='3']").wait_for(state="attached")
    saved = applying.opened(behind, case_id).drafts["staff"].typed
    assert saved["collaboration"] == "Med en fagskole."


def test_rows_come_and_go_without_leaving_the_page(behind: Example, open_page: Callable[..., "Page"]) -> None:
    case_id = applying.begin(behind)
    page = open_page()
    page.goto(f"/soknad/{case_id}/services")
    page.fill("#q_services-0-name", "Samtaler")
    page.click("text=Legg til flere")
    page.locator("#q_services-1-name").wait_for()
    expect(page.locator("#q_services-0-name")).to_have_value("Samtaler")
    page.fill("#q_services-1-name", "Chat")
    page.locator("button:has-text('Fjern')").first.click()
    page.locator("#q_services-1-name").wait_for(state="detached")
    expect(page.locator("#q_services-0-name")).to_have_value("Chat")
    page.click("text=Nynorsk")
    page.wait_for_url("**lang=nn")
    expect(page.locator("#q_services-0-name")).to_have_value("Chat")


def test_without_scripts_everything_works_too(behind: Example, open_page: Callable[..., "Page"]) -> None:
    case_id = applying.begin(behind)
    page = open_page(scripts=False)
    page.goto(f"/soknad/{case_id}/services")
    page.fill("#q_services-0-name", "Samtaler")
    page.click("text=Legg til flere")
    page.fill("#q_services-1-name", "Chat")
    page.click("text=Lagre og gå videre")
    expect(page.locator(".ds-error-summary a").nth(3)).to_be_visible()
    expect(page.locator("#q_services-1-name")).to_have_value("Chat")
    page.click("text=Gå videre nå")
    applying.fill_in(behind, case_id, applying.answers())
    page.goto(f"/soknad/{case_id}/send")
    page.get_by_label("Jeg er styreleder").check()
    page.get_by_label("Jeg bekrefter at").check()
    page.click("text=Send inn")
    page.wait_for_url("**/kvittering")
