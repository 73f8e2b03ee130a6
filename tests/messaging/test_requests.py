"""Who may write to whom, and what becomes of a stranger's first message."""

import pytest

from accounts import services as accounts
from social import services as social
from tests.deeds import follow
from tests.messaging.talk import befriend, conversations, events, messages, send, texts
from topin import sql


def policy(person, value):
    accounts.update_privacy(person.viewer, {"message_policy": value})


def may(sender, recipient):
    return sql.ask(sender.viewer, "can_message_user", sender.id, recipient.id)


@pytest.mark.parametrize(
    ("value", "stranger", "follower", "followed", "mutual"),
    [
        ("everyone", "request", "request", "yes", "yes"),
        ("followers", "not_allowed", "request", "yes", "yes"),
        ("mutuals", "not_allowed", "not_allowed", "yes", "yes"),
        ("nobody", "not_allowed", "not_allowed", "yes", "yes"),
    ],
)
def test_the_policy_decides_and_people_i_follow_may_always_write(
    alice, bob, value, stranger, follower, followed, mutual
):
    policy(alice, value)
    assert may(bob, alice) == stranger
    follow(bob, alice)
    assert may(bob, alice) == follower
    follow(alice, bob)
    assert may(bob, alice) == mutual
    social.unfollow_member(bob.viewer, alice.id)
    assert may(bob, alice) == followed


def test_the_profile_and_the_published_function_say_the_same(alice, bob, charlie, api):
    for value, said, standing in [("everyone", "request", "request"), ("nobody", "no", "not_allowed")]:
        policy(alice, value)
        assert api(bob).get(f"/api/users/{alice.id}").json["viewer"]["can_message"] == said
        asked = {"sender": str(bob.id), "recipient": str(alice.id)}
        assert api(bob).post("/api/rpc/can_message_user", asked).json == standing
        assert api(charlie).post("/api/rpc/can_message_user", asked).status == 404
    assert api(alice).get("/api/users/me").json["viewer"]["can_message"] == "no"


def test_whoever_may_not_write_is_refused_and_nothing_is_there(alice, bob):
    policy(alice, "nobody")
    refused = send(bob, alice)
    assert (refused.status, refused.code) == (403, "not_allowed_to_message")
    assert conversations(alice) == conversations(bob) == conversations(alice, "request") == []


def test_a_strangers_message_arrives_as_a_request(alice, bob, superuser):
    sent = send(bob, alice, "Hello, we met at the fair").json
    assert conversations(alice) == []
    [request] = conversations(alice, "request")
    assert request["state"] == "request"
    assert request["last_message"]["text"] == "Hello, we met at the fair"
    [mine] = conversations(bob)
    assert mine["state"] == "sent_request"
    assert mine["id"] == request["id"] == sent["conversation_id"]
    [(data,)] = superuser.execute("select data from events where kind = 'message_sent'").fetchall()
    assert data["request"] is True


def test_reading_a_request_starts_nothing_until_it_is_accepted(alice, bob, api):
    sent = send(bob, alice).json
    talk = sent["conversation_id"]
    read = api(alice).put(f"/api/messages/{sent['id']}/read").json
    assert read["read_at"] is read["expires_at"] is None
    assert conversations(alice, "request")[0]["unread_count"] == 0
    messages(alice, talk)
    [seen] = messages(bob, talk)
    assert seen["delivered_at"] is seen["read_at"] is None
    assert not [kind for kind, _ in events(bob) if kind in ("message.read", "message.delivered")]
    accepted = api(alice).post(f"/api/messages/conversations/{talk}/accept")
    assert (accepted.status, accepted.json["state"]) == (200, "active")
    [seen] = messages(bob, talk)
    assert seen["read_at"] is not None
    assert seen["expires_at"] is not None
    assert conversations(bob)[0]["state"] == "active"
    assert api(alice).post(f"/api/messages/conversations/{talk}/accept").status == 200


def test_whoever_asked_cannot_accept_for_the_other(alice, bob, api):
    talk = send(bob, alice).json["conversation_id"]
    assert api(bob).post(f"/api/messages/conversations/{talk}/accept").status == 403
    assert api(bob).post(f"/api/messages/conversations/{talk}/decline").status == 409
    assert conversations(bob)[0]["state"] == "sent_request"


