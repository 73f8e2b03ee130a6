"""Digests: at eight by each member's own clock, once, of what they did not read, and never of nothing."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts import services as accounts
from notifications import jobs, services
from tests.at_once import at_once
from tests.deeds import block, follow, like, post_by, set_profile
from tests.notifications.letters import Page, call, choose, html, mails_for, read_all, speak, subject, text
from topin import clock, sql

ZONES = [  # (zone, its day, when it is eight there)
    ("UTC", "2026-11-27", "2026-11-27T08:00Z"),
    ("Europe/Vienna", "2026-11-27", "2026-11-27T07:00Z"),
    ("Europe/Vienna", "2026-03-28", "2026-03-28T07:00Z"),  # the day before the clocks go forward
    ("Europe/Vienna", "2026-03-29", "2026-03-29T06:00Z"),
    ("Europe/Vienna", "2026-10-25", "2026-10-25T07:00Z"),  # they went back
    ("America/New_York", "2026-03-08", "2026-03-08T12:00Z"),
    ("Asia/Kolkata", "2026-11-27", "2026-11-27T02:30Z"),
    ("Asia/Kathmandu", "2026-11-27", "2026-11-27T02:15Z"),
    ("Pacific/Kiritimati", "2026-11-27", "2026-11-26T18:00Z"),
    ("Pacific/Pago_Pago", "2026-11-27", "2026-11-27T19:00Z"),
    ("Australia/Lord_Howe", "2026-10-04", "2026-10-03T21:00Z"),  # forward by half an hour
]


def at(moment):
    return datetime.fromisoformat(moment)


def noon(days):
    """Of today and so many days: eight o'clock is over then, whatever the hour is in which the tests run."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)


def told_until(superuser, moment):
    """As if all who want digests had their last one then."""
    superuser.execute("update digest_states set told_until = %s, told_on = null, next_at = '2000-01-01'", [moment])


@pytest.fixture
def reader(superuser, alice, run_events):
    """`reader("weekly", zone)`: Alice, who wants digests and was last told long ago."""

    def wants(digest="daily", zone="UTC", told="2020-01-01T00:00Z"):
        choose(alice, digest=digest, quiet_hours={"time_zone": zone})
        run_events()
        told_until(superuser, at(told))
        return alice

    return wants


@pytest.fixture
def missed(superuser, run_events):
    """`missed(alice, bob)`: Bob follows her; she has not read of it."""

    def happens(person, other, when="2020-01-02T00:00Z"):
        follow(other, person)
        run_events()
        superuser.execute(
            "update notifications set updated_at = %s where user_id = %s and updated_at > now() - interval '1 hour'",
            [at(when), person.id],
        )

    return happens


@pytest.fixture
def moved(superuser, run_events):
    """`moved(alice, quiet_hours={"time_zone": …})`: she chooses that, and the job is to look at her anew."""

    def chooses(person, **changes):
        superuser.execute("update digest_states set next_at = 'infinity'")
        choose(person, **changes)
        run_events()
        ((next_at,),) = superuser.execute("select next_at from digest_states").fetchall()
        assert next_at <= datetime.now(UTC)
        superuser.execute("update digest_states set next_at = '2000-01-01'")

    return chooses


def make(now):
    return services.make_digests(sql.SYSTEM, 100, at(now) if isinstance(now, str) else now)


@pytest.mark.parametrize(("zone", "day", "eight"), ZONES)
def test_a_digest_comes_at_eight_by_the_members_own_clock(superuser, bob, reader, missed, zone, day, eight):
    alice = reader(zone=zone, told=str(at(eight) - timedelta(hours=20)))
    missed(alice, bob, when=str(at(eight) - timedelta(hours=10)))
    make(at(eight) - timedelta(minutes=1))
    assert mails_for(superuser, alice) == []
    make(eight)
    assert [m.kind for m in mails_for(superuser, alice)] == ["digest"]
    assert superuser.execute("select told_until, told_on from digest_states").fetchall() == [
        (at(eight), date.fromisoformat(day))
    ]


