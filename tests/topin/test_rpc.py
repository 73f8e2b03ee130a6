"""Published functions: called by name as the viewer, and telling nobody more than the other doors do."""

from uuid import uuid4

import pytest

from posts import services as posts
from tests.deeds import block, circle_of, follow, post_by, set_profile
from topin import (
    api_urls,  # noqa: F401  (apps publish theirs with the addresses)
    rpc,
)


@pytest.fixture
def call(api):
    """`call(alice, "like_post", post=…)` → the answer."""

    def call_as(person, function, **arguments):
        body = {
            name: value if isinstance(value, (int, type(None))) else str(value) for name, value in arguments.items()
        }
        return api(person).post(f"/api/rpc/{function}", body)

    return call_as


def refusal(answer):
    return {name: value for name, value in answer.json.items() if name != "request_id"}


# -- what is published ------------------------------------------------------------------------------


def test_the_list_says_what_can_be_called_and_how(api, alice):
    for caller in (api(), api(alice)):
        items = caller.get("/api/rpc").json["items"]
        assert [item["name"] for item in items] == sorted(rpc.functions)
        by_name = {item["name"]: item for item in items}
        assert by_name["like_post"] == {
            "name": "like_post",
            "arguments": [{"name": "post", "type": "uuid", "required": True}],
            "writes": True,
            "visitors": False,
        }
        assert by_name["get_posts_with_counts"]["arguments"] == [
            {"name": "circle", "type": "uuid", "required": True},
            {"name": "limit", "type": "integer", "required": False},
            {"name": "cursor", "type": "text", "required": False},
        ]


@pytest.mark.parametrize(
    "name",
    [
        "is_user_blocked",
        "can_view_profile",
        "profile_exists_for",
        "increment_post_views",
        "sign_up",
        "viewer_id",
        "pg_sleep",
        "Like_Post",
        "like_post/",
        "like_post;",
        "api.like_post",
        "nothing",
    ],
)
def test_what_is_not_published_is_not_there(api, alice, name):
    for caller in (api(), api(alice)):
        for method in ("GET", "POST", "DELETE"):
            answer = caller.request(method, f"/api/rpc/{name}", {} if method != "GET" else None)
            assert answer.status == 404
            assert refusal(answer) == refusal(caller.request(method, "/api/nowhere"))


def test_functions_are_called_by_post(api, alice):
    answer = api(alice).get("/api/rpc/like_post")
    assert (answer.status, answer.code) == (405, "method_not_allowed")


def test_questions_cannot_write_and_deeds_can(superuser):
    for name, function in rpc.functions.items():
        found = superuser.execute(
            "select distinct provolatile::text from pg_proc where proname = %s and pronamespace = 'api'::regnamespace",
            [name],
        ).fetchall()
        assert found == [("v",)] if function.writes else found in ([("s",)], [("i",)]), name


def test_questions_run_in_read_only_transactions_as_the_viewer(alice):
    function = rpc.Function("viewer_id", rpc.Arguments, str, False, False, None)
    assert function.call(alice.viewer, {}) == alice.id
    writing = rpc.Function("like_post", rpc.Arguments, str, False, False, None)
    with pytest.raises(Exception, match="read-only transaction"):
        writing.call(alice.viewer, {"post": post_by(alice)})


def test_only_deeds_count_as_writes(call, alice, bob):
    post = post_by(alice)
    told = [call(bob, name, post=post).headers for name in ("get_post", "like_post", "get_post")]
    assert [headers["ratelimit-limit"] for headers in told] == ["3000", "120", "3000"]


def test_a_deed_with_a_key_is_done_once(api, alice, bob):
    post = post_by(alice)
    answers = [
        api(bob).post("/api/rpc/like_post", {"post": str(post)}, headers={"Idempotency-Key": "one"}) for _ in range(2)
    ]
    assert answers[0].body == answers[1].body
    assert answers[1].headers["idempotent-replayed"] == "true"


