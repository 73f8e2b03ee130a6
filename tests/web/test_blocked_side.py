"""For the blocked the blocker is nobody, on every page and by every form: found in the addresses of the site.

A new address fails the first test until it has a place in one of the tables below.
"""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from posts import services as posts
from social import services
from tests.messaging.talk import send
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.social.blocked_world import FREE_HANDLE, NAMES, make_world
from web.urls import urlpatterns

#: Addresses of one person or of what is theirs → what their forms send. {handle} is the person's.
TO_SOMEBODY = {
    "profile": {},
    "followers": {},
    "following": {},
    "follow_member": {},
    "unfollow_member": {},
    "remove_follower": {},
    "approve_request": {},
    "decline_request": {},
    "withdraw_request": {},
    "block_member": {},
    "unblock_member": {},
    "mute_member": {},
    "unmute_member": {},
    "dismiss_suggestion": {},
    "post": {},
    "post_actions": {},
    "delete_post": {},
    "like_post": {},
    "unlike_post": {},
    "edit_post": {},
    "post_versions": {},
    "post_likers": {},
    "publish_post": {},
    "restore_post": {},
    "create_comment": {"text": "Hello"},
    "comment": {},
    "comment_replies": {},
    "reply_to_comment": {},
    "edit_comment": {"text": "Hello"},
    "delete_comment": {},
    "like_comment": {},
    "unlike_comment": {},
    "repost_post": {},
    "unrepost_post": {},
    "vote_in_poll": {},
    "bookmark_post": {},
    "unbookmark_post": {},
    "choose_folder": {},
    "give_feedback": {"kind": "less"},
    "pin_post": {},
    "unpin_post": {},
    "make_circle_moderator": {},
    "make_circle_member": {},
    "hand_over_circle": {},
    "remove_circle_member": {},
    "ban_from_circle": {},
    "unban_from_circle": {},
    "approve_circle_request": {},
    "decline_circle_request": {},
    "invite_to_circle": {"handles": "{handle}"},
    "ban_by_handle": {"handle": "{handle}"},
    "conversation_with": {},
    "conversation": {},
    "message_items": {},
    "message_notice": {},
    "read_conversation": {"up_to": "{message}"},
    "accept_conversation": {},
    "decline_conversation": {},
    "update_conversation": {"muted": "true"},
    "send_message": {"recipient_id": "{person}", "text": "Hello"},
    "react_to_message": {"emoji": "🍵"},
    "withdraw_reaction": {"emoji": "🍵"},
    "delete_message": {},
    "report_message": {"reason": "spam"},
}
#: Pages with several people or with what is theirs: the other one is nowhere on them.
LISTS = {
    *("home", "notifications", "bell", "requests", "requests_sent", "suggestions", "profile", "followers", "following"),
    *("post", "circles", "discover_circles", "circle", "circle_members", "circle_requests", "circle_invites"),
    *("circle_bans", "circle_link", "muted_members", "explore", "tag", "bookmarks", "search", "for_you"),
    *("post_versions", "post_likers", "comment", "comment_replies", "reply_to_comment", "drafts", "scheduled_posts"),
    *("messages", "new_message", "conversation", "conversation_rows", "message_tabs", "message_badge"),
}
FOR_THE_BLOCKER_ALONE = {"blocked_members"}
#: Everything else, with the reason why nobody can meet anybody there. Keys are beginnings of addresses.
NOBODY_THERE = {
    "settings": "one's own settings",
    "sign": "ways in and out",
    "password": "ways in and out",
    "recover": "ways in and out",
    "code": "ways in and out",
    "confirm": "ways in and out",
    "posts": "a form, and one's own post",
    "bookmarks/": "one's own folders",
    "search/hints": "nothing without a text; tests/web/test_search_page.py asks for the blocker",
    "tags/<str:tag>/": "one's own choice of topics",
    "topics": "one's own choice of topics, and what trends",
    "ranking": "the same for everybody",
    "notifications/": "by the id of an own notification",
    "requests/approve-all": "answers with a number",
    "circles/new": "a form",
    "circles/<slug:slug>/": "one's own circle, or oneself and a circle",
    "circles/invites/<slug:code>/accept": "oneself and a circle",
    "unsubscribe": "oneself and a kind of mails",
    "offline": "the same for everybody",
    "sw.js": "the same for everybody",
    "manifest": "the same for everybody",
}
#: A word that is in what the two of them write.
SAYINGS = dict(zip(NAMES, ("rhubarb", "tangerine"), strict=False))
TOLD = {("unban_from_circle", "banned"): "whoever banned somebody can end that"}
#: What differs from answer to answer.
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b|nonce=\"[^\"]*\"|nonce-[\w+/=-]+")
CHANGING = re.compile(r"date|x-request-id|(x-)?ratelimit.*|retry-after|set-cookie")


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """The world stays for the next test, as all that is tried across a block is refused; it goes with the module."""


