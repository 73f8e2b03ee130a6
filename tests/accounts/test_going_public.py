"""A private account opens: whoever asked to follow it follows it, each once, whatever happens at that moment."""

import os
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connections

from accounts import services
from social import services as social
from tests.deeds import follow
from tests.processes import eventually
from topin import sql, streams

OPEN, CLOSED = {"is_private": False}, {"is_private": True}


@pytest.fixture
def private(alice):
    services.update_privacy(alice.viewer, CLOSED)
    return alice


def followers(superuser, person):
    rows = superuser.execute("select follower_id from followers where followed_id = %s", [person.id]).fetchall()
    return {row[0] for row in rows}


def waiting(superuser, person):
    return superuser.execute("select count(*) from follow_requests where target_id = %s", [person.id]).fetchone()[0]


def counts(api, person):
    found = api(person).get("/api/users/me").json["counts"]
    return found["followers"], found["following"]


def test_who_asked_follows_once_the_account_is_public(private, bob, charlie, api, superuser):
    follow(bob, private)
    follow(charlie, private)
    before = streams.position_now(bob.viewer)
    services.update_privacy(private.viewer, OPEN)
    assert followers(superuser, private) == {bob.id, charlie.id}
    assert waiting(superuser, private) == 0
    assert (counts(api, private), counts(api, bob)) == ((2, 0), (0, 1))
    told = [(e["kind"], e["payload"]["follow"]) for e in streams.read(bob.viewer, before).items]
    assert told == [("follow.changed", "following")]


def test_they_are_told_and_the_request_leaves_the_list(private, bob, api, run_events):
    follow(bob, private)
    run_events()
    assert [i["kind"] for i in api(private).get("/api/notifications").json["items"]] == ["follow_request"]
    services.update_privacy(private.viewer, OPEN)
    run_events()
    told = api(bob).get("/api/notifications").json["items"]
    assert [(i["text"], i["url"]) for i in told] == [("Alice accepted your follow request", "/@alice")]
    assert api(private).get("/api/notifications").json["items"] == []


def test_other_privacy_changes_answer_no_request(private, bob, superuser):
    follow(bob, private)
    services.update_privacy(private.viewer, {"show_likes": False})
    services.update_privacy(private.viewer, CLOSED)
    assert (followers(superuser, private), waiting(superuser, private)) == (set(), 1)


def test_requests_to_others_stay(private, bob, charlie, superuser):
    services.update_privacy(charlie.viewer, CLOSED)
    follow(bob, charlie)
    follow(private, charlie)
    services.update_privacy(private.viewer, OPEN)
    assert waiting(superuser, charlie) == 2


def test_going_private_keeps_followers(alice, bob, superuser):
    follow(bob, alice)
    services.update_privacy(alice.viewer, CLOSED)
    assert followers(superuser, alice) == {bob.id}


def test_more_requests_than_one_deed_answers_are_answered_by_and_by(private, superuser, run_events):
    superuser.execute(
        """with made as (insert into users (email) select 'fan' || n || '@topin.test' from generate_series(1, 1003) n
                         returning id),
                streams as (insert into user_streams (user_id) select id from made)
           insert into follow_requests (requester_id, target_id) select id, %s from made""",
        [private.id],
    )
    services.update_privacy(private.viewer, OPEN)
    assert (len(followers(superuser, private)), waiting(superuser, private)) == (500, 503)
    run_events()
    assert (len(followers(superuser, private)), waiting(superuser, private)) == (1003, 0)


def test_an_account_that_closes_again_answers_no_more(private, superuser, bob):
    follow(bob, private)
    assert sql.do(private.viewer, "accept_waiting_requests", 500, "infinity") is None
    assert waiting(superuser, private) == 1


def test_requests_and_withdrawals_at_the_same_moment(private, join, api, superuser):
    fans = [join(f"fan_{n}") for n in range(12)]
    for fan in fans[:8]:
        follow(fan, private)

    def act(number):
        try:
            if number == 0:
                services.update_privacy(private.viewer, OPEN)
            elif number % 2:
                social.follow_member(fans[number - 1].viewer, private.id)
            else:
                social.unfollow_member(fans[number - 1].viewer, private.id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, [1, 2, 3, 4, 0, 5, 6, 7, 8, 9, 11]))
    stays = {fans[n - 1].id for n in (1, 3, 5, 7, 9, 11)}
    assert followers(superuser, private) == stays
    assert waiting(superuser, private) == 0
    assert counts(api, private) == (6, 0)
    assert [counts(api, fan)[1] for fan in fans] == [int(fan.id in stays) for fan in fans]


def test_who_asks_while_the_account_opens_is_not_forgotten(private, bob, charlie, superuser):
    """The request comes after the look at who waits, and before everybody is locked."""
    follow(bob, private)
    with ThreadPoolExecutor(1) as pool, psycopg.connect(os.environ["SUPERUSER_URL"]) as other:
        other.execute("select from user_streams where user_id = %s for no key update", [private.id])
        opening = pool.submit(_open, private)
        eventually(lambda: superuser.execute("select count(*) from pg_locks where not granted").fetchone()[0])
        other.execute("insert into follow_requests (requester_id, target_id) values (%s, %s)", [charlie.id, private.id])
        other.commit()
        opening.result()
    assert followers(superuser, private) == {bob.id, charlie.id}
    assert waiting(superuser, private) == 0


def _open(person):
    try:
        services.update_privacy(person.viewer, OPEN)
    finally:
        connections.close_all()
