"""A survey: a county answers it, staff read it, and nothing is decided."""

import json

import pytest
from sqlalchemy import select

from formsvc.answers import Context
from formsvc.casework.four_eyes import NothingIsDecided
from formsvc.letters import render_letter
from formsvc.letters.reading import read_letter
from formsvc.services.declare_impartiality import declare_impartiality
from formsvc.services.example_cases import add_past_calls, play
from formsvc.services.example_data import ExampleCase
from formsvc.services.facts.receipt import receipt_letter
from formsvc.services.list_cases import Wanted, list_cases
from formsvc.services.open_case import open_case
from formsvc.services.own_cases import case_page, home
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.services.start_application import start_application
from formsvc.services.who_may_begin import NotAsked
from formsvc.services.withdraw_application import NothingToWithdraw, withdraw_application
from formsvc.storage.cases import latest_submission
from formsvc.storage.models import Call, Case
from formsvc.texts import Language
from tests.fixtures.example import FORMS, START, Example

SCHEME, FORM = "frisklivstilbud", "county-survey"
ANSWERED = ExampleCase(scheme=SCHEME, form=FORM, file="case-county-survey.json", until="submitted", on_open_call=True)


def answered(example: Example) -> int:
    """The county has answered; the case's id."""
    with example.session() as session:
        add_past_calls(session, example.office)
        return list(play(session, example.office, ANSWERED, START))[-1].case_id


def test_it_is_received_and_read_by_parts_and_waits_for_nobodys_decision(example: Example) -> None:
    case_id, caseworker = answered(example), example.actor("caseworker")
    projects = json.loads((FORMS / SCHEME / "2024/examples/county-survey.valid.json").read_text())["projects"]
    with example.session(writes=False) as session:
        page = open_case(session, caseworker, example.schemes, case_id)
        desk = list_cases(session, caseworker, Wanted(mine=True), START)
    assert (page.case.status, page.task, page.works) == ("answered", "read", False)
    assert [count for _, count in page.parts] == [len(projects)]
    assert case_id not in {case.id for case in desk.cases}


def test_nothing_is_decided_on_it_and_it_is_not_withdrawn(example: Example) -> None:
    case_id, caseworker, county = answered(example), example.actor("caseworker"), example.actor("county")
    with example.session() as session:
        declare_impartiality(session, caseworker, case_id, impartial=True, note="", at=START)
        with pytest.raises(NothingIsDecided):
            propose_decision(session, caseworker, case_id, Proposal("award", 1, 1, "Fordi."), START)
        with pytest.raises(NothingToWithdraw):
            withdraw_application(session, county, example.office, case_id, reason="", language="nb", at=START)


def test_the_county_sees_what_it_sent_with_its_receipt_and_may_correct_it(example: Example) -> None:
    case_id, county = answered(example), example.actor("county")
    with example.session(writes=False) as session:
        page = case_page(session, county, example.schemes, case_id, START)
    assert [point.name for point in page.timeline] == ["started", "sent"]
    assert (page.own.standing, page.can_correct, page.can_withdraw) == ("answered", True, False)
    assert [document.kind for document in page.documents] == ["receipt"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", ("Vi har fått svarene deres", "Prosjektene: 3")), ("nn", ("Vi har fått svara dykkar", "Prosjekta: 3"))],
)
def test_its_receipt_speaks_of_answers_project_by_project(
    example: Example, language: Language, said: tuple[str, str]
) -> None:
    case_id = answered(example)
    with example.session(writes=False) as session:
        case = session.get_one(Case, case_id)
        scheme, sent = example.schemes.get(SCHEME), latest_submission(session, case, FORM)
        assert sent
        sent.language = language
        letter = receipt_letter(case, scheme, scheme.form(FORM), sent, Context(), first_at=START, at=START)
    words = read_letter(render_letter("receipt", letter.facts, language, example.office.templates_dir)).text
    assert [part for part in said if part not in words] == []
    assert "søknaden" not in words


def test_only_those_that_are_asked_may_answer(example: Example) -> None:
    with example.session() as session:
        call = session.scalars(select(Call).where(Call.form == FORM)).one()
        for who, asked in (("county", True), ("leader", False)):
            actor = example.actor(who)
            shown = home(session, actor, example.schemes, START)
            assert any(view.call.id == call.id for view in shown.calls) is asked
        organisation_id = next(iter(example.actor("leader").organisations))
        with pytest.raises(NotAsked):
            start_application(
                session, example.actor("leader"), example.office, call.id, organisation_id=organisation_id, at=START
            )
