"""Two clicks at once make one thing, on both kinds of database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from formsvc.kernel.failures import Conflict
from formsvc.services.open_call import CallPlace, CallTerms, open_call
from formsvc.services.register_organisation import OrganisationDetails, register_organisation
from tests.fixtures.example import Example

TERMS = CallTerms(2028, date(2026, 12, 1), date(2027, 1, 15), 1_000_000, "0765", "72", "Avdeling", "a@b.example", "1")
DETAILS = OrganisationDetails("310034339", "Eksempellaget", "voluntary_organisation", "0001", "Oslo")


def twice(act: Callable[[], object]) -> list[bool]:
    """Do it two times at once; which of them succeeded."""

    def try_it(_: int) -> bool:
        try:
            act()
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as clicks:
        return sorted(clicks.map(try_it, range(2)))


def test_one_call_comes_of_two_clicks(example: Example) -> None:
    actor, scheme = example.actor("administrator"), example.schemes.load_all()[0]

    def click() -> None:
        with example.session() as session:
            place = CallPlace(1, scheme.id, scheme.edition, "application")
            open_call(session, actor, example.schemes, place, TERMS, at=example.clock())

    assert twice(click) == [False, True]


def test_one_organisation_comes_of_two_clicks(example: Example) -> None:
    actor = example.actor("administrator")

    def click() -> None:
        with example.session() as session:
            register_organisation(session, actor, 1, DETAILS, example.clock())

    assert twice(click) == [False, True]
