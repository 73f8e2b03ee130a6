"""Handing posts on: once each, undoable, and never to more people than the post was for."""

from uuid import uuid4

import pytest

from posts import services
from tests.at_once import at_once
from tests.deeds import approve, block, circle_of, follow, leave_for_good, post_by, set_profile


def url(post):
    return f"/api/posts/{post}/repost"


def shown(api, person, post):
    return api(person).get(f"/api/posts/{post}").json


def test_reposting_twice_is_one_repost(api, alice, bob):
    post = post_by(alice)
    for _ in range(2):
        answer = api(bob).post(url(post))
        assert (answer.status, answer.json) == (200, {"reposted": True, "reposts": 1})
    assert shown(api, bob, post)["viewer"]["reposted"] is True
    assert shown(api, alice, post)["viewer"]["reposted"] is False
    assert shown(api, alice, post)["counts"]["reposts"] == 1


def test_undoing_it_may_be_said_twice(api, alice, bob, charlie):
    post = post_by(alice)
    for person in (bob, charlie):
        services.repost_post(person.viewer, post)
    for _ in range(2):
        assert api(bob).delete(url(post)).json == {"reposted": False, "reposts": 1}
    assert api(bob).post(url(post)).json == {"reposted": True, "reposts": 2}


def test_the_count_is_exact_before_and_after_folding(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    for person in (alice, bob, charlie):
        services.repost_post(person.viewer, post)
    superuser.execute("select api.fold_counters()")
    services.unrepost_post(bob.viewer, post)
    assert shown(api, alice, post)["counts"]["reposts"] == 2
    superuser.execute("select api.fold_counters()")
    assert shown(api, alice, post)["counts"]["reposts"] == 2


def test_only_what_changed_is_an_event_that_names_the_author(api, alice, bob, superuser):
    post = post_by(alice)
    for _ in range(2):
        api(bob).post(url(post))
    for _ in range(2):
        api(bob).delete(url(post))
    found = superuser.execute(
        "select kind, actor_id, data ->> 'author_id' from events"
        " where subject_id = %s and kind like '%%repost%%' order by id",
        [post],
    ).fetchall()
    assert found == [("post_reposted", bob.id, str(alice.id)), ("post_unreposted", bob.id, str(alice.id))]


def test_a_repost_begins_its_way_to_the_followers_once_and_at_its_own_time(api, alice, bob, superuser):
    post = post_by(alice)
    for _ in range(2):
        api(bob).post(url(post))
    found = superuser.execute(
        "select f.at = r.created_at from fanouts f join reposts r on r.post_id = f.post_id and r.user_id = f.by_id"
        " where f.by_id = %s",
        [bob.id],
    ).fetchall()
    assert found == [(True,)]


def test_own_posts_may_be_reposted(api, alice):
    assert api(alice).post(url(post_by(alice))).json == {"reposted": True, "reposts": 1}


@pytest.mark.parametrize("audience", ["followers", "mutuals", "private"])
def test_what_is_not_for_everybody_stays_where_it_is(api, alice, bob, audience):
    follow(alice, bob)
    follow(bob, alice)
    post = post_by(alice, audience=audience)
    refusal = api(alice).post(url(post))
    assert (refusal.status, refusal.code) == (403, "not_repostable")
    if audience != "private":
        refusal = api(bob).post(url(post))
        assert (refusal.status, refusal.code) == (403, "not_repostable")
        assert shown(api, bob, post)["viewer"]["can_repost"] is False
    assert shown(api, alice, post)["viewer"]["can_repost"] is False
    assert shown(api, alice, post)["counts"]["reposts"] == 0


def test_public_posts_of_a_private_account_stay_with_its_followers(api, alice, bob, superuser):
    post = post_by(alice)
    services.repost_post(bob.viewer, post)
    approve(superuser, bob, alice)
    set_profile(superuser, alice, "is_private", True)
    for person in (alice, bob):
        refusal = api(person).post(url(post))
        assert (refusal.status, refusal.code) == (403, "not_repostable")
        assert shown(api, person, post)["viewer"]["can_repost"] is False
    # What was handed on before can still be taken back.
    assert api(bob).delete(url(post)).json == {"reposted": False, "reposts": 0}


def test_a_circles_posts_are_reposted_by_its_members_alone(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    post = post_by(alice, audience="circle", circle_id=circle)
    assert shown(api, bob, post)["viewer"]["can_repost"] is True
    assert api(bob).post(url(post)).json == {"reposted": True, "reposts": 1}
    assert shown(api, charlie, post)["viewer"]["can_repost"] is False
    refusal = api(charlie).post(url(post))
    assert (refusal.status, refusal.code) == (403, "not_repostable")


def test_whoever_left_the_circle_cannot_hand_its_posts_on(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    post = post_by(alice, audience="circle", circle_id=circle)
    superuser.execute("delete from circle_members where user_id = %s", [bob.id])
    assert api(bob).post(url(post)).code == "not_repostable"


def test_what_one_cannot_see_is_absent_for_reposting_too(api, alice, bob, superuser):
    private, blocked, gone = post_by(alice, audience="private"), post_by(alice), post_by(alice)
    services.repost_post(bob.viewer, blocked)
    services.delete_post(alice.viewer, gone)
    absent = {method: getattr(api(bob), method)(url(uuid4())) for method in ("post", "delete")}
    block(superuser, alice, bob)
    for method, answer in absent.items():
        for post in (private, blocked, gone):
            found = getattr(api(bob), method)(url(post))
            assert found.status == 404
            assert _without_id(found.json) == _without_id(answer.json)
    assert shown(api, alice, blocked)["counts"]["reposts"] == 1


def _without_id(problem):
    return {name: value for name, value in problem.items() if name != "request_id"}


def test_an_own_deleted_post_is_gone(api, alice):
    post = post_by(alice)
    services.repost_post(alice.viewer, post)
    services.delete_post(alice.viewer, post)
    assert api(alice).post(url(post)).status == 410
    assert api(alice).delete(url(post)).status == 410


def test_visitors_repost_nothing(api, alice):
    post = post_by(alice)
    assert api().post(url(post)).status == 401
    assert api().delete(url(post)).status == 401


def test_many_at_once_are_counted_once_each(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    at_once(*[lambda p=p: services.repost_post(p.viewer, post) for p in (alice, bob, charlie) * 3])
    assert shown(api, alice, post)["counts"]["reposts"] == 3
    assert superuser.execute("select count(*) from events where kind = 'post_reposted'").fetchone() == (3,)
    at_once(*[lambda p=p: services.unrepost_post(p.viewer, post) for p in (alice, bob) * 3])
    assert shown(api, alice, post)["counts"]["reposts"] == 1


def test_an_erased_member_takes_their_reposts_along(api, alice, bob, superuser):
    post = post_by(alice)
    services.repost_post(bob.viewer, post)
    services.repost_post(alice.viewer, post)
    leave_for_good(superuser, bob)
    superuser.execute("select internal.erase_posts(%s)", [bob.id])
    assert shown(api, alice, post)["counts"]["reposts"] == 1
    assert superuser.execute("select count(*) from fanouts where by_id = %s", [bob.id]).fetchone() == (0,)


def test_an_archive_says_what_one_reposted(alice, bob, superuser):
    posts = [post_by(alice) for _ in range(3)]
    for post in posts:
        services.repost_post(bob.viewer, post)
    page = superuser.execute("select api.export_reposts(%s, null, 2)", [bob.id]).fetchone()[0]
    rest = superuser.execute("select api.export_reposts(%s, %s, 2)", [bob.id, page[-1]["key"]]).fetchone()[0]
    assert [entry["item"]["post_id"] for entry in page + rest] == [str(post) for post in posts]