def test_every_zone_has_its_eight_at_a_slot_of_the_job():
    """So nobody waits for the next one."""
    slots = clock._jobs["digests"]
    for zone, _, eight in ZONES:
        assert slots.slot(at(eight)) == at(eight), zone


def test_over_a_year_there_is_one_digest_a_day(superuser, bob, reader):
    """Also on those of 23 and 25 hours, with a job that looks once an hour."""
    alice = reader(zone="America/New_York", told="2026-02-28T20:00Z")
    for start in ("2026-03-05T00:00Z", "2026-10-30T00:00Z"):
        days = []
        for hour in range(24 * 6):
            before = superuser.execute("select told_on from digest_states").fetchone()
            make(at(start) + timedelta(hours=hour))
            after = superuser.execute("select told_on from digest_states").fetchone()
            if before != after:
                days.append(after[0])
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
        assert len(days) == 7  # of the first of them it was past eight there
    assert mails_for(superuser, alice) == []  # nothing to tell


def test_a_weekly_digest_comes_on_monday(superuser, bob, reader, missed):
    alice = reader("weekly", "Asia/Tokyo", told="2026-11-16T00:00Z")
    missed(alice, bob, when="2026-11-20T00:00Z")
    for now in ("2026-11-17T00:00Z", "2026-11-22T12:00Z", "2026-11-22T22:59Z"):
        make(now)
        assert mails_for(superuser, alice) == []
    make("2026-11-22T23:00Z")  # Monday, eight, in Tokyo
    make("2026-11-22T23:15Z")
    make("2026-11-24T00:00Z")
    assert [m.kind for m in mails_for(superuser, alice)] == ["digest"]


def test_what_a_job_missed_it_does_later_that_day_and_once(superuser, bob, reader, missed):
    alice = reader(told="2026-11-26T08:00Z")
    missed(alice, bob, when="2026-11-26T09:00Z")
    make("2026-11-27T15:00Z")
    make("2026-11-27T15:15Z")
    assert len(mails_for(superuser, alice)) == 1
    make("2026-11-28T08:00Z")
    assert len(mails_for(superuser, alice)) == 1  # nothing new


def test_who_moves_west_gets_no_second_digest_that_day(superuser, bob, charlie, reader, missed, moved):
    alice = reader(zone="Europe/Vienna", told="2026-11-26T08:00Z")
    missed(alice, bob, when="2026-11-26T09:00Z")
    make("2026-11-27T07:00Z")
    missed(alice, charlie, when="2026-11-27T09:00Z")
    moved(alice, quiet_hours={"time_zone": "America/New_York"})
    make("2026-11-27T13:00Z")
    make("2026-11-27T20:00Z")
    assert len(mails_for(superuser, alice)) == 1
    make("2026-11-28T13:00Z")
    assert len(mails_for(superuser, alice)) == 2


def test_a_change_from_daily_to_weekly_gives_no_second_digest_that_day(superuser, bob, charlie, reader, missed, moved):
    alice = reader(told="2026-11-22T08:00Z")
    missed(alice, bob, when="2026-11-22T09:00Z")
    make("2026-11-23T08:00Z")  # a Monday
    missed(alice, charlie, when="2026-11-23T08:30Z")
    moved(alice, digest="weekly")
    make("2026-11-23T09:00Z")
    assert len(mails_for(superuser, alice)) == 1


def test_the_first_digest_tells_what_came_after_it_was_chosen(superuser, alice, bob, missed, run_events):
    missed(alice, bob, when="2026-11-20T00:00Z")
    choose(alice, digest="daily")
    run_events()
    make(datetime.now(UTC) + timedelta(days=1))
    assert mails_for(superuser, alice) == []


