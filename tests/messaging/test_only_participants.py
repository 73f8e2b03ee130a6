"""Every door of private talk as somebody who has no part in it: two others' conversations and messages do not exist.

A new address of the API fails the first test until it has its place here.
"""

import json
import re
from uuid import UUID, uuid4

import pytest

from messaging.urls import urlpatterns
from social import services as social
from tests.messaging.conftest import conversation, friends  # noqa: F401  (fixtures)
from tests.messaging.talk import conversations, events, messages, send, talk_between
from tests.posts.ready_media import medium_of
from tests.realtime.conftest import enter, shared_port  # noqa: F401  (fixtures)
from tests.realtime.topics import NOT_FOUND, refused, subscribed
from topin import (
    api_urls,  # noqa: F401  (apps publish theirs with the addresses)
    rpc,
)

PLACES = {"uuid:conversation_id": "talk", "uuid:message_id": "message", "str:emoji": "emoji"}
#: Doors of one conversation or message → what is sent along, and what those who take part are answered.
DOORS = {
    "GET /conversations/{talk}": (None, 200),
    "PUT /conversations/{talk}": ({"muted": True, "expiry": "1h"}, 200),
    "POST /conversations/{talk}/accept": (None, 200),
    "POST /conversations/{talk}/decline": (None, 204),
    "GET /conversation/{talk}": (None, 200),
    "POST /conversation/{talk}/read": ({"up_to": "{message}"}, 204),
    "POST /conversation/{talk}/typing": (None, 204),
    "POST /send": ({"conversation_id": "{talk}", "text": "hello"}, 201),
    "PUT /{message}/read": (None, 200),
    "POST /{message}/reactions": ({"emoji": "🍵"}, 200),
    "DELETE /{message}/reactions/{emoji}": (None, 200),
    "DELETE /{message}": (None, 204),
    "DELETE /{message}?for=everyone": (None, 204),
    "POST /api/moderation/reports": ({"subject": {"type": "message", "id": "{message}"}, "reason": "spam"}, 201),
}
#: Doors without one: what others have is not in their answers.
LISTS = {"GET /conversations"}
OF_REQUESTS = {"POST /conversations/{talk}/accept", "POST /conversations/{talk}/decline"}
#: By whoever wrote the message; all others by whoever got it.
OF_SENDERS = {"DELETE /{message}?for=everyone"}


def addresses():
    """`METHOD /address` of all that messaging/urls.py has."""
    for pattern in urlpatterns:
        address = re.sub(r"<([^>]+)>", lambda found: f"{{{PLACES[found[1]]}}}", str(pattern.pattern))
        view = pattern.callback.cls
        yield from (f"{m.upper()} {address}" for m in view.http_method_names if hasattr(view, m) and m != "options")


def test_every_address_has_its_place_here():
    known = {door.partition("?")[0] for door in DOORS if " /api/" not in door} | LISTS
    assert set(addresses()) == known


@pytest.fixture
def world(request, alice, bob):
    """What alice wrote to bob: as a friend, or where `param` is a door of requests, as a stranger."""
    if request.param not in OF_REQUESTS:
        request.getfixturevalue("friends")
    talk = talk_between(alice, bob)
    return {"talk": talk, "message": messages(bob, talk)[0]["id"], "emoji": "🍵"}


def absent():
    return {"talk": str(uuid4()), "message": str(uuid4()), "emoji": "🍵"}


def request_of(door, where):
    """(method, path, body) of a door, about this conversation or message."""
    method, _, path = door.partition(" ")
    prefix = "" if path.startswith("/api/") else "/api/messages"
    return method, prefix + path.format(**where), filled(DOORS[door][0], where)


def filled(body, where):
    if isinstance(body, dict):
        return {name: filled(value, where) for name, value in body.items()}
    return body.format(**where) if isinstance(body, str) and body.startswith("{") else body


def ask(api, person, door, where, **headers):
    """All of an answer but what differs from request to request."""
    answer = api(person, X_Request_ID="the-same", **headers).request(*request_of(door, where))
    kept = {k: v for k, v in answer.headers.items() if not k.startswith("ratelimit") and k != "date"}
    return answer.status, hidden(answer.body, where), kept


def hidden(body, where):
    for name, value in where.items():
        body = body.replace(value.encode(), name.encode())
    return body


def is_as_absent(api, person, door, world):
    return ask(api, person, door, world) == ask(api, person, door, absent())


