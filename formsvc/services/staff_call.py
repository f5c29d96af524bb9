"""A call as its own staff may reach it."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor, Role, RoleMissing
from formsvc.services.call_for import CallNotFound
from formsvc.storage.calls import find_call
from formsvc.storage.models import Call


def staff_call(session: Session, actor: Actor, call_id: int, *roles: Role, lock: bool = False) -> Call:
    """A call of the actor's grant administrator. Raises CallNotFound, or RoleMissing if no role fits."""
    call = find_call(session, call_id, lock=lock)
    if call is None or call.grant_administrator_id not in actor.roles:
        raise CallNotFound(call_id=call_id)
    if roles and not actor.roles[call.grant_administrator_id] & set(roles):
        raise RoleMissing(roles=sorted(roles))
    return call
