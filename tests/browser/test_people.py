"""Getting in, and administration, as people see them: two languages, two widths, nothing for axe to find."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from tests.fixtures.example import PEOPLE, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Findings = Callable[["Page"], list[str]]
ADMIN_PAGES = (
    "/admin/1", "/admin/1/utlysninger/ny", "/admin/1/utlysninger/ny/samtale-mestring/2026/application",
    "/admin/utlysninger/1",
    "/admin/1/organisasjoner/ny", "/organisasjoner/1", "/admin/1/ansatte/ny",
)  # fmt: skip


@pytest.fixture(params=[1280, 375])
def page(request: pytest.FixtureRequest, browser: "Browser") -> Iterator["Page"]:
    """A page of one of two widths."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def log_in(page: "Page", address: str, who: str) -> None:
    """Through the login page, as a person does."""
    page.goto(f"{address}/logg-inn")
    page.fill("#email", PEOPLE[who])
    page.fill("#password", EXAMPLE_PASSWORD)
    page.click("main button[type=submit]")


def look(page: "Page", address: str, axe: Findings) -> None:
    """Open a page in both languages; axe finds nothing, and nothing sticks out sideways."""
    for language in ("nn", "nb"):
        page.goto(f"{address}?lang={language}")
        expect(page.locator("h1")).to_have_count(1)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


def test_pages_for_everyone(page: "Page", served: str, axe_findings: Findings) -> None:
    for path in ("/", "/logg-inn", "/glemt-passord", "/tilgjengelighet", "/personvern", "/utlysninger/1"):
        look(page, served + path, axe_findings)


def test_an_administrators_pages(page: "Page", served: str, axe_findings: Findings) -> None:
    log_in(page, served, "administrator")
    for path in ADMIN_PAGES:
        look(page, served + path, axe_findings)


def test_a_wrong_password_leads_to_the_message(page: "Page", served: str, axe_findings: Findings) -> None:
    page.goto(f"{served}/logg-inn")
    page.fill("#email", PEOPLE["leader"])
    page.fill("#password", "feil passord her")
    page.click("main button[type=submit]")
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#email")).to_have_value(PEOPLE["leader"])
    assert axe_findings(page) == []


def test_an_administrator_calls_registers_and_invites_and_the_invited_comes_in(
    page: "Page", served: str, site: Site, axe_findings: Findings
) -> None:
    log_in(page, served, "administrator")
    page.click("text=Registrer organisasjon")
    page.fill("#q_orgnr", "310 034 339")
    page.click("text=Gå videre")
    page.fill("#q_name", "Eksempellaget Trygg")
    page.check("text=Frivillig eller ideell organisasjon")
    page.click("main button:has-text('Registrer')")
    assert axe_findings(page) == [], "the form with its faults"
    expect(page.locator("#errors")).to_contain_text("Postnummer")
    page.fill("#q_postcode", "0001")
    page.fill("#q_place", "Oslo")
    page.click("main button:has-text('Registrer')")
    page.fill("#q_email", "leder@trygg.example")
    page.check("text=Ja")
    page.click("text=Send invitasjon")
    expect(page.locator("[role=status]").first).to_contain_text("leder@trygg.example")
    page.click("text=Logg ut")
    link = re.search(r"/invitasjon/\S+", site.mails()[-1].replace("=\n", ""))
    assert link
    look(page, served + link[0], axe_findings)
    page.fill("#name", "Søker 5")
    page.fill("#password", "en lang nok setning")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("Eksempellaget Trygg")
    expect(page.locator("header").first).to_contain_text("Søker 5")


def test_a_new_password_by_mail(page: "Page", served: str, site: Site, axe_findings: Findings) -> None:
    page.goto(f"{served}/logg-inn")
    page.click("text=Har du glemt passordet?")
    page.fill("#email", PEOPLE["administrator"])
    page.click("text=Send lenke")
    assert axe_findings(page) == []
    link = re.search(r"/nytt-passord/\S+", site.mails()[-1].replace("=\n", ""))
    assert link
    look(page, served + link[0], axe_findings)
    page.fill("#password", "en lang nok setning")
    page.click("main button[type=submit]")
    expect(page.locator("[role=status]").first).to_contain_text("Passordet er endret")


def test_login_needs_no_script(browser: "Browser", served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    log_in(page, served, "administrator")
    expect(page.locator("h1")).to_have_text("Administrasjon")
    context.close()
