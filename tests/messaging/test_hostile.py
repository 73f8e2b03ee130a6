"""Whatever is sent to the doors of messages: a problem that says what is wrong, never a fault, and nothing is kept."""

import json
from base64 import urlsafe_b64encode
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings

from messaging.emoji import is_emoji
from tests.crash import snapshot
from tests.deeds import comment_on, post_by
from tests.messaging.talk import befriend, conversations, messages, send, talk_between, texts
from tests.people import Api
from tests.posts.ready_media import medium_of

pytestmark = pytest.mark.usefixtures("_no_limits")
MESSAGES = "/api/messages"
#: Of no use for any field.
NONSENSE = [
    {}, [], [[]], [None], {"id": 1}, {"$ne": None}, [{}] * 1_000, -1, 2**64, 10**400, 1.5, True, "", " ", "\0", "x\0y",
    "' or 1=1 --", "../../etc/passwd", "%s%n{0}", "x" * 100_000, "\u202e", "\ufeff", "é" * 1_000, "NaN", "null",
]  # fmt: skip
NO_IDS = [value for value in NONSENSE if value != -1] + [
    "00000000-0000-0000-0000-000000000000", str(uuid4()), "g" * 36, "\uff10" * 32,
]  # fmt: skip
#: Not even JSON, or not of the kind that a body is.
NO_BODIES = [
    b"", b"{", b"null", b"[]", b"5", b'"x"', b"\xff\xfe{}", b"\0", b'{"text": NaN}', b'{"text": "\\ud800"}',
    b'{"text": "\xed\xa0\x80"}', b'{"text": "a\\u0000b"}', b"[" * 100_000, b'{"text":' * 200 + b"1" + b"}" * 200,
    b'{"media_ids": ' + b"[" * 101 + b"]" * 101 + b"}", b'{"text": ' + b"9" * 5_000 + b"}",
]  # fmt: skip
CURSORS = [
    "x", "=", "%00", "\0", "é", "-1", "0", "a" * 10_000, "..", "' or 1=1 --",
    *(urlsafe_b64encode(plain).decode().rstrip("=") for plain in (
        b"messages.x.1", b"messages." + b"0" * 36 + b".1", b"messages." + b"0" * 36 + b".-1", b"\xff\xfe",
        b"conversations_active.x.y", b"conversations_active.2020-01-01T00:00:00Z.x", b"\0" * 40,
        b"messages.00000000-0000-0000-0000-000000000000.999999999999999999999999",
    )),
]  # fmt: skip


@pytest.fixture
def nothing_kept(superuser):
    """Nothing that is stored is any other afterwards."""

    before = []
    yield lambda: before.append(snapshot(superuser))
    assert snapshot(superuser) == before[0]


