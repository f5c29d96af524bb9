"""What happens after the decision: money in several decisions, reports, appeals; and what the applicant may know."""

from datetime import UTC, date, datetime, timedelta

import pytest

from formsvc.casework import events as e
from formsvc.casework.four_eyes import ProposalChanged, require_as_read, require_may_approve
from formsvc.casework.state import CaseState, Recorded, fold

START = datetime(2026, 1, 10, 12, tzinfo=UTC)
CASEWORKER, APPROVER = 2, 3

SUBMITTED = e.ApplicationSubmitted(1, "original", "26/00001-1", 500_000, in_time=True)
REPORTED = e.ReportSubmitted(1, "original", "26/00001-R2026-1", 2026, in_time=True)
APPROVED_REPORT = e.ReportApproved(4, 2026, 1)
RETURNED_REPORT = e.ReportReturned(4, 2026, "2027-05-01")
APPEALED = e.AppealReceived(5, "2026-12-01", in_time=True)


def decided(number: int, kind: e.DecisionKind, amount: int, later: tuple[int, ...] = ()) -> list[e.Event]:
    proposed = e.DecisionProposed(number, kind, amount, 1 + len(later), "Fordi.", later_amounts=later)
    return [proposed, e.DecisionApproved(number, amount, 9), e.DecisionDispatched(number, ())]


def after(*events: e.Event) -> CaseState:
    actors = {"DecisionApproved": APPROVER}
    steps = enumerate((SUBMITTED, *events))
    return fold(Recorded(one, START + timedelta(days=day), actors.get(one.name, CASEWORKER)) for day, one in steps)


@pytest.mark.parametrize(
    ("later", "granted"),
    [
        ([], 400_000),
        (decided(2, "supplementary-award", 50_000), 450_000),
        (decided(2, "appeal-changed", 480_000), 480_000),
        (decided(2, "supplementary-award", 50_000) + decided(3, "appeal-changed", 480_000), 480_000),
        (decided(2, "transfer-granted", 60_000), 400_000),
        (decided(2, "transfer-refused", 0), 400_000),
        (decided(2, "recovery", 70_000), 400_000),
        (decided(2, "supplementary-award", 50_000)[:2], 400_000),
    ],
)
def test_what_is_granted_follows_from_all_decisions_that_are_sent(later: list[e.Event], granted: int) -> None:
    assert after(*decided(1, "partial-award", 400_000), *later).granted_amount == granted


def test_a_supplement_adds_to_the_grant_year_and_an_appeal_replaces_every_year() -> None:
    three_years = decided(1, "partial-award", 400_000, (300_000, 200_000))
    assert after(*three_years, *decided(2, "supplementary-award", 50_000)).granted == (450_000, 300_000, 200_000)
    assert after(*three_years, *decided(2, "appeal-changed", 450_000, (310_000,))).granted == (450_000, 310_000)
    assert after(*decided(1, "refusal", 0), *decided(2, "appeal-changed", 300_000)).granted == (300_000,)


def test_a_grant_that_came_of_an_appeal_is_the_one_to_accept() -> None:
    refused = decided(1, "refusal", 0)
    assert after(*refused).grant is None
    changed = after(*refused, APPEALED, *decided(2, "appeal-changed", 300_000))
    assert changed.grant is not None
    assert (changed.grant.id, changed.status) == (2, "dispatched")
    accepted = after(*refused, APPEALED, *decided(2, "appeal-changed", 300_000), e.GrantAccepted(2))
    assert accepted.status == "accepted"
    earlier = after(*decided(1, "partial-award", 400_000), e.GrantAccepted(1), *decided(2, "appeal-changed", 450_000))
    assert earlier.grant is not None
    assert earlier.grant.id == 1


