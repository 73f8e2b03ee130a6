"""Browsers: a real Chromium, a context of its own for each person, and what went wrong inside it."""

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from weakref import WeakSet

import pytest
from django.db import connections
from playwright.sync_api import Error, expect, sync_playwright
from psycopg import sql

from messaging.services import send_message
from tests.messaging.talk import befriend
from tests.notifications.standins.certificate import write_certificate
from tests.people import make_person
from tests.realtime.sockets import cookie_of
from tests.site import running_site
from topin.authentication import COOKIE

expect.set_options(timeout=20_000)  # milliseconds, on a busy machine
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PART = 2**20  # bytes: more than films of tests have, and quickly sent
WISHES = {
    "MAILER_AUTOCONFIRM": "0",  # addresses are confirmed,
    "GOTRUE_MAIL_INTERVAL": "1",  # and nobody has to wait for the next mail
    "MEDIA_PART_THRESHOLD": str(PART),
    "MEDIA_PART_BYTES": str(PART),
    "NET_ALLOW": "127.0.0.0/8",  # so that the courier may reach the push service
}


class Site(NamedTuple):
    """A running product, and the folder of what it writes."""

    url: str
    folder: Path


@pytest.fixture(scope="package")
def certificate(tmp_path_factory):
    """Of the push service."""
    return write_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="package")
def running(superuser, tmp_path_factory, certificate):
    """One for all files, as all of them wish it to be: starting a site takes longer than most of its tests.

    Pictures have addresses of the site itself, whose port nobody knew when the database was made.
    """
    database = sql.Identifier(superuser.info.dbname)
    superuser.execute(sql.SQL("alter database {} set topin.media_url = '/media/'").format(database))
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder, **WISHES, NET_CA=str(certificate[0])) as address:
        yield Site(address, folder)
    # A copied database has no such setting: told another one now, later connections would know other addresses.
    superuser.execute(sql.SQL("alter database {} reset topin.media_url").format(database))


@pytest.fixture(scope="package")
def site(running):
    """Its address."""
    return running.url


@pytest.fixture(scope="package")
def drivers():
    """Of this package only: while Playwright runs, its loop keeps Django's synchronous code of other tests out."""
    with sync_playwright() as playwright:
        yield playwright
    aside(connections.close_all)


@pytest.fixture(scope="package")
def chromium(drivers):
    """The same engine without windows, where there is one: it takes half the time."""
    with launched(drivers, "chromium-headless-shell", *WHOLE) as browser:
        yield browser


@contextmanager
def launched(drivers, *names):
    """Chromium from CHROMIUM, the PATH, or Playwright's own download."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    try:
        browser = drivers.chromium.launch(executable_path=path, args=FLAGS)
    except Error as error:
        pytest.skip(f"no Chromium here (set CHROMIUM to one): {error.message.splitlines()[0]}")
    yield browser
    browser.close()


@pytest.fixture
def service_workers():
    """Whether browsers have them, "allow" or "block": each installs its own, so only files about them say yes."""
    return "block"


@pytest.fixture
def open_tab(chromium, site, service_workers):
    """`open_tab(color_scheme="dark")` → a page of a browser that nobody else uses.

    What its console complained about and what broke in its scripts fails the test at the end.
    """
    faults = []
    with ExitStack() as contexts:

        def open_page(**options):
            context = chromium.new_context(base_url=site, service_workers=service_workers, **options)
            page = contexts.enter_context(context).new_page()
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda message: faults.extend(_complaints(message)))
            page.on("response", lambda response: faults.extend(_failures(response)))
            return page

        yield open_page
    assert not faults


_cut = WeakSet()  # browsers whose line was cut


def _complaints(message):
    """Errors of the console, without the ones about answers, as refusals are answers, too, and about a line that was
    cut. (htmx tells of a failed request in three lines, of which the last has nothing to say.)"""
    if message.type != "error" or message.text.startswith("Failed to load resource"):
        return
    if message.page.context not in _cut or not re.match(r"htmx:(afterRequest|sendError)|undefined$", message.text):
        yield message.text


def _failures(response):
    if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
        yield f"{response.status} {response.url}"


_thread = ThreadPoolExecutor(1)


def aside(deed, *args, **fields):
    """What a deed of ours comes to. Playwright's event loop keeps Django's synchronous code out of the main thread."""
    return _thread.submit(deed, *args, **fields).result()


@pytest.fixture
def join(superuser):
    def join_as(handle, **columns):
        return aside(make_person, superuser, handle, **columns)

    return join_as


def let_in(page, person):
    """Whatever page comes next shows itself to her or him. (How people sign in: test_sign_in.) Returns the page."""
    page.context.add_cookies([{"name": COOKIE, "value": cookie_of(person), "domain": "127.0.0.1", "path": "/"}])
    return page


def enter(page, name):
    """Somebody new is signed in there, and home. Returns who it is."""
    person = aside(make_person, None, name.lower())
    let_in(page, person).goto("/home")
    expect(page.locator("body")).to_have_attribute("data-me", str(person.id))
    return person


def write_post(page, text):
    page.get_by_label("What is on your mind?").fill(text)
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#feed article").first).to_contain_text(text)


def wait_until_live(page):
    """The page's socket was welcomed: from now on it is told of everything at once."""
    expect(page.locator("body")).to_have_attribute("data-line", "open")


def cut_line(page):
    """The network is gone: what its scripts ask for from now on, or were asking for just now, goes wrong by right."""
    page.wait_for_load_state("networkidle")
    _cut.add(page.context)
    page.context.set_offline(True)


def go_back(page):
    """Also to what a form brought and the browser did not keep: it would ask; without a window that is an error.

    Returns what was answered, None where nobody was asked.
    """
    try:
        return page.go_back()
    except Error as error:
        if "ERR_CACHE_MISS" not in error.message:
            raise
        return None


# -- Two people who talk ---------------------------------------------------------------------------


def write(page, text):
    page.get_by_role("textbox", name="Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def said(page, text):
    return page.locator(".msg:not(.msg-pending)", has_text=text)


@pytest.fixture
def alice_tab(open_tab, alice):
    """Alice's browser, on no page yet."""
    return let_in(open_tab(), alice)


@pytest.fixture
def bob_tab(open_tab, alice, bob):
    """The one of Bob, who is friends with her."""
    aside(befriend, alice, bob)
    return let_in(open_tab(), bob)


@pytest.fixture
def say():
    """`say(alice, bob, "Low tide at six.")` → the address of their conversation, in which she says it."""

    def send(sender, to, *texts):
        for text in texts:
            message = aside(send_message, sender.viewer, recipient_id=to.id, text=text)
        return f"/messages/{message['conversation_id']}"

    return send


@pytest.fixture
def talking(alice, bob, alice_tab, bob_tab, say):
    """Alice and Bob have the same conversation open, with one message of Alice in it."""
    address = say(alice, bob, "Low tide at six.")
    for page in (alice_tab, bob_tab):
        page.goto(address)
        wait_until_live(page)
    expect(said(alice_tab, "Low tide at six.")).to_have_attribute("data-mark", "read")
    return alice_tab, bob_tab
