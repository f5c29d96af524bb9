"""Decisions as they stand, and what they grant together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from formsvc.casework.events import DecisionKind

DecisionStatus = Literal["proposed", "returned", "approved", "dispatched", "accepted"]
ON_APPLICATION = ("award", "partial-award", "refusal", "dismissal")
"""The decisions that answer an application; the others follow later in the case."""
GRANTS = ("award", "partial-award", "supplementary-award", "appeal-changed")
ACCEPTED = ("award", "partial-award", "appeal-changed")
"""Grants whose recipient accepts the terms; what is added to one stands on the same terms."""


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision as it stands: approval is void when the proposal changed after it."""

    id: int
    kind: DecisionKind
    amount: int
    years: int
    proposed_by: int | None
    proposers: frozenset[int] = frozenset()
    """Everyone who proposed any version of it: none of them may approve."""
    version: int = 1
    """Raised by each proposal in the case: what was read is approved, and nothing else."""
    later_amounts: tuple[int, ...] = ()
    report_year: int | None = None
    """Which report a transfer follows from."""
    returned: bool = False
    approved_by: int | None = None
    signatory: int | None = None
    dispatched_at: datetime | None = None
    accepted_at: datetime | None = None

    @property
    def is_grant(self) -> bool:
        """Whether money is granted."""
        return self.kind in GRANTS

    @property
    def is_on_application(self) -> bool:
        """Whether it answers the application."""
        return self.kind in ON_APPLICATION

    @property
    def amounts(self) -> tuple[int, ...]:
        """Whole kroner granted, year by year."""
        return (self.amount, *self.later_amounts) if self.is_grant else ()

    @property
    def status(self) -> DecisionStatus:
        """The word that pages show."""
        if self.accepted_at:
            return "accepted"
        if self.dispatched_at:
            return "dispatched"
        if self.returned:
            return "returned"
        return "approved" if self.approved_by else "proposed"


def granted_by(sent: Iterable[DecisionState]) -> tuple[int, ...]:
    """Whole kroner for each year, the grant year first, of decisions in the order they were made.

    A supplementary award adds to what stands, a decision changed on appeal replaces it, a transfer or a recovery grants
    nothing. Empty where nothing is granted.
    """
    total: tuple[int, ...] = ()
    for decision in sent:
        total = decision.amounts if decision.kind == "appeal-changed" else _added(total, decision.amounts)
    return total


def _added(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return tuple(amount + more for amount, more in zip(longer, (*shorter, *(0,) * len(longer)), strict=False))


def grant_to_accept(sent: Iterable[DecisionState]) -> DecisionState | None:
    """The sent grant whose terms are accepted: the one that was, else the latest."""
    grants = [decision for decision in sent if decision.kind in ACCEPTED and decision.amount]
    accepted = (decision for decision in grants if decision.accepted_at)
    return next(accepted, grants[-1] if grants else None)
