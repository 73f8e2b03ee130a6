"""Private talk as a browser without scripts gets it, and the parts of it that scripts ask for."""

from uuid import UUID, uuid4

import pytest

from accounts import services as accounts
from messaging import selectors
from tests.deeds import follow
from tests.web.conftest import HTMX, Tags, without_tokens
from tests.web.media import ready
from web.templatetags.talks import is_big, last_words


def address(message):
    return f"/messages/{message['conversation_id']}"


def said(html):
    """The words of the messages on a page, in their order."""
    return [piece.partition("</p>")[0] for piece in html.split('<p class="msg-text prose" dir="auto">')[1:]]


def write(client, page, text, **more):
    """Sends the form of a page, as a browser would."""
    hidden = {f["name"]: f.get("value", "") for f in form_of(client.text(page)) if f.get("type") == "hidden"}
    return client.post("/messages/send", {**hidden, "text": text, **more})


def form_of(html):
    return Tags(html.partition('id="write"')[2].partition("</form>")[0]).all("input")


def test_somebody_writes_to_a_friend_and_is_answered(friends, browser):
    alice, bob = (browser(person) for person in friends)
    assert "/messages/with/bob" in alice.text("/@bob")
    answer = write(alice, "/messages/with/bob", "Low tide at six.")
    assert (answer.status_code, answer["Location"][:10]) == (302, "/messages/")
    page = answer["Location"]
    assert said(bob.text(page)) == ["Low tide at six."]
    assert write(bob, page, "I will be there.")["Location"] == page
    assert said(alice.text(page)) == ["Low tide at six.", "I will be there."]
    assert alice.get("/messages/with/bob")["Location"] == page


def test_a_form_that_is_sent_twice_is_one_message(message, friends, browser):
    alice = browser(friends[0])
    fields = {"conversation_id": message["conversation_id"], "text": "Once.", "client_id": "one-form"}
    for _ in range(2):
        assert alice.post("/messages/send", fields).status_code == 302
    assert said(alice.text(address(message))).count("Once.") == 1


def test_the_inbox_shows_who_wrote_last_and_how_much_is_unread(friends, say, browser):
    alice, bob = friends
    for text in ("One.", "Two."):
        say(alice, bob, text)
    html = browser(bob).text("/messages")
    assert "Two." in html
    assert '<span class="talk-count">2<span class="unseen"> unread' in html
    assert 'id="letters" class="badge"  data-count="2"' in browser(bob).text("/home")
    assert 'data-count="2"' in browser(bob).text("/messages/badge", **HTMX)
    assert "You:" in browser(alice).text("/messages")


def test_an_empty_inbox_says_what_it_is_for(alice, browser):
    words = {"": "No conversations yet", "?state=request": "No requests", "?state=archived": "Nothing archived"}
    for query, said_there in words.items():
        assert said_there in browser(alice).text(f"/messages{query}")
    assert browser(alice).get("/messages?state=declined").status_code == 404


