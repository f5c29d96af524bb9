from datetime import UTC, date, datetime

from formsvc.casework.deadlines import appeal_deadline, in_time, report_deadline
from formsvc.kernel.clock import end_of_oslo_day


def test_three_weeks_run_from_the_norwegian_day_of_dispatch() -> None:
    late_evening_in_utc_is_next_day_in_oslo = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    assert appeal_deadline(late_evening_in_utc_is_next_day_in_oslo, 3) == date(2026, 3, 23)


def test_the_report_is_due_the_year_after() -> None:
    assert report_deadline(2026, "04-01") == date(2027, 4, 1)


def test_a_deadline_runs_out_after_its_last_second_in_oslo() -> None:
    winter = end_of_oslo_day(date(2026, 11, 20))
    summer = end_of_oslo_day(date(2026, 7, 1))

    assert winter == datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC)
    assert summer == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)
    assert in_time(datetime(2026, 11, 20, 22, 59, 59, 999_000, tzinfo=UTC), winter)
    assert not in_time(datetime(2026, 11, 20, 23, 0, 0, tzinfo=UTC), winter)