def assert_refused(answer, *statuses):
    assert answer.status in (statuses or (400, 404, 413)), (answer.status, answer.body[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["detail"], "a sentence says what is wrong"
    assert b"Traceback" not in answer.body
    assert len(answer.body) < 20_000, "what was sent is not sent back"


def request(person, method, path, body=None, **kwargs):
    return Api(person).request(method, f"{MESSAGES}{path}", body, **kwargs)


@pytest.fixture
def doors(friends, conversation):
    """Every door that takes a body: (method, path)."""
    [message] = messages(friends[1], conversation)
    return [
        ("POST", "/send"),
        ("PUT", f"/conversations/{conversation}"),
        ("POST", f"/conversation/{conversation}/read"),
        ("POST", f"/{message['id']}/reactions"),
    ]


def test_bodies_that_are_none_are_refused(friends, doors, nothing_kept):
    nothing_kept()
    for method, path in doors:
        for body in NO_BODIES:
            if method == "PUT" and body == b"":
                continue  # a change of nothing
            assert_refused(request(friends[1], method, path, body), 400)


def test_bodies_that_are_too_large_are_refused(friends, doors, nothing_kept):
    nothing_kept()
    body = b'{"text": "' + b"x" * (1024 * 1024) + b'"}'
    for method, path in doors:
        assert_refused(request(friends[1], method, path, body), 413)


def test_bodies_of_another_kind_are_refused(friends, doors, nothing_kept):
    nothing_kept()
    for method, path in doors:
        for kind in ("text/plain", "application/xml", "application/octet-stream", "image/png", "text/html; charset=x"):
            assert_refused(request(friends[1], method, path, b"{}", content_type=kind), 400, 415)


OF_NO_USE = {
    "recipient_id": NO_IDS,
    "conversation_id": NO_IDS,
    "reply_to": NO_IDS,
    "media_ids": [
        *(value for value in NO_IDS if value != []), *([value] for value in NO_IDS), [str(uuid4())] * 2,
        [str(uuid4()) for _ in range(11)], [[]] * 50_000, ["x" * 1_000] * 1_000,
    ],
    "text": [
        *(value for value in NONSENSE if not isinstance(value, str)), "\0", "a\0b", "\u202e", " \u200b\u2800\u3164",
        "a" * 5_001, "👨‍👩‍👧‍👦" * 5_001, "e\u0301" * 5_001, "a" + "\u0301" * 200_000,
    ],
    "client_id": [
        {}, [], [[]], True, "", " ", " x", "x ", "x\n", "\0", "é", "x" * 101, "x" * 100_000, "\u202ex", "x😀",
    ],
}  # fmt: skip


@pytest.mark.parametrize("field", OF_NO_USE)
def test_no_field_of_a_message_takes_nonsense(friends, conversation, nothing_kept, field):
    alice, _ = friends
    good = {"conversation_id": conversation, "text": "hello"}
    nothing_kept()
    for value in OF_NO_USE[field]:
        body = {**good, field: value}
        if field == "recipient_id":
            del body["conversation_id"]
        assert_refused(request(alice, "POST", "/send", json.dumps(body)))


def test_ids_of_other_things_are_no_ids_of_messages(friends, charlie, conversation, nothing_kept, superuser):
    """A post, a comment, a medium, a member, a conversation, and messages of others."""
    alice, bob = friends
    befriend(bob, charlie)
    elsewhere = send(bob, charlie).json
    post, his = post_by(alice), medium_of(superuser, bob, purpose="message")
    others = [post, comment_on(post, alice), medium_of(superuser, alice, purpose="message"), alice.id, elsewhere["id"],
              elsewhere["conversation_id"], uuid4()]  # fmt: skip
    nothing_kept()
    for other in map(str, others):
        for method, path, body in (
            ("GET", f"/conversations/{other}", None),
            ("PUT", f"/conversations/{other}", {"muted": True}),
            ("POST", f"/conversations/{other}/accept", None),
            ("POST", f"/conversations/{other}/decline", None),
            ("GET", f"/conversation/{other}", None),
            ("POST", f"/conversation/{other}/read", {"up_to": other}),
            ("POST", f"/conversation/{conversation}/read", {"up_to": other}),
            ("POST", f"/conversation/{other}/typing", None),
            ("DELETE", f"/{other}", None),
            ("DELETE", f"/{other}?for=everyone", None),
            ("PUT", f"/{other}/read", None),
            ("POST", f"/{other}/reactions", {"emoji": "👍"}),
            ("DELETE", f"/{other}/reactions/👍", None),
            ("POST", "/send", {"conversation_id": other, "text": "hello"}),
        ):
            assert_refused(request(alice, method, path, body), 404)
        answer = request(alice, "POST", "/send", {"conversation_id": conversation, "text": "x", "reply_to": other})
        assert_refused(answer, 400)
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("reply_to", "not_found")]
    for other in map(str, (post, bob.id, elsewhere["id"], his)):
        answer = request(alice, "POST", "/send", {"conversation_id": conversation, "text": "x", "media_ids": [other]})
        assert_refused(answer, 400)
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("media_ids", "not_found")]


def test_no_setting_of_a_conversation_takes_nonsense(friends, conversation, nothing_kept):
    alice, _ = friends
    nothing_kept()
    for field, values in {
        "muted": [None, {}, [], [[]], "perhaps", "", 2, "\0", "x" * 10_000],
        "archived": [None, {}, [], [[]], "perhaps", "", 2, "\0", "x" * 10_000],
        "expiry": [None, *NONSENSE, "2h", "24H", "24h ", ["24h"], {"24h": 1}, "keep\0"],
    }.items():
        for value in values:
            assert_refused(request(alice, "PUT", f"/conversations/{conversation}", {field: value}), 400)


def test_nobody_has_read_up_to_nonsense(friends, conversation, nothing_kept):
    _, bob = friends
    nothing_kept()
    for value in [None, *NO_IDS]:
        assert_refused(request(bob, "POST", f"/conversation/{conversation}/read", json.dumps({"up_to": value})))


NO_EMOJIS = [
    None, *NONSENSE, "👍👍", "a", "5", "#", "👍a", "a👍", " 👍", "👍 ", "👍\n", "\u200d", "\ufe0f", "🇩", "👍" * 1_000,
    "\u202e👍", "👍\u202e", "<b>👍</b>", "👍/../..", "%F0%9F%91%8D", "\U000e0041",
]  # fmt: skip
#: One sign by the rules of Unicode, with something in it that is none of a picture's.
STUFFED = [
    "👍" + "\u0301" * 10, "👍" + "\U000e0041\U000e0042", "👍\u200d", "👍\u20e3", "👍\ufe0e", "👍\u200b", "5\ufe0f",
    "🇩🇪\u0301",
]  # fmt: skip


def test_only_an_emoji_is_one(friends, conversation, nothing_kept):
    _, bob = friends
    [message] = messages(bob, conversation)
    nothing_kept()
    for value in [*NO_EMOJIS, *STUFFED]:
        assert_refused(request(bob, "POST", f"/{message['id']}/reactions", json.dumps({"emoji": value})), 400)