@pytest.mark.parametrize(
    ("events", "status", "shown"),
    [
        ([e.InformationRequested(1, "2026-02-01")], "waiting", "waiting"),
        ([e.InformationRequested(1, "2026-02-01"), SUBMITTED], "submitted", "submitted"),
        ([e.InformationRequested(1, "2026-02-01"), *decided(1, "refusal", 0)[:1]], "proposed", "submitted"),
        ([*decided(1, "award", 5)[:1], e.DecisionReturned(1, "Nei.")], "returned", "submitted"),
        ([*decided(1, "award", 5), APPEALED], "appealed", "appealed"),
        ([*decided(1, "award", 5), APPEALED, e.AppealForwarded(6)], "dispatched", "dispatched"),
        ([*decided(1, "refusal", 0), APPEALED, *decided(2, "appeal-changed", 5)], "dispatched", "dispatched"),
        ([*decided(1, "award", 5), REPORTED], "reported", "reported"),
        ([*decided(1, "award", 5), REPORTED, APPROVED_REPORT], "report_approved", "report_approved"),
        ([*decided(1, "award", 5), REPORTED, RETURNED_REPORT], "report_returned", "report_returned"),
        ([*decided(1, "award", 5), REPORTED, RETURNED_REPORT, REPORTED], "reported", "reported"),
        ([*decided(1, "award", 5), REPORTED, *decided(2, "recovery", 5)[:2]], "approved", "reported"),
    ],
)
def test_the_status_says_what_is_waited_for_and_the_applicant_knows_only_what_is_sent(
    events: list[e.Event], status: str, shown: str
) -> None:
    state = after(*events)
    assert (state.status, state.shown_status) == (status, shown)


def test_an_approved_report_is_closed_and_a_returned_one_open_again() -> None:
    grant = decided(1, "award", 500_000)
    assert after(*grant, REPORTED, APPROVED_REPORT).reports[2026].approved
    again = after(*grant, REPORTED, APPROVED_REPORT, RETURNED_REPORT).reports[2026]
    assert (again.approved, again.asked_by) == (False, date(2027, 5, 1))


def test_reminders_are_counted_for_each_year() -> None:
    reminded = e.ReportReminded(3, 2026, "2027-05-01")
    state = after(*decided(1, "award", 500_000), reminded, reminded, e.ReportReminded(4, 2027, "2028-05-01"))
    assert {year: report.reminders for year, report in state.reports.items()} == {2026: 2, 2027: 1}
    assert state.report_numbers == {}


def test_a_notice_of_recovery_stands_until_the_decision_is_sent() -> None:
    notice = e.RecoveryNotified(7, 90_000, "2027-06-01")
    recovery = decided(2, "recovery", 80_000)
    assert after(*decided(1, "award", 5), notice, *recovery[:2]).recovery_noticed == 90_000
    assert after(*decided(1, "award", 5), notice, *recovery).recovery_noticed is None


def test_a_page_about_an_earlier_decision_approves_no_later_one() -> None:
    first = decided(1, "partial-award", 400_000)
    state = after(e.ImpartialityDeclared(impartial=True, note=""), *first, *decided(2, "supplementary-award", 1)[:1])
    impartial = fold([Recorded(e.ImpartialityDeclared(impartial=True, note=""), START, 5)])
    assert impartial.impartiality == {5: True}
    with pytest.raises(ProposalChanged):
        require_as_read(state, 1)
    require_as_read(state, 2)
    assert state.latest_decision is not None
    assert state.latest_decision.version == 2


def test_the_proposer_of_a_later_decision_cannot_approve_it() -> None:
    steps = [
        (CASEWORKER, e.ImpartialityDeclared(impartial=True, note="")),
        (APPROVER, e.ImpartialityDeclared(impartial=True, note="")),
        (CASEWORKER, e.DecisionProposed(1, "recovery", 5, 1, "Fordi.")),
    ]
    state = fold(Recorded(event, START, actor) for actor, event in steps)
    assert require_may_approve(state, APPROVER, 1).id == 1
