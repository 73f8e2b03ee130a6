"""Posts that come out later: once, and on time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import circle_of, follow, post_by
from tests.processes import eventually, start  # noqa: F401  (a fixture)
from topin import clock, sql

POSTS = "/api/posts"
HOUR = timedelta(hours=1)


def at(ahead):
    return (datetime.now(UTC) + ahead).isoformat().replace("+00:00", "Z")


def schedule(api, person, text="Later", ahead=HOUR, **fields):
    answer = api(person).post(POSTS, {"text": text, "status": "scheduled", "scheduled_at": at(ahead), **fields})
    assert answer.status == 201
    return answer.json


def make_due(superuser, *posts, ago=timedelta(0)):
    superuser.execute("update posts set scheduled_at = now() - %s where id = any(%s)", [ago, list(posts)])


def times_published(superuser):
    found = superuser.execute("select subject_id, count(*) from events where kind = 'post_published' group by 1")
    return dict(found.fetchall())


def streamed(superuser, person):
    found = superuser.execute("select kind, payload from user_events where user_id = %s order by seq", [person.id])
    return [row for row in found.fetchall() if row[0] == "post.published"]


def test_a_scheduled_post_waits_unseen_in_its_own_list(api, alice, bob):
    follow(bob, alice)
    late, early = schedule(api, alice, ahead=2 * HOUR), schedule(api, alice, ahead=HOUR)
    assert (late["status"], late["pinned"]) == ("scheduled", False)
    assert api(alice).get(f"{POSTS}/scheduled").json == {"items": [early, late], "next_cursor": None}
    assert api(alice).get(f"{POSTS}/drafts").json["items"] == []
    assert api(bob).get(f"{POSTS}/scheduled").json["items"] == []
    assert api(bob).get(f"{POSTS}/{early['id']}").status == 404
    assert api(bob).get(POSTS).json["items"] == []
    assert jobs.publish_scheduled() == 0


def test_the_list_is_paged(api, alice):
    made = [schedule(api, alice, ahead=n * HOUR)["id"] for n in (3, 1, 2, 5, 4)]
    found, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{POSTS}/scheduled?limit=2&cursor={cursor}").json
        found += [post["id"] for post in page["items"]]
        cursor = page["next_cursor"]
    assert found == [made[n] for n in (1, 2, 0, 4, 3)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "scheduled"}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": None}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": "soon"}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": at(timedelta(seconds=30))}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": at(timedelta(days=-1))}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": at(timedelta(days=366))}, "scheduled_at"),
        ({"status": "draft", "scheduled_at": at(HOUR)}, "scheduled_at"),
        ({"status": "published", "scheduled_at": at(HOUR)}, "scheduled_at"),
        ({"status": "scheduled", "scheduled_at": at(HOUR), "text": ""}, "text"),
    ],
)
def test_a_time_that_is_none_is_refused(api, alice, body, field):
    answer = api(alice).post(POSTS, {"text": "x", **body})
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (400, [field])


def test_a_time_alone_schedules(api, alice):
    assert api(alice).post(POSTS, {"text": "x", "scheduled_at": at(HOUR)}).json["status"] == "scheduled"
    assert schedule(api, alice, ahead=timedelta(seconds=90))["status"] == "scheduled"
    assert schedule(api, alice, ahead=timedelta(days=364))["status"] == "scheduled"


def test_a_draft_becomes_scheduled_by_a_time_and_a_draft_again_without(api, alice, settings):
    url = f"{POSTS}/{api(alice).post(POSTS, {'status': 'draft'}).json['id']}"
    answer = api(alice).put(url, {"scheduled_at": at(HOUR)})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")
    post = api(alice).put(url, {"scheduled_at": at(HOUR), "text": "Now with words"}).json
    assert post["status"] == "scheduled"
    assert api(alice).put(url, {"text": ""}).status == 400
    assert api(alice).put(url, {"text": "Other words"}).json["scheduled_at"] == post["scheduled_at"]
    settings.DRAFTS = 1
    post = api(alice).put(url, {"scheduled_at": None}).json
    assert (post["status"], post["scheduled_at"]) == ("draft", None)
    other = schedule(api, alice)["id"]
    assert api(alice).put(f"{POSTS}/{other}", {"scheduled_at": None}).code == "too_many_drafts"


def test_a_scheduled_post_comes_out_when_it_is_due(api, alice, bob, superuser):
    follow(bob, alice)
    quoted = post_by(bob)
    poll = {"options": ["a", "b"], "multiple": False, "closes_in": 300}
    post = schedule(api, alice, "Hello @bob #now https://a.test/", quote_id=str(quoted), poll=poll)
    other = schedule(api, alice)
    make_due(superuser, post["id"])
    before = datetime.now(UTC)
    assert jobs.publish_scheduled() == 1
    shown = api(bob).get(f"{POSTS}/{post['id']}").json
    assert (shown["status"], shown["scheduled_at"], shown["tags"]) == ("published", None, ["now"])
    assert [mention["handle"] for mention in shown["mentions"]] == ["bob"]
    assert datetime.fromisoformat(shown["created_at"]) >= before
    assert [item["id"] for item in api(bob).get(POSTS).json["items"]][0] == post["id"]
    assert api(bob).get(f"{POSTS}/{quoted}").json["counts"]["quotes"] == 1
    assert superuser.execute("select closes_at - now() > interval '4 minutes' from post_polls").fetchone() == (True,)
    assert streamed(superuser, alice) == [("post.published", {"post_id": post["id"]})]
    assert api(alice).get(f"{POSTS}/{other['id']}").json["status"] == "scheduled"
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1


def test_a_scheduled_post_can_be_published_at_once_and_then_comes_out_no_more(api, alice, superuser):
    post = schedule(api, alice)["id"]
    assert api(alice).post(f"{POSTS}/{post}/publish").json["status"] == "published"
    assert jobs.publish_scheduled() == 0
    assert times_published(superuser) == {UUID(post): 1}
    assert api(alice).put(f"{POSTS}/{post}", {"scheduled_at": at(HOUR)}).code == "already_published"


def test_many_jobs_at_once_publish_each_post_once(api, alice, bob, superuser, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    posts = [schedule(api, person)["id"] for person in (alice, bob) * 6]
    make_due(superuser, *posts)
    at_once(*[jobs.publish_scheduled] * 4)
    assert times_published(superuser) == {UUID(post): 1 for post in posts}
    assert len(streamed(superuser, alice)) == len(streamed(superuser, bob)) == 6
    assert [api(who).get("/api/users/me").json["counts"]["posts"] for who in (alice, bob)] == [6, 6]


def test_the_author_and_the_clock_at_once_publish_a_post_once(api, alice, superuser):
    for _ in range(5):
        post = UUID(schedule(api, alice)["id"])
        make_due(superuser, post)

        def by_hand(post=post):
            with sql.acting_as(alice.viewer):
                return api(alice).post(f"{POSTS}/{post}/publish").status

        status, _ = at_once(by_hand, jobs.publish_scheduled)
        assert status in (200, 409)
        assert times_published(superuser)[post] == 1


def test_rescheduling_and_the_clock_at_once_never_meet_in_a_ring(api, alice, superuser):
    posts = [UUID(schedule(api, alice)["id"]) for _ in range(5)]
    make_due(superuser, *posts)

    def reschedule(post):
        return api(alice).put(f"{POSTS}/{post}", {"scheduled_at": at(HOUR)}).status

    *answers, _, _ = at_once(
        *[lambda p=p: reschedule(p) for p in posts], jobs.publish_scheduled, jobs.publish_scheduled
    )
    assert set(answers) <= {200, 409}
    published = times_published(superuser)
    for post, status in zip(posts, answers, strict=True):
        assert published.get(post, 0) == (0 if status == 200 else 1)


def test_after_downtime_everything_that_was_missed_comes_out_once(api, alice, superuser, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    posts = [schedule(api, alice, str(n))["id"] for n in range(5)]
    make_due(superuser, *posts, ago=HOUR)
    clock.add_due_slots(datetime.now(UTC) - HOUR)
    clock.add_due_slots()
    slots = superuser.execute("select id from job_slots where task = 'publish_scheduled' order by slot").fetchall()
    assert [clock.run_slot(slot) for (slot,) in slots] == ["done"] * len(slots)
    assert times_published(superuser) == {UUID(post): 1 for post in posts}
    assert len(api(alice).get(f"{POSTS}/user/{alice.id}").json["items"]) == 5


def test_a_post_for_a_circle_that_its_author_left_becomes_a_draft_again(api, alice, bob, superuser):
    circle = circle_of(superuser, bob, alice, visibility="private")
    post = schedule(api, alice, audience="circle", circle_id=str(circle))["id"]
    kept = schedule(api, bob, audience="circle", circle_id=str(circle))["id"]
    assert api(alice).post(f"/api/circles/{circle}/leave").status == 204
    make_due(superuser, post, kept)
    jobs.publish_scheduled()
    shown = api(alice).get(f"{POSTS}/{post}").json
    assert (shown["status"], shown["scheduled_at"]) == ("draft", None)
    assert times_published(superuser) == {UUID(kept): 1}


def test_a_post_of_nothing_but_a_quote_that_is_gone_becomes_a_draft_again(api, alice, bob, superuser):
    quoted = post_by(bob)
    bare = schedule(api, alice, "", quote_id=str(quoted))["id"]
    worded = schedule(api, alice, "Look", quote_id=str(quoted))["id"]
    api(bob).delete(f"{POSTS}/{quoted}")
    make_due(superuser, bare, worded)
    jobs.publish_scheduled()
    assert api(alice).get(f"{POSTS}/{bare}").json["status"] == "draft"
    shown = api(alice).get(f"{POSTS}/{worded}").json
    assert (shown["status"], shown["quote_unavailable"]) == ("published", True)


def test_a_deleted_scheduled_post_never_comes_out(api, alice, superuser):
    post = schedule(api, alice)["id"]
    make_due(superuser, post)
    assert api(alice).delete(f"{POSTS}/{post}").status == 204
    assert jobs.publish_scheduled() == 0
    assert api(alice).get(f"{POSTS}/{post}").status == 404
    assert api(alice).get(f"{POSTS}/{uuid4()}").status == 404


def test_the_clock_leaves_drafts_and_other_times_alone(api, alice):
    services.create_post(alice.viewer, text="draft", status="draft")
    schedule(api, alice)
    assert jobs.publish_scheduled() == 0


@pytest.mark.processes
def test_with_two_beats_and_two_relays_posts_come_out_once_and_never_early(start, api, alice, superuser):  # noqa: F811
    for name in ("beat", "beat", "relay", "relay", "worker"):
        start(name)
    missed = [schedule(api, alice, "missed")["id"] for _ in range(3)]
    make_due(superuser, *missed, ago=HOUR)
    post = schedule(api, alice, "in time")["id"]
    superuser.execute("update posts set scheduled_at = now() + interval '2 seconds' where id = %s", [post])
    (due,) = superuser.execute("select scheduled_at from posts where id = %s", [post]).fetchone()
    eventually(lambda: len(times_published(superuser)) == 4, seconds=90)
    assert times_published(superuser) == {UUID(id): 1 for id in [*missed, post]}
    (published,) = superuser.execute("select published_at from posts where id = %s", [post]).fetchone()
    assert due <= published


def test_the_clock_looks_often_enough_for_posts_to_be_on_time():
    assert clock._jobs["publish_scheduled"].every <= timedelta(seconds=30)
