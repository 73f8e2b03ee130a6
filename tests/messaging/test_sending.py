"""Writing to each other: what arrives, in which order, and what is refused."""

from uuid import uuid4

import pytest
from django.conf import settings

from accounts import services as accounts
from tests.deeds import block
from tests.messaging.talk import conversations, events, messages, send, texts
from topin import sql


def test_a_message_arrives_at_both(friends):
    alice, bob = friends
    sent = send(alice, bob, "Shall we meet?", client_id="one")
    assert sent.status == 201
    message = sent.json
    assert message["text"] == "Shall we meet?"
    assert message["sender_id"] == str(alice.id)
    assert message["client_id"] == "one"
    assert message["media"] == message["reactions"] == []
    assert message["reply_to"] is message["read_at"] is message["delivered_at"] is message["expires_at"] is None
    assert not message["deleted"]
    [came] = messages(bob, message["conversation_id"])
    assert came["id"] == message["id"]
    assert came["text"] == "Shall we meet?"
    assert came["client_id"] is None, "what a sender calls a message is the sender's own"


def test_the_conversation_is_the_same_from_both_sides(friends):
    alice, bob = friends
    first, answer = send(alice, bob, "one").json, send(bob, alice, "two").json
    assert first["conversation_id"] == answer["conversation_id"]
    assert send(alice, conversation_id=first["conversation_id"], text="three").status == 201
    assert texts(alice, first["conversation_id"]) == texts(bob, first["conversation_id"]) == ["three", "two", "one"]


def test_the_id_of_a_conversation_is_no_others(alice, bob, charlie):
    pairs = [(alice, bob), (bob, alice), (alice, charlie), (bob, charlie)]
    ids = [sql.ask(sql.SYSTEM, "generate_conversation_id", a.id, b.id) for a, b in pairs]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert ids[0].version == 8


@pytest.mark.parametrize("text", ["a" * 5_001, "👩‍👩‍👧‍👦" * 5_001])
def test_a_text_has_at_most_five_thousand_characters(friends, text):
    alice, bob = friends
    assert settings.MESSAGE_LENGTH == 5_000
    refused = send(alice, bob, text)
    assert refused.status == 400
    assert refused.json["errors"][0]["field"] == "text"


def test_five_thousand_characters_as_people_see_them_arrive(friends):
    alice, bob = friends
    long = "👩‍👩‍👧‍👦" * 5_000
    sent = send(alice, bob, long).json
    assert texts(bob, sent["conversation_id"]) == [long]


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2800", None])
def test_something_has_to_be_in_a_message(friends, text):
    alice, bob = friends
    refused = send(alice, bob, text)
    assert refused.status == 400
    assert refused.json["errors"][0]["code"] == "blank"


def test_a_text_is_kept_as_it_was_written(friends):
    alice, bob = friends
    text = "  <b>\"bold\"</b>\n\n\tand 'more' \\ %s {} \u202e‮ é \n"
    sent = send(alice, bob, text).json
    assert texts(bob, sent["conversation_id"]) == [text]


def test_either_a_member_or_a_conversation_is_named(friends, api):
    alice, bob = friends
    talk = send(alice, bob).json["conversation_id"]
    for target in ({}, {"recipient_id": str(bob.id), "conversation_id": talk}):
        assert api(alice).post("/api/messages/send", {"text": "hello", **target}).status == 400


def test_nobody_writes_to_themselves(alice):
    refused = send(alice, alice)
    assert refused.status == 400
    assert refused.json["errors"][0]["field"] == "recipient_id"


def test_a_member_who_is_not_there_cannot_be_written_to(alice, bob, api, superuser):
    absent = api(alice).post("/api/messages/send", {"recipient_id": str(uuid4()), "text": "hello"})
    block(superuser, bob, alice)
    blocked = send(alice, bob)
    assert absent.status == blocked.status == 404
    assert {**absent.json, "request_id": ""} == {**blocked.json, "request_id": ""}


def test_whoever_blocked_is_told_to_unblock_first(alice, bob, superuser):
    block(superuser, alice, bob)
    refused = send(alice, bob)
    assert (refused.status, refused.code) == (403, "not_allowed_to_message")


# -- once, however often ---------------------------------------------------------------------------


