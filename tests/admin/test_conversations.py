"""Conversations in the console: who talks with whom and when, never what is said or whether it was read."""

import psycopg
import pytest

from tests.messaging.talk import befriend, send, talk_between
from topin import sql

MARK = "zq-said-in-private"
LIST = "messaging/conversation/"


@pytest.fixture
def conversation(api, alice, bob):
    """Alice and Bob talk; he has read, muted and archived, and reacted."""
    befriend(alice, bob)
    conversation = talk_between(alice, bob)
    said = send(bob, alice, text=f"{MARK} one", client_id="zq-of-a-client").json
    api(alice).post(f"/api/messages/{said['id']}/reactions", {"emoji": "👍"})
    api(alice).post(f"/api/messages/conversation/{conversation}/read", {"up_to": said["id"]})
    api(bob).put(f"/api/messages/conversations/{conversation}", {"expiry": "7d", "muted": True})
    return conversation


def test_conversations_are_listed_newest_first(console, mona, alice, charlie, conversation):
    befriend(alice, charlie)
    talk_between(charlie, alice)
    page = console(mona).get(LIST).content.decode()
    assert 0 < page.index("@charlie") < page.index("@bob")


def test_a_moderator_sees_who_and_when(console, mona, alice, bob, conversation):
    page = console(mona).get(f"{LIST}{conversation}/change/").content.decode()
    for shown in ("@alice", "@bob", f"accounts/user/{alice.id}/", "takes part", "7 days after reading", ">2<"):
        assert shown in page, shown


def test_a_request_says_who_asked_whom(console, mona, alice, bob):
    page = console(mona).get(f"{LIST}{talk_between(alice, bob)}/change/").content.decode()
    for shown in ("(asked)", "(was asked)"):
        assert shown in page


def test_no_page_of_the_console_shows_what_was_said_or_read(console, mona, alice, bob, conversation):
    desk = console(mona)
    pages = ["", LIST, f"{LIST}{conversation}/change/", f"accounts/user/{alice.id}/change/"]
    pages += [f"accounts/user/{bob.id}/change/", "topin/event/", "moderation/messagereport/"]
    for path in pages:
        page = desk.get(path).content.decode()
        for hidden in (MARK, "zq-of-a-client", "👍"):
            assert hidden not in page, path
    for path in pages[1:4]:
        page = desk.get(path).content.decode()
        for hidden in ("read_seq", "unread", "muted", "archived", "delivered"):
            assert hidden not in page.lower(), (path, hidden)


@pytest.mark.parametrize("column", ["read_seq", "delivered_seq", "has_unread", "is_muted", "is_archived"])
def test_staff_may_not_even_ask_how_far_anybody_read(mona, conversation, column):
    with pytest.raises(psycopg.Error, match="permission denied"), sql.acting_as(sql.Viewer.staff(mona.id)):
        sql.rows(f"select {column} from conversation_participants")


@pytest.mark.parametrize(
    ("term", "is_found"), [("@alice", True), ("@bob @alice", True), ("@alice @charlie", False), ("@charlie", False)]
)
def test_conversations_are_found_by_who_is_in_them(console, mona, charlie, conversation, term, is_found):
    page = console(mona).get(LIST, q=term).content.decode()
    assert ("@alice and @bob" in page or "@bob and @alice" in page) is is_found


@pytest.mark.parametrize("thing", ["conversation", "member"])
def test_conversations_are_found_by_id(console, mona, bob, conversation, thing):
    page = console(mona).get(LIST, q=conversation if thing == "conversation" else str(bob.id)).content.decode()
    assert "@bob" in page


def test_nobody_changes_a_conversation_here(console, root, conversation, superuser):
    desk = console(root)
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{conversation}/delete/", post="yes").status_code == 403
    assert desk.post(f"{LIST}{conversation}/change/", expiry="keep").status_code == 403
    assert superuser.execute("select expiry from conversations").fetchone() == ("7d",)


def test_messages_have_no_page(console, root, conversation):
    desk = console(root)
    for path in ("messaging/message/", "messaging/messagereaction/", "messaging/conversationkey/"):
        assert desk.get(path).status_code == 404


def test_the_page_of_a_member_shows_with_whom_they_talk(console, mona, alice, bob, conversation):
    page = console(mona).get(f"accounts/user/{alice.id}/change/").content.decode()
    assert "Newest conversations" in page
    assert f"{LIST}{conversation}/change/" in page
    assert "@bob" in page


def test_members_do_not_get_in(visit, client, alice, conversation):
    for browser in (client, visit(alice).client):
        assert browser.get(f"/admin/{LIST}{conversation}/change/").status_code == 302
