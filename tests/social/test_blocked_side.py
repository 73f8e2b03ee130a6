"""Every endpoint as somebody who was blocked: the blocker does not exist, at any door of today or of tomorrow."""

from uuid import uuid4

import pytest

from accounts import services as accounts
from posts import services as posts
from social import circle_services as circles
from social import services
from tests.deeds import circle_of, comment_on, follow, like, post_by, set_profile
from tests.messaging.talk import send
from tests.openapi import schema

#: Doors that take a person, or something of theirs: `{alice}` is exchanged for somebody who does not exist.
OF_SOMEBODY = {
    "GET /api/users/{user_id}": "/api/users/{alice}",
    "GET /api/users/by-handle/{handle}": "/api/users/by-handle/{alice_handle}",
    "POST /api/users/{user_id}/like": "/api/users/{alice}/like",
    "DELETE /api/users/{user_id}/like": "/api/users/{alice}/like",
    "GET /api/users": "/api/users?ids={alice}",
    "POST /api/social/follow/{user_id}": "/api/social/follow/{alice}",
    "DELETE /api/social/follow/{user_id}": "/api/social/follow/{alice}",
    "GET /api/social/followers/{user_id}": "/api/social/followers/{alice}",
    "DELETE /api/social/followers/{user_id}": "/api/social/followers/{alice}",
    "GET /api/social/following/{user_id}": "/api/social/following/{alice}",
    "GET /api/social/mutuals/{user_id}": "/api/social/mutuals/{alice}",
    "POST /api/social/requests/{user_id}/approve": "/api/social/requests/{alice}/approve",
    "POST /api/social/requests/{user_id}/decline": "/api/social/requests/{alice}/decline",
    "DELETE /api/social/requests/{user_id}": "/api/social/requests/{alice}",
    "POST /api/social/block/{user_id}": "/api/social/block/{alice}",
    "DELETE /api/social/block/{user_id}": "/api/social/block/{alice}",
    "POST /api/social/mute/{user_id}": "/api/social/mute/{alice}",
    "DELETE /api/social/mute/{user_id}": "/api/social/mute/{alice}",
    "DELETE /api/social/suggestions/{user_id}": "/api/social/suggestions/{alice}",
    "GET /api/posts/user/{user_id}": "/api/posts/user/{alice}",
    "GET /api/posts/{post_id}": "/api/posts/{post}",
    "DELETE /api/posts/{post_id}": "/api/posts/{post}",
    "POST /api/engagement/like/{content_id}": "/api/engagement/like/{post}",
    "DELETE /api/engagement/like/{content_id}": "/api/engagement/like/{post}",
    "GET /api/engagement/likes/{content_id}": "/api/engagement/likes/{post}",
    "POST /api/engagement/comment/{content_id}": "/api/engagement/comment/{post}",
    "PUT /api/engagement/comment/{content_id}": "/api/engagement/comment/{comment}",
    "DELETE /api/engagement/comment/{content_id}": "/api/engagement/comment/{comment}",
    "GET /api/engagement/comments/{post_id}": "/api/engagement/comments/{post}",
    "POST /api/posts": "/api/posts",
    "PUT /api/posts/{post_id}": "/api/posts/{post}",
    "GET /api/posts/{post_id}/versions": "/api/posts/{post}/versions",
    "POST /api/posts/{post_id}/restore": "/api/posts/{post}/restore",
    "POST /api/posts/{post_id}/publish": "/api/posts/{post}/publish",
    "POST /api/posts/{post_id}/pin": "/api/posts/{post}/pin",
    "DELETE /api/posts/{post_id}/pin": "/api/posts/{post}/pin",
    "POST /api/posts/{post_id}/repost": "/api/posts/{post}/repost",
    "DELETE /api/posts/{post_id}/repost": "/api/posts/{post}/repost",
    "POST /api/posts/{post_id}/votes": "/api/posts/{post}/votes",
    "POST /api/posts/{post_id}/bookmark": "/api/posts/{post}/bookmark",
    "DELETE /api/posts/{post_id}/bookmark": "/api/posts/{post}/bookmark",
    "POST /api/posts/{post_id}/view": "/api/posts/{post}/view",
    "POST /api/posts/{post_id}/feedback": "/api/posts/{post}/feedback",
    "POST /api/posts/views": "/api/posts/views",
    "POST /api/rpc/are_mutual_followers": "/api/rpc/are_mutual_followers",
    "POST /api/rpc/can_see_post": "/api/rpc/can_see_post",
    "POST /api/rpc/get_follower_count": "/api/rpc/get_follower_count",
    "POST /api/rpc/get_followers_with_profiles": "/api/rpc/get_followers_with_profiles",
    "POST /api/rpc/get_post": "/api/rpc/get_post",
    "POST /api/rpc/like_post": "/api/rpc/like_post",
    "POST /api/rpc/unlike_post": "/api/rpc/unlike_post",
    "POST /api/rpc/repost_post": "/api/rpc/repost_post",
    "POST /api/rpc/unrepost_post": "/api/rpc/unrepost_post",
    "GET /api/messages/conversations/{conversation_id}": "/api/messages/conversations/{talk}",
    "PUT /api/messages/conversations/{conversation_id}": "/api/messages/conversations/{talk}",
    "POST /api/messages/conversations/{conversation_id}/accept": "/api/messages/conversations/{talk}/accept",
    "POST /api/messages/conversations/{conversation_id}/decline": "/api/messages/conversations/{talk}/decline",
    "GET /api/messages/conversation/{conversation_id}": "/api/messages/conversation/{talk}",
    "POST /api/messages/conversation/{conversation_id}/read": "/api/messages/conversation/{talk}/read",
    "POST /api/messages/conversation/{conversation_id}/typing": "/api/messages/conversation/{talk}/typing",
    "POST /api/messages/send": "/api/messages/send",
    "DELETE /api/messages/{message_id}": "/api/messages/{message}",
    "PUT /api/messages/{message_id}/read": "/api/messages/{message}/read",
    "POST /api/messages/{message_id}/reactions": "/api/messages/{message}/reactions",
    "DELETE /api/messages/{message_id}/reactions/{emoji}": "/api/messages/{message}/reactions/🍵",
    "POST /api/moderation/reports": "/api/moderation/reports",
    "POST /api/rpc/can_message_user": "/api/rpc/can_message_user",
    "POST /api/circles/{circle_id}/invites": "/api/circles/{bobs}/invites",
    "POST /api/circles/{circle_id}/bans/{user_id}": "/api/circles/{bobs}/bans/{alice}",
    "DELETE /api/circles/{circle_id}/bans/{user_id}": "/api/circles/{bobs}/bans/{alice}",
    "POST /api/circles/{circle_id}/requests/{user_id}/approve": "/api/circles/{bobs}/requests/{alice}/approve",
    "POST /api/circles/{circle_id}/requests/{user_id}/decline": "/api/circles/{bobs}/requests/{alice}/decline",
    "PUT /api/circles/{circle_id}/members/{user_id}": "/api/circles/{bobs}/members/{alice}",
    "DELETE /api/circles/{circle_id}/members/{user_id}": "/api/circles/{bobs}/members/{alice}",
}
BODIES = {
    "POST /api/circles/{circle_id}/invites": {"user_ids": ["{alice}"]},
    "PUT /api/circles/{circle_id}/members/{user_id}": {"role": "moderator"},
    "POST /api/engagement/comment/{content_id}": {"text": "Well said"},
    "PUT /api/engagement/comment/{content_id}": {"text": "Well said"},
    "POST /api/posts": {"text": "Look at this", "quote_id": "{post}"},
    "PUT /api/posts/{post_id}": {"text": "Mine now"},
    "POST /api/posts/{post_id}/votes": {"option_ids": []},
    "POST /api/posts/{post_id}/bookmark": {"folder": None},
    "PUT /api/messages/conversations/{conversation_id}": {"muted": True},
    "POST /api/messages/conversation/{conversation_id}/read": {"up_to": "{message}"},
    "POST /api/messages/send": {"recipient_id": "{alice}", "text": "hello"},
    "POST /api/messages/{message_id}/reactions": {"emoji": "🍵"},
    "POST /api/moderation/reports": {"subject": {"type": "message", "id": "{message}"}, "reason": "spam"},
    "POST /api/rpc/can_message_user": {"sender": "{bob}", "recipient": "{alice}"},
    "POST /api/posts/views": {"post_ids": ["{post}"]},
    "POST /api/posts/{post_id}/feedback": {"kind": "less"},
    "POST /api/rpc/are_mutual_followers": {"a": "{bob}", "b": "{alice}"},
    "POST /api/rpc/can_see_post": {"viewer": "{bob}", "post": "{post}"},
    "POST /api/rpc/get_follower_count": {"user": "{alice}"},
    "POST /api/rpc/get_followers_with_profiles": {"user": "{alice}", "limit": 20, "cursor": ""},
    **{f"POST /api/rpc/{name}_post": {"post": "{post}"} for name in ("get", "like", "unlike", "repost", "unrepost")},
}
#: Doors whose answers list people, or what people did: the blocker is not in them.
LISTS = {
    "GET /api/circles": ["/api/circles", "/api/circles?discover=1"],
    "GET /api/circles/invites": ["/api/circles/invites"],
    "GET /api/circles/{circle_id}/bans": ["/api/circles/{bobs}/bans"],
    "GET /api/circles/{circle_id}/invites": ["/api/circles/{bobs}/invites"],
    "GET /api/circles/{circle_id}/members": ["/api/circles/{bobs}/members", "/api/circles/{charlies}/members"],
    "GET /api/circles/{circle_id}/requests": ["/api/circles/{bobs}/requests"],
    "GET /api/engagement/likes/{content_id}": [
        "/api/engagement/likes/{bobs_post}",
        "/api/engagement/likes/{charlies_post}",
    ],
    "GET /api/engagement/comments/{post_id}": [
        "/api/engagement/comments/{bobs_post}",
        "/api/engagement/comments/{charlies_post}",
    ],
    "GET /api/messages/conversations": [
        f"/api/messages/conversations?state={state}" for state in ("active", "request", "archived")
    ],
    "GET /api/moderation/reports": ["/api/moderation/reports"],
    "GET /api/notifications": ["/api/notifications"],
    "GET /api/posts/bookmarks": ["/api/posts/bookmarks"],
    "GET /api/posts": [
        "/api/posts",
        "/api/posts?feed=for_you",
        "/api/posts?feed=explore",
        "/api/posts?feed=tag&tag=words",
        "/api/posts?feed=circle&circle={bobs}",
        "/api/posts?feed=circle&circle={charlies}",
    ],
    "GET /api/search/mentions": ["/api/search/mentions?q=alice"],
    "GET /api/search/posts": ["/api/search/posts?q=words&sort=new", "/api/search/posts?q=from:alice"],
    "GET /api/search/tags": ["/api/search/tags?q=words"],
    "GET /api/search/users": ["/api/search/users?q=alice"],
    "GET /api/social/blocked": ["/api/social/blocked"],
    "GET /api/social/followers/{user_id}": ["/api/social/followers/{bob}", "/api/social/followers/{charlie}"],
    "GET /api/social/following/{user_id}": ["/api/social/following/{bob}", "/api/social/following/{charlie}"],
    "GET /api/social/muted": ["/api/social/muted"],
    "GET /api/social/mutuals/{user_id}": ["/api/social/mutuals/{bob}", "/api/social/mutuals/{charlie}"],
    "GET /api/social/requests": ["/api/social/requests"],
    "GET /api/social/requests/sent": ["/api/social/requests/sent"],
    "GET /api/social/suggestions": ["/api/social/suggestions"],
    "GET /api/users/me": ["/api/users/me"],
}
#: The blocker keeps seeing, as a limited profile, whom they blocked; these lists say so.
ONLY_FOR_THE_BLOCKER = {"GET /api/social/blocked"}
OWN = "about the caller's own account"
CIRCLE = "about a circle, not about people in it"
#: What is not asked, and why: an area (all of sign-in), a path, or one method of it.
NOT_ABOUT_PEOPLE = {
    "/api/auth": OWN,
    "/api/settings": OWN,
    "/api/settings/accessibility": OWN,
    "/api/settings/creator": OWN,
    "/api/settings/notifications": OWN,
    "/api/settings/privacy": OWN,
    "DELETE /api/users/me": OWN,
    "PUT /api/users/me": OWN,
    "/api/users/me/avatar": OWN,
    "/api/users/me/banner": OWN,
    "/api/users/me/export": OWN,
    "/api/users/me/export/{export_id}": OWN,
    "/api/users/me/export/{export_id}/archive": "the archive's own tests look for people who do not exist any more",
    "/api/users/me/handle": OWN,
    "/api/users/me/verification": OWN,
    "/api/users/me/verification/document": OWN,
    "/api/realtime/ticket": OWN,
    "/api/users/check-handle/{handle}": "says only that a handle is taken, as sign-up has to",
    "/api/sync": "events with ids that the member had when they happened",
    "/api/social/muted-words": "phrases",
    "/api/social/muted-words/{word_id}": "phrases",
    "/api/social/requests/approve-all": "names nobody, and lets in whom the list of requests shows",
    "/api/notifications/devices": OWN,
    "/api/notifications/devices/{device_id}": "own devices only",
    "/api/notifications/push-key": "a key, the same for everybody",
    "/api/notifications/read-all": "a mark",
    "/api/notifications/unread-count": "counts what the list of notifications shows",
    "/api/notifications/{notification_id}": "takes own notifications only",
    "/api/notifications/{notification_id}/read": "takes own notifications only",
    "/api/circles/invites/{circle_id}": "an own invite",
    "/api/circles/invites/{code}": "the circle behind a link; who made it is not said",
    "/api/circles/invites/{code}/accept": "the circle behind a link; who made it is not said",
    "/api/circles/{circle}": CIRCLE,
    "/api/circles/{circle_id}/join": CIRCLE,
    "/api/circles/{circle_id}/leave": CIRCLE,
    "/api/circles/{circle_id}/invites/{invite_id}": CIRCLE,
    "POST /api/circles": CIRCLE,
    "/api/batch": "each of its requests is one of these",
    "/api/posts/bookmarks/folders": "names of the caller's folders",
    "/api/media": OWN,
    **{f"/api/media/{{media_id}}{deed}": "own media only" for deed in ("", "/parts", "/complete", "/retry")},
    "/api/posts/deleted": OWN,
    "/api/posts/ranking": "weights and rules, the same for everybody",
    "/api/posts/tags/mine": OWN,
    "/api/posts/tags/{tag}/follow": "a word",
    "/api/posts/tags/{tag}/mute": "a word",
    "/api/posts/tags/trending": "words that many people wrote, and how many, the same for everybody",
    "/api/posts/drafts": OWN,
    "/api/posts/scheduled": OWN,
    "/api/rpc": "a list of functions",
    "/api/rpc/generate_conversation_id": "a hash of two ids, whether there are such members or not",
    "/api/rpc/get_posts_with_counts": "as GET /api/posts",
    "/api/rpc/get_visible_posts_for_user": "as GET /api/posts",
    "/api/rpc/is_handle_available": "says only that a handle is taken, as sign-up has to",
}