def test_the_same_client_id_again_is_the_same_message(friends):
    alice, bob = friends
    first = send(alice, bob, "once", client_id="a1")
    again = send(alice, bob, "once", client_id="a1")
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert len(messages(bob, first.json["conversation_id"])) == 1


@pytest.mark.parametrize("target", ["member", "conversation"])
def test_a_lost_answer_is_told_again_though_the_recipient_takes_no_messages_any_more(alice, bob, target):
    """A request: nobody agreed to it, so the policy of now would refuse it."""
    first = send(alice, bob, "once", client_id="a1")
    accounts.update_privacy(bob.viewer, {"message_policy": "nobody"})
    to = {"to": bob} if target == "member" else {"conversation_id": first.json["conversation_id"]}
    again = send(alice, text="once", client_id="a1", **to)
    assert (again.status, again.json) == (201, first.json)
    assert send(alice, text="another", client_id="a1", **to).code == "client_id_reused"
    for client_id in ("a2", None):
        assert send(alice, text="once", client_id=client_id, **to).code == "not_allowed_to_message"
    assert len(messages(alice, first.json["conversation_id"])) == 1


def test_a_lost_answer_is_told_again_to_somebody_who_may_not_write_any_more(friends, superuser):
    alice, bob = friends
    first = send(alice, bob, "once", client_id="a1")
    superuser.execute("update profiles set is_hidden = true where user_id = %s", [alice.id])
    assert send(alice, bob, "once", client_id="a1").json == first.json
    assert send(alice, bob, "twice", client_id="a2").code == "not_allowed_to_message"


def test_a_client_id_that_was_used_for_another_message_is_refused(friends, charlie):
    alice, bob = friends
    sent = send(alice, bob, "once", client_id="a1").json
    assert send(alice, bob, "twice", client_id="a1").code == "client_id_reused"
    assert send(alice, charlie, "once", client_id="a1").code == "client_id_reused"
    answer = send(alice, bob, "once", client_id="a1", reply_to=sent["id"])
    assert (answer.status, answer.code) == (409, "client_id_reused")
    assert texts(bob, sent["conversation_id"]) == ["once"]


def test_client_ids_are_each_senders_own(friends):
    alice, bob = friends
    assert send(alice, bob, "from alice", client_id="1").status == 201
    sent = send(bob, alice, "from bob", client_id="1").json
    assert texts(alice, sent["conversation_id"]) == ["from bob", "from alice"]


def test_a_message_that_is_gone_by_now_is_not_sent_again(friends, superuser):
    alice, bob = friends
    sent = send(alice, bob, "once", client_id="a1").json
    superuser.execute("update messages set read_at = now(), expires_at = now()")
    assert sql.do(sql.SYSTEM, "delete_expired_messages") == 1
    refused = send(alice, bob, "once", client_id="a1")
    assert (refused.status, refused.code) == (410, "gone")
    assert texts(bob, sent["conversation_id"]) == []
    assert send(bob, alice, "once", client_id="a1").status == 201, "another sender's own name for theirs"


@pytest.mark.parametrize("client_id", ["", "a" * 101, "with\nline", 5.5])
def test_a_client_id_is_a_short_printable_text(friends, client_id):
    alice, bob = friends
    assert send(alice, bob, client_id=client_id).status in (400, 201 if client_id == 5.5 else 400)


# -- answers ---------------------------------------------------------------------------------------


def test_an_answer_quotes_what_it_answers(friends):
    alice, bob = friends
    question = send(alice, bob, "Tea?").json
    answer = send(bob, alice, "Yes!", reply_to=question["id"]).json
    quoted = {"id": question["id"], "sender_id": str(alice.id), "text": "Tea?", "deleted": False}
    assert answer["reply_to"] == quoted
    assert messages(alice, question["conversation_id"])[0]["reply_to"] == quoted


def test_only_messages_of_the_same_conversation_are_answered(friends, charlie, api):
    alice, bob = friends
    here, elsewhere = send(alice, bob).json, send(alice, charlie).json
    for absent in (elsewhere["id"], str(uuid4())):
        refused = send(bob, alice, reply_to=absent)
        assert refused.status == 400
        assert [(e["field"], e["code"]) for e in refused.json["errors"]] == [("reply_to", "not_found")]
    assert texts(bob, here["conversation_id"]) == ["hello"]


