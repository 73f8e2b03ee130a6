"""Private talk rings and stands in no list; a stranger's request stands in the list and never rings."""

import pytest

from accounts import services as accounts
from messaging import services as messages
from notifications import texts
from notifications.courier import claim
from posts import services as posts
from social import services as social
from tests.deeds import block, like, post_by
from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import befriend, send, talk_between
from tests.notifications.ringing import register
from tests.posts.ready_media import medium_of

LIST = "/api/notifications"


@pytest.fixture
def rung(superuser, alice, run_events):
    """`rung()`: [(kind, state, reason)] of what her phone was to tell Alice, once all events are read."""
    register(superuser, alice, "fcm", "phone")

    def deliveries():
        run_events()
        rows = superuser.execute("select kind, state, reason from notification_deliveries order by id")
        return rows.fetchall()

    return deliveries


@pytest.fixture
def told(api, run_events):
    """`told(alice)`: her list once all events are read."""

    def told_to(person):
        run_events()
        return api(person).get(LIST).json["items"]

    return told_to


@pytest.fixture
def friends(alice, bob, superuser, rung):
    """Alice and Bob know each other, and nothing of that rings."""
    befriend(alice, bob)
    rung()
    superuser.execute("delete from notification_deliveries")
    return alice, bob


@pytest.fixture
def push(rung):
    """`push()`: what the only delivery that is due says now, or None."""

    def now():
        rung()
        (order,) = claim()
        return texts.push_of(order)

    return now


def choose(person, **changes):
    accounts.update_notifications(person.viewer, changes)


def change(api, person, conversation, **fields):
    assert api(person).put(f"/api/messages/conversations/{conversation}", fields).status == 200


def answer(api, person, conversation, how):
    assert api(person).post(f"/api/messages/conversations/{conversation}/{how}").status < 300


# -- Messages ----------------------------------------------------------------------------------------


def test_a_message_rings_and_stands_in_no_list(friends, rung, told):
    alice, bob = friends
    before = [item["id"] for item in told(alice)]
    send(bob, alice)
    assert rung() == [("message", "waiting", "")]
    assert [item["id"] for item in told(alice)] == before
    assert "message" not in [item["kind"] for item in told(bob)]


def test_many_messages_are_one_ring(friends, rung, push):
    alice, bob = friends
    for text in ("one", "two", "three"):
        send(bob, alice, text=text)
    assert rung() == [("message", "waiting", "")]
    assert push().body == "3 new messages\nthree"


def test_the_push_says_who_wrote_and_what(friends, push):
    alice, bob = friends
    sent = send(bob, alice, text="  See you\nat  eight? ").json
    said = push()
    assert (said.kind, said.title, said.body) == ("message", "Bob", "See you at eight?")
    assert said.url == f"/messages/{sent['conversation_id']}"
    assert said.subject == {"type": "message", "id": sent["id"]}
    assert said.group_key == f"message:{sent['conversation_id']}"
    assert said.urgent


def test_who_wants_no_previews_gets_no_text(friends, push):
    alice, bob = friends
    choose(alice, previews=False)
    send(bob, alice, text="the treasure lies under the oak")
    said = push()
    assert (said.title, said.body) == ("Bob", "New message")
    assert "oak" not in str(said)


def test_no_previews_of_several_are_a_number(friends, push):
    alice, bob = friends
    choose(alice, previews=False)
    send(bob, alice, text="one")
    send(bob, alice, text="two")
    assert push().body == "2 new messages"


def test_the_push_speaks_the_receivers_language(friends, push):
    alice, bob = friends
    choose(alice, previews=False)
    accounts.update_accessibility(alice.viewer, {"language": "ar"})
    for text in ("one", "two", "three"):
        send(bob, alice, text=text)
    assert push().body == "3 رسائل جديدة"


def test_a_long_text_is_cut_between_characters(friends, push, settings):
    alice, bob = friends
    settings.PUSH_LENGTH = 5
    send(bob, alice, text="👩‍🚀" * 9)
    assert push().body == "👩‍🚀" * 4 + "…"


def test_no_push_is_larger_than_providers_take(friends, push):
    alice, bob = friends
    send(bob, alice, text="👩‍❤️‍💋‍👨" * 200)
    assert len(push().body.encode()) <= texts.PIECE_BYTES + 3


def test_a_picture_is_named(friends, push, superuser):
    alice, bob = friends
    media = [str(medium_of(superuser, bob, purpose="message")) for _ in range(2)]
    assert send(bob, alice, text="", media_ids=media[:1]).status == 201
    assert push().body == "Photo"


def test_a_text_that_cannot_be_opened_now_rings_without_it(friends, push, settings):
    alice, bob = friends
    send(bob, alice, text="the treasure lies under the oak")
    settings.MESSAGE_KEYS = keys_of(other=new_master())
    assert push().body == "New message"


def test_a_message_that_is_deleted_meanwhile_is_not_told(friends, rung):
    alice, bob = friends
    sent = send(bob, alice).json
    rung()
    (order,) = claim()
    messages.delete_message_for_everyone(bob.viewer, sent["id"])
    assert texts.push_of(order) is None


def test_of_two_the_one_that_was_not_deleted_is_told(friends, rung):
    alice, bob = friends
    send(bob, alice, text="first")
    second = send(bob, alice, text="second").json
    rung()
    (order,) = claim()
    messages.delete_message_for_everyone(bob.viewer, second["id"])
    assert texts.push_of(order).body == "first"