def endpoints():
    paths = schema()["paths"]
    return sorted(
        f"{method.upper()} {path}"
        for path, operations in paths.items()
        for method in operations
        if method != "parameters"
    )


def is_about_nobody(endpoint):
    path = endpoint.partition(" ")[2]
    return endpoint in NOT_ABOUT_PEOPLE or path in NOT_ABOUT_PEOPLE or path.startswith("/api/auth/")


@pytest.mark.parametrize("endpoint", endpoints())
def test_each_endpoint_was_thought_of(endpoint):
    assert endpoint in OF_SOMEBODY or endpoint in LISTS or is_about_nobody(endpoint), (
        "Does it take or list people? Then say so in OF_SOMEBODY or LISTS, else in NOT_ABOUT_PEOPLE why not."
    )


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """The world stays for the next test, as whatever is tried across a block is refused; it goes with the module."""


@pytest.fixture(scope="module")
def alice(join):
    return join("alice")


@pytest.fixture(scope="module")
def bob(join):
    return join("bob")


@pytest.fixture(scope="module")
def charlie(join):
    return join("charlie")


@pytest.fixture(scope="module")
def world(_one_world, superuser, alice, bob, charlie, join, run_events):
    """Alice, bob and charlie have everything to do with each other. Returns what paths are filled with."""
    asked = join("dora")  # whom both asked to follow
    set_profile(superuser, asked, "is_private", True)
    follow(alice, asked)
    follow(bob, asked)
    follow(alice, bob, charlie)
    follow(bob, alice, charlie)
    follow(charlie, alice, bob)
    post, bobs_post, charlies_post = (post_by(p, f"Words of {p.handle} #words") for p in (alice, bob, charlie))
    like(post, bob)
    like(bobs_post, alice)
    like(charlies_post, alice, bob)
    comment, _ = (comment_on(p, alice, "Words of alice") for p in (charlies_post, bobs_post))
    comment_on(charlies_post, bob, "Words of bob")
    posts.repost_post(alice.viewer, charlies_post)
    posts.repost_post(charlie.viewer, post)
    for kept in (post, post_by(alice, "Words of alice once more")):  # one of them he may give up
        posts.bookmark_post(bob.viewer, kept)
    accounts.like_profile(alice.viewer, bob.id)
    bobs = circle_of(superuser, bob, slug="bobs", visibility="private", join_policy="approval")
    charlies = circle_of(superuser, charlie, alice, bob, slug="charlies", visibility="private")
    circles.join_circle(alice.viewer, bobs)
    posts.create_post(alice.viewer, text="Words of alice in a circle", audience="circle", circle_id=charlies)
    alices = circle_of(superuser, alice, slug="hers", visibility="secret")
    circles.invite_to_circle(alice.viewer, alices, [bob.id])
    circles.invite_to_circle(bob.viewer, bobs, [charlie.id])
    sent = send(alice, bob, text="Words of alice").json
    send(bob, alice, text="Words of bob")
    run_events()
    services.mute_member(bob.viewer, alice.id)
    return {
        "talk": sent["conversation_id"], "message": sent["id"],
        "alice": alice.id, "alice_handle": alice.handle, "bob": bob.id, "charlie": charlie.id, "post": post,
        "comment": comment, "bobs_post": bobs_post, "charlies_post": charlies_post, "bobs": bobs, "charlies": charlies,
    }  # fmt: skip


