"""The desk of a member of staff: their grant administrator's cases, and a call's money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.clock import oslo_date
from formsvc.services.actor import Actor
from formsvc.services.call_for import CallNotFound
from formsvc.storage.calls import calls_of_administrators
from formsvc.storage.case_list import (
    Order,
    Sifting,
    cases_by_status,
    cases_partial_in,
    count_cases,
    page_of_cases,
    waits_for,
)
from formsvc.storage.decisions import granted_on, in_progress_on
from formsvc.storage.models import Call, Case

PAGE = 50
_UNDECIDED = frozenset({"submitted", "waiting", "proposed", "returned", "approved"})


@dataclass(frozen=True)
class Wanted:
    """What a person asked to see. `mine`: only what waits for them. `page` counts from 1."""

    call_id: int | None = None
    status: str | None = None
    words: str = ""
    mine: bool = False
    order: Order = "waiting"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True)
class Money:
    """A call's frame beside what was applied for, is on its way, and is granted: whole kroner."""

    call: Call
    applied: int
    in_progress: int
    granted: int
    count: int

    @property
    def left(self) -> int:
        """What can still be given; negative where more is on its way than there is."""
        return self.call.frame - self.granted - self.in_progress


@dataclass(frozen=True)
class Desk:
    """A page of the list. `mine`: how many cases wait for this person in all."""

    wanted: Wanted
    cases: Sequence[Case]
    count: int
    mine: int
    calls: Sequence[Call]
    money: Money | None
    at: datetime

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.count // PAGE))

    def days_waiting(self, case: Case) -> int | None:
        """Days since the application came in, while no decision is sent."""
        decided = case.granted_amount is not None
        if case.submitted_at is None or decided or case.status not in _UNDECIDED:
            return None
        return (oslo_date(self.at) - oslo_date(case.submitted_at)).days


def list_cases(session: Session, actor: Actor, wanted: Wanted, at: datetime) -> Desk:
    """The cases that a member of staff asked for, in a number of queries that does not grow with them.

    Raises CallNotFound for a call of another grant administrator.
    """
    administrators = actor.administrators_with()
    calls = calls_of_administrators(session, administrators)
    call = _chosen(calls, wanted.call_id)
    everything = Sifting(administrators, wanted.call_id, wanted.status, wanted.words.strip())
    waiting = _waiting(session, actor)
    found = replace(everything, order=wanted.order, descending=wanted.descending)
    if wanted.mine:
        found = replace(found, waits_for=waiting.waits_for)
    count = count_cases(session, found)
    page = min(max(wanted.page, 1), max(1, -(-count // PAGE)))
    return Desk(
        wanted=replace(wanted, page=page),
        cases=page_of_cases(session, found, skip=(page - 1) * PAGE, take=PAGE),
        count=count,
        mine=count_cases(session, waiting),
        calls=calls,
        money=_money(session, call) if call and call.frame else None,
        at=at,
    )


def _chosen(calls: Sequence[Call], call_id: int | None) -> Call | None:
    """The call asked for; where there is only one, that one."""
    if call_id is None:
        return calls[0] if len(calls) == 1 else None
    for call in calls:
        if call.id == call_id:
            return call
    raise CallNotFound(call_id=call_id)


def _waiting(session: Session, actor: Actor) -> Sifting:
    working, approving = actor.administrators_with("caseworker"), actor.administrators_with("approver")
    aside = cases_partial_in(session, actor.id)
    return Sifting(actor.administrators_with(), waits_for=waits_for(actor.id, working, approving, aside))


def _money(session: Session, call: Call) -> Money:
    by_status = cases_by_status(session, call.id)
    counted = [found for status, found in by_status.items() if status != "withdrawn"]
    return Money(
        call,
        applied=sum(applied for _, applied in counted),
        in_progress=in_progress_on(session, call),
        granted=granted_on(session, call),
        count=sum(count for count, _ in counted),
    )