@pytest.mark.parametrize("emoji", ["👍", "❤️", "👩‍👩‍👧‍👦", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪", "1️⃣", "#⃣", "🏳️‍🌈", "☺️", "👩🏽‍🚀"])
def test_emojis_of_all_kinds_are(emoji):
    assert is_emoji(emoji)


def test_paths_with_anything_in_the_emojis_place_take_nothing_back(friends, conversation, nothing_kept):
    _, bob = friends
    [message] = messages(bob, conversation)
    request(bob, "POST", f"/{message['id']}/reactions", {"emoji": "👍"})
    nothing_kept()
    for raw in (
        "%00", "%F0%9F%91%8D%00", "%ff", "%ED%A0%80", "%2F", "%2e%2e", "..%2f..", "a%2Fb", "👍/x", "%F0%9F%91%8D%2Fx",
        "%2525F0", "%0a", "%20", "%F0%9F%91%8D%20", "%F0%9F%91", quote("👎"), "x" * 101, "x" * 5_000, quote("\u202e👍"),
        "%25", quote("' or 1=1 --"), "%3Cscript%3E", "👍%3Fx", "%E2%80%8D",
    ):  # fmt: skip
        answer = request(bob, "DELETE", f"/{message['id']}/reactions/{raw}")
        assert answer.status in (200, 400, 404), (raw, answer.status)
        if answer.status != 200:  # what does not stand there is taken back already
            assert_refused(answer)


def test_cursors_limits_and_queries_are_looked_at(friends, conversation, nothing_kept):
    alice, bob = friends
    [message] = messages(bob, conversation)
    nothing_kept()
    of_conversations = ("/conversations?", "/conversations?state=request&", "/conversations?state=archived&")
    for list_of in (*of_conversations, f"/conversation/{conversation}?"):
        for cursor in CURSORS:
            answer = request(alice, "GET", f"{list_of}cursor={quote(cursor)}")
            assert_refused(answer, 400)
        for limit in ("0", "-1", "1e9", "99999999999999999999", "x", "1.5", "%00", "\uff15", "١"):
            answer = request(alice, "GET", f"{list_of}limit={quote(limit)}")
            assert answer.status in (200, 400), (limit, answer.status)
            if answer.status == 200:
                assert len(answer.json["items"]) <= 1
    for state in ("", "all", "sent_request", "declined", "ACTIVE", "active%00", "active'", "x" * 5_000):
        assert_refused(request(alice, "GET", f"/conversations?state={state}"), 400)
    for whom in ("", "nobody", "ME", "me%00", "everyone'", "x" * 5_000):
        assert_refused(request(alice, "DELETE", f"/{message['id']}?for={whom}"), 400)


def test_a_cursor_of_one_list_opens_no_other(friends, charlie, conversation, nothing_kept):
    alice, bob = friends
    befriend(alice, charlie)
    talk_between(alice, charlie)
    send(alice, bob, "two")
    of_messages = request(alice, "GET", f"/conversation/{conversation}?limit=1").json["next_cursor"]
    of_conversations = request(alice, "GET", "/conversations?limit=1").json["next_cursor"]
    assert of_messages
    assert of_conversations
    nothing_kept()
    for path in ("/conversations?cursor=" + of_messages, "/conversations?state=archived&cursor=" + of_conversations,
                 f"/conversation/{conversation}?cursor={of_conversations}"):  # fmt: skip
        answer = request(alice, "GET", path)
        assert_refused(answer, 400)
        assert answer.code == "bad_cursor"


def test_paths_that_are_none(friends, conversation, nothing_kept):
    alice, _ = friends
    nothing_kept()
    broken = (conversation[:-1], conversation + "0", "{" + conversation + "}")
    for bad in ("x", "0", "%00", "null", "me", "-", "..", "%F0%9F%91%8D", "x%0Ay", "%0D%0A", "%E2%80%A8", *broken):
        for method, path in (("GET", f"/conversation/{bad}"), ("PUT", f"/conversations/{bad}"), ("PUT", f"/{bad}/read"),
                             ("POST", f"/{bad}/reactions"), ("POST", f"/conversations/{bad}/accept")):  # fmt: skip
            assert_refused(request(alice, method, path, b"{}"), 400, 404, 405)


def test_a_visitor_is_told_to_sign_in_whatever_they_send(friends, doors, conversation, nothing_kept):
    nothing_kept()
    for method, path in [*doors, ("GET", "/conversations"), ("GET", f"/conversation/{conversation}")]:
        for body in (b"{", b"{}", b"\xff"):
            assert Api().request(method, f"{MESSAGES}{path}", body if method != "GET" else None).status in (400, 401)


@pytest.mark.parametrize(
    "text",
    [
        "\u202eevil\u202c", "a\u0301" * 5_000, "\u200f\u200e\u2066x\u2069", "<script>alert(1)</script>",
        "{{7*7}}${7*7}", "%s %n \\u0000", "\ufeffx", "👩‍👩‍👧‍👦" * 5_000, "x\r\ny\u2028z\x85\x1b[31m",
        '{"sealed": "x", "key": "x", "wrapped": "x", "master": "x", "conversation": "x"}',
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_strange_texts_that_people_may_write_arrive_as_they_are(friends, text):
    alice, bob = friends
    assert settings.MESSAGE_LENGTH == 5_000
    sent = send(alice, bob, text)
    assert sent.status == 201
    assert texts(bob, sent.json["conversation_id"]) == [text]
    assert conversations(bob)[0]["last_message"]["text"] == text