@pytest.fixture(scope="module")
def met(superuser, api, alice, bob, world):
    """The doors at which bob finds alice before the block."""
    found = {
        endpoint
        for endpoint, paths in LISTS.items()
        for path in paths
        if named(api(bob).get(path.format(**world)).body, alice)
    }
    services.unmute_member(bob.viewer, alice.id)
    if named(api(bob).get("/api/notifications").body, alice):
        found.add("GET /api/notifications")
    services.mute_member(bob.viewer, alice.id)
    superuser.execute("delete from feed_seen")  # or feeds would be without her posts because he knows them
    return found


@pytest.fixture(scope="module")
def blocked(world, met, alice, bob, run_events):
    """The same, after alice blocked bob."""
    services.block_member(alice.viewer, bob.id)
    run_events()
    return world


def filled(body, world):
    if isinstance(body, dict):
        return {name: filled(value, world) for name, value in body.items()}
    if isinstance(body, list):
        return [filled(value, world) for value in body]
    return body.format(**world) if isinstance(body, str) else body


def ask(api, person, endpoint, path, world):
    body = filled(BODIES.get(endpoint), world)
    answer = api(person, X_Request_ID="the-same").request(endpoint.partition(" ")[0], path.format(**world), body)
    headers = {k: v for k, v in answer.headers.items() if not k.startswith("ratelimit") and k != "date"}
    return answer.status, answer.body.replace(str(world["alice"]).encode(), b"<id>"), headers