def test_digests_that_were_switched_off_for_a_while_do_not_tell_of_that_time(superuser, reader, run_events):
    alice = reader()
    choose(alice, digest="off")
    run_events()
    assert superuser.execute("select count(*) from digest_states").fetchone() == (0,)
    choose(alice, digest="daily")
    choose(alice, digest="weekly")
    run_events()
    ((told,),) = superuser.execute("select told_until from digest_states").fetchall()
    assert told > datetime.now(UTC) - timedelta(minutes=5)


def test_nobody_gets_digests_unasked(superuser, alice, bob, missed):
    missed(alice, bob)
    make("2026-11-27T08:00Z")
    assert mails_for(superuser, alice) == []


def test_two_jobs_at_a_time_make_one_digest_each(superuser, join, run_events):
    people = [join(f"reader_{n}") for n in range(6)]
    for person in people:
        choose(person, digest="daily")
    run_events()
    follow(people[-1], *people[:-1])
    follow(people[0], people[-1])
    run_events()
    told_until(superuser, datetime.now(UTC) - timedelta(days=3))
    now = noon(days=1)
    at_once(*[lambda: services.make_digests(sql.SYSTEM, 2, now) for _ in range(4)])
    while services.make_digests(sql.SYSTEM, 2, now):
        pass
    counts = superuser.execute(
        "select count(*) from notification_deliveries where kind = 'digest' group by user_id"
    ).fetchall()
    assert counts == [(1,)] * 6


def make_and_die(now):
    with sql.acting_as(sql.SYSTEM):
        sql.call("make_digests", at(now), 100)
        raise RuntimeError("killed")


def test_a_job_that_was_killed_in_between_told_nobody_and_is_made_up_for(superuser, bob, reader, missed):
    """Its transaction is gone, with the delivery and the note of it."""
    alice = reader(told="2026-11-26T08:00Z")
    missed(alice, bob, when="2026-11-26T09:00Z")
    with pytest.raises(RuntimeError, match="killed"):
        make_and_die("2026-11-27T08:00Z")
    assert mails_for(superuser, alice) == []
    make("2026-11-27T08:15Z")
    assert len(mails_for(superuser, alice)) == 1


def test_the_job_takes_all_who_are_due(superuser, monkeypatch, join, run_events):
    people = [join(f"reader_{n}") for n in range(5)]
    for person in people:
        choose(person, digest="daily")
    run_events()
    told_until(superuser, datetime.now(UTC) - timedelta(days=3))
    monkeypatch.setattr(jobs, "DIGESTS_AT_ONCE", 2)
    assert jobs.digests() == 5
    assert jobs.digests() == 0  # nobody is looked at before the next hour comes


# -- The mail --------------------------------------------------------------------------------------


@pytest.fixture
def digest(superuser, mailed):
    """`digest()`: the digests that go out now."""

    def sent():
        told_until(superuser, at("2020-01-01T00:00Z"))
        superuser.execute("update notifications set updated_at = now() - interval '2 days'")
        make(noon(days=-1))
        return mailed()

    return sent


@pytest.fixture
def subscriber(alice, run_events):
    choose(alice, digest="daily")
    run_events()
    return alice


def happens(run_events, person, *others):
    for other in others:
        follow(other, person)
    run_events()


def test_a_digest_tells_what_was_missed(subscriber, bob, charlie, run_events, digest):
    post = post_by(subscriber)
    like(post, bob, charlie)
    happens(run_events, subscriber, bob)
    [letter] = digest()
    assert (letter["To"], subject(letter)) == (subscriber.email, "2 things you missed")
    assert "- Charlie and 1 other liked your post\n  https://topin.test/posts/" in text(letter)
    assert "Bob followed you" in text(letter)
    assert "Charlie and 1 other liked your post" in Page(letter).text
    assert {f"https://topin.test/posts/{post}", "https://topin.test/@bob", "https://topin.test/notifications"} <= set(
        Page(letter).links
    )
    assert "This mail came because you chose to get a digest." in text(letter)
    assert letter["List-Unsubscribe"].strip("<>") in text(letter)


