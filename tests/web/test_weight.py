import gzip

from django.contrib.staticfiles import finders

from messaging.services import send_message
from tests.web.conftest import Tags

BUDGET = 100 * 1024  # bytes of script, style and font together, compressed: what a slow link has to bring


def test_the_first_load_stays_small(alice, bob, browser):
    talk = send_message(alice.viewer, recipient_id=bob.id, text="Low tide at six.")["conversation_id"]
    paths = ("/home", "/explore", "/bookmarks", "/settings/profile", "/messages", f"/messages/{talk}")
    for html in (browser().text("/"), *map(browser(alice).text, paths)):
        tags = Tags(html)
        sources = [script["src"] for script in tags.all("script")]
        sources += [link["href"] for link in tags.all("link") if link["rel"] in ("stylesheet", "preload")]
        assert len(sources) > 5
        assert sum(map(weight, sources)) <= BUDGET


def weight(source):
    with open(finders.find(source.removeprefix("/static/")), "rb") as file:
        return len(gzip.compress(file.read()))
