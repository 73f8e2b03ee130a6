"""Quiet hours are those of the member's clock, also in nights when it is set forth or back."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from accounts import services as accounts

MINUTE, STEP, HOUR = timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)
#: Zone and a day (UTC) in which its clock is set forth, back, or not at all.
NIGHTS = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("America/St_Johns", datetime(2026, 3, 8, 5, 30, tzinfo=UTC)),  # 2½ and 3½ hours behind
    ("Australia/Adelaide", datetime(2026, 4, 4, 16, 30, tzinfo=UTC)),  # 9½ and 10½ hours ahead
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),  # set back by half an hour
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),  # and forth
    ("Africa/Cairo", datetime(2026, 4, 23, 22, tzinfo=UTC)),  # at midnight
    ("Asia/Kathmandu", datetime(2026, 6, 1, 18, 15, tzinfo=UTC)),  # 5¾ hours ahead, all year
    ("UTC", datetime(2026, 6, 1, tzinfo=UTC)),
]
HOURS = [
    ("22:00", "07:00"),
    ("23:30", "06:30"),
    ("01:00", "05:00"),
    ("09:00", "17:00"),
    ("00:00", "08:00"),
    ("08:00", "00:00"),
]


@pytest.fixture
def quiet_until(superuser, alice):
    """`quiet_until(("22:00", "07:00"), zone, moments)`: until when each of them is quiet for Alice, or None."""

    def asked(hours, zone, moments, enabled=True):
        chosen = {"enabled": enabled, "start": hours[0], "end": hours[1], "time_zone": zone}
        accounts.update_notifications(alice.viewer, {"quiet_hours": chosen})
        rows = superuser.execute(
            """select internal.quiet_until(%s, moment) from unnest(%s::timestamptz[]) with ordinality m (moment, place)
                order by place""",
            [alice.id, moments],
        )
        return [until for (until,) in rows]

    return asked


@cache
def is_quiet(moment, zone, hours):
    """What somebody sees who looks at a clock there."""
    start, end = map(time.fromisoformat, hours)
    now = moment.astimezone(zone).time()
    return start <= now < end if start < end else now >= start or now < end


def around(night, step=STEP):
    """Moments of the day before, of the night, and of the day after."""
    moment = night - 30 * HOUR
    return [moment + step * n for n in range(int(60 * HOUR / step))]


@pytest.mark.parametrize("hours", HOURS, ids="-".join)
@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_they_begin_and_end_when_the_clock_says_so(quiet_until, zone, night, hours):
    clock, moments = ZoneInfo(zone), around(night)
    for moment, until in zip(moments, quiet_until(hours, zone, moments), strict=True):
        assert (until is not None) == is_quiet(moment, clock, hours), moment
        if until:
            assert until > moment
            assert until - moment <= 26 * HOUR
            # Quiet all the time until then, and not any more.
            between = [moment + STEP * n for n in range(int((until - moment) / STEP))]
            assert all(is_quiet(at, clock, hours) for at in [*between, until - MINUTE]), moment
            assert not is_quiet(until, clock, hours)


def test_an_hour_that_is_left_out_ends_them_no_earlier_than_the_next_one_and_within_an_hour(quiet_until):
    # In Berlin 02:00 is followed by 03:00: 02:30 is never there.
    moment = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)  # 01:50
    (until,) = quiet_until(("22:00", "02:30"), "Europe/Berlin", [moment])
    assert datetime(2026, 3, 29, 1, tzinfo=UTC) <= until <= datetime(2026, 3, 29, 2, tzinfo=UTC)
    (after,) = quiet_until(("22:00", "02:30"), "Europe/Berlin", [datetime(2026, 3, 29, 1, tzinfo=UTC)])
    assert after is None


def test_an_hour_that_comes_twice_ends_them_once_it_is_over(quiet_until):
    # In Berlin 02:59 is followed by 02:00.
    first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)  # 02:10, for the first time
    (until,) = quiet_until(("22:00", "02:30"), "Europe/Berlin", [first])
    assert until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30, for the second


@pytest.mark.parametrize("hour", ["00:00", "07:00", "12:30", "23:59"])
def test_hours_that_end_when_they_begin_are_none(quiet_until, hour):
    moments = around(datetime(2026, 3, 29, 1, tzinfo=UTC), timedelta(minutes=30))
    assert set(quiet_until((hour, hour), "Europe/Berlin", moments)) == {None}


def test_switched_off_there_are_none(quiet_until):
    moments = around(datetime(2026, 3, 29, 1, tzinfo=UTC), timedelta(hours=1))
    assert set(quiet_until(("22:00", "07:00"), "Europe/Berlin", moments, enabled=False)) == {None}


def test_they_begin_and_end_to_the_minute(quiet_until):
    def at(text):
        return datetime.fromisoformat(f"2026-06-01T{text}+05:45")

    moments = [at("21:59:59.999999"), at("22:00"), at("06:59:59.999999"), at("07:00")]
    assert quiet_until(("22:00", "07:00"), "Asia/Kathmandu", moments) == [
        None, at("07:00") + timedelta(days=1), at("07:00"), None,
    ]  # fmt: skip
