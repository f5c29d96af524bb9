"""Deadlines run out at the end of the Norwegian day, summer and winter."""

from datetime import UTC, date, datetime

import pytest

from formsvc.kernel.clock import end_of_oslo_day, in_oslo, now, oslo_date


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 11, 22), datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_second_of_a_norwegian_day(day: date, moment: datetime) -> None:
    assert end_of_oslo_day(day) == moment
    assert oslo_date(moment) == day


def test_after_midnight_in_norway_it_is_still_yesterday_in_utc() -> None:
    moment = datetime(2026, 4, 1, 22, 30, tzinfo=UTC)

    assert oslo_date(moment) == date(2026, 4, 2)
    assert in_oslo(moment).hour == 0


def test_the_present_moment_is_aware() -> None:
    assert now().tzinfo is UTC
