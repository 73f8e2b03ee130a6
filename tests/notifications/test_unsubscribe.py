"""The way out of mails: one press, signed in or not, by a person or by their mail program."""

import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.test import Client

from accounts import selectors
from accounts.unsubscribing import DIGEST, Unsubscribing
from tests.deeds import like, post_by
from tests.notifications.letters import choose, text, unsubscribe_path, want_mails
from tests.people import make_person
from tests.web.conftest import Browser
from topin import sql

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def program():
    """A mail program: it knows no cookies, no page of ours and no token of forms."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def path(alice):
    return path_of(alice, "mention")


def path_of(person, what):
    return urlsplit(Unsubscribing(person.id, what).url).path


def mail_settings(person):
    notifications = selectors.get_settings(sql.Viewer.user(person.id)).loads()["notifications"]
    return {kind for kind, channels in notifications["kinds"].items() if channels["email"]}, notifications["digest"]


def test_one_press_of_a_mail_program_ends_mails_of_that_kind(alice, bob, program, mailed):
    want_mails(alice, "like", "mention")
    post = post_by(alice)
    like(post, bob)
    [letter] = mailed()
    before, _ = mail_settings(alice)
    answer = program.post(unsubscribe_path(letter), ONE_CLICK, content_type=FORM)
    assert answer.status_code == 200  # and no redirect, which such programs do not follow
    assert mail_settings(alice)[0] == before - {"like"}
    like(post_by(alice), bob)
    assert mailed() == []


def test_the_press_may_come_as_a_form_of_parts(alice, program, path):
    want_mails(alice, "mention")
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200  # multipart/form-data
    assert "mention" not in mail_settings(alice)[0]


def test_other_channels_and_kinds_stay_as_they_are(alice, program, path):
    before = selectors.get_settings(alice.viewer).loads()["notifications"]
    want_mails(alice, "mention")
    program.post(path, ONE_CLICK, content_type=FORM)
    assert selectors.get_settings(alice.viewer).loads()["notifications"] == before


def test_a_digest_is_ended_by_its_own_link(superuser, alice, program, run_events):
    choose(alice, digest="weekly")
    run_events()
    page = program.post(path_of(alice, DIGEST), ONE_CLICK, content_type=FORM).content.decode()
    run_events()
    assert mail_settings(alice)[1] == "off"
    assert "We mail you no digest any more." in page
    assert superuser.execute("select count(*) from digest_states").fetchone() == (0,)


def test_looking_changes_nothing(alice, program, path):
    """Scanners of mail servers open every link."""
    want_mails(alice, "mention")
    for _ in range(2):
        answer = program.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert program.head(path).status_code == 200
    assert "mention" in mail_settings(alice)[0]


def test_the_page_has_one_button_that_does_it(alice, program, path):
    want_mails(alice, "mention")
    page = program.get(path).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count("<button") == 1
    assert "Mentions" in main
    assert "/settings/notifications" in main
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', main))
    done = program.post(path, fields).content.decode()
    assert "That is switched off" in done
    assert "Mentions" in done
    assert "/settings/notifications" in done
    assert "mention" not in mail_settings(alice)[0]


def test_twice_is_as_good_as_once(superuser, alice, program, path):
    want_mails(alice, "mention")
    answers = [program.post(path, ONE_CLICK, content_type=FORM).status_code for _ in range(3)]
    assert answers == [200] * 3
    changes = "select count(*) from events where kind = 'settings_changed' and actor_id is null"
    assert superuser.execute(changes).fetchone() == (1,)


def test_whoever_is_signed_in_acts_for_the_member_of_the_link_alone(alice, bob, path):
    for person in (alice, bob):
        want_mails(person, "mention")
    assert Browser(bob).post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "mention" not in mail_settings(alice)[0]
    assert "mention" in mail_settings(bob)[0]


def test_the_page_names_nobody(alice, program, path):
    """Whoever got the mail forwarded learns nothing new."""
    for page in (program.get(path), program.post(path, ONE_CLICK, content_type=FORM)):
        words = page.content.decode()
        assert alice.email not in words
        assert alice.handle not in words.replace(path, "")
        assert str(alice.id) not in words
        assert not page.cookies


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_we_did_not_sign_does_nothing(alice, bob, program, path, method):
    want_mails(alice, "mention")
    token = path.rpartition("/")[2]
    member, what, signature = token.split(".")
    others = path_of(bob, "mention").rpartition("/")[2].split(".")
    forged = [
        "x", "x.y.z", f"{member}.like.{signature}", f"{others[0]}.mention.{signature}", token[:-1], f"{token}x",
        f"{member}.{what}.", "%00", "ü" * 40,
    ]  # fmt: skip
    for each in forged:
        answer = getattr(program, method)(f"/unsubscribe/{each}")
        assert answer.status_code == 404, each
    assert "mention" in mail_settings(alice)[0]


def test_no_other_signature_of_ours_opens_it(program, alice):
    member = path_of(alice, "like").rpartition("/")[2].split(".")[0]
    forged = Signer(sep=".", salt="elsewhere").sign(f"{member}.like")
    assert program.post(f"/unsubscribe/{forged}").status_code == 404


def test_a_link_outlives_a_change_of_the_key(settings, alice, program, path):
    want_mails(alice, "mention")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, of a later year, and long"
    assert program.post(path, ONE_CLICK, content_type=FORM).status_code == 200
    assert "mention" not in mail_settings(alice)[0]


def test_a_link_of_an_account_that_is_gone_answers_as_any_other(program, alice, path):
    gone = Unsubscribing(uuid4(), "mention")
    answers = [program.post(p, ONE_CLICK, content_type=FORM) for p in (path, urlsplit(gone.url).path)]
    assert [a.status_code for a in answers] == [200, 200]


def test_a_kind_that_there_is_no_more_is_nothing(program, alice):
    assert program.post(path_of(alice, "carrier_pigeon"), ONE_CLICK, content_type=FORM).status_code == 404


def test_links_differ_from_member_to_member_and_from_kind_to_kind(superuser, alice):
    erin = make_person(superuser, "erin")
    assert len({path_of(person, what) for person in (alice, erin) for what in ("like", "mention", DIGEST)}) == 6


def test_the_link_in_the_text_is_that_of_the_header(alice, bob, mailed):
    want_mails(alice, "like")
    like(post_by(alice), bob)
    [letter] = mailed()
    assert f"{unsubscribe_path(letter)}\n" in text(letter)