def test_more_conversations_are_reached_by_a_plain_link(alice, join, say, browser):
    for name in ("dora", "emil", "fred"):
        person = join(name)
        follow(alice, person)
        say(person, alice, f"I am {name}.")
    first = browser(alice).text("/messages?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert "I am dora." not in first
    assert "I am dora." in browser(alice).text(link)


def test_earlier_messages_are_reached_by_a_plain_link(friends, say, browser):
    for number in range(5):
        last = say(*friends, f"number {number}")
    alice = browser(friends[0])
    first = alice.text(address(last) + "?limit=3")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert said(first) == ["number 2", "number 3", "number 4"]
    assert said(alice.text(link)) == ["number 0", "number 1"]
    fragment = alice.text(link, **HTMX)
    assert said(fragment) == ["number 0", "number 1"]
    assert "<html" not in fragment


def test_hostile_words_stay_words(friends, say, browser):
    hostile = '<script>alert(1)</script> "onload=x" https://tides.example/?a=1&b=<i>'
    last = say(*friends, hostile)
    pages = (address(last), "/messages", f"/messages/items/{last['id']}/delete", f"/messages/items/{last['id']}/report")
    for page in (*pages, f"{address(last)}?reply_to={last['id']}"):
        html = browser(friends[1]).text(page)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    say(*friends, "an answer", reply_to=UUID(last["id"]))
    assert "<script>alert" not in browser(friends[1]).text(address(last))
    assert 'href="https://tides.example/?a=1&amp;b="' in browser(friends[1]).text(address(last))


def test_an_answer_quotes_what_it_answers(message, friends, browser):
    bob = browser(friends[1])
    page = f"{address(message)}?reply_to={message['id']}"
    assert next(f for f in form_of(bob.text(page)) if f["name"] == "reply_to")["value"] == message["id"]
    write(bob, page, "Six it is.")
    html = browser(friends[0]).text(address(message))
    assert f'class="msg-quote" href="#msg-{message["id"]}"' in html
    unknown = bob.text(f"{address(message)}?reply_to={uuid4()}")
    assert next(f for f in form_of(unknown) if f["name"] == "reply_to")["value"] == ""


def test_a_refused_text_stays_in_the_form(message, friends, browser, settings):
    answer = write(browser(friends[0]), address(message), "a" * (settings.MESSAGE_LENGTH + 1))
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "At most 5000 characters" in html
    assert "a" * 100 in html.partition("<textarea")[2]
    again = write(browser(friends[0]), f"{address(message)}?reply_to={message['id']}", " ").content.decode()
    assert next(f for f in form_of(again) if f["name"] == "reply_to")["value"] == message["id"]
    fields = {"conversation_id": message["conversation_id"], "text": " "}
    short = browser(friends[0]).htmx_post("/messages/send", fields)
    assert (short.status_code, "Write something" in short.content.decode()) == (400, True)


def test_a_form_to_nobody_is_refused(alice, browser):
    for fields in ({}, {"recipient_id": "x"}, {"recipient_id": str(uuid4())}, {"conversation_id": str(uuid4())}):
        assert browser(alice).post("/messages/send", {"text": "Hello?", **fields}).status_code in (400, 404)


def test_pictures_go_with_a_form_and_are_shown_in_the_conversation(message, friends, browser, superuser):
    alice, bob = friends
    media_id = ready(superuser, alice, alt_text="The harbour")
    superuser.execute("update post_media set purpose = 'message' where id = %s", [media_id])
    assert write(browser(alice), address(message), "", media_id=str(media_id)).status_code == 302
    html = browser(bob).text(address(message))
    assert 'data-view-media="image"' in html
    assert 'alt="The harbour"' in html
    assert "Photo" in browser(bob).text("/messages")


def test_who_may_not_be_written_to_says_why(alice, bob, browser):
    accounts.update_privacy(bob.viewer, {"message_policy": "nobody"})
    html = browser(alice).text("/messages/with/bob")
    assert "You cannot write to @bob" in html
    assert 'id="write"' not in html
    assert "/messages/with/bob" not in browser(alice).text("/@bob")
    refused = browser(alice).post("/messages/send", {"recipient_id": str(bob.id), "text": "Hello"})
    assert refused.status_code == 403


def test_nobody_writes_to_themselves(alice, browser):
    assert browser(alice).get("/messages/with/alice").status_code == 404
    assert "/messages/with/" not in browser(alice).text("/@alice")


# -- Requests ------------------------------------------------------------------------------------------


@pytest.fixture
def request_of_bob(alice, bob, say):
    """Alice, who follows nobody, is written to by Bob."""
    return say(bob, alice, "We met at the lighthouse.")


def test_a_request_waits_apart_with_its_count_and_is_accepted(request_of_bob, alice, bob, browser):
    page, client = address(request_of_bob), browser(alice)
    inbox = client.text("/messages")
    assert "lighthouse" not in inbox
    assert '<span class="tab-count">1</span>' in inbox
    assert "lighthouse" in client.text("/messages?state=request")
    html = client.text(page)
    assert "Bob would like to write to you" in html
    assert 'id="write"' not in html
    assert "/react" not in html
    assert 'data-mark="sent"' in browser(bob).text(page)
    assert "has not accepted your request yet" in browser(bob).text(page)
    assert client.post(f"{page}/accept")["Location"] == page
    assert 'id="write"' in client.text(page)
    assert "tab-count" not in client.text("/messages/tabs", **HTMX)


def test_a_declined_request_is_gone_and_its_sender_learns_nothing(request_of_bob, alice, bob, browser, say):
    page, client = address(request_of_bob), browser(alice)
    before = browser(bob).text(page)
    assert client.post(f"{page}/decline")["Location"] == "/messages"
    assert "They are not told" in client.text("/messages?state=request")
    assert browser(alice).get(page).status_code == 404
    assert said(browser(bob).text(page)) == said(before)
    say(bob, alice, "Are you there?")
    assert "Are you there?" not in browser(alice).text("/messages?state=request")


# -- Deeds ---------------------------------------------------------------------------------------------


def test_reading_is_said_once_it_was_seen(message, friends, browser):
    alice, bob = (browser(person) for person in friends)
    assert 'data-mark="delivered"' in (bob.text(address(message)), alice.text(address(message)))[1]
    assert bob.post(f"{address(message)}/read", {"up_to": message["id"]}).status_code == 204
    html = alice.text(address(message))
    assert 'data-mark="read"' in html
    assert "data-expires" in html
    assert bob.post(f"{address(message)}/read", {"up_to": "x"}).status_code == 400


def test_a_reaction_is_put_and_taken_back(message, friends, browser):
    alice, bob = (browser(person) for person in friends)
    deeds = f"/messages/items/{message['id']}"
    assert bob.post(f"{deeds}/react", {"emoji": " 🦀 "})["Location"] == address(message)
    assert 'value="🦀" aria-pressed="false" title="Bob"' in alice.text(address(message))
    assert 'value="🦀" aria-pressed="true" title="You"' in bob.text(address(message))
    assert "msg-reaction" not in bob.htmx_post(f"{deeds}/unreact", {"emoji": "🦀"}).content.decode()
    for wrong in ("", "crab", "🦀🦀"):
        assert bob.post(f"{deeds}/react", {"emoji": wrong}).status_code == 400


def test_a_message_is_deleted_for_oneself_or_for_both_after_a_question(friends, say, browser):
    alice, bob = (browser(person) for person in friends)
    first, second = say(*friends, "Mine to take back."), say(*friends, "Another one.")
    assert "Delete for both" in alice.text(f"/messages/items/{first['id']}/delete")
    assert "Delete for both" not in bob.text(f"/messages/items/{first['id']}/delete")
    assert bob.post(f"/messages/items/{first['id']}/delete", {"for": "everyone"}).status_code == 403
    bob.post(f"/messages/items/{second['id']}/delete", {"for": "me"})
    assert said(bob.text(address(first))) == ["Mine to take back."]
    alice.post(f"/messages/items/{first['id']}/delete", {"for": "everyone"})
    assert said(alice.text(address(first))) == ["Another one."]
    assert "Message deleted" in bob.text(address(first))
    assert "Message deleted" in bob.text("/messages")


def test_a_deed_by_htmx_answers_with_the_message_alone(message, friends, browser):
    alice = browser(friends[0])
    deeds = f"/messages/items/{message['id']}"
    html = alice.htmx_post(f"{deeds}/react", {"emoji": "👍"}).content.decode()
    assert html.count('<li class="msg ') == 1
    assert "talk-start" not in html
    gone = alice.htmx_post(f"{deeds}/delete", {"for": "me"})
    assert (gone["HX-Retarget"], gone["HX-Reswap"]) == (f"#msg-{message['id']}", "delete")


def test_a_conversation_is_muted_put_away_and_told_how_long_to_keep(message, friends, browser):
    alice, page = browser(friends[0]), address(message)
    assert alice.post(f"{page}/change", {"expiry": "1h"})["Location"] == page
    assert "New messages disappear 1 hour after they were read." in alice.text(page)
    assert "1 hour" in alice.htmx_post(f"{page}/change", {"muted": "true"}).content.decode()
    assert "Unmute" in alice.text(page)
    assert "Muted" in alice.text("/messages")
    assert alice.post(f"{page}/change", {"archived": "true"})["Location"] == "/messages"
    assert message["conversation_id"] not in alice.text("/messages")
    assert message["conversation_id"] in alice.text("/messages?state=archived")
    assert alice.post(f"{page}/change", {"expiry": "1y"}).status_code == 400


def test_a_received_message_is_reported(message, friends, browser):
    alice, bob = (browser(person) for person in friends)
    page = f"/messages/items/{message['id']}/report"
    assert "Low tide at six." in bob.text(page)
    assert "report" in bob.text(address(message))
    unsaid = bob.post(page, {"note": "no reason"})
    assert unsaid.status_code == 400
    assert "no reason" in unsaid.content.decode()
    assert bob.post(page, {"reason": "spam", "note": ""})["Location"] == address(message)
    assert "The moderators look at this message" in bob.text(address(message))
    again = bob.post(page, {"reason": "spam"})
    assert (again.status_code, "You reported this already" in again.content.decode()) == (409, True)
    assert alice.get(page).status_code == 404


# -- Whoever has no part in it ---------------------------------------------------------------------------

GETS = ("{talk}", "{talk}/items?ids={id}", "{talk}/items?ids={other}", "{item}/delete", "{item}/report")
POSTS = (
    *("{talk}/read", "{talk}/accept", "{talk}/decline", "{talk}/change"),
    *("{item}/react", "{item}/unreact", "{item}/delete", "{item}/report"),
)
FIELDS = {"emoji": "👍", "for": "everyone", "muted": "true", "reason": "spam"}


def addresses(paths, conversation, item):
    ids = {"talk": f"/messages/{conversation}", "item": f"/messages/items/{item}", "id": item, "other": uuid4()}
    return [path.format(**ids) for path in paths]


def test_an_outsider_cannot_tell_a_conversation_from_none(message, charlie, browser):
    outsider = browser(charlie)
    real = (message["conversation_id"], message["id"])
    made_up = (uuid4(), uuid4())
    for there, nowhere in zip(addresses(GETS, *real), addresses(GETS, *made_up), strict=True):
        answers = [outsider.get(path) for path in (there, nowhere)]
        assert {answer.status_code for answer in answers} == {404}, there
        assert len({str(without_tokens(answer.content.decode())) for answer in answers}) == 1, there
    for there, nowhere in zip(addresses(POSTS, *real), addresses(POSTS, *made_up), strict=True):
        for path, item in ((there, real[1]), (nowhere, made_up[1])):
            assert outsider.post(path, {**FIELDS, "up_to": item}).status_code == 404, path


def test_parts_that_are_asked_for_by_id_leave_out_what_is_not_theirs(message, friends, charlie, say, browser):
    alice, bob = friends
    follow(alice, charlie)
    other = say(charlie, alice, "Between two others.")
    ids = f"{message['id']},{other['id']},{uuid4()}"
    html = browser(bob).text(f"{address(message)}/items?ids={ids}", **HTMX)
    assert said(html) == ["Low tide at six."]
    assert said(browser(alice).text(f"{address(message)}/items?ids={ids}", **HTMX)) == ["Low tide at six."]
    rows = f"/messages/rows?ids={message['conversation_id']},{other['conversation_id']}"
    assert browser(bob).text(rows, **HTMX).count("data-row=") == 1
    assert browser(alice).text(rows, **HTMX).count("data-row=") == 2
    for wrong in ("", "ids=", "ids=x"):
        assert browser(bob).get(f"/messages/rows?{wrong}").status_code == 400


@pytest.mark.parametrize("path", ["/messages", "/messages/with/alice", f"/messages/{UUID(int=7)}", "/messages/badge"])
def test_visitors_are_asked_to_sign_in(path, alice, browser):
    assert browser().get(path)["Location"].startswith("/signin")


def test_pages_of_talk_are_whole_documents_with_unique_ids_and_labels(message, friends, charlie, browser):
    pages = ["/messages", "/messages?state=request", address(message), "/messages/with/charlie"]
    pages += [f"/messages/items/{message['id']}/{deed}" for deed in ("delete", "report")]
    for path in pages:
        tags = Tags(browser(friends[1]).text(path))
        ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
        assert len(ids) == len(set(ids)), (path, sorted(i for i in ids if ids.count(i) > 1))
        assert all(label["for"] in ids for label in tags.all("label")), path
        assert len(tags.all("h1")) == len(tags.all("main")) == 1, path
        assert not tags.texts, path
        assert not [a for _, a in tags.found if "style" in a or any(name.startswith("on") for name in a)], path


def test_a_message_is_counted_like_below_the_api(message, friends, browser, rate_limits):
    alice = browser(friends[0])
    rate_limits("message=1/1m")
    answers = [write(alice, address(message), text) for text in ("One.", "Two.")]
    assert [answer.status_code for answer in answers] == [302, 429]


@pytest.mark.parametrize(
    ("text", "big"),
    [("🦀", True), ("🦀 👩‍🚀🇩🇪", True), ("🦀🦀🦀🦀", False), ("7", False), ("a 🦀", False), ("", False)],
)
def test_a_few_emoji_alone_are_shown_large(text, big):
    assert is_big({"text": text, "media": []}) is big


def talk_with(**message):
    return {"last_message": {"text": None, "deleted": False, "media": [], **message}}


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        ({"last_message": None}, "No messages"),
        (talk_with(text="Hello"), "Hello"),
        (talk_with(deleted=True), "Message deleted"),
        (talk_with(media=[{"kind": "image"}]), "Photo"),
        (talk_with(media=[{"kind": "image"}] * 3), "3 photos"),
        (talk_with(media=[{"kind": "gif"}]), "Video"),
        (talk_with(media=[{"kind": "audio"}]), "Sound"),
        (talk_with(media=[{"kind": "audio"}, {"kind": "image"}]), "2 attachments"),
    ],
)
def test_the_list_says_in_a_few_words_what_was_said_last(talk, words):
    assert last_words(talk) == words


def test_what_one_reads_in_the_inbox_is_not_read_yet(message, friends, browser):
    browser(friends[1]).text("/messages")
    assert selectors.get_conversation(friends[1].viewer, message["conversation_id"])["unread_count"] == 1
