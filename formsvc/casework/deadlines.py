"""Dates and phases that follow from other dates. Weeks and month-days come from the definition, never from here.

A deadline is the last second of a Norwegian day. What comes after it may be dismissed, so a person judges it
(the regelverk says `kan bli avvist`): the service takes late applications and marks them.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from formsvc.kernel.clock import end_of_oslo_day, oslo_date

Phase = Literal["not_open", "open", "late", "closed"]


def in_time(at: datetime, deadline: datetime) -> bool:
    """Whether a moment is at or before the deadline, whose whole last second counts."""
    return at < deadline + timedelta(seconds=1)


def call_phase(at: datetime, opens: datetime, deadline: datetime, last_year: int) -> Phase:
    """Where a call is: what comes late is taken until the last year ends (the grant year's money ends with it)."""
    if at < opens:
        return "not_open"
    if in_time(at, deadline):
        return "open"
    return "late" if in_time(at, end_of_oslo_day(date(last_year, 12, 31))) else "closed"


def appeal_deadline(dispatched_at: datetime, weeks: int) -> date:
    """The last day to appeal, counted from the day the decision stood on the recipient's page (fvl. §§ 29-30)."""
    return oslo_date(dispatched_at) + timedelta(weeks=weeks)


def report_deadline(grant_year: int, due: str) -> date:
    """The report's last day: `due` (`MM-DD`) of the year after the grant year."""
    month, day = due.split("-")
    return date(grant_year + 1, int(month), int(day))
