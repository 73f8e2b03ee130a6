"""What a for-you feed does not tell, and requests that are not meant as a reading of it."""

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from posts import selectors, services
from tests.deeds import follow, post_by
from tests.posts.feeds import FEED, items_of, page_of, plant, planted_post, texts_of, whys_of
from tests.posts.test_circle_posts_at_once import _wait_until_it_waits as wait_until_it_waits
from topin import sql


def crafted(*posts):
    plain = "for_you." + ".".join(map(str, posts))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def test_a_crafted_cursor_does_not_tell_what_a_hidden_post_is_about(api, superuser, join, alice, bob):
    secret = post_by(bob, "for me alone", audience="private")
    plant(superuser, secret, "tea")
    superuser.execute("update post_features set topics = '{tea}' where post_id = %s", [secret])
    planted_post(superuser, join("carol"), "tea", "first")
    planted_post(superuser, join("dora"), "cocoa", "second")
    superuser.execute("update posts set published_at = now() - interval '3 hours' where text like 'second%'")
    assert texts_of(page_of(api, alice, 1, crafted(secret, secret))["items"]) == ["first #tea"]


def test_a_crafted_cursor_does_not_tell_who_wrote_a_hidden_post(api, alice, bob):
    secret = post_by(bob, "for me alone", audience="private")
    post_by(bob, "hello")
    assert texts_of(page_of(api, alice, 5, crafted(secret, secret))["items"]) == ["hello"]


@pytest.mark.parametrize("headers", [{"If-None-Match": "*"}, {}])
def test_a_page_is_never_kept_and_never_answered_with_304(api, alice, bob, headers):
    post_by(bob, "hello")
    answer = api(alice).get(FEED, headers=headers)
    assert (answer.status, texts_of(answer.json["items"])) == (200, ["hello"])
    assert answer.headers["cache-control"] == "private, no-store"
    assert "etag" not in answer.headers
    assert "etag" in api(alice).get("/api/posts?feed=home").headers


def test_head_reads_nothing_away(api, superuser, alice, bob):
    post_by(bob, "hello")
    assert api(alice).request("HEAD", FEED).status == 200
    assert superuser.execute("select count(*) from feed_seen").fetchone() == (0,)
    assert api().request("HEAD", FEED).status == 401
    assert whys_of(items_of(api, alice)) == {"hello": ("fresh", "Something new to discover")}


def test_reports_of_views_and_two_readings_wait_for_each_other_in_a_row(superuser, alice, bob):
    first, second = (post_by(bob, text) for text in ("first", "second"))
    superuser.execute("update posts set published_at = now() - interval '3 hours' where text = 'first'")

    def read():
        return sql.do(alice.viewer, "get_for_you", 1, "", 200, 1200).loads()["items"][0]["text"]

    shown = []

    def view():
        return services.increment_post_views(alice.viewer, [first, second], "somebody")

    with sql.acting_as(alice.viewer):  # one page that notes what it shows twice, as one that runs low does
        shown.append(read())
    assert shown == ["second"]
    superuser.execute("delete from feed_seen")
    later = _views_between(superuser, alice, read, view, shown)
    assert later.result() == 2
    assert shown == ["second", "second", "first"]


def _views_between(superuser, alice, read, view, shown):
    def run():
        try:
            return view()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, sql.acting_as(alice.viewer):
        shown.append(read())
        later = pool.submit(run)
        wait_until_it_waits(superuser, later)
        shown.append(read())
    return later


def test_a_trend_that_staff_hid_is_no_reason_any_more(api, superuser, mona, join, alice, bob):
    for person in (bob, join("carol")):
        superuser.execute("update profile_counters set followers = 1000 where user_id = %s", [person.id])
        planted_post(superuser, person, "tea")
    superuser.execute(
        "insert into topic_trends (topic, velocity, posts, people, ranked_at) values ('tea', 9, 9, 9, now())"
    )
    first = page_of(api, alice, 1)
    assert first["items"][0]["why"]["text"] == "About #tea, which is trending"
    services.hide_topic(sql.Viewer.staff(mona.id), "tea")
    (rest,) = page_of(api, alice, 1, first["next_cursor"])["items"]
    assert rest["why"]["code"] == "fresh"


def test_a_ranking_of_trends_that_runs_meanwhile_brings_no_hidden_topic_back(api, superuser, mona, alice):
    staff = sql.Viewer.staff(mona.id)
    services.hide_topic(staff, "tea")
    superuser.execute(
        "insert into topic_trends (topic, velocity, posts, people, ranked_at) values ('tea', 9, 9, 9, now())"
    )
    assert api(alice).get("/api/posts/tags/trending").json["items"] == []


def test_the_preview_of_a_sample_leaves_out_what_the_reader_sees_as_a_follower(api, superuser, join, alice, bob):
    root = join("root", staff_role="administrator")
    follow(alice, bob)
    assert texts_of(items_of(api, alice)) == []
    post_by(bob, "by a private account")
    post_by(join("carol"), "for all")
    superuser.execute("update profiles set is_private = true where user_id = %s", [bob.id])
    found = selectors.preview_ranking(sql.Viewer.staff(root.id, root.session_id), {}, is_sample=True)
    assert [item["text"] for item in found["now"]] == ["for all"]


def test_of_two_who_handed_a_post_on_the_one_who_is_not_suspended_is_named(api, superuser, join, alice, bob):
    carol = join("carol")
    follow(alice, bob, carol)
    post = post_by(join("dora"), "handed on")
    for person in (bob, carol):
        services.repost_post(person.viewer, post)
    superuser.execute("update profiles set is_hidden = true where user_id = %s", [carol.id])
    assert whys_of(items_of(api, alice)) == {"handed on": ("followed", "Bob, whom you follow, reposted this")}
    assert superuser.execute("select about from feed_cache").fetchall() == [(str(bob.id),)]
