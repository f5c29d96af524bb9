"""Who sees what, two people at once, sending late, correcting and withdrawing: on the pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from formsvc.storage.cases import find_case
from tests.fixtures import applying
from tests.fixtures.example import Example, Site
from tests.fixtures.pages import filled, links_of, page_of, pressed, text_of


@pytest.fixture
def behind(site: Site) -> Example:
    """The use cases behind the pages, on the same database and clock."""
    return Example(site.database, site.clock)


@pytest.fixture
def leader(site: Site) -> FlaskClient:
    """The signatory's browser."""
    return site.browser("leader")


PAGES = (
    "/mine-saker/{case}",
    "/mine-saker/{case}/versjon/1",
    "/mine-saker/{case}/dokument/1",
    "/soknad/{case}",
    "/soknad/{case}/measure",
    "/soknad/{case}/send",
    "/soknad/{case}/kvittering",
    "/soknad/{case}/trekk",
    "/soknad/{case}/vedlegg/" + "0" * 64,
)
POSTS = ("/soknad/{case}/measure", "/soknad/{case}/send", "/soknad/{case}/kvittering", "/soknad/{case}/trekk")


@pytest.mark.parametrize("page", PAGES)
def test_another_organisation_finds_nothing(site: Site, behind: Example, page: str) -> None:
    case = applying.sent(behind)
    assert site.browser("other").get(page.format(case=case)).status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_another_organisation_changes_nothing(site: Site, behind: Example, page: str) -> None:
    case = applying.sent(behind)
    answer = site.browser("other").post(page.format(case=case), data={"shown": "project_title", "q_project_title": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["/mine-saker", "/mine-saker/1", "/soknad/1"])
def test_visitors_log_in_first_and_staff_have_no_business_here(site: Site, page: str) -> None:
    answer = site.visitor().get(page)
    assert answer.status_code == 303
    assert answer.location.startswith("/logg-inn?next=")
    assert site.browser("caseworker").get(page).status_code == 403


def test_a_call_is_for_everyone_to_read(site: Site, behind: Example) -> None:
    call = applying.first_call(behind)
    page = text_of(site.visitor().get(f"/utlysninger/{call}"))
    for part in ("Frivillige og ideelle organisasjoner", "Frivillighetsregisteret", "Søknadsfrist", "Logg inn"):
        assert part in page
    assert site.visitor().get("/utlysninger/999").status_code == 404


@pytest.mark.parametrize("page", ["/soknad/{case}/finnes_ikke", "/soknad/{case}/signature", "/soknad/999"])
def test_a_section_or_case_that_is_not_there_is_a_plain_404(leader: FlaskClient, behind: Example, page: str) -> None:
    assert leader.get(page.format(case=applying.begin(behind))).status_code == 404


def test_the_second_of_two_who_save_gets_both_texts(site: Site, behind: Example, leader: FlaskClient) -> None:
    address = f"/soknad/{applying.begin(behind)}/measure"
    writer = site.browser("writer")
    sent = filled(writer.get(address), {"q_project_title": "Medarbeiderens tekst", "action": "save"})
    pressed(leader, address, "save", {"q_project_title": "Lederens tekst"})
    conflict = writer.post(address, data=sent)
    assert conflict.status_code == 409
    page = page_of(conflict)
    assert page.get_element_by_id("q_project_title").value == "Medarbeiderens tekst"
    assert "Lederens tekst" in text_of(conflict)
    assert "Søker 1" in text_of(conflict)
    assert writer.post(address, data=filled(conflict, {"action": "save"})).status_code == 303
    assert page_of(leader.get(address)).get_element_by_id("q_project_title").value == "Medarbeiderens tekst"


def test_saving_by_itself_answers_with_the_time_and_the_new_version(behind: Example, leader: FlaskClient) -> None:
    address = f"/soknad/{applying.begin(behind)}/measure"
    sent = filled(leader.get(address), {"q_project_title": "Samtaler"})
    answer = leader.post(f"{address}?autolagre=1", data=sent, headers={"HX-Request": "true"})
    assert "Lagret kl. 12.00" in answer.text
    assert 'value="1"' in answer.text
    sent["q_project_title"] = "Annet"
    stale = leader.post(f"{address}?autolagre=1", data=sent)
    assert "Ikke lagret" in stale.text


def test_saving_by_itself_shows_the_questions_that_an_answer_opens(behind: Example, leader: FlaskClient) -> None:
    address = f"/soknad/{applying.begin(behind)}/staff"
    sent = filled(leader.get(address), {"q_has_collaboration": "true"})
    answer = leader.post(f"{address}?autolagre=1", data=sent)
    assert answer.headers["HX-Retarget"] == "#section-form"
    assert page_of(answer).get_element_by_id("q_collaboration") is not None


def test_who_does_not_sign_is_told_whom_to_ask(site: Site, behind: Example) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, applying.answers())
    writer = site.browser("writer")
    page = writer.get(f"/soknad/{case}/send")
    assert "Søker 1 (styreleder)" in text_of(page)
    assert "sign-form" not in page.text
    assert writer.post(f"/soknad/{case}/send", data={"number": "1"}).status_code == 403