@pytest.mark.parametrize("how", ["block", "mute", "mute the conversation", "read", "delete for me"])
def test_what_is_not_to_be_told_any_more_says_nothing(how, api, friends, rung, superuser):
    alice, bob = friends
    sent = send(bob, alice).json
    rung()
    (order,) = claim()
    if how == "block":
        block(superuser, bob, alice)
    elif how == "mute":
        social.mute_member(alice.viewer, bob.id)
    elif how == "mute the conversation":
        change(api, alice, sent["conversation_id"], muted=True)
    elif how == "read":
        api(alice).post(f"/api/messages/conversation/{sent['conversation_id']}/read", {"up_to": sent["id"]})
    else:
        api(alice).delete(f"/api/messages/{sent['id']}?for=me")
    assert texts.push_of(order) is None


def test_muting_a_conversation_stops_its_push(api, friends, rung):
    alice, bob = friends
    conversation = talk_between(bob, alice)
    assert rung() == [("message", "waiting", "")]
    change(api, alice, conversation, muted=True)
    assert claim() == []
    assert rung() == [("message", "dropped", "read")]
    send(bob, alice)
    assert rung() == [("message", "dropped", "read")]


def test_muting_a_member_stops_it_too(friends, rung):
    alice, bob = friends
    social.mute_member(alice.viewer, bob.id)
    send(bob, alice)
    assert rung() == []


def test_what_was_read_elsewhere_does_not_ring(api, friends, rung):
    alice, bob = friends
    sent = send(bob, alice).json
    rung()
    api(alice).post(f"/api/messages/conversation/{sent['conversation_id']}/read", {"up_to": sent["id"]})
    assert claim() == []
    assert rung() == [("message", "dropped", "read")]


def test_switched_off_messages_do_not_ring(friends, rung):
    alice, bob = friends
    choose(alice, kinds={"message": {"push": False}})
    send(bob, alice)
    assert rung() == []


# -- Requests ----------------------------------------------------------------------------------------


def test_a_request_stands_in_the_list_and_never_rings(alice, bob, rung, told):
    choose(alice, kinds={"message_request": {"push": True, "email": True}})
    conversation = talk_between(bob, alice)
    (item,) = told(alice)
    assert (item["kind"], item["text"]) == ("message_request", "Bob wants to write to you")
    assert (item["subject"], item["url"]) == ({"type": "conversation", "id": conversation}, f"/messages/{conversation}")
    assert [a["handle"] for a in item["actors"]] == ["bob"]
    assert rung() == []
    assert told(bob) == []


def test_a_request_of_many_messages_is_told_once(alice, bob, rung, told):
    for text in ("hello", "hello?", "HELLO"):
        send(bob, alice, text=text)
    assert len(told(alice)) == 1
    assert rung() == []


def test_there_is_no_push_until_it_is_accepted(api, alice, bob, rung, told):
    conversation = talk_between(bob, alice)
    assert rung() == []
    answer(api, alice, conversation, "accept")
    assert told(alice) == [], "there is nothing to answer any more"
    send(bob, alice, text="thank you")
    assert rung() == [("message", "waiting", "")]


def test_a_declined_request_leaves_the_list_at_once_and_for_good(api, alice, bob, rung, told):
    conversation = talk_between(bob, alice)
    assert len(told(alice)) == 1
    answer(api, alice, conversation, "decline")
    assert api(alice).get(LIST).json["items"] == []
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 0}
    send(bob, alice, text="please")
    assert told(alice) == []
    assert rung() == []


def test_a_request_that_was_read_of_stays_when_it_is_accepted(api, alice, bob, told):
    conversation = talk_between(bob, alice)
    (item,) = told(alice)
    api(alice).put(f"{LIST}/{item['id']}/read")
    answer(api, alice, conversation, "accept")
    assert [(i["id"], i["read"]) for i in told(alice)] == [(item["id"], True)]


def test_a_request_of_somebody_muted_is_not_told(alice, bob, told):
    social.mute_member(alice.viewer, bob.id)
    send(bob, alice)
    assert told(alice) == []


def test_a_block_takes_the_request_from_the_list(alice, bob, superuser, told):
    send(bob, alice)
    assert len(told(alice)) == 1
    block(superuser, alice, bob)
    assert told(alice) == []


# -- In no list, and ringing all the same --------------------------------------------------------------


def test_what_is_off_in_the_list_may_still_ring(alice, bob, rung, told, push):
    choose(alice, kinds={"like": {"in_app": False, "push": True}})
    post = post_by(alice)
    like(post, bob)
    assert told(alice) == []
    assert rung() == [("like", "waiting", "")]
    said = push()
    assert (said.title, said.body, said.url) == ("TOPiN", "Bob liked your post", f"/posts/{post}")
    assert (said.subject, said.unread, said.urgent) == ({"type": "post", "id": str(post)}, 0, False)


def test_a_like_that_is_taken_back_does_not_ring(alice, bob, rung):
    choose(alice, kinds={"like": {"push": True}})
    post = post_by(alice)
    like(post, bob)
    rung()
    posts.unlike_post(bob.viewer, post)
    assert rung() == [("like", "waiting", "")]
    assert claim() == []
    assert rung() == [("like", "dropped", "withdrawn")]
