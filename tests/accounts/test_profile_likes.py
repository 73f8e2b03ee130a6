from uuid import uuid4

import pytest

from tests.at_once import at_once
from tests.deeds import approve, block, set_profile
from topin import sql


def like_url(person):
    return f"/api/users/{person.id}/like"


@pytest.fixture
def likes_of(superuser):
    """What the rows, the log and the count say: (rows, log lines in order, count)."""

    def read(person):
        rows = superuser.execute("select count(*) from profile_likes where target_id = %s", [person.id]).fetchone()[0]
        log = superuser.execute("select liked from profile_like_logs where target_id = %s order by id", [person.id])
        lines = [liked for (liked,) in log.fetchall()]
        shown = sql.ask(person.viewer, "get_me").loads()["counts"]["likes"]
        return rows, lines, shown

    return read


def test_liking_twice_is_one_like_and_so_is_taking_back(alice, bob, api, likes_of):
    for _ in range(2):
        answer = api(bob).post(like_url(alice))
        assert (answer.status, answer.json) == (200, {"liked": True, "likes": 1})
    shown = api(bob).get(f"/api/users/{alice.id}").json
    assert (shown["counts"]["likes"], shown["viewer"]["liked"]) == (1, True)
    assert api(alice).get(f"/api/users/{bob.id}").json["viewer"]["liked"] is False
    assert likes_of(alice) == (1, [True], 1)
    for _ in range(2):
        assert api(bob).delete(like_url(alice)).json == {"liked": False, "likes": 0}
    assert likes_of(alice) == (0, [True, False], 0)


def test_only_what_changed_is_an_event(alice, bob, api, superuser):
    for _ in range(2):
        api(bob).post(like_url(alice))
    for _ in range(2):
        api(bob).delete(like_url(alice))
    kinds = "select kind, actor_id from events where kind like 'profile_%%liked' and subject_id = %s order by id"
    assert superuser.execute(kinds, [alice.id]).fetchall() == [("profile_liked", bob.id), ("profile_unliked", bob.id)]


def test_nobody_likes_their_own_profile(alice, api):
    answer = api(alice).post(like_url(alice))
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "user_id")
    assert api(alice).delete(like_url(alice)).json == {"liked": False, "likes": 0}


def test_visitors_like_nothing(alice, api):
    assert api().post(like_url(alice)).status == 401


def test_whoever_is_not_there_cannot_be_liked(alice, bob, api, superuser):
    block(superuser, alice, bob)
    absent = api(bob).post(f"/api/users/{uuid4()}/like").json
    for call in (api(bob).post, api(bob).delete):
        answer = call(like_url(alice))
        assert (answer.status, answer.json | {"request_id": ""}) == (404, absent | {"request_id": ""})
    set_profile(superuser, alice, "is_hidden", True)
    assert api(bob).post(like_url(alice)).status == 404


def test_a_limited_profile_cannot_be_liked(alice, bob, charlie, api, superuser):
    set_profile(superuser, alice, "is_private", True)
    approve(superuser, charlie, alice)
    answer = api(bob).post(like_url(alice))
    assert (answer.status, answer.code) == (403, "profile_limited")
    assert api(charlie).post(like_url(alice)).json == {"liked": True, "likes": 1}


def test_a_like_of_what_became_limited_can_be_taken_back(alice, bob, api, superuser, likes_of):
    api(bob).post(like_url(alice))
    set_profile(superuser, alice, "visibility", "nobody")
    assert api(bob).get(f"/api/users/{alice.id}").json["viewer"]["liked"] is True
    assert api(bob).delete(like_url(alice)).json == {"liked": False, "likes": None}
    assert likes_of(alice) == (0, [True, False], 0)


def test_somebody_one_blocked_cannot_be_liked(alice, bob, api, superuser):
    block(superuser, bob, alice)
    assert api(bob).post(like_url(alice)).code == "profile_limited"


def test_the_liked_one_is_told_and_what_was_undone_is_not(alice, bob, charlie, api, run_events):
    api(bob).post(like_url(alice))
    api(charlie).post(like_url(alice))
    run_events()
    [note] = api(alice).get("/api/notifications").json["items"]
    assert (note["kind"], note["text"]) == ("profile_like", "Charlie and 1 other liked your profile")
    assert (note["subject"], note["url"]) == ({"type": "user", "id": str(alice.id)}, "/@charlie")
    api(charlie).delete(like_url(alice))
    run_events()
    [note] = api(alice).get("/api/notifications").json["items"]
    assert [actor["handle"] for actor in note["actors"]] == ["bob"]
    api(bob).delete(like_url(alice))
    run_events()
    assert api(alice).get("/api/notifications").json["items"] == []


def test_the_count_is_exact_while_many_like_and_one_cannot_decide(alice, join, api, likes_of):
    people = [join(f"fan_{n}") for n in range(6)]

    def waver(person):
        api(person).post(like_url(alice))
        api(person).delete(like_url(alice))
        return api(person).post(like_url(alice)).status

    deeds = [lambda p=person: waver(p) for person in people]
    deeds += [lambda: sql.do(sql.SYSTEM, "fold_counters")]
    assert at_once(*deeds)[:-1] == [200] * 6
    rows, log, count = likes_of(alice)
    assert (rows, count, log.count(True) - log.count(False)) == (6, 6, 6)


def test_one_member_who_likes_many_times_at_once_likes_once(alice, bob, api, likes_of):
    at_once(*[lambda: api(bob).post(like_url(alice)) for _ in range(5)])
    assert likes_of(alice) == (1, [True], 1)
    at_once(*[lambda: api(bob).delete(like_url(alice)) for _ in range(5)])
    assert likes_of(alice) == (0, [True, False], 0)
