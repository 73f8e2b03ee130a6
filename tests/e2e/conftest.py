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
from django.conf import settings
from django.db import connections
from playwright.sync_api import Error, expect, sync_playwright
from psycopg import sql

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


class Site(NamedTuple):
    """A running product, and the folder of what it writes."""

    url: str
    folder: Path


class Sites:
    """One site at a time. Starting one takes longer than most tests, so it goes on while the same is asked for."""

    def __init__(self, make_folder):
        self._make_folder, self._open = make_folder, ExitStack()
        self._settings = self._site = None

    def running(self, **settings):
        if settings != self._settings:
            self.end()
            folder = self._make_folder("site")
            self._site = Site(self._open.enter_context(running_site(folder, **settings)), folder)
            self._settings = settings
        return self._site

    def end(self):
        self._settings = None
        self._open.close()


@pytest.fixture(scope="package")
def sites(superuser, tmp_path_factory):
    """Pictures have addresses of the site itself, whose port nobody knew when the database was made."""
    tell = sql.SQL("alter database {} set topin.media_url = {}")
    database = sql.Identifier(superuser.info.dbname)
    superuser.execute(tell.format(database, sql.Literal("/media/")))
    made = Sites(tmp_path_factory.mktemp)
    yield made
    made.end()
    superuser.execute(tell.format(database, sql.Literal(settings.MEDIA_BASE_URL)))


@pytest.fixture(scope="module")
def site(sites):
    """Its address. The same one for all modules that want nothing special."""
    return sites.running().url


@pytest.fixture(scope="package")
def drivers():
    """Of this package only: while Playwright runs, its loop keeps Django's synchronous code of other tests out."""
    with sync_playwright() as playwright:
        yield playwright


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
def open_tab(chromium, site):
    """`open_tab(color_scheme="dark")` → a page of a browser that nobody else uses.

    What its console complained about and what broke in its scripts fails the test at the end.
    """
    faults = []
    with ExitStack() as contexts:

        def open_page(**options):
            context = contexts.enter_context(chromium.new_context(base_url=site, **options))
            page = context.new_page()
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


def enter(page, name):
    """Somebody new is signed in there, and home. (How people make an account: test_sign_in.)"""
    with ThreadPoolExecutor(1) as aside:  # Playwright's event loop keeps Django's synchronous code out of this thread
        cookie = aside.submit(_cookie_of_new, name.lower()).result()
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "domain": "127.0.0.1", "path": "/"}])
    page.goto("/")
    expect(page.get_by_role("heading", name="Home")).to_be_attached()


def _cookie_of_new(handle):
    try:
        return cookie_of(make_person(None, handle))
    finally:
        connections.close_all()


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


# -- Two people who talk ---------------------------------------------------------------------------


def follow(page, handle):
    page.goto(f"/@{handle}")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Following")).to_be_visible()


def write(page, text):
    page.get_by_role("textbox", name="Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def said(page, text):
    return page.locator(".msg:not(.msg-pending)", has_text=text)


@pytest.fixture
def alice_tab(open_tab):
    page = open_tab()
    enter(page, "Alice")
    return page


@pytest.fixture
def bob_tab(open_tab, alice_tab):
    page = open_tab()
    enter(page, "Bob")
    follow(page, "alice")
    follow(alice_tab, "bob")
    return page


@pytest.fixture
def talking(alice_tab, bob_tab):
    """Alice and Bob have the same conversation open, with one message of Alice in it."""
    alice_tab.goto("/@bob")
    alice_tab.get_by_role("link", name="Write to Bob").click()
    write(alice_tab, "Low tide at six.")
    expect(said(alice_tab, "Low tide at six.")).to_be_visible()
    alice_tab.wait_for_url("**/messages/*-*")
    bob_tab.goto(alice_tab.url)
    for page in (alice_tab, bob_tab):
        wait_until_live(page)
    expect(said(alice_tab, "Low tide at six.")).to_have_attribute("data-mark", "read")
    return alice_tab, bob_tab
