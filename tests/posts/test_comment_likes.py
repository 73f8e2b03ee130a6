"""Likes of comments, through the same doors as likes of posts."""

from uuid import uuid4

from tests.deeds import block, comment_on, like, post_by, set_profile
from topin import sql


def like_url(content):
    return f"/api/engagement/like/{content}"


def test_liking_a_comment_twice_is_one_like(api, alice, bob):
    post = post_by(alice)
    comment = comment_on(post, alice)
    for _ in range(2):
        answer = api(bob).post(like_url(comment))
        assert (answer.status, answer.json) == (200, {"liked": True, "likes": 1})
    (shown,) = api(bob).get(f"/api/engagement/comments/{post}").json["items"]
    assert (shown["counts"]["likes"], shown["viewer"]["liked"]) == (1, True)
    assert api().get(f"/api/posts/{post}").json["counts"]["likes"] == 0
    for _ in range(2):
        assert api(bob).delete(like_url(comment)).json == {"liked": False, "likes": 0}


def test_only_what_changed_is_an_event(api, alice, bob, superuser):
    post = post_by(alice)
    comment = comment_on(post, alice)
    for method in ("POST", "POST", "DELETE", "DELETE"):
        api(bob).request(method, like_url(comment))
    found = superuser.execute("select kind, actor_id, data from events where subject_id = %s order by id", [comment])
    data = {"author_id": str(alice.id), "post_id": str(post)}
    assert found.fetchall()[1:] == [("comment_liked", bob.id, data), ("comment_unliked", bob.id, data)]


def test_what_one_cannot_see_one_cannot_like(api, alice, bob, superuser):
    hidden, blocked = comment_on(post_by(alice, audience="private"), alice), comment_on(post_by(alice), bob)
    block(superuser, bob, alice)
    answers = [
        api(person).request(method, like_url(content))
        for person, content in ((bob, hidden), (alice, blocked), (bob, uuid4()))
        for method in ("POST", "DELETE")
    ]
    assert [a.status for a in answers] == [404] * 6
    assert len({str({k: v for k, v in a.json.items() if k != "request_id"}) for a in answers}) == 1
    assert api(alice).post(like_url(hidden)).json == {"liked": True, "likes": 1}
    assert api().post(like_url(blocked)).status == 401


def test_a_like_of_what_became_hidden_cannot_be_taken_back(api, alice, bob, superuser):
    post = post_by(alice)
    comment = comment_on(post, alice)
    like(comment, bob)
    block(superuser, alice, bob)
    assert api(bob).delete(like_url(comment)).status == 404
    assert api(alice).get(f"/api/engagement/comments/{post}").json["items"][0]["counts"]["likes"] == 1


def test_likers_of_a_comment_are_listed_newest_first(api, alice, bob, charlie):
    comment = comment_on(post_by(alice), alice)
    like(comment, bob, charlie)
    url = f"/api/engagement/likes/{comment}"
    first = api().get(f"{url}?limit=1").json
    second = api().get(f"{url}?limit=1&cursor={first['next_cursor']}").json
    assert [p["items"][0]["handle"] for p in (first, second)] == ["charlie", "bob"]
    assert second["next_cursor"] is None


def test_likers_leave_out_whom_the_viewer_is_not_to_see(api, alice, bob, charlie, superuser):
    comment = comment_on(post_by(alice), alice)
    like(comment, bob, charlie)
    block(superuser, charlie, bob)
    url = f"/api/engagement/likes/{comment}"
    assert [i["handle"] for i in api(bob).get(url).json["items"]] == ["bob"]
    set_profile(superuser, bob, "is_hidden", True)
    assert [i["handle"] for i in api(alice).get(url).json["items"]] == ["charlie"]


def test_the_commenter_may_keep_the_likers_to_themselves(api, alice, bob, superuser):
    comment = comment_on(post_by(alice), bob)
    like(comment, alice)
    url = f"/api/engagement/likes/{comment}"
    superuser.execute("update user_settings set show_likes = false where user_id = %s", [bob.id])
    for person in (alice, None):
        answer = api(person).get(url)
        assert (answer.status, answer.code) == (403, "likes_hidden")
    assert len(api(bob).get(url).json["items"]) == 1
    superuser.execute("update user_settings set show_likes = not show_likes")
    assert len(api(alice).get(url).json["items"]) == 1, "it is the commenter's to say, not the post's author's"


def test_likes_are_read_by_whom_they_are_from_and_whose_comment_it_is(alice, bob, charlie, superuser):
    comment = comment_on(post_by(alice), bob)
    like(comment, alice, charlie)

    def likes_seen_by(person):
        with sql.acting_as(person.viewer, read_only=True):
            return {row["user_id"] for row in sql.rows("select user_id from likes")}

    assert likes_seen_by(bob) == {alice.id, charlie.id}
    assert likes_seen_by(charlie) == {charlie.id}
    block(superuser, charlie, bob)
    assert likes_seen_by(bob) == {alice.id}
    assert likes_seen_by(charlie) == set()
