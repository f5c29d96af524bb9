"""What people write in number and text fields, all the way: the page, the draft, and the letters."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from formsvc.letters.reading import read_letter
from formsvc.schemes.definition import Field
from formsvc.storage.models import Case
from formsvc.webforms import bind
from formsvc.webforms.around import Around
from formsvc.webforms.fields import AnswerField
from tests.fixtures import applying
from tests.fixtures.cases import sent_case
from tests.fixtures.example import Example, Site
from tests.fixtures.pages import page_of, pressed, text_of

READ_AS: dict[str, dict[str, Any]] = {
    "nok": {"87,5": None, "87.5": None, "87 %": None, "1 234": 1234, "1 234,50": None, "-3": -3, "101": 101},
    "count": {"87,5": None, "87.5": None, "87 %": None, "1 234": 1234, "1 234,50": None, "-3": -3, "101": 101},
    "percent": {"87,5": 87.5, "87.5": 87.5, "87 %": 87, "1 234": 1234, "1 234,50": 1234.5, "-3": -3, "101": 101},
}
"""What can be read of each notation; None: not a number of that kind. Bounds come on top: no percentage is 101."""
HIGHEST = {"percent": 100}
NOTATIONS = list(READ_AS["nok"])
HOSTILE = "Åse & <b>fet</b> {{ 7*7 }} {% if x %} 😀 \u202eomvendt\u202c ${x} \u00adslutt"


def questions(behind: Example, case_id: int) -> Iterator[tuple[str, AnswerField]]:
    """Every input of the application, with the section that it stands in."""
    form = applying.opened(behind, case_id)
    services = {row["key"]: row["name"] for row in form.drafts["services"].typed["services"]}
    for part in form.progress.sections:
        typed = form.typed_in(part.section)
        for question in bind(part.section, typed, Around(services)).questions:
            yield from ((part.section.id, entry) for entry in question.inputs() if not entry.children)


def fitting(kind: str, written: str, field: Field) -> bool:
    value = READ_AS[kind][written]
    highest = field.maximum if field.maximum is not None else HIGHEST.get(kind)
    lowest = field.minimum if field.minimum is not None else 0
    return value is not None and lowest <= value and (highest is None or value <= highest)


@pytest.mark.parametrize("written", NOTATIONS)
def test_a_number_is_read_or_explained_and_never_changed_or_lost(site: Site, behind: Example, written: str) -> None:
    case_id = applying.begin(behind)
    applying.fill_in(behind, case_id, applying.answers("application-three-years.valid.json"))
    site.app.test_client_class = FlaskClient  # reading every page strictly is for other tests
    client = site.browser("leader")
    tried: dict[str, dict[str, AnswerField]] = {}
    for section, question in questions(behind, case_id):
        if question.definition.type in READ_AS:
            tried.setdefault(section, {})[str(question.name)] = question
    assert {q.definition.type for asked in tried.values() for q in asked.values()} == set(READ_AS)
    for section, asked in tried.items():
        address = f"/soknad/{case_id}/{section}"
        page = page_of(client.get(address))
        shown = {name: q for name, q in asked.items() if page.xpath(f"//input[@name='{name}' and @type='text']")}
        unticked: dict[str, list[str]] = {f"{name}-instead": [] for name in shown}
        assert pressed(client, address, "continue", {**dict.fromkeys(shown, written), **unticked}).status_code == 303
        page = page_of(client.get(f"{address}?kontroll=1"))
        for name, question in shown.items():
            field = page.xpath(f"//input[@name='{name}']")[0]
            sound = fitting(question.definition.type, written, question.definition)
            assert field.value.replace("\u00a0", " ") == written or sound, name
            assert sound or field.get("aria-invalid") == "true", name
            described = (field.get("aria-describedby") or "").split()
            assert sound or page.get_element_by_id(described[0]).text_content().strip(), name


def test_a_text_beyond_twenty_thousand_characters_is_kept_and_explained(site: Site, behind: Example) -> None:
    case_id = applying.begin(behind)
    applying.fill_in(behind, case_id, applying.answers())
    site.app.test_client_class = FlaskClient
    client = site.browser("leader")
    texts = [(section, q) for section, q in questions(behind, case_id) if q.definition.type in ("text", "long_text")]
    by_section: dict[str, list[str]] = {}
    for section, question in texts:
        by_section.setdefault(section, []).append(str(question.name))
    long = "å" * 20_001
    for section, names in by_section.items():
        address = f"/soknad/{case_id}/{section}"
        page = client.get(address)
        shown = [name for name in names if page_of(page).xpath(f"//*[@name='{name}']")]
        answer = pressed(client, address, "continue", dict.fromkeys(shown, long))
        assert answer.status_code == 303
        again = page_of(client.get(answer.location))
        for name in shown:
            field = again.xpath(f"//*[@name='{name}']")[0]
            assert (field.value if field.tag == "input" else field.text_content().strip()) == long, name
            assert field.get("aria-invalid") == "true"
    assert client.post(f"/soknad/{case_id}/send", data={"q_declaration": "true", "number": "1"}).status_code == 422


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_hostile_text_in_every_field_stays_text_on_every_page(site: Site, behind: Example, language: str) -> None:
    case_id = applying.begin(behind)
    applying.fill_in(behind, case_id, applying.answers())
    client = site.browser("leader")
    by_section: dict[str, list[str]] = {}
    for section, question in questions(behind, case_id):
        if question.definition.type in ("text", "long_text"):
            by_section.setdefault(section, []).append(str(question.name))
    for section, names in by_section.items():
        address = f"/soknad/{case_id}/{section}?lang={language}"
        shown = [name for name in names if page_of(client.get(address)).xpath(f"//*[@name='{name}']")]
        assert pressed(client, address, "save", dict.fromkeys(shown, HOSTILE)).status_code == 303
        page = client.get(address)
        assert page.text.count("{{ 7*7 }}") >= len(shown)
        assert "<b>fet" not in page.text
    signature = {"q_signatory_name": HOSTILE, "q_signatory_capacity": "board_leader", "q_declaration": "true"}
    answer = pressed(client, f"/soknad/{case_id}/send", "", signature, form="sign-form")
    assert answer.status_code == 303, text_of(answer)
    staff = site.browser("caseworker")
    seen = [
        ("leader", f"/mine-saker/{case_id}"),
        ("leader", f"/mine-saker/{case_id}/versjon/1"),
        ("leader", "/mine-saker"),
    ]
    seen += [("staff", f"/sak/{case_id}{page}") for page in ("", "/soknad", "/kontroll", "/vurdering", "/logg")]
    seen += [("staff", "/saker"), ("staff", "/saker?q=%3Cb%3E")]
    for who, address in seen:
        answer = (client if who == "leader" else staff).get(address)
        assert answer.status_code == 200, address
        assert "<b>fet" not in answer.text, address
        assert " 49 " not in answer.text.replace(HOSTILE, ""), address


def letters_of(client: FlaskClient, case_id: int) -> dict[str, str]:
    """The decision's letters as their recipient gets them: title -> text."""
    links = page_of(client.get(f"/mine-saker/{case_id}")).xpath("//a[contains(@href, '/dokument/')]/@href")
    files = [client.get(link) for link in dict.fromkeys(links)]
    assert all(file.status_code == 200 for file in files)
    read = [read_letter(file.data) for file in files]
    return {letter.title: letter.text for letter in read}