def test_visitors_call_only_what_is_for_them(call, alice, superuser):
    post, circle = post_by(alice), circle_of(superuser, alice, visibility="public")
    for_members = {
        "like_post": {"post": post},
        "unlike_post": {"post": post},
        "repost_post": {"post": post},
        "unrepost_post": {"post": post},
        "get_visible_posts_for_user": {"viewer": None},
        "can_message_user": {"sender": None, "recipient": alice.id},
        "generate_conversation_id": {"a": alice.id, "b": alice.id},
    }
    for name, arguments in for_members.items():
        assert call(None, name, **arguments).status == 401, name
    for_all = {
        "get_post": {"post": post},
        "can_see_post": {"viewer": None, "post": post},
        "get_posts_with_counts": {"circle": circle},
        "is_handle_available": {"handle": "dora"},
        "are_mutual_followers": {"a": alice.id, "b": alice.id},
        "get_follower_count": {"user": alice.id},
        "get_followers_with_profiles": {"user": alice.id},
    }
    for name, arguments in for_all.items():
        assert call(None, name, **arguments).status == 200, name
    assert for_members.keys() | for_all.keys() == set(rpc.functions)


# -- arguments --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "arguments", "field"),
    [
        ("like_post", {}, "post"),
        ("like_post", {"post": None}, "post"),
        ("like_post", {"post": 7}, "post"),
        ("like_post", {"post": True}, "post"),
        ("like_post", {"post": ["x"]}, "post"),
        ("like_post", {"post": "7"}, "post"),
        ("like_post", {"post": str(uuid4()), "post_in": str(uuid4())}, "post_in"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": 0}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": 101}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": "20"}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": 2.5}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": True}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "limit": 10**30}, "limit"),
        ("get_posts_with_counts", {"circle": str(uuid4()), "cursor": 5}, "cursor"),
        ("is_handle_available", {"handle": 5}, "handle"),
        ("is_handle_available", {"handle": "x" * 2_000}, "handle"),
        ("can_see_post", {"post": str(uuid4())}, "viewer"),
        ("get_visible_posts_for_user", {}, "viewer"),
        ("are_mutual_followers", {"a": str(uuid4())}, "b"),
    ],
)
def test_arguments_of_other_names_and_types_are_invalid(api, alice, function, arguments, field):
    answer = api(alice).post(f"/api/rpc/{function}", arguments)
    assert (answer.status, answer.code, [error["field"] for error in answer.json["errors"]]) == (
        400,
        "invalid",
        [field],
    )


@pytest.mark.parametrize("body", ["[]", "1", '"post"', "null", "{", ""])
def test_a_body_that_is_no_object_is_malformed(api, alice, body):
    assert api(alice).post("/api/rpc/like_post", body).status == 400


def test_a_broken_cursor_is_refused_as_everywhere(call, alice):
    answer = call(alice, "get_visible_posts_for_user", viewer=alice.id, cursor="broken")
    assert (answer.status, answer.code) == (400, "bad_cursor")


# -- each function ----------------------------------------------------------------------------------


def test_liking_and_reposting_answer_as_their_doors(call, api, alice, bob):
    post = post_by(alice)
    assert call(bob, "like_post", post=post).json == {"liked": True, "likes": 1}
    assert call(bob, "unlike_post", post=post).json == {"liked": False, "likes": 0}
    assert call(bob, "repost_post", post=post).json == {"reposted": True, "reposts": 1}
    assert call(bob, "unrepost_post", post=post).json == {"reposted": False, "reposts": 0}
    assert call(bob, "get_post", post=post).body == api(bob).get(f"/api/posts/{post}").body