every_door = pytest.mark.parametrize(("door", "world"), [(door, door) for door in DOORS], indirect=["world"])


@every_door
def test_to_others_it_is_as_absent(api, alice, bob, charlie, join, mona, door, world):
    friend, blocked, admin = join("friend"), join("blocked"), join("ada", staff_role="administrator")
    for person in (alice, bob):
        social.follow_member(friend.viewer, person.id)
        social.follow_member(person.viewer, friend.id)
        social.block_member(person.viewer, blocked.id)
    for outsider in (charlie, friend, blocked, mona, admin):
        assert ask(api, outsider, door, world)[0] == 404
        assert is_as_absent(api, outsider, door, world), outsider.handle
    assert ask(api, None, door, world)[0] == 401
    assert is_as_absent(api, None, door, world), "visitors"
    does = alice if door in OF_SENDERS else bob
    assert ask(api, does, door, world)[0] == DOORS[door][1], "whoever takes part can"


@every_door
@pytest.mark.parametrize("blocker", ["alice", "bob"])
def test_a_block_makes_it_absent_for_both(api, alice, bob, door, world, blocker):
    people = {"alice": (alice, bob), "bob": (bob, alice)}
    social.block_member(people[blocker][0].viewer, people[blocker][1].id)
    for person in (alice, bob):
        assert ask(api, person, door, world)[0] == 404
        assert is_as_absent(api, person, door, world), person.handle
    social.unblock_member(people[blocker][0].viewer, people[blocker][1].id)
    does = alice if door in OF_SENDERS else bob
    assert ask(api, does, door, world)[0] == DOORS[door][1], "it is there again"


@every_door
def test_whoever_is_gone_takes_it_along(api, superuser, alice, bob, door, world):
    superuser.execute("update profiles set is_hidden = true where user_id = %s", [alice.id])
    assert ask(api, bob, door, world)[0] == 404
    assert is_as_absent(api, bob, door, world)


@every_door
def test_in_a_batch_it_is_as_absent_too(api, charlie, bob, alice, door, world):
    def in_batch(person, where):
        method, path, body = request_of(door, where)
        entry = {"id": "one", "method": method, "path": path, "body": body, "headers": {}}
        answer = api(person, X_Request_ID="the-same").post("/api/batch", {"requests": [entry]})
        (only,) = answer.json["responses"]
        kept = {k: v for k, v in only["headers"].items() if not k.startswith("RateLimit")}
        return only["status"], hidden(json.dumps(only["body"]).encode(), where), kept

    assert in_batch(charlie, world) == in_batch(charlie, absent())
    assert in_batch(charlie, world)[0] == 404
    assert in_batch(alice if door in OF_SENDERS else bob, world)[0] == DOORS[door][1]


@every_door
def test_an_idempotency_key_of_theirs_opens_nothing(api, alice, bob, charlie, door, world):
    does = alice if door in OF_SENDERS else bob
    assert ask(api, does, door, world, Idempotency_Key="one")[0] == DOORS[door][1]
    assert ask(api, charlie, door, world, Idempotency_Key="one")[0] == 404


def test_lists_hold_own_conversations_alone(api, friends, conversation, charlie, mona):  # noqa: F811
    for state in ("active", "request", "archived"):
        assert conversations(charlie, state) == conversations(mona, state) == []
    answer = api().get("/api/messages/conversations")
    assert (answer.status, answer.code) == (401, "not_authenticated")
    assert [[c["id"] for c in conversations(person)] for person in friends] == [[conversation]] * 2
    social.block_member(friends[0].viewer, friends[1].id)
    for person in friends:
        assert conversations(person) == conversations(person, "archived") == []


