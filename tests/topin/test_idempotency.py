"""A request that is sent again has one effect and one answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connections

from tests.messaging.talk import befriend
from topin.bodies import to_bytes

POST = "/api/posts"


def posts_of(superuser, person):
    return superuser.execute("select count(*) from posts where author_id = %s", [person.id]).fetchone()[0]


@pytest.fixture
def key():
    return {"Idempotency-Key": uuid4().hex}


def test_a_repeat_gets_the_first_answer_byte_for_byte(api, alice, key, superuser):
    first = api(alice).post(POST, {"text": "once"}, headers=key)
    again = api(alice).post(POST, {"text": "once"}, headers=key)
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert posts_of(superuser, alice) == 1


@pytest.mark.parametrize(
    ("method", "path", "body"), [("POST", POST, {"text": "other"}), ("POST", POST + "?a=1", {"text": "once"})]
)
def test_the_key_of_another_request_is_refused(api, alice, key, superuser, method, path, body):
    api(alice).post(POST, {"text": "once"}, headers=key)
    answer = api(alice).request(method, path, body, headers=key)
    assert (answer.status, answer.code) == (422, "idempotency_key_reused")
    assert posts_of(superuser, alice) == 1


def test_keys_are_of_one_member(api, alice, bob, key, superuser):
    api(alice).post(POST, {"text": "once"}, headers=key)
    assert api(bob).post(POST, {"text": "once"}, headers=key).status == 201
    assert posts_of(superuser, bob) == 1


def test_a_refusal_of_the_deed_is_stored(api, alice, key):
    path = f"/api/engagement/like/{uuid4()}"
    first = api(alice).post(path, headers=key)
    again = api(alice).post(path, headers=key)
    assert (first.status, again.status) == (404, 404)
    assert again.body == first.body
    assert again.headers["content-type"] == "application/problem+json"


def test_an_invalid_request_is_not_stored(api, alice, key):
    assert api(alice).post(POST, {"text": ""}, headers=key).status == 400
    assert api(alice).post(POST, {"text": "better"}, headers=key).status == 201


def test_parallel_repeats_have_one_effect(api, alice, key, superuser):
    def send(_):
        try:
            return api(alice).post(POST, {"text": "once"}, headers=key)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert posts_of(superuser, alice) == 1
    assert {a.status for a in answers} <= {201, 409}
    assert len({a.body for a in answers if a.status == 201}) == 1
    for refused in (a for a in answers if a.status == 409):
        assert (refused.code, refused.headers["retry-after"]) == ("in_progress", "1")


def test_an_outdated_key_may_be_used_again(api, alice, key, superuser):
    api(alice).post(POST, {"text": "once"}, headers=key)
    superuser.execute("update idempotency_keys set expires_at = now() - interval '1 second'")
    assert api(alice).post(POST, {"text": "twice"}, headers=key).status == 201


@pytest.mark.parametrize("bad", ["", "x" * 256])
def test_a_key_has_1_to_255_characters(api, alice, bad):
    assert api(alice).post(POST, {"text": "x"}, headers={"Idempotency-Key": bad}).status == 400


# -- Answers that are made again --------------------------------------------------------------------

SEND = "/api/messages/send"


@pytest.fixture
def sent(api, alice, bob, key):
    """`sent()`: Alice sends Bob the same message with the same key; the answer."""
    befriend(alice, bob)
    body = {"recipient_id": str(bob.id), "text": "between us"}
    return lambda: api(alice).post(SEND, body, headers=key)


def test_a_repeated_message_is_told_as_it_is_now(api, bob, sent):
    first = sent()
    path = f"/api/messages/{first.json['id']}/reactions"
    assert api(bob).post(path, {"emoji": "🎉"}).status == 200
    again = sent()
    assert (first.status, again.status) == (201, 201)
    assert (again.json["id"], again.json["text"]) == (first.json["id"], "between us")
    assert (first.json["reactions"], len(again.json["reactions"])) == ([], 1)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["content-type"] == first.headers["content-type"] == "application/json"
    assert "idempotent-replayed" not in first.headers


def test_a_repeat_of_a_message_sends_it_once(sent, superuser):
    assert sent().json["id"] == sent().json["id"]
    assert superuser.execute("select count(*) from messages").fetchone()[0] == 1


def test_a_repeat_after_deleting_tells_a_tombstone(api, alice, sent):
    message = sent().json["id"]
    assert api(alice).delete(f"/api/messages/{message}?for=everyone").status == 204
    again = sent()
    assert (again.status, again.json["deleted"], again.json["text"]) == (201, True, None)


def test_a_repeat_when_the_message_is_gone_says_so(sent, superuser):
    sent()
    superuser.execute("delete from messages")
    again = sent()
    assert (again.status, again.code) == (404, "not_found")
    assert again.headers["idempotent-replayed"] == "true"
    assert superuser.execute("select count(*) from messages").fetchone()[0] == 0


def test_nothing_that_is_kept_tells_what_was_said(bob, sent, superuser):
    """Neither the answer nor a bare hash of the request, from which a short text could be guessed."""
    message = sent().json
    kept = superuser.execute("select body, fingerprint, headers::text from idempotency_keys").fetchone()
    assert json.loads(bytes(kept[0])) == message["id"]
    assert "between us" not in kept[1] + kept[2]
    request = to_bytes({"recipient_id": str(bob.id), "text": "between us"})
    guesses = request, b"\0".join((b"POST", SEND.encode(), request))
    assert kept[1] not in {sha256(guess).hexdigest() for guess in guesses}


def test_repeats_are_known_while_the_secret_key_changes(api, alice, key, settings):
    first = api(alice).post(POST, {"text": "once"}, headers=key)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" + "y" * 40, [settings.SECRET_KEY]
    assert api(alice).post(POST, {"text": "once"}, headers=key).body == first.body
    assert api(alice).post(POST, {"text": "twice"}, headers=key).status == 422
