"""What follows a decision: the report of each year, an appeal, a claim for money back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReportState:
    """The report of one grant year."""

    number: int = 0
    """Of the latest version; 0 before any is sent."""
    reminders: int = 0
    asked_by: date | None = None
    """It was returned with questions, to be answered by this day; None where nothing waits for an answer."""
    approved: bool = False

    @property
    def waits_for_office(self) -> bool:
        """Whether it is in, neither approved nor returned."""
        return bool(self.number) and not self.approved and self.asked_by is None


@dataclass(frozen=True, slots=True)
class AppealState:
    """An appeal. `open`: not answered by a new decision, nor sent on."""

    received_on: date
    in_time: bool
    open: bool = True
