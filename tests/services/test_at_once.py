"""Two clicks at the same moment, on both kinds of database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from formsvc.casework.four_eyes import DecisionAlreadySent, ProposalChanged
from formsvc.services.approve_decision import approve_decision
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.issue_later_letter import issue_later_letter
from formsvc.services.later.situation import Offer
from formsvc.services.propose_later_decision import propose_later_decision
from formsvc.storage.cases import find_case
from formsvc.storage.decisions import decisions_of
from formsvc.storage.documents import documents_of, file_content, store_file
from tests.fixtures.applying import answers, begin, fill_in, send
from tests.fixtures.cases import impartial
from tests.fixtures.example import Example
from tests.fixtures.later import in_days
from tests.fixtures.reporting import accepted_case, granted_case, year_of

Result = TypeVar("Result")


def at_once(*acts: Callable[[], Result]) -> list[Result]:
    """Do these at the same time; raises what any of them raises."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(act) for act in acts]]


def test_a_double_click_on_start_begins_one_application(example: Example) -> None:
    assert len(set(at_once(*(lambda: begin(example) for _ in range(4))))) == 1


def test_organisations_that_start_together_get_numbers_of_their_own(example: Example) -> None:
    ids = at_once(*(lambda who=who: begin(example, who) for who in ("leader", "other", "writer")))
    with example.session(writes=False) as session:
        numbers = {case.number for case_id in ids if (case := find_case(session, case_id))}
    assert len(numbers) == 2


def test_a_double_click_on_send_makes_one_version(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    assert len({version.id for version in at_once(*(lambda: send(example, case_id) for _ in range(3)))}) == 1


def test_the_same_file_stored_twice_at_once_is_kept_once(example: Example) -> None:
    def store() -> str:
        with example.session() as session:
            checksum = store_file(session, b"%PDF-1.7 den samme", example.clock())
            session.commit()
            return checksum

    (checksum,) = set(at_once(store, store, store))
    with example.session(writes=False) as session:
        assert file_content(session, checksum) == b"%PDF-1.7 den samme"


def test_two_who_send_the_same_letter_send_one(example: Example) -> None:
    with example.session() as session:
        case = accepted_case(session, example)
        case_id, year = case.id, year_of(case)
        impartial(session, case, example.actor("caseworker2"))
    example.clock.forward(days=600)
    entered = {"deadline": in_days(example, 14)}

    def send_reminder(who: str) -> int:
        with example.session() as session:
            where = (session, example.actor(who), example.office, case_id, Offer("report-reminder", year), entered)
            return issue_later_letter(*where, issued=0, at=example.clock()).id

    assert len(set(at_once(*(lambda who=who: send_reminder(who) for who in ("caseworker", "caseworker2"))))) == 1


def test_two_proposals_at_once_are_not_mixed(example: Example) -> None:
    with example.session() as session:
        case = granted_case(session, example)
        case_id = case.id

    def propose(amount: int) -> int | None:
        entered = {"amount": amount, "source": "Stortinget har gitt mer.", "reason": "Fordi."}
        with example.session() as session:
            where = (session, example.actor("caseworker"), example.office, case_id, Offer("supplementary-award"))
            try:
                propose_later_decision(*where, entered, version_read=0, at=example.clock())
            except ProposalChanged:
                return None
            return amount

    (kept,) = [amount for amount in at_once(lambda: propose(1000), lambda: propose(2000)) if amount]
    with example.session(writes=False) as session:
        found = find_case(session, case_id)
        assert found
        assert [row.amount for row in decisions_of(session, found)][1:] == [kept]


def test_two_clicks_that_send_a_decision_send_it_once(example: Example) -> None:
    with example.session() as session:
        case = granted_case(session, example)
        case_id = case.id
        entered = {"amount": 1000, "source": "Stortinget har gitt mer.", "reason": "Fordi."}
        where = (session, example.actor("caseworker"), example.office, case_id, Offer("supplementary-award"))
        propose_later_decision(*where, entered, version_read=0, at=example.clock())
        signatory = example.actor("signatory").id
        approver = example.actor("approver")
        approve_decision(session, approver, case_id, version_read=2, signatory_id=signatory, at=example.clock())

    def dispatch() -> bool:
        with example.session() as session:
            try:
                dispatch_decision(session, example.actor("caseworker"), example.office, case_id, example.clock())
            except DecisionAlreadySent:
                return False
            return True

    assert sorted(at_once(dispatch, dispatch)) == [False, True]
    with example.session(writes=False) as session:
        found = find_case(session, case_id)
        assert found
        assert [one.kind for one in documents_of(session, found)] == ["supplementary-award"]
