"""Notifications by mail: to whom they are due, in the receiver's language, once, and with a way out of them."""

from uuid import UUID

import polib
import pytest
from aiosmtpd.smtp import AuthResult
from django.conf import settings as django_settings

from accounts.notification_kinds import KINDS
from messaging import services as messages
from notifications import letters, services
from posts import services as posts
from social import services as social
from tests import mailboxes
from tests.deeds import block, comment_on, follow, like, post_by, set_profile
from tests.messaging.talk import befriend, send
from tests.notifications.letters import (
    Page,
    call,
    choose,
    html,
    mails_for,
    read_all,
    speak,
    subject,
    text,
    unsubscribe_path,
    want_mails,
)
from tests.notifications.ringing import channel, let_pass
from topin import mail
from topin.embedded import ports

LANGUAGES = [code for code, _ in django_settings.LANGUAGES]
HOSTILE = "<b>Eve</b>\u202e & \"Co\" {{ x }} %(count)s"


@pytest.fixture
def liked(alice, bob):
    """A post of Alice that Bob likes, of which she wants mails."""
    want_mails(alice, "like")
    post = post_by(alice)
    like(post, bob)
    return post


def test_a_like_is_mailed_with_a_way_to_the_post(alice, liked, mailed):
    [letter] = mailed()
    page = f"https://topin.test/posts/{liked}"
    assert (letter["To"], subject(letter)) == (alice.email, "Bob liked your post")
    assert text(letter).startswith(f"Hello Alice,\n\nBob liked your post\n\nHave a look: {page}\n")
    assert page in Page(letter).links
    assert "Bob liked your post" in Page(letter).text
    assert letter["Auto-Submitted"] == "auto-generated"
    assert mailed() == []


def test_nobody_gets_mails_of_kinds_that_they_did_not_switch_on(alice, bob, mailed):
    like(post_by(alice), bob)
    follow(bob, alice)
    assert mailed() == []


def test_a_kind_that_was_switched_off_before_the_mail_went_is_not_mailed(superuser, alice, liked, run_events, mailed):
    run_events()
    choose(alice, kinds={"like": {"email": False}})
    assert mailed() == []
    assert [(m.state, m.reason) for m in mails_for(superuser, alice)] == [("dropped", "switched_off")]


def test_mails_do_not_need_the_list_nor_push(alice, bob, mailed):
    choose(alice, kinds={"like": {"email": True, "in_app": False, "push": False}})
    like(post_by(alice), bob)
    assert [subject(letter) for letter in mailed()] == ["Bob liked your post"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_speaks_its_receivers_language(alice, bob, mailed, language):
    want_mails(alice, "like", "comment")
    speak(alice, language)
    speak(bob, "de" if language != "de" else "en")
    post = post_by(alice)
    like(post, bob)
    [letter] = mailed()
    plain, page = text(letter), Page(letter)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html(letter)
    known = polib.pofile(f"notifications/locale/{language}/LC_MESSAGES/django.po") if language != "en" else []
    for entry in known:
        assert not entry.msgstr or entry.msgid == entry.msgstr or entry.msgid not in plain + page.text
    # Text and HTML say the same; the one names addresses where the other has links.
    for line in filter(None, plain.replace("\u2068", "").replace("\u2069", "").split("\n")):
        words = line.partition(": http")[0] if ": http" in line else line
        assert " ".join(words.split()).rstrip(":") in page.text or line.startswith("https://")


def test_a_mail_needs_no_image_no_script_and_nothing_from_elsewhere(liked, mailed):
    [letter] = mailed()
    assert Page(letter).tags.isdisjoint({"img", "script", "link", "iframe", "svg", "form"})
    assert {address.partition("/")[0] + "//" + address.split("/")[2] for address in Page(letter).links} == {
        "https://topin.test"
    }
    assert "url(" not in html(letter)
    assert len(html(letter)) < 12_000


def test_a_name_is_no_html_no_header_and_no_template(superuser, alice, bob, liked, run_events, mailed):
    run_events()
    call(superuser, bob, f"{HOSTILE}\r\nBcc: eve@topin.test")
    call(superuser, alice, HOSTILE)
    [letter] = mailed()
    assert letter["Bcc"] is None
    said = '<b>Eve</b> & "Co" {{ x }} %(count)s Bcc: eve@topin.test liked your post'
    assert subject(letter) == said
    assert said in text(letter)
    assert "<b>" not in html(letter)
    assert "\u202e" not in subject(letter) + html(letter).split("Hello")[1].split("<h1")[1]
    assert said in Page(letter).text


def test_a_name_without_an_end_leaves_a_subject_that_can_be_read(superuser, bob, liked, run_events, mailed):
    run_events()
    call(superuser, bob, "👩‍🚀" * 300)
    [letter] = mailed()
    assert len(subject(letter)) < 600
    assert subject(letter).endswith("👩‍🚀…")


def test_likes_that_come_together_are_one_mail_and_those_that_follow_wait(superuser, alice, join, mailed):
    want_mails(alice, "like")
    post = post_by(alice)
    like(post, join("ada"), join("ben"))
    assert [subject(letter) for letter in mailed()] == ["Ben and 1 other liked your post"]
    like(post, join("cy"))
    assert mailed() == []
    let_pass(superuser, 3600)
    superuser.execute("update notification_deliveries set ended_at = ended_at - interval '1 hour'")
    assert [subject(letter) for letter in mailed()] == ["Cy and 2 others liked your post"]


# -- Whom and what it does not reach ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("update users set email_confirmed_at = null", "no_address"),
        ("update users set email = null", "no_address"),
        ("update users set banned_until = now() + interval '1 day'", "no_address"),
        ("update profiles set is_hidden = true", "receiver_gone"),
    ],
)
def test_only_live_accounts_with_a_confirmed_address_are_written_to(
    superuser, alice, liked, run_events, mailed, change, reason
):
    run_events()
    key = "user_id" if "profiles" in change else "id"
    superuser.execute(f"{change} where {key} = %s", [alice.id])
    assert mailed() == []
    assert [(m.state, m.reason) for m in mails_for(superuser, alice)] == [("dropped", reason)]