def test_the_home_feed_is_ones_own(call, api, alice, bob):
    follow(alice, bob)
    for number in range(3):
        post_by(bob, f"Number {number}")
    first = call(alice, "get_visible_posts_for_user", viewer=alice.id, limit=2)
    assert first.json["items"] == api(alice).get("/api/posts?limit=2").json["items"]
    rest = call(alice, "get_visible_posts_for_user", viewer=alice.id, limit=2, cursor=first.json["next_cursor"]).json
    assert [item["text"] for item in rest["items"]] == ["Number 0"]
    for other in (bob.id, uuid4(), None):
        answer = call(alice, "get_visible_posts_for_user", viewer=other)
        assert refusal(answer) == refusal(api(alice).get("/api/nowhere"))


def test_the_feed_of_a_circle(call, api, alice, bob, charlie, superuser):
    secret, private = (circle_of(superuser, alice, bob, slug=v, visibility=v) for v in ("secret", "private"))
    post_by(alice, "In here", audience="circle", circle_id=secret)
    assert [item["text"] for item in call(bob, "get_posts_with_counts", circle=secret).json["items"]] == ["In here"]
    assert refusal(call(charlie, "get_posts_with_counts", circle=secret)) == refusal(
        call(charlie, "get_posts_with_counts", circle=uuid4())
    )
    assert call(charlie, "get_posts_with_counts", circle=private).code == "not_a_member"
    assert call(None, "get_posts_with_counts", circle=private).status == 404


def test_handles(call, alice):
    assert call(alice, "is_handle_available", handle="dora").body == b"true"
    assert call(None, "is_handle_available", handle="alice").body == b"false"
    assert call(None, "is_handle_available", handle=" dora").body == b"false"
    assert call(None, "is_handle_available", handle="").body == b"false"


def test_mutual_followers(call, alice, bob, charlie):
    follow(alice, bob)
    follow(bob, alice)
    follow(charlie, bob)
    for reader in (alice, bob, charlie, None):
        assert call(reader, "are_mutual_followers", a=alice.id, b=bob.id).body == b"true"
        assert call(reader, "are_mutual_followers", a=charlie.id, b=bob.id).body == b"false"


def test_who_follows_private_people_is_told_to_nobody_else(call, alice, bob, charlie, superuser):
    for one, other in [(alice, bob), (bob, alice), (charlie, bob)]:
        follow(one, other)
    set_profile(superuser, alice, "is_private", True)
    for reader in (charlie, None):
        assert call(reader, "are_mutual_followers", a=alice.id, b=bob.id).body == b"false"
        answers = [call(reader, name, user=alice.id) for name in ("get_follower_count", "get_followers_with_profiles")]
        assert [(answer.status, answer.code) for answer in answers] == [(403, "profile_limited")] * 2
    assert call(alice, "are_mutual_followers", a=alice.id, b=bob.id).body == b"true"
    assert call(bob, "get_follower_count", user=alice.id).body == b"1"


def test_followers(call, api, alice, bob, charlie):
    follow(bob, alice)
    follow(charlie, alice)
    assert call(bob, "get_follower_count", user=alice.id).body == b"2"
    page = call(bob, "get_followers_with_profiles", user=alice.id, limit=1)
    assert page.body == api(bob).get(f"/api/social/followers/{alice.id}?limit=1").body
    rest = call(bob, "get_followers_with_profiles", user=alice.id, cursor=page.json["next_cursor"]).json
    assert [item["handle"] for item in rest["items"]] == ["bob"]


def test_whether_a_post_is_seen_is_asked_for_oneself_alone(call, alice, bob, charlie):
    follow(bob, alice)
    post, draft = post_by(alice, audience="followers"), post_by(alice, status="draft")
    assert call(bob, "can_see_post", viewer=bob.id, post=post).body == b"true"
    assert call(charlie, "can_see_post", viewer=charlie.id, post=post).body == b"false"
    assert call(None, "can_see_post", viewer=None, post=post).body == b"false"
    assert call(None, "can_see_post", viewer=None, post=post_by(alice)).body == b"true"
    assert call(alice, "can_see_post", viewer=alice.id, post=draft).body == b"true"
    assert call(bob, "can_see_post", viewer=bob.id, post=draft).body == b"false"
    for caller in (alice, charlie, None):
        answers = [call(caller, "can_see_post", viewer=other, post=post) for other in (bob.id, uuid4())]
        assert [answer.status for answer in answers] == [404, 404]
        assert refusal(answers[0]) == refusal(answers[1])


