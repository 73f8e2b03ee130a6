"""Pages as a browser without JavaScript gets them, and with HTMX where a test says so."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from messaging import services as messaging
from posts.services import create_post
from social import circle_services as circles
from tests.messaging.talk import befriend
from tests.web.circles import come_in, open_circle
from topin.authentication import COOKIE, cookie_signer

HTMX = {"HX-Request": "true"}


class Browser(Client):
    """A browser of somebody who signed in, or of a visitor."""

    def __init__(self, person=None, **kwargs):
        super().__init__(raise_request_exception=False, **kwargs)
        if person is not None:
            self.cookies[COOKIE] = cookie_signer().sign(f"{person.id.hex}.{person.session_id.hex}")

    def text(self, path, **headers):
        """The page's HTML; fails where it is no page."""
        answer = self.get(path, headers=headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
        return answer.content.decode()

    def htmx_post(self, path, data=None, target=""):
        return self.post(path, data or {}, headers={**HTMX, "HX-Target": target})


class Tags(HTMLParser):
    """Every tag of a page, as (name, attributes); `script` and `style` with the text inside them."""

    def __init__(self, html):
        super().__init__()
        self.found, self.texts, self._inside = [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside in ("script", "style") and data.strip():
            self.texts.append(data)

    def all(self, name):
        return [attributes for tag, attributes in self.found if tag == name]


def without_tokens(html):
    """A page's tags without what differs from answer to answer."""
    changing = ("value", "hx-headers", "data-csrf")
    tokens = [a for t, a in Tags(html).found if a.get("name") == "csrfmiddlewaretoken"]
    found = [
        (t, {k: v for k, v in a.items() if k not in changing} if a in tokens or t == "body" else a)
        for t, a in Tags(html).found
    ]
    return found, len(html)


@pytest.fixture(scope="session")
def browser():
    """`browser(alice).get("/home")`, `browser().get("/")`."""
    return Browser


@pytest.fixture
def post_by():
    """`post_by(alice, "words")` → the post."""

    def write(person, text="Low tide at six this morning.", **more):
        return create_post(person.viewer, text=text, **more).loads()

    return write


@pytest.fixture
def tides(alice, bob, charlie):
    """A private circle that is open: alice owns it, bob moderates, charlie is a member."""
    circle = open_circle(alice)
    come_in(circle, bob, charlie)
    circles.set_circle_role(alice.viewer, circle["id"], bob.id, "moderator")
    return circle


@pytest.fixture
def cast(alice, bob, charlie, join, tides):
    """Everybody by what they are to the circle."""
    banned = join("bert")
    circles.ban_from_circle(alice.viewer, tides["id"], banned.id)
    known = {"owner": alice, "moderator": bob, "member": charlie, "outsider": join("olga"), "banned": banned}
    return known | {"visitor": None}


@pytest.fixture
def friends(alice, bob):
    """Alice and Bob follow each other."""
    befriend(alice, bob)
    return alice, bob


@pytest.fixture
def say():
    """`say(alice, bob, "words")` → the Message."""

    def send(sender, recipient, text="Low tide at six.", **more):
        return messaging.send_message(sender.viewer, recipient_id=recipient.id, text=text, **more)

    return send


@pytest.fixture
def message(friends, say):
    """A message of Alice to Bob."""
    return say(*friends)
