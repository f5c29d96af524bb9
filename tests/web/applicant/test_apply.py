"""The whole path of an application, page by page, without JavaScript."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask.testing import FlaskClient

from formsvc.schemes.definition import Section
from formsvc.webforms import bind
from formsvc.webforms.around import Around
from tests.fixtures.applying import answers
from tests.fixtures.example import Site
from tests.fixtures.pages import links_of, page_of, pressed, text_of


def start(client: FlaskClient) -> str:
    """Begin an application from the first page; gives the address of its sections."""
    call = links_of(client.get("/mine-saker"), "/utlysninger/")[0]
    form = page_of(client.get(call)).xpath("//form[contains(@action, '/soknad')]")[0]
    return str(client.post(form.action, data=dict(form.form_values())).location)


def values(section: Section, given: dict[str, Any]) -> dict[str, str | list[str]]:
    """The answers of a section as its inputs would send them."""
    services = {row["key"]: row["name"] for row in answers()["services"]}
    typed = {field.id: given[field.id] for field in section.fields if field.id in given}
    form = bind(section, typed, Around(services))
    sent: dict[str, str | list[str]] = {}
    for question in form.questions:
        for entry in question.inputs():
            if entry.instead:
                sent[f"{entry.name}-instead"] = entry.instead
            elif isinstance(entry.data, list) and not hasattr(entry, "rows"):
                sent[str(entry.name)] = entry.data
            elif hasattr(entry, "written"):
                sent[str(entry.name)] = entry.written
        for number, row in enumerate(getattr(question, "rows", ())):
            sent[f"{question.name}-{number}-key"] = row.key
    return sent


def sections(site: Site) -> list[Section]:
    schemes = site.app.extensions["schemes"]
    found: list[Section] = list(schemes.get("samtale-mestring").form("application").sections[:-1])
    return found


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_from_an_open_call_to_a_receipt_in_word(site: Site, language: str) -> None:
    client = site.browser("leader")
    client.get(f"/?lang={language}")
    tasks = start(client)
    given = answers()
    for section in sections(site):
        sent = values(section, given)
        answer = pressed(client, f"{tasks}/{section.id}", "continue", sent)
        if "kontroll" in answer.location:  # an answer has shown more questions: now they are on the page
            answer = pressed(client, f"{tasks}/{section.id}", "continue", sent)
        assert answer.status_code == 303
        assert "kontroll" not in answer.location, text_of(client.get(answer.location))
    assert answer.location == f"{tasks}/send"
    signature = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}
    answer = pressed(client, f"{tasks}/send", "", signature, form="sign-form")
    assert answer.location == f"{tasks}/kvittering"
    receipt = client.get(answer.location)
    assert "-1" in text_of(receipt)
    letter = client.get(links_of(receipt, "/mine-saker/")[-2])
    assert letter.headers["Content-Disposition"].startswith("attachment")
    assert letter.headers["X-Content-Type-Options"] == "nosniff"
    paragraphs = "\n".join(paragraph.text for paragraph in Document(BytesIO(letter.data)).paragraphs)
    assert given["measure_description"].split("\n")[0] in paragraphs


def test_eligibility_comes_first_and_an_unexpected_answer_warns_in_plain_words(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    first = sections(site)[0]
    assert first.eligibility
    assert links_of(client.get(tasks), f"{tasks}/")[0] == f"{tasks}/{first.id}"
    answer = pressed(
        client, f"{tasks}/{first.id}", "continue", {**values(first, answers()), "q_is_registered": "false"}
    )
    page = text_of(client.get(f"{tasks}/{first.id}"))
    assert "Dere kan søke likevel" in page
    assert client.get(answer.location).status_code == 200


def test_what_was_typed_wrongly_is_kept_and_told_at_the_field_and_in_a_linked_summary(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    answer = pressed(client, f"{tasks}/staff", "continue", {"q_employees": "omtrent ti"})
    page = page_of(client.get(answer.location))
    field = page.get_element_by_id("q_employees")
    assert field.value == "omtrent ti"
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    assert "omtrent ti" in page.get_element_by_id(described[0]).text_content()
    assert page.xpath("//*[@id='errors']//a[@href='#q_employees']")


def test_missing_answers_are_told_when_somebody_wants_to_go_on_and_can_be_left(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    assert "må besvares" not in text_of(client.get(f"{tasks}/measure"))
    answer = pressed(client, f"{tasks}/measure", "continue", {"q_project_title": "Samtaler"})
    checked = client.get(answer.location)
    assert "må besvares" in text_of(checked)
    following = sections(site)[[section.id for section in sections(site)].index("measure") + 1]
    assert f"{tasks}/{following.id}" in links_of(checked, tasks)
    assert "Påbegynt" in text_of(client.get(tasks))


def test_save_and_leave_then_come_back_on_another_machine(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    answer = pressed(client, f"{tasks}/measure", "leave", {"q_project_title": "Samtaler"})
    assert answer.location == tasks
    elsewhere = page_of(site.browser("writer").get(f"{tasks}/measure"))
    assert elsewhere.get_element_by_id("q_project_title").value == "Samtaler"


def test_changing_the_language_keeps_what_is_typed(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    answer = pressed(client, f"{tasks}/measure", "language:nn", {"q_project_title": "Usagt før no"})
    page = client.get(answer.location)
    assert page_of(page).get("lang") == "nn"
    assert page_of(page).get_element_by_id("q_project_title").value == "Usagt før no"


def test_rows_are_added_and_removed_with_plain_buttons(site: Site) -> None:
    client = site.browser("leader")
    address = f"{start(client)}/services"
    answer = pressed(client, address, "add:services", {"q_services-0-name": "Samtaler"})
    page = page_of(client.get(answer.location))
    assert page.get_element_by_id("q_services-1-name").get("autofocus") is not None
    answer = pressed(client, address, "save", {"q_services-1-name": "Chat"})
    key = page_of(client.get(address)).xpath("//input[@name='q_services-0-key']/@value")[0]
    pressed(client, address, f"remove:services:{key}")
    names = page_of(client.get(address)).xpath("//input[starts-with(@name, 'q_services-') and @type='text']/@value")
    assert "Chat" in names
    assert "Samtaler" not in names


def test_an_answer_brings_the_questions_that_follow_from_it(site: Site) -> None:
    client = site.browser("leader")
    address = f"{start(client)}/staff"
    assert "q_collaboration" not in client.get(address).text.replace("q_collaboration_", "")
    answer = pressed(client, address, "continue", {"q_has_collaboration": "true"})
    assert page_of(client.get(answer.location)).get_element_by_id("q_collaboration") is not None


def test_hostile_text_is_shown_as_text(site: Site) -> None:
    client = site.browser("leader")
    tasks = start(client)
    hostile = "<b>Bjørn & co</b> {{ 7*7 }} 😀"
    pressed(client, f"{tasks}/measure", "save", {"q_project_title": hostile})
    for page in (f"{tasks}/measure", f"{tasks}/send"):
        text = client.get(page).text
        assert "<b>Bjørn" not in text
        assert "{{ 7*7 }}" in text
