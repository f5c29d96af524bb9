"""A whole call's approved decisions are sent in one go: who chooses which, and that it is done once at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import ImpartialityNotDeclared, NotImpartial
from formsvc.kernel.failures import Conflict, Failure, Invalid
from formsvc.services.actor import Actor, Role
from formsvc.services.staff_call import staff_call
from formsvc.storage.batches import approved_on, batches_of, unfinished_batch
from formsvc.storage.case_list import declared_impartial
from formsvc.storage.models import Batch, BatchItem, Call, Case, Decision

SENDERS: tuple[Role, ...] = ("caseworker", "approver")
log = structlog.get_logger("formsvc.batch")


class BatchUnderWay(Conflict):
    """Letters of this call are being sent already."""

    code = "batch_under_way"


class NothingToSend(Invalid):
    """None of the chosen cases has an approved decision that waits to be sent."""

    code = "nothing_to_send"


@dataclass(frozen=True)
class Sendable:
    """An approved decision. `hindrance`: why this person cannot send it."""

    decision: Decision
    hindrance: Failure | None

    @property
    def case(self) -> Case:
        """Its case."""
        return self.decision.case


@dataclass(frozen=True)
class Outgoing:
    """A call with what waits to be sent, and the batches it has had, newest first."""

    call: Call
    decisions: Sequence[Sendable]
    batches: Sequence[Batch]

    @property
    def under_way(self) -> Batch | None:
        """The batch that is being sent now."""
        return next((batch for batch in self.batches if batch.finished_at is None), None)


def outgoing_on(session: Session, actor: Actor, call_id: int) -> Outgoing:
    """What a call has waiting to be sent. Raises CallNotFound."""
    call = staff_call(session, actor, call_id)
    declared = declared_impartial(session, actor.id)
    decisions = [Sendable(one, _hindrance(declared.get(one.case_id))) for one in approved_on(session, call_id)]
    return Outgoing(call, decisions, batches_of(session, call_id))


def start_batch(session: Session, actor: Actor, call_id: int, case_ids: Collection[int], at: datetime) -> Batch:
    """Ask for the approved decisions of these cases to be sent; whoever runs jobs takes it from there.

    Raises CallNotFound, RoleMissing, BatchUnderWay or NothingToSend.
    """
    staff_call(session, actor, call_id, *SENDERS, lock=True)
    if unfinished_batch(session, call_id):
        raise BatchUnderWay
    chosen = {one.case_id: one for one in approved_on(session, call_id) if one.case_id in case_ids}
    if not chosen:
        raise NothingToSend
    batch = Batch(call_id=call_id, started_by_id=actor.id, created_at=at)
    session.add(batch)
    session.flush()
    session.add_all(BatchItem(batch_id=batch.id, case_id=one.case_id, decision_id=one.id) for one in chosen.values())
    session.commit()
    log.info("batch_started", batch=batch.id, call=call_id, person=actor.id, cases=len(chosen))
    return batch


def _hindrance(impartial: bool | None) -> Failure | None:
    if impartial is None:
        return ImpartialityNotDeclared()
    return None if impartial else NotImpartial()