def test_answering_a_request_accepts_it(alice, bob):
    talk = send(bob, alice).json["conversation_id"]
    assert send(alice, bob, "Hello you").status == 201
    assert conversations(alice)[0]["state"] == conversations(bob)[0]["state"] == "active"
    assert texts(bob, talk) == ["Hello you", "hello"]


def test_declining_hides_it_and_the_sender_is_not_told(alice, bob, api):
    talk = send(bob, alice).json["conversation_id"]
    before = events(bob)
    assert api(alice).post(f"/api/messages/conversations/{talk}/decline").status == 204
    assert events(bob) == before
    assert conversations(alice, "request") == conversations(alice) == []
    assert api(alice).get(f"/api/messages/conversation/{talk}").status == 404
    told = events(alice)
    assert send(bob, alice, "Are you there?").status == 201
    assert events(alice) == told, "later messages stay unseen"
    assert conversations(alice, "request") == []
    assert api(alice).get("/api/users/me").json["unread"]["messages"] == 0
    assert conversations(bob)[0]["state"] == "sent_request"
    assert texts(bob, talk) == ["Are you there?", "hello"]


def test_the_other_devices_of_whoever_declines_hear_which_it_was(alice, bob, api):
    talk = send(bob, alice).json["conversation_id"]
    cursor = api(alice).get("/api/sync").json["cursor"]
    api(alice).post(f"/api/messages/conversations/{talk}/decline")
    [told] = api(alice).get(f"/api/sync?cursor={cursor}").json["items"]
    assert (told["kind"], told["payload"]) == ("conversation.changed", {"conversation_id": talk})


def test_whoever_declined_and_then_writes_opens_it_again(alice, bob, api):
    talk = send(bob, alice).json["conversation_id"]
    api(alice).post(f"/api/messages/conversations/{talk}/decline")
    assert send(alice, bob, "I changed my mind").status == 201
    assert conversations(alice)[0]["state"] == "active"
    assert texts(alice, talk) == ["I changed my mind", "hello"]


def test_a_later_change_of_the_policy_does_not_end_what_was_agreed(friends):
    alice, bob = friends
    send(alice, bob)
    policy(alice, "nobody")
    policy(bob, "nobody")
    assert send(bob, alice).status == send(alice, bob).status == 201


def test_with_nobody_what_i_began_goes_on(alice, bob):
    policy(alice, "nobody")
    send(alice, bob)
    assert conversations(alice)[0]["state"] == "sent_request"
    assert send(bob, alice).status == 201


def test_a_request_that_waits_ends_with_a_stricter_policy(alice, bob):
    send(bob, alice)
    policy(alice, "mutuals")
    assert send(bob, alice).code == "not_allowed_to_message"


def test_following_whoever_asked_makes_it_a_conversation(alice, bob):
    send(bob, alice)
    follow(alice, bob)
    send(bob, alice, "Thanks for following")
    assert conversations(alice)[0]["state"] == conversations(bob)[0]["state"] == "active"


def test_a_request_is_neither_set_nor_reacted_to(alice, bob, api):
    sent = send(bob, alice).json
    path = f"/api/messages/conversations/{sent['conversation_id']}"
    for change in ({"muted": True}, {"archived": True}, {"expiry": "keep"}):
        assert api(alice).put(path, change).code == "request_not_accepted"
    assert api(alice).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "👍"}).code == "request_not_accepted"


def test_somebody_who_is_suspended_writes_to_nobody(friends, superuser):
    alice, bob = friends
    talk = send(alice, bob).json["conversation_id"]
    superuser.execute("update profiles set is_hidden = true where user_id = %s", [alice.id])
    assert send(alice, bob).code == "not_allowed_to_message"
    assert send(bob, conversation_id=talk).status == 404
    assert conversations(bob) == []
    superuser.execute("update profiles set is_hidden = false where user_id = %s", [alice.id])
    assert conversations(bob)[0]["id"] == talk


def test_friends_need_no_request(alice, bob):
    befriend(alice, bob)
    send(alice, bob)
    assert conversations(alice)[0]["state"] == conversations(bob)[0]["state"] == "active"