@pytest.fixture(scope="module")
def world(_one_world, join, superuser, api, run_events):  # noqa: F811
    world = make_world(join, superuser, api, run_events)
    (post,) = world.posts["charlie"]
    world.comments = {person.handle: say(person, post) for person in (world.blocker, world.blocked, world.friend)}
    for person in (world.blocker, world.blocked):
        say(person, post, world.comments["charlie"])
    talks_of(world)
    return world


def talks_of(world):
    """Each writes to the other one, and to the friend of both."""
    world.messages, world.talks = {}, {}  # (who, to whom) → id
    for person in (world.blocker, world.blocked):
        word = SAYINGS[person.handle]
        for to in (world.other(person), world.friend):
            said = send(person, to, text=f"A {word} for you").json
            world.messages[person.handle, to.handle] = said["id"]
            world.talks[person.handle, to.handle] = world.talks[to.handle, person.handle] = said["conversation_id"]


@pytest.fixture(scope="module")
def before(world, browser, superuser):
    """Where the two meet, and what the one can tell of the other, before the block."""
    met = {
        reader.handle: {address for address, _ in traces(world, browser, superuser, reader)}
        for reader in (world.blocked, world.blocker)
    }
    superuser.execute("delete from feed_seen")  # or feeds would be without these posts because they are known
    return met, list(differences(world, browser, superuser, "profile"))


@pytest.fixture(scope="module")
def blocked_world(world, before, run_events):  # noqa: F811
    services.block_member(world.blocker.viewer, world.blocked.id)
    run_events()
    return world


def say(person, post, parent=None):
    """A comment in which its author's word is, too; returns its id."""
    word = SAYINGS.get(person.handle, "something")
    return UUID(posts.create_comment(person.viewer, post, text=f"A {word} here", parent_id=parent).loads()["id"])


def filled(name, **choices):
    """Every address of a page that its parameters can make."""
    pattern = next(p for p in urlpatterns if p.name == name)
    ways = [{}]
    for parameter in pattern.pattern.converters:
        ways = [{**way, parameter: value} for way in ways for value in choices[parameter]]
    return [reverse(name, kwargs=way | pattern.default_args) for way in ways]


def shape(answer, person):
    """An answer without what differs from time to time, and without what was asked with."""
    texts = [answer.content.decode(), *(f"{k.lower()}: {v}" for k, v in answer.headers.items())]
    texts = [text for text in texts if not CHANGING.match(text)]
    for index, text in enumerate(texts):
        shown = TOKEN.sub("", text)
        for word in person:
            shown = shown.replace(str(word), "?")
        texts[index] = shown
    return answer.status_code, texts


def slugs_of(superuser, circles):
    return [superuser.execute("select slug from circles where id = %s", [c]).fetchone()[0] for c in circles]


def test_every_address_of_the_site_has_its_place_here():
    known = TO_SOMEBODY.keys() | LISTS | FOR_THE_BLOCKER_ALONE
    names = {p.name for p in urlpatterns}
    others = [str(p.pattern).lstrip("^") for p in urlpatterns if p.name not in known]
    assert [a for a in others if a and not a.startswith(tuple(NOBODY_THERE))] == []
    assert sorted(known - names) == [], "not on the site any more"