def test_an_incomplete_application_says_what_is_missing_with_links(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    pressed(leader, f"/soknad/{case}/measure", "save", {"q_project_title": "Samtaler"})
    page = leader.get(f"/soknad/{case}/send")
    links = [link for link in links_of(page, f"/soknad/{case}/measure") if "#" in link]
    assert links
    target = page_of(leader.get(links[0].split("#")[0])).get_element_by_id(links[0].split("#")[1])
    assert target is not None
    assert leader.post(f"/soknad/{case}/send", data={"number": "1"}).status_code == 422


def test_a_signature_that_is_not_whole_is_told_at_its_fields(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, applying.answers())
    answer = pressed(leader, f"/soknad/{case}/send", "", {"q_signatory_name": "Styrets leder"}, form="sign-form")
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.get_element_by_id("q_signatory_name").value == "Styrets leder"
    assert page.xpath("//*[@id='errors']//a[@href='#q_declaration']")


def test_after_the_deadline_the_pages_warn_and_still_take_it(site: Site, behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, applying.answers())
    site.clock.moment = applying.opened(behind, case).case.call.deadline_at + timedelta(hours=1)
    assert "kan bli avvist" in text_of(leader.get(f"/soknad/{case}"))
    signature = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}
    answer = pressed(leader, f"/soknad/{case}/send", "", signature, form="sign-form")
    assert "etter fristen" in text_of(leader.get(answer.location))
    answer = leader.post(f"/soknad/{case}/measure", data={"shown": "project_title", "q_project_title": "For sent"})
    assert answer.status_code == 409


def test_a_correction_and_a_withdrawal_on_the_pages(site: Site, behind: Example, leader: FlaskClient) -> None:
    case = applying.sent(behind)
    site.clock.forward(hours=1)
    pressed(leader, f"/soknad/{case}/measure", "save", {"q_project_title": "Nytt navn"})
    assert "ikke før dere sender på nytt" in text_of(leader.get(f"/soknad/{case}"))
    signature = {"q_signatory_capacity": "authorised_signatory", "q_declaration": "true"}
    pressed(leader, f"/soknad/{case}/send", "", signature, form="sign-form")
    page = text_of(leader.get(f"/mine-saker/{case}"))
    assert "Nytt navn" in page
    assert "Rettet søknad" in page
    assert "Nytt navn" not in text_of(leader.get(f"/mine-saker/{case}/versjon/1"))
    answer = leader.post(f"/soknad/{case}/trekk", data={"reason": "Vi fikk penger fra andre."})
    assert answer.status_code == 303
    page = text_of(leader.get(f"/mine-saker/{case}"))
    assert "Trukket" in page
    assert leader.get(f"/soknad/{case}/kvittering").status_code == 303


