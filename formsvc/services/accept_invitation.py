"""Whoever was invited accepts: with a new account, or with the one the address already has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Invalid
from formsvc.services import passwords, tokens
from formsvc.storage.models import Membership, Person, StaffRole, Token
from formsvc.storage.people import find_organisation, grant_administrators, person_by_email
from formsvc.texts import Language

_LONGEST_NAME = 200


class NameMissing(Invalid):
    """A new account needs a name that others can know the person by."""

    code = "name_missing"


@dataclass(frozen=True)
class NewAccount:
    """What someone without an account fills in."""

    name: str
    password: str
    language: Language


@dataclass(frozen=True)
class Offer:
    """What an invitation says before it is accepted: `place` is an organisation's or grant administrator's name."""

    email: str
    place: dict[Language, str]
    signs: bool
    roles: tuple[str, ...]
    has_account: bool


def offer_of(session: Session, secret: str, at: datetime) -> Offer:
    """What the link offers. Looking does not use it. Raises LinkSpent."""
    token = tokens.find(session, "invitation", secret, at)
    grants = token.grants
    return Offer(
        email=token.email,
        place=_place(session, grants),
        signs=grants.get("signs", False),
        roles=tuple(grants.get("roles", ())),
        has_account=_account(session, token) is not None,
    )


def accept_invitation(session: Session, secret: str, account: NewAccount | None, at: datetime) -> Person:
    """Give the invited person what the invitation grants.

    `account` counts only where the address has none. Raises LinkSpent, NameMissing or PasswordUnsuitable.
    """
    token = tokens.find(session, "invitation", secret, at)
    person = _account(session, token) or _new_person(session, token.email, account, at)
    _grant(person, token.grants, at)
    token.used_at = at
    session.commit()
    return person


def _account(session: Session, token: Token) -> Person | None:
    person = person_by_email(session, token.email)
    return person if person and person.password_hash else None


def _new_person(session: Session, email: str, account: NewAccount | None, at: datetime) -> Person:
    if account is None or not account.name.strip() or len(account.name) > _LONGEST_NAME:
        raise NameMissing
    passwords.require_suitable(account.password, email)
    person = person_by_email(session, email) or Person(email=email, created_at=at)
    person.name, person.language = account.name.strip(), account.language
    person.password_hash = passwords.hashed(account.password)
    session.add(person)
    return person


def _grant(person: Person, grants: dict[str, Any], at: datetime) -> None:
    if "organisation_id" in grants:
        _join(person, grants["organisation_id"], signs=grants["signs"], at=at)
    for role in grants.get("roles", ()):
        _take_role(person, grants["grant_administrator_id"], role, at)


def _join(person: Person, organisation_id: int, *, signs: bool, at: datetime) -> None:
    held = next((row for row in person.memberships if row.organisation_id == organisation_id), None)
    if held is None:
        person.memberships.append(Membership(organisation_id=organisation_id, signs=signs, created_at=at))
    else:
        held.signs = held.signs or signs


def _take_role(person: Person, administrator_id: int, role: str, at: datetime) -> None:
    if (administrator_id, role) not in {(row.grant_administrator_id, row.role) for row in person.staff_roles}:
        person.staff_roles.append(StaffRole(grant_administrator_id=administrator_id, role=role, created_at=at))


def _place(session: Session, grants: dict[str, Any]) -> dict[Language, str]:
    if "organisation_id" in grants:
        organisation = find_organisation(session, grants["organisation_id"])
        name = organisation.name if organisation else ""
        return {"nb": name, "nn": name}
    name_in: dict[Language, str] = grant_administrators(session, [grants["grant_administrator_id"]])[0].name  # type: ignore[assignment]
    return name_in