@pytest.fixture
def case(behind: Example) -> Case:
    """A case whose application is hostile in every text that a letter repeats."""
    with behind.session() as session:
        return sent_case(session, behind, project_title=HOSTILE, contact_name=HOSTILE)


@pytest.mark.parametrize("kind", ["partial-award", "refusal", "dismissal"])
def test_hostile_text_comes_through_whole_into_the_letters(site: Site, case: Case, kind: str) -> None:
    worker, approver = site.browser("caseworker"), site.browser("approver")
    for browser in (worker, approver):
        declared = {"shown": ["impartial", "note"], "q_impartial": "yes", "q_note": HOSTILE}
        assert browser.post(f"/sak/{case.id}/habilitet", data=declared).status_code in (303, 422)
        browser.post(f"/sak/{case.id}/habilitet", data={**declared, "q_note": ""})
    page = page_of(worker.get(f"/sak/{case.id}/vedtak/forslag"))
    proposal = next(form for form in page.forms if (form.action or "").endswith("/forslag"))
    paragraphs = f"{HOSTILE}\n\nNytt avsnitt\nog ny linje."
    values = {"q_kind": kind, "q_amount": "1 000 000" if kind == "partial-award" else ""}
    values |= dict.fromkeys(("q_background", "q_reason"), paragraphs)
    names = proposal.xpath(".//textarea/@name")
    values |= {name: paragraphs for name in names if kind == "partial-award"}
    sent = MultiDict([*proposal.form_values(), *values.items()])
    for name, value in values.items():
        sent.setlist(name, [value])
    assert worker.post(proposal.action, data=sent).status_code == 303
    approval = page_of(approver.get(f"/sak/{case.id}/vedtak"))
    form = next(form for form in approval.forms if (form.action or "").endswith("/godkjenn"))
    options = form.xpath(".//option[contains(., 'Budsjett')]/@value")
    data = {**dict(form.form_values()), **({"signatory": options[0]} if options else {})}
    assert approver.post(form.action, data=data).status_code == 303
    assert worker.post(f"/sak/{case.id}/vedtak/send").status_code == 303
    letters = letters_of(site.browser("leader"), case.id)
    assert letters
    whole = " ".join(HOSTILE.split())
    for title, text in letters.items():
        assert "49" not in text.split(whole)[0][-10:], title
    decision = next(text for text in letters.values() if "Nytt avsnitt" in text)
    assert decision.count(whole) >= 2