# -- the blocked side -------------------------------------------------------------------------------


def of_absent(name, bob, charlie):
    """How each function answers bob about somebody, or a post, that is not there."""
    nobody = uuid4()
    return {
        "like_post": {"post": nobody},
        "unlike_post": {"post": nobody},
        "repost_post": {"post": nobody},
        "unrepost_post": {"post": nobody},
        "get_post": {"post": nobody},
        "can_see_post": {"viewer": bob.id, "post": nobody},
        "are_mutual_followers": {"a": nobody, "b": charlie.id},
        "get_follower_count": {"user": nobody},
        "get_followers_with_profiles": {"user": nobody},
    }.get(name)


@pytest.mark.parametrize(
    "name", [name for name in rpc.functions if of_absent(name, *[type("P", (), {"id": uuid4()})] * 2)]
)
def test_to_the_blocked_the_blocker_is_absent(call, alice, bob, charlie, superuser, name):
    post = post_by(alice)
    for person in (bob, charlie):
        follow(person, alice)
        posts.like_post(person.viewer, post)
        posts.repost_post(person.viewer, post)
    follow(alice, charlie)
    absent = of_absent(name, bob, charlie)
    about_alice = {
        argument: value if value in (bob.id, charlie.id) else {"post": post, "user": alice.id, "a": alice.id}[argument]
        for argument, value in absent.items()
    }
    assert call(bob, name, **about_alice).body not in (call(bob, name, **absent).body,)  # else it proves nothing
    block(superuser, alice, bob)
    seen, unseen = call(bob, name, **about_alice), call(bob, name, **absent)
    assert seen.status == unseen.status
    if seen.status == 200:
        assert seen.body == unseen.body
    else:
        assert refusal(seen) == refusal(unseen)
    shown = call(charlie, "get_post", post=post).json["counts"]
    assert (shown["likes"] >= 1, shown["reposts"] >= 1) == (True, True)


def test_the_blocked_are_in_no_list_and_no_feed_of_others(call, alice, bob, charlie, superuser):
    circle = circle_of(superuser, charlie, alice, bob, visibility="public")
    post_by(alice, audience="circle", circle_id=circle)
    follow(alice, charlie)
    follow(bob, alice)
    block(superuser, alice, bob)
    assert call(bob, "get_followers_with_profiles", user=charlie.id).json["items"] == []
    assert call(bob, "get_posts_with_counts", circle=circle).json["items"] == []
    assert call(bob, "get_visible_posts_for_user", viewer=bob.id).json["items"] == []
    # How many there are is the same for everybody.
    assert call(bob, "get_follower_count", user=charlie.id).body == b"1"


def test_a_handle_of_somebody_who_blocked_one_is_taken_all_the_same(call, alice, bob, superuser):
    block(superuser, alice, bob)
    assert (
        call(bob, "is_handle_available", handle="alice").body == call(None, "is_handle_available", handle="alice").body
    )


def test_the_blocker_reads_nothing_of_the_blocked_posts(call, alice, bob, superuser):
    post = post_by(alice)
    block(superuser, bob, alice)
    assert call(bob, "get_post", post=post).status == 404
    assert call(bob, "can_see_post", viewer=bob.id, post=post).body == b"false"
    assert call(bob, "get_follower_count", user=alice.id).code == "profile_limited"


def test_an_ended_session_calls_nothing(call, alice, superuser):
    superuser.execute("select internal.end_session(%s, 'test')", [alice.session_id])
    for name, arguments in {"get_post": {"post": uuid4()}, "is_handle_available": {"handle": "dora"}}.items():
        assert call(alice, name, **arguments).status == 401
