"""The pages of a renewal: who may begin it, where it leads, and what the caseworker sees beside it."""

import re

import pytest

from formsvc.storage.models import Call, Case
from tests.fixtures.example import Site
from tests.fixtures.renewing import RENEWED, begin_renewal, renewal_call, send_renewal, three_years
from tests.fixtures.reporting import as_example


@pytest.fixture
def places(site: Site) -> dict[str, int]:
    """A grant for three years and an open call for its continuation: the ids of case and call."""
    example = as_example(site)
    with site.database.session(writes=True) as session:
        grant = three_years(session, example)
        return {"grant": grant.id, "call": renewal_call(session, example).id}


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "Hvilket tilskudd gjelder det?"), ("nn", "Kva tilskot gjeld det?")]
)
def test_a_recipient_chooses_the_grant_to_continue(
    site: Site, places: dict[str, int], language: str, said: str
) -> None:
    page = site.browser("leader").get(f"/utlysninger/{places['call']}?lang={language}").text
    assert said in page
    assert "2027–2029" in page
    assert f'name="grant" value="{places["grant"]}"' in page


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "har ikke det i denne ordningen"), ("nn", "har ikkje det i denne ordninga")]
)
def test_others_are_told_why_not(site: Site, places: dict[str, int], language: str, said: str) -> None:
    other = site.browser("other")
    page = other.get(f"/utlysninger/{places['call']}?lang={language}").text
    assert said in page
    assert 'name="grant"' not in page
    answer = other.post(f"/utlysninger/{places['call']}/soknad", data={"grant": places["grant"]})
    assert answer.status_code == 409


def test_what_was_applied_for_stands_in_the_form(site: Site, places: dict[str, int]) -> None:
    leader = site.browser("leader")
    begun = leader.post(f"/utlysninger/{places['call']}/soknad", data={"grant": places["grant"]})
    assert begun.status_code == 303
    assert re.search(r'value="1\s270\s000"', leader.get(f"{begun.location}/budget").text)
    case = begun.location.rpartition("/")[2]
    assert f"/mine-saker/{places['grant']}" in leader.get(f"/mine-saker/{case}").text
    assert f"/mine-saker/{case}" in leader.get(f"/mine-saker/{places['grant']}").text


def test_the_caseworker_has_decision_intended_amount_and_report_beside_it(site: Site, places: dict[str, int]) -> None:
    example = as_example(site)
    with site.database.session(writes=True) as session:
        call, grant = session.get_one(Call, places["call"]), session.get_one(Case, places["grant"])
        renewal = begin_renewal(session, example, call, grant)
        send_renewal(session, example, renewal)
        case = renewal.id
    staff = site.browser("caseworker")
    for path in ("", "/soknad"):
        page = staff.get(f"/sak/{case}{path}").text
        for said in (
            "Tilskuddet som føres videre",
            f"Varslet for {RENEWED}",
            "Rapport for 2027",
            "Det samme som varslet",
        ):
            assert said in page, (path, said)