def test_more_than_twenty_are_counted(superuser, subscriber, join, run_events, digest):
    fan = join("fan")
    posts = [post_by(subscriber, f"Number {n}") for n in range(23)]
    for post in posts:
        like(post, fan)
    run_events()
    [letter] = digest()
    assert subject(letter) == "23 things you missed"
    assert text(letter).count("- Fan liked your post") == 20
    assert "and 3 more" in text(letter)
    assert "and 3 more" in Page(letter).text


def test_how_many_a_digest_shows_can_be_set(settings, subscriber, bob, charlie, run_events, digest):
    settings.DIGEST_ITEMS = 1
    happens(run_events, subscriber, bob)
    like(post_by(subscriber), charlie)
    run_events()
    [letter] = digest()
    assert text(letter).count("\n- ") == 1
    assert "and 1 more" in text(letter)


@pytest.mark.parametrize(
    ("language", "said"), [("de", "1 Neuigkeit, die du verpasst hast"), ("ar", "فاتك خبر واحد (1)")]
)
def test_a_digest_speaks_its_readers_language(subscriber, bob, run_events, digest, language, said):
    speak(subscriber, language)
    happens(run_events, subscriber, bob)
    [letter] = digest()
    assert subject(letter) == said
    assert f'<html lang="{language}"' in html(letter)
    assert "missed" not in text(letter)


def test_hostile_names_are_only_words(superuser, subscriber, bob, run_events, digest):
    call(superuser, bob, "<i>Eve</i>\u202e\n- {{ x }}")
    happens(run_events, subscriber, bob)
    [letter] = digest()
    assert "- <i>Eve</i> - {{ x }} followed you\n" in text(letter)
    assert "<i>" not in html(letter)
    assert "<i>Eve</i> - {{ x }} followed you" in Page(letter).text


@pytest.mark.parametrize("why", ["read", "hidden", "blocked", "off", "not_listed"])
def test_what_is_not_to_be_told_is_in_no_digest(superuser, subscriber, bob, run_events, digest, why):
    if why == "not_listed":
        choose(subscriber, kinds={"follow": {"in_app": False}})
    happens(run_events, subscriber, bob)
    if why == "read":
        read_all(subscriber)
    elif why == "hidden":
        set_profile(superuser, bob, "is_hidden", True)
    elif why == "blocked":
        block(superuser, bob, subscriber)
    elif why == "off":
        accounts.update_notifications(subscriber.viewer, {"digest": "off"})
    assert digest() == []


def test_what_was_read_before_the_mail_went_is_not_told(superuser, subscriber, bob, run_events, mailed):
    happens(run_events, subscriber, bob)
    told_until(superuser, at("2020-01-01T00:00Z"))
    make(noon(days=1))
    read_all(subscriber)
    assert mailed() == []
    assert [(m.state, m.reason) for m in mails_for(superuser, subscriber)] == [("dropped", "read")]


def test_digests_that_a_broken_server_held_back_tell_each_thing_once(
    superuser, subscriber, bob, charlie, run_events, mailed
):
    now = noon(days=-1)
    told_until(superuser, now - timedelta(days=5))
    happens(run_events, subscriber, bob)
    superuser.execute("update notifications set updated_at = %s", [now - timedelta(days=4)])
    make(now - timedelta(days=2))
    like(post_by(subscriber), charlie)
    run_events()
    superuser.execute("update notifications set updated_at = %s where kind = 'like'", [now - timedelta(days=1)])
    make(now + timedelta(hours=1))
    told = [re.findall(r"^- (.*)$", text(letter), re.MULTILINE) for letter in mailed()]
    assert sorted(told) == [["Bob followed you"], ["Charlie liked your post"]]