@pytest.mark.parametrize("endpoint", OF_SOMEBODY)
def test_the_blocker_is_the_same_as_nobody(api, bob, blocked, endpoint):
    nobody = blocked | {
        "alice": uuid4(), "alice_handle": "nobody_here", "post": uuid4(), "comment": uuid4(), "talk": uuid4(),
        "message": uuid4(),
    }  # fmt: skip
    path = OF_SOMEBODY[endpoint]
    assert ask(api, bob, endpoint, path, blocked) == ask(api, bob, endpoint, path, nobody)


def named(body, person):
    return [
        word for word in (str(person.id), f'"{person.handle}"', f"Words of {person.handle}") if word.encode() in body
    ]


@pytest.mark.parametrize("endpoint", LISTS)
def test_lists_are_without_the_blocker(api, alice, bob, blocked, endpoint):
    for path in LISTS[endpoint]:
        answer = api(bob).get(path.format(**blocked))
        assert answer.status == 200, path
        assert named(answer.body, alice) == [], path


@pytest.mark.parametrize("endpoint", sorted(set(LISTS) - ONLY_FOR_THE_BLOCKER))
def test_lists_of_the_blocker_are_without_the_blocked(api, alice, bob, blocked, endpoint):
    for path in LISTS[endpoint]:
        answer = api(alice).get(path.format(**blocked))
        if "{bob" not in path:
            assert answer.status == 200, path
        assert named(answer.body, bob) == [], path