def test_to_the_blocked_the_blocker_is_nobody(blocked_world, browser, superuser):
    found = [each for name in TO_SOMEBODY for each in differences(blocked_world, browser, superuser, name)]
    assert found == []


def differences(world, browser, superuser, name):
    """(address, the one answer, the other) wherever the blocked can tell the blocker from nobody."""
    client, blocker = browser(world.blocked), world.blocker
    ruled = world.ruled[world.blocked.handle].items()
    slugs = slugs_of(superuser, [circle for kind, circle in ruled if (name, kind) not in TOLD])
    for post in world.posts[blocker.handle]:
        between = blocker.handle, world.blocked.handle
        private = (world.talks[between], world.messages[between])
        somebody = (blocker.id, blocker.handle, post, world.comments[blocker.handle], *private)
        nobody = (uuid4(), FREE_HANDLE, uuid4(), uuid4(), uuid4(), uuid4())
        for method in ("get", "post"):
            answers = [list(answers_about(client, method, name, slugs, asked)) for asked in (somebody, nobody)]
            for (address, theirs), (_, none) in zip(*answers, strict=True):
                if theirs != none:
                    yield method, address, theirs, none


def answers_about(client, method, name, slugs, asked):
    """(address, answer) of a page asked about a person: with their id, handle, post, comment, talk and message."""
    person, handle, post, comment, talk, message = asked
    words = {"handle": handle, "person": person, "message": message}
    sent = {key: value.format(**words) for key, value in TO_SOMEBODY[name].items()}
    places = {
        "user_id": [person], "handle": [handle], "post_id": [post], "comment_id": [comment], "slug": slugs,
        "conversation_id": [talk], "message_id": [message],
    }  # fmt: skip
    for address in filled(name, **places):
        yield address, shape(getattr(client, method)(address, sent), asked)


def queries_of(world, name):
    if name == "messages":
        return [f"?state={state}" for state in ("active", "request", "archived")]
    return [f"?ids={','.join(sorted(set(world.talks.values())))}"] if name == "conversation_rows" else [""]


def traces(world, browser, superuser, reader):
    """(address, trace) wherever `reader` meets the other one of the two. Fails where a page is never shown."""
    circles = [*world.shared, *(c for ruled in world.ruled.values() for c in ruled.values())]
    places = {
        "slug": slugs_of(superuser, circles),
        "handle": [reader.handle, world.friend.handle],
        "post_id": [world.posts[reader.handle][0], *world.posts["charlie"]],
        "code": world.codes,
        "tag": ["garden"],
        "comment_id": [world.comments[reader.handle], world.comments["charlie"]],
        "conversation_id": [UUID(world.talks[reader.handle, h]) for h in (world.other(reader).handle, "charlie")],
    }
    client = browser(reader)
    for name in sorted(LISTS):
        opened = False
        for address in [a + query for a in filled(name, **places) for query in queries_of(world, name)]:
            answer = client.get(address)
            opened = opened or answer.status_code == 200
            page = answer.content.decode().lower()
            yield from ((address, trace) for trace in world.traces_of(world.other(reader)) if trace in page)
        assert opened, f"{name} was never shown"


def test_on_no_page_do_the_two_meet_but_on_that_of_blocks(blocked_world, browser, superuser):
    for reader in (blocked_world.blocked, blocked_world.blocker):
        assert sorted(set(traces(blocked_world, browser, superuser, reader))) == []
    blocked = reverse("blocked_members")
    assert blocked_world.blocked.handle in browser(blocked_world.blocker).text(blocked)
    assert blocked_world.blocker.handle not in browser(blocked_world.blocked).text(blocked)


def test_before_the_block_they_do(world, before):
    """Else the tests above would find nothing because there is nothing."""
    met, told = before
    for reader in (world.blocked, world.blocker):
        assert {reverse("notifications"), reverse("followers", args=["charlie"])} <= met[reader.handle]
        names = (world.blocker.handle, world.blocked.handle)
        talk = reverse("conversation", args=[world.talks[names]])
        assert {talk, f"{reverse('messages')}?state=active"} <= met[reader.handle]
    assert told
