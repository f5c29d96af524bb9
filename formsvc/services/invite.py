"""People are invited by mail: members into an organisation, staff to roles at a grant administrator."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Invalid, NotFound
from formsvc.services import tokens
from formsvc.services.actor import Actor, Role, RoleMissing
from formsvc.storage.models import GrantAdministrator, Organisation
from formsvc.storage.people import find_organisation, grant_administrators
from formsvc.texts import Language

ROLES: tuple[Role, ...] = ("caseworker", "approver", "signatory", "administrator")
_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+")
_LONGEST_EMAIL = 320


class InvalidEmail(Invalid):
    """Not an address that mail can be sent to."""

    code = "email_unreadable"


class NoRoleChosen(Invalid):
    """An invitation to staff names no role that exists."""

    code = "no_role_chosen"


class OrganisationNotFound(NotFound):
    """No such organisation, or none that this person may invite people into."""

    code = "organisation_not_found"


class AdministratorNotFound(NotFound):
    """No such grant administrator, or none where this person works."""

    code = "administrator_not_found"


def invite_member(
    session: Session, actor: Actor, organisation_id: int, email: str, *, signs: bool, post: tokens.Post, at: datetime
) -> None:
    """Invite someone to write, and perhaps sign, for an organisation.

    For its signatories, and administrators of the grant administrator that registered it. Raises
    OrganisationNotFound or InvalidEmail.
    """
    organisation = invitable_organisation(session, actor, organisation_id)
    address = readable_email(email)
    grants = {"organisation_id": organisation.id, "signs": signs}
    secret = tokens.issue(session, "invitation", address, at + tokens.INVITATION_LASTS, grants)
    session.commit()
    language = cast("Language", organisation.language or actor.language)
    post.send(secret, address, "invitation_member", language, organisation=organisation.name)


def invite_staff(
    session: Session,
    actor: Actor,
    administrator_id: int,
    email: str,
    roles: Collection[str],
    *,
    post: tokens.Post,
    at: datetime,
) -> None:
    """Invite someone to roles at a grant administrator; for its administrators.

    Raises AdministratorNotFound, RoleMissing, InvalidEmail or NoRoleChosen.
    """
    administrator = administered(session, actor, administrator_id)
    address = readable_email(email)
    chosen = known_roles(roles)
    if not chosen or len(chosen) != len(set(roles)):
        raise NoRoleChosen
    grants = {"grant_administrator_id": administrator.id, "roles": chosen}
    secret = tokens.issue(session, "invitation", address, at + tokens.INVITATION_LASTS, grants)
    session.commit()
    name = administrator.name[actor.language]
    post.send(secret, address, "invitation_staff", actor.language, administrator=name)


def invitable_organisation(session: Session, actor: Actor, organisation_id: int) -> Organisation:
    """An organisation that the actor may invite people into. Raises OrganisationNotFound."""
    organisation = find_organisation(session, organisation_id)
    if organisation is None:
        raise OrganisationNotFound
    administers = organisation.registered_by_id in actor.administrators_with("administrator")
    if not administers and not actor.organisations.get(organisation.id):
        raise OrganisationNotFound
    return organisation


def administered(session: Session, actor: Actor, administrator_id: int, *, lock: bool = False) -> GrantAdministrator:
    """A grant administrator that the actor is administrator of. Raises and locks as `working_at`."""
    return working_at(session, actor, administrator_id, "administrator", lock=lock)


def working_at(
    session: Session, actor: Actor, administrator_id: int, *roles: Role, lock: bool = False
) -> GrantAdministrator:
    """A grant administrator where the actor has one of these roles; `lock` lets one write at a time (a double click).

    Raises AdministratorNotFound or RoleMissing.
    """
    if administrator_id not in actor.roles:
        raise AdministratorNotFound
    if administrator_id not in actor.administrators_with(*roles):
        raise RoleMissing(roles=sorted(roles))
    return grant_administrators(session, [administrator_id], lock=lock)[0]


def known_roles(roles: Collection[str]) -> list[Role]:
    """Those of the roles that exist, in their usual order."""
    return [role for role in ROLES if role in roles]


def readable_email(email: str) -> str:
    """An address in lower case. Raises InvalidEmail."""
    address = email.strip().lower()
    if not _EMAIL.fullmatch(address) or len(address) > _LONGEST_EMAIL or not address.isprintable():
        raise InvalidEmail
    return address