def test_the_blocker_sees_the_blocked_as_a_limited_profile_that_she_blocks(api, alice, bob, blocked):
    profile = api(alice).get(f"/api/users/{bob.id}").json
    assert (profile["limited"], profile["viewer"]["blocking"]) == (True, True)


def test_without_the_block_she_is_in_them(met):
    """The other tests would pass in an empty world: here everything is found."""
    assert met >= {
        "GET /api/circles/invites", "GET /api/circles/{circle_id}/members", "GET /api/circles/{circle_id}/requests",
        "GET /api/engagement/comments/{post_id}", "GET /api/engagement/likes/{content_id}", "GET /api/notifications",
        "GET /api/messages/conversations", "GET /api/posts", "GET /api/posts/bookmarks",
        "GET /api/social/followers/{user_id}", "GET /api/social/following/{user_id}", "GET /api/social/muted",
        "GET /api/social/mutuals/{user_id}",
    }  # fmt: skip


PAGES = ["/@{alice_handle}", "/@{alice_handle}/followers", "/@{alice_handle}/following", "/posts/{post}"]


@pytest.mark.parametrize("page", PAGES)
def test_her_pages_are_the_same_as_none(browser, bob, blocked, page):
    nobody = blocked | {"alice_handle": "nobody_here", "post": uuid4()}
    there, absent = (browser(bob).get(page.format(**world)) for world in (blocked, nobody))
    assert there.status_code == absent.status_code == 404
    assert b"Words of alice" not in there.content


@pytest.mark.parametrize("deed", ["follow", "unfollow", "remove", "block", "unblock", "mute", "unmute"])
def test_her_buttons_are_the_same_as_nobody_s(browser, bob, blocked, deed):
    there, absent = (browser(bob).post(f"/members/{id}/{deed}") for id in (blocked["alice"], uuid4()))
    assert there.status_code == absent.status_code == 404
