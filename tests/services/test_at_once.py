"""Two clicks at the same moment, on both kinds of database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from formsvc.storage.cases import find_case
from formsvc.storage.documents import file_content, store_file
from tests.fixtures.applying import answers, begin, fill_in, send
from tests.fixtures.example import Example

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