# -- order -----------------------------------------------------------------------------------------


def test_pages_of_a_conversation_go_back_without_gap_or_double(friends, api):
    alice, bob = friends
    sent = [send((alice, bob)[n % 2], (bob, alice)[n % 2], f"{n}").json for n in range(7)]
    talk, cursor, read = sent[0]["conversation_id"], "", []
    while cursor is not None:
        page = api(bob).get(f"/api/messages/conversation/{talk}?limit=3&cursor={cursor}").json
        read += [m["text"] for m in page["items"]]
        cursor = page["next_cursor"]
        if len(read) == 3:
            send(alice, bob, "meanwhile")
    assert read == ["6", "5", "4", "3", "2", "1", "0"]
    assert "undelivered" not in page


def test_a_cursor_of_another_conversation_is_refused(friends, charlie, api):
    alice, bob = friends
    talk = [send(alice, bob, f"{n}").json for n in range(2)][0]["conversation_id"]
    other = send(alice, charlie).json["conversation_id"]
    cursor = api(alice).get(f"/api/messages/conversation/{talk}?limit=1").json["next_cursor"]
    for broken in (cursor[:-2], "x", "a" * 500):
        assert api(alice).get(f"/api/messages/conversation/{talk}?cursor={broken}").code == "bad_cursor"
    assert api(alice).get(f"/api/messages/conversation/{other}?cursor={cursor}").code == "bad_cursor"


def test_times_rise_with_the_order_whatever_the_clock_does(friends, superuser):
    alice, bob = friends
    talk = send(alice, bob, "one").json["conversation_id"]
    superuser.execute("update messages set created_at = now() + interval '1 hour' where conversation_id = %s", [talk])
    superuser.execute("update conversations set last_at = (select created_at from messages) where id = %s", [talk])
    send(bob, alice, "two")
    times = [m["created_at"] for m in messages(alice, talk)]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 2


# -- what is told ----------------------------------------------------------------------------------


def test_streams_and_facts_hold_ids_and_never_text(friends, superuser):
    alice, bob = friends
    sent = send(alice, bob, "a secret place").json
    for person in friends:
        assert events(person)[-1] == ("message.created", {"message_id": sent["id"]})
    facts = superuser.execute("select kind, subject_id::text, data from events where kind like 'message%'").fetchall()
    wanted = {"conversation_id": sent["conversation_id"], "recipient_id": str(bob.id), "request": False}
    assert facts == [("message_sent", sent["id"], wanted)]


def test_whoever_is_new_is_told_of_the_conversation_too(friends):
    alice, bob = friends
    talk = send(alice, bob).json["conversation_id"]
    for person in friends:
        assert [kind for kind, _ in events(person)] == ["conversation.changed", "message.created"]
    send(bob, alice)
    assert [kind for kind, _ in events(alice)][2:] == ["message.created"]
    assert conversations(bob)[0]["id"] == talk


def test_sync_shows_the_message_as_it_is_now_and_delivers_it(friends, api):
    alice, bob = friends
    cursor = api(bob).get("/api/sync").json["cursor"]
    sent = send(alice, bob, "hi").json
    told = api(bob).get(f"/api/sync?cursor={cursor}").json["items"]
    assert [e["kind"] for e in told] == ["conversation.changed", "message.created"]
    assert told[1]["payload"]["message"]["text"] == "hi"
    assert told[0]["payload"]["conversation"]["last_message"]["id"] == sent["id"]
    assert messages(alice, sent["conversation_id"])[0]["delivered_at"] is not None
    assert events(alice)[-1][0] == "message.delivered"
    api(alice).delete(f"/api/messages/{sent['id']}?for=everyone")
    told = api(bob).get(f"/api/sync?cursor={cursor}").json["items"]
    assert told[1]["payload"]["message"]["text"] is None
    assert told[1]["payload"]["message"]["deleted"]


@pytest.fixture
def two_messages_a_minute(settings):
    settings.RATE_LIMITS = "message=2/1m"


@pytest.mark.usefixtures("two_messages_a_minute")
def test_sending_has_a_rate_of_its_own(friends):
    alice, bob = friends
    assert [send(alice, bob).status for _ in range(3)] == [201, 201, 429]
