"""What the database itself guards, and that the projection is nothing but the events."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from formsvc.casework import events as e
from formsvc.casework.state import CaseState
from formsvc.storage.cases import next_case_number, project, record, recorded_events, state_of
from formsvc.storage.database import Database
from formsvc.storage.drafts import delete_case_in_progress
from formsvc.storage.models import Call, Case, Decision, GrantAdministrator, Organisation, Person

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(migrated_url: str) -> Iterator[Session]:
    database = Database(migrated_url)
    with database.session(writes=True) as opened:
        yield opened
    database.close()


@pytest.fixture
def case(session: Session) -> Case:
    people = [Person(email=f"{who}@eksempel.no", name=who, created_at=AT) for who in ("proposer", "approver")]
    administrator = GrantAdministrator(key="direktorat", name={"nb": "D", "nn": "D"}, orgnr="974760673")
    session.add(administrator)
    session.flush()
    organisation = Organisation(
        registered_by_id=administrator.id,
        orgnr="974760673",
        name="Eksempelforeningen",
        kind="voluntary_organisation",
        created_at=AT,
    )
    call = Call(
        grant_administrator=administrator,
        scheme="prove",
        edition="2026",
        grant_year=2027,
        opens_at=AT,
        deadline_at=AT,
        frame=1,
        budget_chapter="0765",
        budget_item="72",
        created_at=AT,
    )
    session.add_all([*people, call, organisation])
    session.flush()
    row = Case(
        number=next_case_number(session, 2026),
        grant_administrator_id=administrator.id,
        call=call,
        organisation=organisation,
        created_at=AT,
        changed_at=AT,
    )
    session.add(row)
    session.flush()
    return row


def decision(case: Case, **values: object) -> Decision:
    standard = {"kind": "award", "amount": 1, "reason": "x", "proposed_by_id": 1, "proposed_at": AT}
    return Decision(case_id=case.id, **{**standard, **values})


def test_the_projection_can_be_rebuilt_from_the_events(session: Session, case: Case) -> None:
    record(session, case, 1, AT, e.ApplicationSubmitted(1, "original", "26/00001-1", 500_000, in_time=True))
    record(session, case, 1, AT, e.DecisionProposed(1, "partial-award", 300_000, 1, "Fordi."))
    record(session, case, 2, AT, e.DecisionApproved(1, 300_000, 2), e.DecisionDispatched(1, (1,)))
    session.commit()
    kept = (case.status, case.applied_amount, case.granted_amount, case.submitted_at)
    project(case, CaseState())
    assert case.status == "draft"

    project(case, state_of(session, case))

    assert (case.status, case.applied_amount, case.granted_amount, case.submitted_at) == kept
    assert kept == ("dispatched", 500_000, 300_000, AT)


def test_events_come_back_in_order_with_who_and_when(session: Session, case: Case) -> None:
    later = AT + timedelta(hours=1)
    record(session, case, 1, AT, e.ApplicationStarted(1, 1), e.ImpartialityDeclared(impartial=True, note=""))
    record(session, case, None, later, e.LetterIssued(1, "award", "nb"))
    session.commit()

    entries = recorded_events(session, case)

    assert [entry.event.name for entry in entries] == ["ApplicationStarted", "ImpartialityDeclared", "LetterIssued"]
    assert [(entry.actor_id, entry.at) for entry in entries] == [(1, AT), (1, AT), (None, later)]


def test_numbers_run_within_a_year(session: Session, case: Case) -> None:
    assert case.number == "26/00001"
    assert next_case_number(session, 2026) == "26/00002"
    assert next_case_number(session, 2027) == "27/00001"


def test_the_number_of_a_deleted_draft_is_not_given_again(session: Session, case: Case) -> None:
    delete_case_in_progress(session, case)
    session.flush()

    assert next_case_number(session, 2026) == "26/00002"


def test_the_database_refuses_an_approval_by_the_proposer(session: Session, case: Case) -> None:
    session.add(decision(case, approved_by_id=1))

    with pytest.raises(IntegrityError, match="four_eyes"):
        session.flush()


@pytest.mark.parametrize(("values", "constraint"), [({"amount": -1}, "amount_not_negative"), ({"kind": "x"}, "kind_")])
def test_the_database_refuses_impossible_decisions(
    session: Session, case: Case, values: dict[str, object], constraint: str
) -> None:
    session.add(decision(case, **values))

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_the_database_refuses_rows_that_point_nowhere(session: Session, case: Case) -> None:
    session.add(decision(case, proposed_by_id=999))

    with pytest.raises(IntegrityError):
        session.flush()


def test_moments_come_back_in_utc(session: Session, case: Case) -> None:
    case.changed_at = datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    session.commit()
    session.refresh(case)

    assert case.changed_at == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert case.changed_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session: Session, case: Case) -> None:
    case.changed_at = datetime(2026, 7, 1, 14)  # noqa: DTZ001 - the fault that is shown

    with pytest.raises(StatementError, match="time zone"):
        session.flush()