def test_an_own_conversation_is_no_door_to_another(friends, conversation, charlie, api):  # noqa: F811
    """What a member names of two others, where they send to one of them, is as absent."""
    alice, bob = friends
    theirs = messages(bob, conversation)[0]["id"]
    own = send(charlie, bob).json
    for named in ({"reply_to": theirs}, {"media_ids": [str(uuid4())]}):
        nobody = {name: [str(uuid4())] if isinstance(value, list) else str(uuid4()) for name, value in named.items()}
        answers = [send(charlie, conversation_id=own["conversation_id"], **fields) for fields in (named, nobody)]
        assert [answer.status for answer in answers] == [400, 400]
        assert answers[0].json | {"request_id": ""} == answers[1].json | {"request_id": ""}
    reading = [
        api(charlie).post(f"/api/messages/conversation/{own['conversation_id']}/read", {"up_to": id})
        for id in (theirs, str(uuid4()))
    ]
    assert [answer.status for answer in reading] == [404, 404]
    assert reading[0].json | {"request_id": ""} == reading[1].json | {"request_id": ""}
    cursor = api(bob).get(f"/api/messages/conversation/{conversation}?limit=1").json["next_cursor"]
    send(alice, bob)
    cursor = api(bob).get(f"/api/messages/conversation/{conversation}?limit=1").json["next_cursor"] or cursor
    answer = api(charlie).get(f"/api/messages/conversation/{own['conversation_id']}?cursor={cursor}")
    assert (answer.status, answer.code) == (400, "bad_cursor")
    assert send(charlie, conversation_id=own["conversation_id"], reply_to=own["id"]).status == 201


def test_media_of_others_are_as_absent_and_stay_theirs(friends, charlie, superuser, api):  # noqa: F811
    alice, bob = friends
    medium = medium_of(superuser, alice, purpose="message")
    answers = [send(charlie, bob, media_ids=[str(id)]) for id in (medium, uuid4())]
    assert [answer.status for answer in answers] == [400, 400]
    assert answers[0].json | {"request_id": ""} == answers[1].json | {"request_id": ""}
    sent = send(alice, bob, media_ids=[str(medium)])
    assert sent.status == 201
    for outsider in (bob, charlie):  # who got it sees it in the message; the upload is its owner's
        assert api(outsider).get(f"/api/media/{medium}").status == 404
    assert api(alice).get(f"/api/media/{medium}").status == 200


def test_a_client_id_of_another_member_means_nothing(friends, charlie):  # noqa: F811
    alice, bob = friends
    theirs = send(alice, bob, client_id="mine").json
    own = send(charlie, bob, client_id="mine").json
    assert own["id"] != theirs["id"]
    assert own["conversation_id"] != theirs["conversation_id"]


def test_streams_of_others_hear_nothing(friends, conversation, charlie, mona, api):  # noqa: F811
    alice, bob = friends
    cursors = {person: api(person).get("/api/sync").json["cursor"] for person in (bob, charlie, mona)}
    send(alice, bob, text="only for bob")
    heard = {person: api(person).get(f"/api/sync?cursor={cursors[person]}").json["items"] for person in cursors}
    assert [item["payload"]["message"]["text"] for item in heard[bob]] == ["only for bob"]
    assert heard[charlie] == heard[mona] == events(charlie) == events(mona) == []
    assert api().get("/api/sync").status == 401


def test_by_name_clients_call_nothing_that_reads_others_talk(friends, conversation, charlie, mona, api):  # noqa: F811
    alice, bob = friends
    assert {name for name in rpc.functions if "message" in name or "conversation" in name} == {
        "can_message_user", "generate_conversation_id",
    }  # fmt: skip
    for outsider in (charlie, mona):
        asked = api(outsider).post("/api/rpc/can_message_user", {"sender": str(alice.id), "recipient": str(bob.id)})
        nobody = api(outsider).post("/api/rpc/can_message_user", {"sender": str(uuid4()), "recipient": str(bob.id)})
        assert asked.status == nobody.status == 404
        assert asked.json | {"request_id": ""} == nobody.json | {"request_id": ""}
    # The id can be worked out, by anybody; it opens nothing (above).
    made = api(charlie).post("/api/rpc/generate_conversation_id", {"a": str(alice.id), "b": str(bob.id)})
    assert made.json == conversation
    assert UUID(made.json).version == 8


@pytest.mark.processes
def test_sockets_of_others_get_no_topic(friends, conversation, charlie, mona, enter):  # noqa: F811
    alice, bob = friends
    for outsider in (charlie, mona):
        phone = enter(outsider)
        phone.hello()
        assert refused(phone, f"conversation:{conversation}") == refused(phone, f"conversation:{uuid4()}") == NOT_FOUND
        answers = []
        for talk in (conversation, str(uuid4())):
            phone.send(type="typing", conversation_id=talk)
            answers.append(phone.receive())
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "not_found"
    his = enter(bob)
    his.hello()
    subscribed(his, f"conversation:{conversation}")
    social.block_member(alice.viewer, bob.id)
    blocked = enter(bob)
    blocked.hello()
    assert refused(blocked, f"conversation:{conversation}") == NOT_FOUND
