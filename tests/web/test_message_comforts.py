"""What makes talk easy: whom to write to, where one stopped reading, who is here, and a word on other pages."""

from uuid import uuid4

import pytest

from accounts import services as accounts
from messaging import services
from social import services as social
from tests.deeds import follow
from tests.web.conftest import HTMX, Tags


@pytest.fixture
def notice(browser):
    """`notice(bob, message)` → the answer about its conversation, for a page that shows something else."""

    def ask(person, message):
        return browser(person).get(f"/messages/{message['conversation_id']}/notice", headers=HTMX)

    return ask


# -- A word on other pages ---------------------------------------------------------------------------------


def test_a_page_that_shows_something_else_is_told_who_wrote_and_what(message, friends, notice):
    answer = notice(friends[1], message)
    (link,) = Tags(answer.content.decode()).all("a")
    assert link["href"] == f"/messages/{message['conversation_id']}"
    assert "Alice" in answer.content.decode()
    assert "Low tide at six." in answer.content.decode()


def test_hostile_words_stay_words_there(friends, say, notice):
    html = notice(friends[1], say(*friends, "<img src=x onerror=alert(1)>")).content.decode()
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_whoever_wants_no_previews_is_told_how_many_there_are(message, friends, say, notice):
    accounts.update_notifications(friends[1].viewer, {"previews": False})
    assert "New message" in notice(friends[1], message).content.decode()
    say(*friends, "Bring boots.")
    html = notice(friends[1], message).content.decode()
    assert "2 new messages" in html
    assert "boots" not in html
    assert "tide" not in html


def test_nothing_is_said_of_what_is_muted_read_or_a_request(message, friends, charlie, say, notice):
    alice, bob = friends
    services.update_conversation(bob.viewer, message["conversation_id"], {"muted": True})
    assert notice(bob, message).status_code == 204
    services.update_conversation(bob.viewer, message["conversation_id"], {"muted": False})
    assert notice(bob, message).status_code == 200
    services.read_messages(bob.viewer, message["conversation_id"], message["id"])
    assert notice(bob, message).status_code == 204
    assert notice(bob, say(charlie, bob, "May I?")).status_code == 204


def test_nothing_is_said_to_the_sender_an_outsider_or_the_blocked(message, friends, charlie, notice):
    alice, bob = friends
    nowhere = {"conversation_id": uuid4()}
    for person, about in ((alice, message), (charlie, message), (charlie, nowhere)):
        answer = notice(person, about)
        assert (answer.status_code, answer.content) == (204, b"")
    social.block_member(alice.viewer, bob.id)
    assert notice(bob, message).status_code == 204


# -- Whom to write to --------------------------------------------------------------------------------------


def people(html):
    return [a["href"].rpartition("/")[2] for a in Tags(html).all("a") if a["href"].startswith("/messages/with/")]


def test_a_new_message_begins_with_the_people_one_follows(alice, bob, charlie, browser):
    follow(alice, bob)
    assert people(browser(alice).text("/messages/new")) == ["bob"]
    assert people(browser(alice).text("/messages/new?q=charlie")) == ["charlie"]
    assert people(browser(alice).text("/messages/new?q=charlie", **HTMX)) == ["charlie"]


def test_whoever_takes_no_messages_is_not_offered_and_neither_is_oneself(alice, bob, browser):
    accounts.update_privacy(bob.viewer, {"message_policy": "nobody"})
    follow(alice, bob)
    for path in ("/messages/new", "/messages/new?q=bob", "/messages/new?q=alice"):
        assert people(browser(alice).text(path)) == [], path


@pytest.mark.parametrize("q", ["%00", "x" * 201, "%20"])
def test_what_is_no_search_finds_nobody(q, alice, browser):
    assert people(browser(alice).text(f"/messages/new?q={q}")) == []


def test_visitors_choose_nobody(browser):
    assert browser().get("/messages/new")["Location"].startswith("/signin")


# -- Where one stopped, and how far it came ------------------------------------------------------------------


def test_the_first_unread_message_is_marked(message, friends, say, browser):
    alice, bob = friends
    services.read_messages(bob.viewer, message["conversation_id"], message["id"])
    say(bob, alice, "At six, then.")
    first, second = say(alice, bob, "Bring boots."), say(alice, bob, "And a lamp.")
    html = browser(bob).text(f"/messages/{message['conversation_id']}")
    assert html.count("msg-unread") == 1
    assert html.index(f'id="msg-{first["id"]}"') < html.index("msg-unread") < html.index(f'id="msg-{second["id"]}"')
    services.read_messages(bob.viewer, message["conversation_id"], second["id"])
    assert "msg-unread" not in browser(bob).text(f"/messages/{message['conversation_id']}")


def test_the_list_says_how_far_the_own_message_came(message, friends, browser):
    alice, bob = friends
    marks = [a["data-mark"] for a in Tags(browser(alice).text("/messages")).all("span") if "data-mark" in a]
    assert marks == ["sent"]
    services.read_messages(bob.viewer, message["conversation_id"], message["id"])
    marks = [a["data-mark"] for a in Tags(browser(alice).text("/messages")).all("span") if "data-mark" in a]
    assert marks == ["read"]
    assert "data-mark" not in browser(bob).text("/messages")


# -- Who is here ---------------------------------------------------------------------------------------------


def test_the_head_says_that_the_other_one_is_here_also_after_a_change(message, friends, browser, superuser):
    alice, bob = friends
    superuser.execute("update user_sessions set last_seen_at = now() where user_id = %s", [bob.id])
    page = browser(alice)
    assert "talk-active is-online" in page.text(f"/messages/{message['conversation_id']}")
    head = page.htmx_post(f"/messages/{message['conversation_id']}/change", {"muted": "true"}).content.decode()
    assert "talk-active is-online" in head
    superuser.execute("update user_sessions set last_seen_at = now() - interval '2 hours' where user_id = %s", [bob.id])
    gone = page.text(f"/messages/{message['conversation_id']}")
    assert "is-online" not in gone
    assert ">2 h</time> ago" in gone


@pytest.mark.parametrize("who", [0, 1])
def test_presence_is_for_those_alone_who_show_theirs(who, message, friends, browser):
    accounts.update_privacy(friends[who].viewer, {"active_status_visibility": "nobody"})
    html = browser(friends[0]).text(f"/messages/{message['conversation_id']}")
    assert "talk-active" not in html
    assert "presence:" not in html
