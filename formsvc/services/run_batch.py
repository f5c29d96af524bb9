"""A batch is carried out case by case, each in a transaction of its own: interrupted anywhere, it goes on from there.

A case and its mark in the batch are committed together, so no case is sent twice and none is forgotten.
"""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import DecisionAlreadySent
from formsvc.kernel.failures import Conflict, Failure
from formsvc.services.actor import actor_from
from formsvc.services.attempts import MOST_ATTEMPTS, begun, set_aside
from formsvc.services.dispatch_decision import send_decision
from formsvc.services.notices import hand_over_notices
from formsvc.services.office import Office
from formsvc.storage.batches import find_batch, lock_item, unfinished_batches, waiting_items
from formsvc.storage.decisions import open_decision
from formsvc.storage.models import BatchItem
from formsvc.storage.people import find_person

log = structlog.get_logger("formsvc.batch")


class CaseGivenUp(Conflict):
    """Sending it was begun this many times and never came to an end. Parameter: attempts."""

    code = "case_given_up"


def under_way(session: Session) -> Sequence[int]:
    """The batches that are not finished, oldest first."""
    return unfinished_batches(session)


def left_of_batch(session: Session, batch_id: int) -> Sequence[int]:
    """The items that are neither sent nor found wanting."""
    return waiting_items(session, batch_id)


def issue_item(session: Session, office: Office, item_id: int, at: datetime) -> None:
    """Send one case of a batch, as whoever started it; a named failure is kept with it and stops nothing.

    Done already, it is left as it is.
    """
    if not _begun(session, item_id, at):
        return
    item = lock_item(session, item_id)
    try:
        with session.begin_nested():
            _send(session, office, item, at)
        item.status, item.done_at = "sent", at
    except Failure as failure:
        set_aside(item, failure, at)
        log.warning("batch_item_failed", batch=item.batch_id, case=item.case_id, code=failure.code)
    session.commit()
    hand_over_notices(session, office.mailer)


def finish_batch(session: Session, batch_id: int, at: datetime) -> None:
    """Nothing is left: the call may have another batch."""
    batch = find_batch(session, batch_id)
    if batch and batch.finished_at is None and not waiting_items(session, batch_id):
        batch.finished_at = at
        session.commit()
        log.info("batch_finished", batch=batch_id)


def _begun(session: Session, item_id: int, at: datetime) -> bool:
    going = begun(lock_item(session, item_id), CaseGivenUp(attempts=MOST_ATTEMPTS), at)
    session.commit()
    return going


def _send(session: Session, office: Office, item: BatchItem, at: datetime) -> None:
    """Raises as `send_decision`; DecisionAlreadySent also where another decision waits than the one chosen."""
    batch = find_batch(session, item.batch_id)
    person = find_person(session, batch.started_by_id) if batch else None
    if person is None:
        raise LookupError(f"nobody stands behind batch {item.batch_id}")
    waiting = open_decision(session, item.case)
    if waiting is None or waiting.id != item.decision_id:
        raise DecisionAlreadySent
    send_decision(session, actor_from(person), office, item.case_id, at)
