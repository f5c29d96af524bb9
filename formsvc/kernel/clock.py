"""Time: stored as UTC, shown and compared with deadlines in Europe/Oslo."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def in_oslo(moment: datetime) -> datetime:
    """The same moment on a Norwegian clock."""
    return moment.astimezone(OSLO)


def oslo_date(moment: datetime) -> date:
    """The Norwegian calendar date of a moment."""
    return in_oslo(moment).date()


def end_of_oslo_day(day: date) -> datetime:
    """The last second (23:59:59) of a Norwegian day, in UTC: when a deadline runs out."""
    return datetime.combine(day, time(23, 59, 59), OSLO).astimezone(UTC)