def test_a_double_click_leads_to_the_same_receipt(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, applying.answers())
    signature = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}
    sent = filled(leader.get(f"/soknad/{case}/send"), signature, form="sign-form")
    answers = [leader.post(f"/soknad/{case}/send", data=sent) for _ in range(2)]
    assert {answer.location for answer in answers} == {f"/soknad/{case}/kvittering"}
    page = leader.get(f"/mine-saker/{case}")
    assert len(links_of(page, f"/mine-saker/{case}/versjon/")) == 1
    assert len(links_of(page, f"/mine-saker/{case}/dokument/")) == 1


def test_a_fault_in_the_letter_takes_nothing_from_what_was_sent(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, applying.answers())
    with behind.session() as session:
        row = find_case(session, case)
        assert row
        whole, row.call.contact = row.call.contact, {"email": "post@forvalter.example"}
        session.commit()
    signature = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}
    answer = pressed(leader, f"/soknad/{case}/send", "", signature, form="sign-form")
    receipt = leader.get(answer.location)
    assert "kunne ikke lages nå" in text_of(receipt)
    with behind.session() as session:
        row = find_case(session, case)
        assert row
        row.call.contact = whole
        session.commit()
    leader.post(answer.location)
    assert links_of(leader.get(answer.location), f"/mine-saker/{case}/dokument/")


def test_a_large_upload_gets_a_readable_page(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    body, kind = BytesIO(b"x" * 40_000_000), "multipart/form-data; boundary=x"
    answer = leader.post(f"/soknad/{case}/measure", input_stream=body, content_length=40_000_000, content_type=kind)
    assert answer.status_code == 413
    assert "Filen er for stor" in answer.text


@pytest.mark.parametrize(
    "page", ["/mine-saker", "/soknad/{case}/services", "/soknad/{case}/send", "/mine-saker/{case}"]
)
def test_every_page_is_there_in_nynorsk(behind: Example, leader: FlaskClient, page: str) -> None:
    case = applying.sent(behind)
    answer = leader.get(page.format(case=case), query_string={"lang": "nn"})
    assert page_of(answer).get("lang") == "nn"
    assert answer.status_code == 200


def test_a_post_without_its_token_changes_nothing(site: Site, behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    site.app.config["WTF_CSRF_ENABLED"] = True
    answer = leader.post(f"/soknad/{case}/measure", data={"shown": "project_title", "q_project_title": "Stjålet"})
    assert answer.status_code == 400
    assert not applying.opened(behind, case).drafts


def test_a_draft_is_deleted_after_a_question_and_a_sent_one_is_not(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    address = next(link for link in links_of(leader.get(f"/mine-saker/{case}"), f"/mine-saker/{case}/slett"))
    assert "kan ikke hentes tilbake" in text_of(leader.get(address))
    assert leader.post(address).location == "/mine-saker"
    assert leader.get(f"/mine-saker/{case}").status_code == 404
    sent = applying.sent(behind)
    assert leader.post(f"/mine-saker/{sent}/slett").status_code == 409
    assert leader.get(f"/mine-saker/{sent}").status_code == 200


def test_a_doubt_stands_at_its_question_and_sums_below_their_rows(behind: Example, leader: FlaskClient) -> None:
    case = applying.begin(behind)
    applying.fill_in(behind, case, {**applying.answers(), "is_registered": False})
    page = page_of(leader.get(f"/soknad/{case}/eligibility"))
    assert "registrert" in page.get_element_by_id("q_is_registered-note").text_content()
    budget = leader.get(f"/soknad/{case}/budget")
    sums = page_of(budget).get_element_by_id("q_budget-note").text_content().replace("\u00a0", " ")
    assert "kr 2 100 000" in sums
    assert "q_budget-0-amount_year_2" not in budget.text
