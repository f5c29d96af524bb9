"""Dates that follow from other dates. Weeks and month-days come from the definition, never from here."""

from datetime import date, datetime, timedelta

from formsvc.kernel.clock import end_of_oslo_day, oslo_date


def appeal_deadline(dispatched_at: datetime, weeks: int) -> date:
    """The last day to appeal, counted from the day the decision stood on the recipient's page (fvl. §§ 29-30)."""
    return oslo_date(dispatched_at) + timedelta(weeks=weeks)


def report_deadline(grant_year: int, due: str) -> date:
    """The report's last day: `due` (`MM-DD`) of the year after the grant year."""
    month, day = due.split("-")
    return date(grant_year + 1, int(month), int(day))


def is_in_time(at: datetime, deadline_at: datetime) -> bool:
    """Whether a moment is within a deadline that runs out at the end of its last second."""
    return at.replace(microsecond=0) <= deadline_at


def last_moment(day: date) -> datetime:
    """The last second of a deadline's day, in UTC."""
    return end_of_oslo_day(day)
