import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from posts import services
from tests.at_once import at_once
from tests.deeds import post_by
from topin import errors, sql


@pytest.fixture
def poll(alice, superuser):
    """A poll with its options: `make(multiple=True)` → (post, option ids)."""

    def make(multiple):
        fields = {"options": ["Red", "Green", "Blue"], "multiple": multiple, "closes_in": 3600}
        post = post_by(alice, poll=fields)
        rows = superuser.execute("select id from post_poll_options where post_id = %s order by place", [post])
        return post, [option for (option,) in rows]

    return make


def stored(superuser, post):
    """Votes of each option and voters, as the rows say."""
    votes = superuser.execute(
        "select o.id, count(v.user_id) from post_poll_options o left join post_poll_votes v on v.option_id = o.id"
        " where o.post_id = %s group by o.id, o.place order by o.place",
        [post],
    ).fetchall()
    (voters,) = superuser.execute(
        "select count(distinct user_id) from post_poll_votes where post_id = %s", [post]
    ).fetchone()
    return [count for _, count in votes], voters


def counted(api, author, post):
    shown = api(author).get(f"/api/posts/{post}").json["poll"]
    return [option["votes"] for option in shown["options"]], shown["voters_count"]


def test_two_devices_at_once_end_with_the_choice_of_one(api, alice, bob, poll, superuser):
    post, (red, green, blue) = poll(multiple=False)
    for _ in range(10):
        at_once(
            lambda: services.vote_in_poll(bob.viewer, post, [red]),
            lambda: services.vote_in_poll(bob.viewer, post, [green]),
            lambda: services.vote_in_poll(bob.viewer, post, [blue]),
        )
        assert stored(superuser, post) == counted(api, alice, post)
        assert sum(stored(superuser, post)[0]) == stored(superuser, post)[1] == 1


def test_counts_are_exact_while_people_change_their_minds_and_the_clock_folds(api, alice, join, poll, superuser):
    post, options = poll(multiple=True)
    people = [join(f"voter{n}") for n in range(4)]

    def waver(person, seed):
        chance = random.Random(seed)
        for _ in range(25):
            choice = [option for option in options if chance.random() < 0.5]
            services.vote_in_poll(person.viewer, post, choice)

    def fold():
        for _ in range(40):
            sql.do(sql.SYSTEM, "fold_counters", 7)

    deeds = [lambda p=p, n=n: waver(p, n) for n, p in enumerate([*people, people[0], people[1]])]
    at_once(*deeds, fold)
    assert stored(superuser, post) == counted(api, alice, post)
    sql.do(sql.SYSTEM, "fold_counters")
    assert stored(superuser, post) == counted(api, alice, post)


def test_no_vote_comes_after_the_poll_was_closed(api, alice, bob, charlie, poll, superuser):
    """A vote under way keeps the poll open for that moment; those behind the closing are late."""
    post, (red, green, _) = poll(multiple=False)
    services.vote_in_poll(charlie.viewer, post, [green])
    voted, closed = Event(), Event()

    def vote_and_linger():
        with sql.acting_as(bob.viewer):
            sql.call("vote_in_poll", post, [red])
            voted.set()
            closed.wait(20)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        lingering = pool.submit(vote_and_linger)
        assert voted.wait(20)
        with psycopg.connect(settings.DATABASE_OWNER_URL) as connection:
            # Its time passes; whoever sets closes_at does not wait for votes.
            connection.execute("update post_polls set closes_at = now() where post_id = %s", [post])
        assert services.close_polls(sql.SYSTEM, 10) == 0
        closed.set()
        lingering.result()
    assert services.close_polls(sql.SYSTEM, 10) == 1
    before = counted(api, alice, post)
    assert before == stored(superuser, post) == ([1, 1, 0], 2)
    with pytest.raises(errors.Conflict) as refusal:
        services.vote_in_poll(bob.viewer, post, [green])
    assert refusal.value.code == "poll_closed"
    assert counted(api, alice, post) == before


def test_options_change_or_votes_come_but_never_both(api, alice, bob, poll, superuser):
    new = {"options": ["Yes", "No"], "multiple": False, "closes_in": 3600}
    for _ in range(5):
        post, (red, *_) = poll(multiple=False)
        ends = at_once(
            lambda post=post: end_of(lambda: services.update_post(alice.viewer, post, poll=new)),
            lambda post=post, red=red: end_of(lambda: services.vote_in_poll(bob.viewer, post, [red])),
        )
        assert ends in (["done", "invalid"], ["poll_voted", "done"])
        assert stored(superuser, post) == counted(api, alice, post)


def end_of(deed):
    try:
        deed()
    except errors.Refused as refusal:
        return refusal.code
    return "done"
