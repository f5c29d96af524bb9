"""A grant for several years is continued: who may apply, what stands there already, and the report of that year."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from formsvc.answers import View
from formsvc.answers.beside_plan import accounts
from formsvc.answers.deviations import compare
from formsvc.services.background import background
from formsvc.services.decided_case import decided_case
from formsvc.services.delete_draft import delete_draft
from formsvc.services.facts.decision import decision_letters
from formsvc.services.open_case import open_case
from formsvc.services.open_form import OpenForm, open_application
from formsvc.services.own_cases import case_page
from formsvc.services.renewed_grant import NothingToRenew, renewable
from formsvc.services.report_of import ReportNotFound, report_of, reports_before, reports_of
from formsvc.services.start_application import start_application
from formsvc.storage.models import Call, Case
from tests.fixtures.cases import sent_case
from tests.fixtures.example import Example
from tests.fixtures.renewing import (
    FIRST,
    RENEWED,
    accept,
    applied,
    begin_renewal,
    decide,
    renewal_call,
    send_renewal,
    three_years,
)


@pytest.fixture
def session(example: Example) -> Any:
    with example.session() as opened:
        yield opened


@pytest.fixture
def grant(session: Session, example: Example) -> Case:
    return three_years(session, example)


@pytest.fixture
def call(session: Session, example: Example) -> Call:
    return renewal_call(session, example)


def opened(session: Session, example: Example, case: Case) -> OpenForm:
    return open_application(session, example.actor("leader"), example.office, case.id, example.clock())


def typed(form: OpenForm) -> dict[str, Any]:
    return {name: value for part in form.progress.sections for name, value in form.typed_in(part.section).items()}


def test_it_begins_with_what_was_applied_for_and_what_was_intended(
    session: Session, example: Example, grant: Case, call: Call
) -> None:
    known, before = typed(opened(session, example, begin_renewal(session, example, call, grant))), applied()

    assert known["services"] == before["services"]
    assert known["target.participants"] == before["target.participants"]
    assert known["contact_name"] == before["contact_name"]
    assert [row["activity"] for row in known["activities"]] == [
        row["activity"] for row in before["activities"] if "2" in row["in_years"]
    ]
    assert known["applied_amount"] == before["applied_amount_year_2"]
    assert [row["amount"] for row in known["budget"]] == [row["amount_year_2"] for row in before["budget"]]
    assert not any("amount_year_2" in row for row in known["budget"])


def test_a_grant_is_continued_once(session: Session, example: Example, grant: Case, call: Call) -> None:
    first = begin_renewal(session, example, call, grant)

    assert begin_renewal(session, example, call, grant, "writer").id == first.id
    send_renewal(session, example, first)
    assert begin_renewal(session, example, call, grant).id == first.id


def test_a_beginning_can_be_taken_back(session: Session, example: Example, grant: Case, call: Call) -> None:
    begun = begin_renewal(session, example, call, grant)
    delete_draft(session, example.actor("leader"), begun.id)

    assert case_page(session, example.actor("leader"), example.schemes, grant.id, example.clock()).continued == []


def test_whoever_has_no_such_grant_is_told_so(session: Session, example: Example, grant: Case, call: Call) -> None:
    form = example.schemes.get(call.scheme).form("renewal")
    theirs = sorted(example.actor("other").organisations)

    found = renewable(session, call, form, theirs)
    assert found is not None
    assert (found.grants, found.other_years) == ([], "")
    with pytest.raises(NothingToRenew):
        begin_renewal(session, example, call, grant, "other")
    with pytest.raises(NothingToRenew):
        start_application(session, example.actor("leader"), example.office, call.id, at=example.clock())


@pytest.mark.parametrize("year", [FIRST, FIRST + 3])
def test_a_grant_is_continued_in_its_later_years_alone(
    session: Session, example: Example, grant: Case, call: Call, year: int
) -> None:
    form = example.schemes.get(call.scheme).form("renewal")
    call.grant_year = year

    found = renewable(session, call, form, [grant.organisation_id])
    assert found is not None
    assert (found.grants, found.other_years) == ([], f"{FIRST}–{FIRST + 2}")
    with pytest.raises(NothingToRenew):
        begin_renewal(session, example, call, grant)


def test_a_grant_for_one_year_or_one_not_yet_sent_cannot_be_continued(
    session: Session, example: Example, call: Call
) -> None:
    single = sent_case(session, example)
    decide(session, example, single)
    waiting = sent_case(session, example, file="application-three-years.valid.json")

    for case in (single, waiting):
        with pytest.raises(NothingToRenew):
            begin_renewal(session, example, call, case)


def test_the_caseworker_has_the_grant_beside_it(session: Session, example: Example, grant: Case, call: Call) -> None:
    case = begin_renewal(session, example, call, grant)
    send_renewal(session, example, case)
    page = open_case(session, example.actor("caseworker"), example.schemes, case.id)

    assert page.renewed is not None
    assert (page.renewed.case.id, page.renewed.intended) == (grant.id, applied()["applied_amount_year_2"])
    assert [report.year for report in reports_before(session, page.renewed, example.schemes)] == [FIRST]
    assert f"sak {grant.number}" in background(page, None)


def test_the_report_of_its_year_is_held_against_it(session: Session, example: Example, grant: Case, call: Call) -> None:
    case = begin_renewal(session, example, call, grant)
    sent = send_renewal(session, example, case, **{"target.training_share": 99})
    assert [report.year for report in reports_of(session, grant, example.schemes)] == [FIRST, RENEWED, RENEWED + 1]
    decide(session, example, case)
    accept(session, example, case)

    assert [report.year for report in reports_of(session, grant, example.schemes)] == [FIRST, RENEWED + 1]
    with pytest.raises(ReportNotFound):
        report_of(session, grant, example.schemes, RENEWED)
    report = report_of(session, case, example.schemes, RENEWED)
    view = View(report.scheme, report.form, {}, report.context)
    (table,) = accounts(view)
    targets = {row.indicator.id: row.target for row in compare(view)}
    assert targets["training_share"] == 99
    assert [line.planned for line in table.lines] == [row["amount"] for row in sent["budget"]]
    assert report.granted == applied()["applied_amount_year_2"]
    assert view.services == {row["key"]: row["name"] for row in sent["services"]}


def test_the_third_year_begins_with_the_second(session: Session, example: Example, grant: Case, call: Call) -> None:
    second = begin_renewal(session, example, call, grant)
    send_renewal(session, example, second, **{"target.training_share": 99})
    decide(session, example, second)
    third = begin_renewal(session, example, renewal_call(session, example, RENEWED + 1), grant)
    known = typed(opened(session, example, third))

    assert known["target.training_share"] == 99
    assert known["applied_amount"] == applied()["applied_amount_year_3"]
    assert [row["activity"] for row in known["activities"]] == [row["activity"] for row in applied()["activities"]]


def test_its_letters_are_made(session: Session, example: Example, grant: Case, call: Call) -> None:
    case = begin_renewal(session, example, call, grant)
    send_renewal(session, example, case)
    decide(session, example, case)
    letters = decision_letters(decided_case(session, case, example.office, example.clock()))

    assert [letter.kind for letter in letters] == ["award", "grant"]
    grant_letter = letters[1].facts.model_dump()
    assert grant_letter["multi_year"] is None
    assert grant_letter["reporting"]["year"] == RENEWED