@pytest.mark.parametrize("undo", ["read", "unlike", "block", "mute", "hide"])
def test_what_is_read_undone_or_not_to_be_seen_any_more_is_not_mailed(
    superuser, alice, bob, liked, run_events, mailed, undo
):
    run_events()
    if undo == "read":
        read_all(alice)
    elif undo == "unlike":
        posts.unlike_content(bob.viewer, liked)
        run_events()
    elif undo == "block":
        block(superuser, bob, alice)
    elif undo == "mute":
        social.mute_member(alice.viewer, bob.id)
    else:
        set_profile(superuser, bob, "is_hidden", True)
    assert mailed() == []
    assert {m.state for m in mails_for(superuser, alice)} <= {"dropped"}


def test_a_mail_names_nobody_whom_its_receiver_is_not_to_hear_of(superuser, alice, bob, charlie, run_events, mailed):
    want_mails(alice, "comment")
    post = post_by(alice)
    comment_on(post, bob, text="The secret of Bob")
    comment_on(post, charlie)
    run_events()
    block(superuser, bob, alice)
    [letter] = mailed()
    whole = subject(letter) + text(letter) + html(letter)
    assert subject(letter) == "Charlie commented on your post"
    assert "Bob" not in whole
    assert "secret" not in whole


def test_quiet_hours_hold_mails_back(superuser, alice, bob, mailed):
    want_mails(alice, "like")
    choose(alice, quiet_hours={"enabled": True, "start": "00:00", "end": "23:59"})
    like(post_by(alice), bob)
    assert mailed() == []
    [waiting] = mails_for(superuser, alice)
    assert waiting.state == "waiting"
    assert waiting.waits > 0
    choose(alice, quiet_hours={"enabled": False})
    let_pass(superuser, 86_400)
    assert len(mailed()) == 1


@pytest.mark.parametrize("kind", ["new_sign_in", "verification_outcome"])
def test_what_accounts_mails_itself_is_not_mailed_twice(superuser, alice, mailed, kind):
    """There the device and the reason stand, which no notification knows."""
    want_mails(alice, kind)
    services.notify_alone(kind=kind, user=alice.id, subject_type="session", subject=alice.session_id)
    assert mailed() == []
    assert mails_for(superuser, alice) == []


