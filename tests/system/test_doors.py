"""Every route that there is, tried by everybody who has no business there."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from formsvc.services.invite import ROLES
from formsvc.storage.models import GrantAdministrator, Person, StaffRole
from formsvc.web import access, people
from tests.fixtures.cases import begun_batch, sent_case
from tests.fixtures.example import START, Example, Site
from tests.fixtures.routes import Door, doors

KNOWN: dict[str, Any] = {
    "administrator_id": 1, "call_id": 1, "organisation_id": 1, "item_id": 1, "number": 1, "page": 1, "year": 2026,
    "scheme": "samtale-mestring", "form": "application", "edition": "2026", "section_id": "measure",
    "finding": "applicant_kind", "kind": "award", "secret": "s" * 43, "checksum": "a" * 64, "filename": "service.css",
    "written": "nb", "name": "grant", "which": "ny", "outcome": "award",
}  # fmt: skip


@pytest.fixture
def all_doors(site: Site) -> list[Door]:
    """The routes, leading to a case of the first organisation."""
    with site.database.session(writes=True) as session:
        case = sent_case(session, Example(site.database))
        session.commit()
        ids = {"membership_id": 1, "person_id": 1, "token_id": 1, "case_id": case.id, "call_id": case.call_id}
    batch_id = begun_batch(Example(site.database), ids["call_id"])
    return list(doors(site.app, **{**KNOWN, **ids, "batch_id": batch_id}))


def staff(site: Site, administrator_id: int, roles: Sequence[str]) -> str:
    """A new person with these roles; gives the session key."""
    with site.database.session(writes=True) as session:
        held = [StaffRole(grant_administrator_id=administrator_id, role=role, created_at=START) for role in roles]
        person = Person(email=f"{'-'.join(roles)}@{administrator_id}.example", name="Ansatt", created_at=START)
        person.staff_roles.extend(held)
        session.add(person)
        session.commit()
        return people.session_key(person)


def elsewhere(site: Site) -> int:
    """Another grant administrator."""
    with site.database.session(writes=True) as session:
        name = {"nb": "Fylket", "nn": "Fylket"}
        other = GrantAdministrator(key="fylket", name=name, orgnr="974760673", letterhead={})
        session.add(other)
        session.commit()
        return other.id


def statuses(site: Site, tried: Iterable[Door], key: str | None) -> dict[str, int]:
    """What each door answers whoever has this session."""
    browser = site.visitor()
    if key is not None:
        with browser.session_transaction() as session:
            session[access.PERSON_KEY] = key
    return {str(door): browser.open(door.address, method=door.method).status_code for door in tried}


def key_of(site: Site, who: str) -> str:
    browser = site.browser(who)
    with browser.session_transaction() as session:
        return str(session[access.PERSON_KEY])


def having(all_doors: list[Door], *audiences: str, within: str = "") -> list[Door]:
    found = [door for door in all_doors if door.access.audience in audiences and within in door.rule]
    assert found
    return found


def test_a_visitor_is_sent_to_log_in_and_changes_nothing(site: Site, all_doors: list[Door]) -> None:
    for door, status in statuses(site, having(all_doors, "person", "member", "staff"), None).items():
        assert status == (303 if door.startswith("GET") else 401), door


def test_applicants_and_staff_stay_out_of_each_others_rooms(site: Site, all_doors: list[Door]) -> None:
    rooms = {"leader": "staff", "caseworker": "member", "administrator": "member"}
    for who, room in rooms.items():
        answers = statuses(site, having(all_doors, room), key_of(site, who))
        assert set(answers.values()) == {403}, answers


def test_another_organisations_case_does_not_exist(site: Site, all_doors: list[Door]) -> None:
    answers = statuses(site, having(all_doors, "member", within="<int:case_id>"), key_of(site, "other"))
    assert set(answers.values()) == {404}, answers


def test_another_organisations_people_are_not_shown(site: Site, all_doors: list[Door]) -> None:
    tried = having(all_doors, "person", within="<int:organisation_id>")
    assert {door.method for door in tried} == {"GET", "POST"}
    for who in ("other", "writer", "caseworker"):
        browser = site.browser(who)
        for door in tried:
            data = {"shown": ["email", "signs"], "q_email": "ny@x.example", "q_signs": "true"}
            assert browser.open(door.address, method=door.method, data=data).status_code == 404, (who, door)
    assert site.mails() == []


@pytest.mark.parametrize(
    "within",
    [
        "<int:case_id>",
        "<int:batch_id>",
        "/saker/utlysning/<int",
        "/admin/<int:administrator_id>",
        "/admin/utlysninger/<int",
    ],
)
def test_another_administrators_things_do_not_exist(site: Site, all_doors: list[Door], within: str) -> None:
    key = staff(site, elsewhere(site), ROLES)
    answers = statuses(site, having(all_doors, "staff", within=within), key)
    assert set(answers.values()) == {404}, answers


def test_whoever_lacks_the_role_is_told_so(site: Site, all_doors: list[Door]) -> None:
    needing = [door for door in all_doors if door.access.roles]
    for roles in {door.access.roles for door in needing}:
        others = [role for role in ROLES if role not in roles]
        tried = [door for door in needing if door.access.roles == roles]
        answers = statuses(site, tried, staff(site, 1, others))
        assert set(answers.values()) == {403}, (roles, answers)


def test_everybody_sees_what_is_public(site: Site, all_doors: list[Door]) -> None:
    unhurt: Callable[[int], bool] = lambda status: status in (200, 303, 404, 422)  # noqa: E731
    answers = statuses(site, having(all_doors, "public"), None)
    assert all(unhurt(status) for status in answers.values()), answers
