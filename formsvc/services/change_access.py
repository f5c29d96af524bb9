"""Access that was given is changed or taken away: a member's, a staff member's, an invitation not yet used.

It counts from the next request: whoever is logged in loses the pages at once, and keeps the account.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict, NotFound
from formsvc.services.actor import Actor
from formsvc.services.invite import NoRoleChosen, administered, invitable_organisation, known_roles
from formsvc.services.tokens import LinkSpent
from formsvc.storage.models import GrantAdministrator, Membership, Organisation, Person, StaffRole, Token
from formsvc.storage.people import membership_of, open_tokens, roles_of

Right = Literal["writes", "signs", "none"]


class PersonNotFound(NotFound):
    """Nobody with that key has access there."""

    code = "person_not_found"


class LastSignatory(Conflict):
    """Nobody would be left who can sign for the organisation; its registering administrator may do it all the same."""

    code = "last_signatory"


class LastAdministrator(Conflict):
    """Nobody would be left who can give others their roles."""

    code = "last_administrator"


def member_of(session: Session, actor: Actor, organisation_id: int, person_id: int) -> tuple[Organisation, Membership]:
    """A member whose access the actor may change. Raises OrganisationNotFound or PersonNotFound."""
    organisation = invitable_organisation(session, actor, organisation_id)
    membership = membership_of(session, organisation_id, person_id)
    if membership is None:
        raise PersonNotFound
    return organisation, membership


def change_membership(session: Session, actor: Actor, organisation_id: int, person_id: int, right: Right) -> None:
    """Let a member write, write and sign, or nothing any more.

    Raises OrganisationNotFound, PersonNotFound or LastSignatory.
    """
    organisation, membership = member_of(session, actor, organisation_id, person_id)
    administers = organisation.registered_by_id in actor.administrators_with("administrator")
    others_sign = any(other.signs for other in organisation.memberships if other is not membership)
    if right != "signs" and membership.signs and not others_sign and not administers:
        raise LastSignatory
    membership.signs = right == "signs"
    if right == "none":
        session.delete(membership)
    session.commit()


def staff_member(
    session: Session, actor: Actor, administrator_id: int, person_id: int, *, lock: bool = False
) -> tuple[GrantAdministrator, Person, list[str]]:
    """A staff member whose roles the actor may change. Raises AdministratorNotFound, RoleMissing or PersonNotFound."""
    administrator = administered(session, actor, administrator_id, lock=lock)
    held = roles_of(session, administrator_id, person_id)
    if not held:
        raise PersonNotFound
    return administrator, held[0].person, [row.role for row in held]


def change_roles(
    session: Session, actor: Actor, administrator_id: int, person_id: int, roles: Collection[str], at: datetime
) -> None:
    """Let a staff member have exactly these roles; none takes the person out.

    Raises AdministratorNotFound, RoleMissing, PersonNotFound, NoRoleChosen (one that does not exist) or
    LastAdministrator (who leaves the role can only do so when somebody else holds it).
    """
    staff_member(session, actor, administrator_id, person_id, lock=True)
    wanted = known_roles(roles)
    if len(wanted) != len(set(roles)):
        raise NoRoleChosen
    if person_id == actor.id and "administrator" not in wanted:
        raise LastAdministrator
    held = {row.role: row for row in roles_of(session, administrator_id, person_id)}
    for role in held.keys() - set(wanted):
        session.delete(held[role])
    for role in (role for role in wanted if role not in held):
        row = StaffRole(person_id=person_id, grant_administrator_id=administrator_id, role=role, created_at=at)
        session.add(row)
    session.commit()


def invitations_to_organisation(session: Session, organisation_id: int, at: datetime) -> list[Token]:
    """The invitations into an organisation that nobody has used yet. Who may see them is for the caller."""
    return _invitations(session, at, organisation_id=organisation_id)


def invitations_to_administrator(session: Session, administrator_id: int, at: datetime) -> list[Token]:
    """The invitations to roles at a grant administrator that nobody has used yet. Who may see them as above."""
    return _invitations(session, at, grant_administrator_id=administrator_id)


def withdraw_member_invitation(
    session: Session, actor: Actor, organisation_id: int, token_id: int, at: datetime
) -> None:
    """Make an invitation into an organisation void. Raises OrganisationNotFound or LinkSpent."""
    invitable_organisation(session, actor, organisation_id)
    _void(session, invitations_to_organisation(session, organisation_id, at), token_id, at)


def withdraw_staff_invitation(
    session: Session, actor: Actor, administrator_id: int, token_id: int, at: datetime
) -> None:
    """Make an invitation to roles void. Raises AdministratorNotFound, RoleMissing or LinkSpent."""
    administered(session, actor, administrator_id)
    _void(session, invitations_to_administrator(session, administrator_id, at), token_id, at)


def _invitations(session: Session, at: datetime, **place: int) -> list[Token]:
    return [token for token in open_tokens(session, "invitation", at) if place.items() <= token.grants.items()]


def _void(session: Session, invitations: list[Token], token_id: int, at: datetime) -> None:
    token = next((token for token in invitations if token.id == token_id), None)
    if token is None:
        raise LinkSpent
    token.used_at = at
    session.commit()
