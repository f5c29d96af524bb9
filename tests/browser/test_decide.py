"""Deciding in a browser, from the list to the acceptance: both languages, wide and narrow, without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from formsvc.storage.models import Case
from tests.fixtures.cases import answers_in, send_version, sent_case
from tests.fixtures.example import PEOPLE, START, Example, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Findings = Callable[["Page"], list[str]]
LogIn = Callable[..., "Page"]


@pytest.fixture
def case(site: Site) -> Case:
    """An application for three years that was corrected once, and some others around it."""
    example = Example(site.database)
    with site.database.session(writes=True) as session:
        for number in range(3):
            sent_case(session, example, at=START + timedelta(hours=number))
        made = sent_case(session, example, file="application-three-years.valid.json", organisation_id=2)
        changed = answers_in("application-three-years.valid.json") | {"experience": "Ny erfaring.", "is_free": False}
        send_version(session, example, made, changed, at=START + timedelta(days=1))
        return made


@pytest.fixture
def log_in(browser: "Browser", served: str) -> Iterator[LogIn]:
    """A page that one of PEOPLE has logged in on, in a window and a language."""
    contexts = []

    def open_page(who: str, language: str = "nb", width: int = 1280, *, scripts: bool = True) -> "Page":
        window = {"width": width, "height": 900}
        context = browser.new_context(base_url=served, viewport=window, java_script_enabled=scripts)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"/logg-inn?lang={language}")
        page.fill("input[type=email]", PEOPLE[who])
        page.fill("input[type=password]", EXAMPLE_PASSWORD)
        page.click("main button[type=submit]")
        return page

    yield open_page
    for context in contexts:
        context.close()


def declare(page: "Page", case: Case) -> None:
    page.goto(f"/sak/{case.id}")
    page.locator("input[name=q_impartial][value=yes]").check()
    page.locator("#declare button[type=submit]").click()


def propose(page: "Page", case: Case) -> None:
    page.goto(f"/sak/{case.id}/vedtak/forslag")
    page.locator("input[name=q_kind][value=partial-award]").check()
    for number, amount in (("", "1 000 000"), ("_2", "1 100 000"), ("_3", "1 200 000")):
        page.fill(f"#q_amount{number}", amount)
    page.fill("#q_reason", "Tilbodet treffer målgruppa.\n\nDet er ikkje nok pengar til heile summen.")
    page.fill("#q_cuts", "Opplæring av andre lag: høyrer ikkje til drifta.")
    page.locator(".form__actions button[type=submit]").click()


def approve(page: "Page", case: Case) -> None:
    page.goto(f"/sak/{case.id}/vedtak")
    page.locator("form[action$='/godkjenn'] button").click()


def dispatch(page: "Page", case: Case) -> None:
    page.goto(f"/sak/{case.id}/vedtak")
    page.locator("form[action$='/send'] button").click()


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nb", 375), ("nn", 1280), ("nn", 375)])
def test_every_page_of_a_decision_is_accessible(
    log_in: LogIn, axe_findings: Findings, case: Case, language: str, width: int, tmp_path: Path
) -> None:
    caseworker, approver = log_in("caseworker", language, width), log_in("approver", language, width)
    seen = 0

    def look(page: "Page", *paths: str) -> None:
        nonlocal seen
        for path in paths:
            page.goto(path)
            assert axe_findings(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            seen += 1
            page.screenshot(path=tmp_path / f"{language}-{width}-{seen:02d}.png", full_page=True)

    at = f"/sak/{case.id}"
    look(caseworker, "/saker", "/saker?utlysning=1&q=vonleg&sort=score", at)
    declare(caseworker, case)
    look(caseworker, at, f"{at}/soknad", f"{at}/kontroll", f"{at}/kontroll/eligibility", f"{at}/vurdering")
    look(caseworker, f"{at}/vedtak", f"{at}/vedtak/forslag")
    caseworker.locator(".form__actions button[type=submit]").click()
    assert axe_findings(caseworker) == []
    expect(caseworker.locator("#errors a")).to_have_count(2)
    propose(caseworker, case)
    look(caseworker, at, f"{at}/vedtak")
    declare(approver, case)
    look(approver, f"{at}/vedtak")
    approve(approver, case)
    look(caseworker, f"{at}/vedtak")
    dispatch(caseworker, case)
    look(caseworker, at, f"{at}/vedtak", f"{at}/dokumenter", f"{at}/logg", "/saker?utlysning=1")
    recipient = log_in("other", language, width)
    look(recipient, f"/mine-saker/{case.id}", f"/mine-saker/{case.id}/bekreft")
    recipient.locator(".form__actions button[type=submit]").click()
    assert axe_findings(recipient) == []
    expect(recipient.locator("#errors a")).to_have_count(3)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way_from_declaration_to_acceptance(log_in: LogIn, case: Case, scripts: bool) -> None:
    caseworker, approver = log_in("caseworker", scripts=scripts), log_in("approver", scripts=scripts)
    caseworker.get_by_role("link", name=case.number).click()
    declare(caseworker, case)
    caseworker.goto(f"/sak/{case.id}/vurdering")
    for criterion in caseworker.locator(".scale").all():
        criterion.locator("input[value='4']").check()
    caseworker.locator(".form__actions button[type=submit]").click()
    expect(caseworker.locator(".case-head").get_by_text("80\u00a0%")).to_be_visible()
    propose(caseworker, case)
    declare(approver, case)
    approve(approver, case)
    dispatch(caseworker, case)
    expect(caseworker.get_by_text("Vedtaket er sendt.")).to_be_visible()

    recipient = log_in("other", scripts=scripts)
    recipient.goto(f"/mine-saker/{case.id}")
    recipient.get_by_role("link", name="Bekreft tilskuddet").click()
    for name in ("account", "account_again"):
        recipient.fill(f"#q_{name}", "3000 40 12344")
    recipient.locator("input[name=q_accepts]").check()
    recipient.locator(".form__actions button[type=submit]").click()
    expect(recipient.get_by_text("Tilskuddet er bekreftet")).to_be_visible()
    with recipient.expect_download() as saved:
        recipient.get_by_role("link", name="Tilskotsbrev").or_(
            recipient.get_by_role("link", name="Tilskuddsbrev")
        ).first.click()
    assert saved.value.suggested_filename.endswith(".docx")