def test_a_new_sign_in_is_mailed_once_with_a_way_out_of_such_mails(api, alice, mailed):
    answer = api().post(
        "/api/auth/v1/token?grant_type=password",
        {"email": alice.email, "password": "correct horse battery staple"},
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"},
    )
    assert answer.status == 200
    notices = [letter for letter in mailed() if "sign-in" in subject(letter)]
    assert [letter["List-Unsubscribe-Post"] for letter in notices] == ["List-Unsubscribe=One-Click"]


@pytest.fixture
def friends(alice, bob, mailed):
    """Alice and Bob know each other, and she wants mails about messages."""
    befriend(alice, bob)
    want_mails(alice, "message", "message_request")
    mailed()
    return alice, bob


def test_a_mail_about_a_message_has_no_word_of_it(friends, mailed):
    """What is sealed with us would lie open in a mailbox."""
    alice, bob = friends
    talk = send(bob, alice, text="The secret of Bob").json["conversation_id"]
    send(bob, alice, text="Another secret")
    [letter] = mailed()
    assert subject(letter) == "Bob sent you a message"
    assert f"https://topin.test/messages/{talk}" in Page(letter).links
    assert "secret" not in text(letter) + html(letter)


def test_a_talk_is_mailed_of_seldom(superuser, friends, mailed):
    alice, bob = friends
    send(bob, alice, text="One")
    assert len(mailed()) == 1
    let_pass(superuser, 60)
    for word in ("Two", "Three"):
        send(bob, alice, text=word)
        assert mailed() == []
    assert [m.state for m in mails_for(superuser, alice)] == ["sent", "waiting"]


def test_a_message_that_was_read_or_muted_is_not_mailed(superuser, friends, run_events, mailed):
    alice, bob = friends
    sent = send(bob, alice, text="One").json
    run_events()
    messages.read_messages(alice.viewer, UUID(sent["conversation_id"]), UUID(sent["id"]))
    assert mailed() == []
    social.mute_member(alice.viewer, bob.id)
    send(bob, alice, text="Two")
    assert mailed() == []


def test_a_request_of_a_stranger_is_not_mailed(superuser, alice, bob, mailed):
    want_mails(alice, "message", "message_request")
    send(bob, alice, text="Hello stranger")
    assert mailed() == []
    assert mails_for(superuser, alice) == []


# -- The way out -----------------------------------------------------------------------------------


def test_a_mail_says_why_it_came_and_how_to_end_such_mails(liked, mailed):
    [letter] = mailed()
    address = letter["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://topin.test/unsubscribe/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "This mail came because" in text(letter)
    assert "This mail came because" in Page(letter).text
    for links in (text(letter), Page(letter).links):
        assert address in links
        assert "https://topin.test/settings/notifications" in links


def test_the_address_of_the_header_stands_whole_on_the_wire(liked, mailed, postman):
    """A mail program that finds it encoded or cut in two shows no button."""
    [letter] = mailed()
    [raw] = postman.raw
    header = raw.replace(b"\r\n ", b" ").split(b"List-Unsubscribe: ")[1].split(b"\r\n")[0]
    assert header.decode() == f"<https://topin.test{unsubscribe_path(letter)}>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Bcc", "eve@topin.test"),
        ("List-Id", "a\r\nBcc: eve@topin.test"),
        ("List-Id", "ü"),
        ("List-Id", "a" * 901),
        ("List-Id\r\nBcc", "a"),
        ("To", "eve@topin.test"),
    ],
)
def test_no_header_can_be_added_but_those_of_lists(mailoutbox, name, value):
    with pytest.raises(mail.Refused):
        mail.send("password_changed", "ada@topin.test", {"name": "Ada"}, key="x", headers={name: value})
    assert mailoutbox == []


# -- What the mail server says ---------------------------------------------------------------------


def be(superuser, person, address):
    superuser.execute("update users set email = %s where id = %s", [address, person.id])


def test_an_address_that_is_refused_for_good_is_given_up(superuser, alice, liked, mailed):
    be(superuser, alice, "gone@topin.test")
    assert mailed() == []
    [tried] = mails_for(superuser, alice)
    assert (tried.state, tried.reason, tried.answer) == ("failed", "rejected", "550 5.1.1 Nobody lives here")
    assert channel(superuser, "email") is None


