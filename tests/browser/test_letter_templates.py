"""A template is changed in a browser, by two people; free text gets its marks from the buttons."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.fixtures.cases import impartial, sent_case
from tests.fixtures.example import Example, Site
from tests.fixtures.windows import Findings, Window, clean
from tests.fixtures.word_files import reworded, template, with_paragraph

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OLD, NEW = "Derfor får de ikkje tilskot", "Derfor gir vi dykk ikkje tilskot"


def upload(page: "Page", file: Path, docx: bytes) -> None:
    file.write_bytes(docx)
    page.set_input_files("#file", file)
    page.fill("#note", "Tydelegare overskrift")
    page.locator("form[enctype] button[type=submit]").click()


def test_a_template_is_changed_by_two_people(window: Window, axe_findings: Findings, tmp_path: Path) -> None:
    sender, approver = window("administrator", "nn", 375), window("approver", "nb", 1280)
    sender.goto("/brevmaler")
    clean(sender, axe_findings, 375)
    at = f"{sender.url}/nn/refusal"
    sender.goto(at)
    upload(sender, tmp_path / "feil.docx", with_paragraph(template("refusal", "nn"), "Sum {{ decision.amuont }}"))
    expect(sender.get_by_text("«Sum {{ decision.amuont }}»")).to_be_visible()
    clean(sender, axe_findings, 375)
    upload(sender, tmp_path / "mal.docx", reworded(template("refusal", "nn"), OLD, NEW))
    clean(sender, axe_findings, 375)
    expect(sender.locator("form[action$='/aktiver']")).to_have_count(0)

    approver.goto(at)
    approver.get_by_role("link", name="Se hva som blir annerledes").click()
    expect(approver.locator("ins").first).to_be_visible()
    clean(approver, axe_findings, 1280)
    approver.go_back()
    approver.locator("form[action$='/aktiver'] button").click()
    expect(approver.get_by_text("Versjonen er i bruk fra nå.")).to_be_visible()
    clean(approver, axe_findings, 1280)


def test_the_buttons_set_the_marks_that_can_also_be_typed(window: Window, site: Site, axe_findings: Findings) -> None:
    example = Example(site.database)
    with site.database.session(writes=True) as session:
        case = sent_case(session, example)
        impartial(session, case, example.actor("caseworker"))
    page = window("caseworker")
    page.goto(f"/sak/{case.id}/vedtak/forslag")
    page.fill("#q_reason", "godt tilbud\nrutiner\nerfaring")
    text = page.locator("#q_reason")
    text.evaluate("text => text.setSelectionRange(0, 4)")
    text.press("Control+b")
    text.evaluate("text => text.setSelectionRange(16, text.value.length)")
    page.locator(".marks:has(+ #q_reason) button").nth(1).press("Enter")

    expect(text).to_have_value("**godt** tilbud\n- rutiner\n- erfaring")
    clean(page, axe_findings, 1280)
    plain = window("caseworker", scripts=False)
    plain.goto(f"/sak/{case.id}/vedtak/forslag")
    expect(plain.locator(".marks")).to_have_count(0)
    expect(plain.get_by_text("**ord mellom to stjerner**")).to_be_visible()
