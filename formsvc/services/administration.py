"""What an administrator sees of their own grant administrator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor
from formsvc.services.change_access import invitations_to_administrator
from formsvc.services.invite import administered
from formsvc.storage.calls import calls_of_administrators
from formsvc.storage.models import Call, GrantAdministrator, Organisation, Person, Token
from formsvc.storage.people import organisations_of_administrators, staff_of

CallPhase = Literal["planned", "open", "closed"]


@dataclass(frozen=True)
class Administration:
    """Calls with where they are in time, organisations, staff with their roles, and invitations not yet used."""

    administrator: GrantAdministrator
    calls: Sequence[tuple[Call, CallPhase]]
    organisations: Sequence[Organisation]
    staff: Sequence[tuple[Person, list[str]]]
    invitations: Sequence[Token]


def overview_of(session: Session, actor: Actor, administrator_id: int, at: datetime) -> Administration:
    """Everything of one grant administrator. Raises AdministratorNotFound or RoleMissing."""
    administrator = administered(session, actor, administrator_id)
    calls = calls_of_administrators(session, [administrator_id])
    return Administration(
        administrator=administrator,
        calls=[(call, phase_of(call, at)) for call in calls],
        organisations=organisations_of_administrators(session, [administrator_id]),
        staff=_staff(session, administrator_id),
        invitations=invitations_to_administrator(session, administrator_id, at),
    )


def phase_of(call: Call, at: datetime) -> CallPhase:
    """Where a call is in time."""
    if at < call.opens_at:
        return "planned"
    return "open" if at <= call.deadline_at else "closed"


def _staff(session: Session, administrator_id: int) -> list[tuple[Person, list[str]]]:
    rows = groupby(staff_of(session, administrator_id), key=lambda row: row.person)
    return [(person, [row.role for row in roles]) for person, roles in rows]