def test_an_address_that_is_refused_for_now_is_tried_again_alone(superuser, alice, liked, mailed):
    be(superuser, alice, "away@topin.test")
    assert mailed() == []
    [tried] = mails_for(superuser, alice)
    assert (tried.state, tried.answer, tried.tries) == ("waiting", "450 4.2.0 Come back later", 1)
    assert 5 < tried.waits < 20
    assert channel(superuser, "email") is None
    be(superuser, alice, "alice@topin.test")
    let_pass(superuser, 60)
    assert len(mailed()) == 1


def test_a_server_that_is_away_makes_all_mails_wait(superuser, settings, alice, liked, run_events, courier):
    mailboxes.use(settings, f"smtp://127.0.0.1:{ports.free(1)[0]}")
    run_events()
    courier.round()
    [tried] = mails_for(superuser, alice)
    assert (tried.state, tried.answer) == ("waiting", "ConnectionRefusedError")
    assert channel(superuser, "email").pause > 5


def test_a_second_try_is_the_same_mail(superuser, alice, liked, mailed, postman):
    """The courier was killed after the server took it, and before that was noted."""
    [first] = mailed()
    superuser.execute("update notification_deliveries set state = 'waiting', ended_at = null")
    [second] = mailed()
    assert first["Message-ID"] == second["Message-ID"]
    assert subject(first) == subject(second)


@pytest.mark.parametrize(
    ("answer", "result", "of_channel"),
    [
        ("552 5.3.4 Too large", "failed", False),
        ("554 5.7.1 Looks like spam, ask postmaster@far.test", "failed", False),
        ("451 4.3.0 Not now", "retry", False),
        ("421 4.3.2 Going home", "retry", True),
    ],
)
def test_what_a_server_says_of_the_mail_itself(settings, order, answer, result, of_channel):
    outcome = sent_to(settings, order, handle_DATA=answer)
    assert (outcome.result, outcome.channel) == (result, of_channel)
    assert outcome.answer == answer.replace("postmaster@far.test", "…")


@pytest.mark.parametrize(
    ("answer", "result"),
    [("530 5.7.0 Sign in first", "stopped"), ("550 5.7.1 Not from you", "retry"), ("452 4.3.1 Full", "retry")],
)
def test_a_server_that_lets_us_send_nothing_is_no_fault_of_the_mail(settings, order, answer, result):
    outcome = sent_to(settings, order, handle_MAIL=answer)
    assert (outcome.result, outcome.answer) == (result, answer)
    assert outcome.channel or result == "stopped"


def test_a_password_that_the_server_refuses_stops_the_channel(settings, order):
    answer = sent_to(settings, order, user="topin", authenticator=nobody, auth_require_tls=False)
    assert answer.result == "stopped"
    assert answer.answer.startswith("535 ")


def nobody(*_):
    return AuthResult(success=False, handled=False)


@pytest.fixture
def order(alice):
    """As the courier gets it."""
    note = {
        "told": {"fact": "follow", "variant": None, "circle": None, "language": "en"},
        "actors": [{"display_name": "Bob"}], "actors_count": 1, "url": "/@bob",
    }  # fmt: skip
    return {
        "id": "0199", "kind": "follow", "user_id": str(alice.id), "language": None, "notification": note,
        "to": {"email": alice.email, "name": "Alice"},
    }  # fmt: skip


def sent_to(settings, order, user="", authenticator=None, auth_require_tls=True, **answers):
    """The Outcome of a mail to a server that answers so."""
    port = ports.free(1)[0]
    mailboxes.use(settings, f"smtp://{user}{':wrong@' if user else ''}127.0.0.1:{port}")
    options = {"authenticator": authenticator, "auth_require_tls": auth_require_tls} if authenticator else {}
    with mailboxes.mail_server(port, **options) as postman:
        for name, answer in answers.items():
            setattr(postman, name, answering(answer))
        return letters.send(order)


def answering(answer):
    async def say(*_):
        return answer

    return say


def test_an_address_that_is_none_is_given_up(order):
    outcome = letters.send(order | {"to": {"email": "alice@topin.test\nBcc: eve@topin.test", "name": ""}})
    assert (outcome.result, outcome.answer) == ("failed", "no address")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_mailed_and_ended(order, mailoutbox, kind):
    order["notification"]["told"]["fact"] = kind
    outcome = letters.send(order | {"kind": kind} if kind != "message" else order)
    assert outcome.result == "accepted"
    [message] = mailoutbox
    assert message.extra_headers["List-Unsubscribe"] in f"<{message.body}>" or "/unsubscribe/" in message.body
