"""What an applicant sees of their cases."""

import pytest

from formsvc.services.actor import CaseNotFound
from formsvc.services.own_cases import VersionNotFound, case_page, home, own_version
from formsvc.storage.cases import find_case
from tests.fixtures.applying import begin, sent
from tests.fixtures.example import Example


def test_home_shows_own_cases_and_open_calls_only(example: Example) -> None:
    mine, theirs = begin(example), begin(example, "other")
    with example.session(writes=False) as session:
        page = home(session, example.actor("leader"), example.schemes, example.clock())
    ids = [own.case.id for own in page.cases]
    assert mine in ids
    assert theirs not in ids
    assert all(view.phase == "open" for view in page.calls)
    own = next(own for own in page.cases if own.case.id == mine)
    assert (own.standing, own.step) == ("draft", "fill_in")
    assert own in page.cases_of(page.organisations[0])


@pytest.mark.parametrize(
    ("status", "granted", "standing", "step", "now"),
    [
        ("submitted", None, "received", "wait", "processing"),
        ("waiting", None, "asked", "supplement", "processing"),
        ("dispatched", 400_000, "granted", "accept", "decision"),
        ("dispatched", 0, "refused", "read_decision", "decision"),
        ("accepted", 400_000, "accepted", "report", "accepted"),
        ("reported", 400_000, "reported", "wait", "reported"),
        ("report_returned", 400_000, "report_returned", "answer_report", "reported"),
        ("report_approved", 400_000, "report_approved", "none", "reported"),
        ("appealed", 0, "appealed", "wait", "decision"),
    ],
)
def test_the_applicant_sees_where_the_case_stands_and_what_is_next(
    example: Example, status: str, granted: int | None, standing: str, step: str, now: str
) -> None:
    case_id = sent(example)
    with example.session() as session:
        case = find_case(session, case_id)
        assert case
        case.shown_status, case.granted_amount = status, granted
        page = case_page(session, example.actor("leader"), example.schemes, case_id, example.clock())
    assert (page.own.standing, page.own.step) == (standing, step)
    assert [point.name for point in page.timeline if point.reached == "now"] == [now]
    order = ["done", "now", "later"]
    reached = [order.index(point.reached) for point in page.timeline]
    assert reached == sorted(reached)


def test_versions_are_read_by_their_own_organisation(example: Example) -> None:
    case_id = sent(example)
    with example.session(writes=False) as session:
        found = own_version(session, example.actor("writer"), example.schemes, case_id, 1)
        assert found.view.value("project_title")
        with pytest.raises(VersionNotFound):
            own_version(session, example.actor("writer"), example.schemes, case_id, 2)
        with pytest.raises(CaseNotFound):
            own_version(session, example.actor("other"), example.schemes, case_id, 1)
