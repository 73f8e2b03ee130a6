"""Previews of linked pages: fetched once, from pages that may be anything."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import httpx
import pytest
from django.db import connections

from posts import pages
from posts.services.link_previews import fetch_link_preview
from tests.deeds import post_by
from topin import events, net, relay, sql

HEAD = "<!doctype html><html><head>{}</head><body><p>Hello</p></body></html>"
BREAD = HEAD.format(
    '<title>Bread &amp; butter</title><meta property="og:description" content="How to bake">'
    '<meta property="og:image" content="/loaf.jpg">'
)


class Web:
    """A server of somebody's: `pages` by path are (status, headers, body) or a function of the handler."""

    def __init__(self, address):
        self.address, self.pages, self.asked = address, {}, []

    def put(self, path, body=BREAD, status=200, kind="text/html; charset=utf-8", **headers):
        body = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, ({"Content-Type": kind} if kind else {}) | named, body)
        return self.address + path


@contextmanager
def serving():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            web.asked.append((self.command, self.path, dict(self.headers)))
            page = web.pages.get(self.path, (404, {"Content-Type": "text/html"}, b"<title>Not here</title>"))
            if callable(page):
                return page(self)
            status, headers, body = page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            return self.wfile.write(body)

        do_POST = do_HEAD = do_GET

        def handle(self):
            with suppress(OSError):  # the reader had enough
                super().handle()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        web = Web(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield web
        server.shutdown()


@pytest.fixture
def web(settings):
    settings.NET_ALLOW = ["127.0.0.0/8"]
    net._circuits.clear()
    with serving() as server:
        yield server
    net._circuits.clear()


@pytest.fixture
def preview(superuser):
    """`preview(url)` → the row, after the page was looked at."""

    def of(url):
        (link,) = superuser.execute("insert into link_previews (url) values (%s) returning id", [url]).fetchone()
        fetch_link_preview(link)
        return row_of(superuser, link)

    return of


def row_of(superuser, link):
    names = ("state", "title", "description", "image_url")
    found = superuser.execute(f"select {', '.join(names)} from link_previews where id = %s", [link]).fetchone()
    return dict(zip(names, found, strict=True))


def deliver_all():
    """What relay and workers do, until nothing waits."""

    def waiting():
        with sql.acting_as(sql.SYSTEM):
            return [row["id"] for row in sql.rows("select id from event_deliveries where state = 'waiting'")]

    while relay.take_events() or waiting():
        for delivery in waiting():
            assert events.deliver(delivery) == "done"


def test_a_post_shows_what_its_link_says_of_itself(api, alice, web):
    url = web.put("/bread")
    post = post_by(alice, text=f"Read {url} today")
    assert api(alice).get(f"/api/posts/{post}").json["link"] is None
    deliver_all()
    card = {"url": url, "title": "Bread & butter", "description": "How to bake"}
    assert api(alice).get(f"/api/posts/{post}").json["link"] == card | {"image_url": f"{web.address}/loaf.jpg"}


def test_a_page_is_asked_for_once_however_many_link_to_it(alice, bob, web):
    url = web.put("/bread")
    for author in (alice, bob, alice):
        post_by(author, text=url)
    deliver_all()
    post_by(bob, text=url)
    deliver_all()
    assert [(method, path) for method, path, _ in web.asked] == [("GET", "/bread")]


def test_workers_at_the_same_time_ask_once(superuser, web):
    url = web.put("/bread")
    (link,) = superuser.execute("insert into link_previews (url) values (%s) returning id", [url]).fetchone()

    def fetch(_):
        try:
            fetch_link_preview(link)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(fetch, range(6)))
    assert len(web.asked) == 1
    assert row_of(superuser, link)["state"] == "ready"


def test_an_old_preview_is_fetched_anew_and_a_young_one_is_not(superuser, web, preview, settings):
    url = web.put("/bread")
    assert preview(url)["title"] == "Bread & butter"
    link = superuser.execute("select id from link_previews").fetchone()[0]
    web.put("/bread", HEAD.format("<title>Cake</title>"))
    for age, title in [(6, "Bread & butter"), (8, "Cake")]:
        superuser.execute("update link_previews set fetched_at = now() - %s * interval '1 day'", [age])
        fetch_link_preview(link)
        assert row_of(superuser, link)["title"] == title


def test_a_failed_page_gets_another_chance_later_and_a_ready_one_survives_a_bad_day(superuser, web, preview):
    url = web.put("/bread", status=500)
    assert preview(url)["state"] == "failed"
    link = superuser.execute("select id from link_previews").fetchone()[0]
    web.put("/bread")
    fetch_link_preview(link)
    assert row_of(superuser, link)["state"] == "failed"
    for status in (200, 500):
        web.put("/bread", status=status)
        superuser.execute("update link_previews set fetched_at = now() - interval '8 days'")
        fetch_link_preview(link)
        assert row_of(superuser, link) | {"state": "ready", "title": "Bread & butter"} == row_of(superuser, link)


def test_a_worker_that_died_over_a_page_is_followed_by_another(superuser, web):
    url = web.put("/bread")
    (link,) = superuser.execute(
        "insert into link_previews (url, fetched_at) values (%s, now() - interval '10 seconds') returning id", [url]
    ).fetchone()
    fetch_link_preview(link)
    assert row_of(superuser, link)["state"] == "waiting"
    superuser.execute("update link_previews set fetched_at = now() - interval '2 minutes'")
    fetch_link_preview(link)
    assert row_of(superuser, link)["state"] == "ready"


def test_a_failure_is_quiet(api, alice, web, superuser):
    post = post_by(alice, text=f"See {web.address}/nothing")
    deliver_all()
    assert api(alice).get(f"/api/posts/{post}").json["link"] is None
    assert superuser.execute("select count(*) from event_deliveries where state = 'dead'").fetchone() == (0,)


def test_open_graph_goes_before_the_title_and_the_first_of_each_counts(preview, web):
    head = (
        '<title>Plain</title><meta name="description" content="Plain too"><meta property="og:title" content="First">'
        '<meta property="og:title" content="Second"><meta PROPERTY="OG:Description" CONTENT="Shown">'
    )
    found = preview(web.put("/", HEAD.format(head)))
    assert found == {"state": "ready", "title": "First", "description": "Shown", "image_url": None}


def test_no_name_and_nothing_of_the_readers_goes_along(preview, web):
    preview(web.put("/"))
    ((_, _, headers),) = web.asked
    assert not {"Cookie", "Authorization", "Referer", "X-Forwarded-For"} & set(headers)
    assert headers["Accept"] == "text/html"


# -- redirects --------------------------------------------------------------------------------------


def redirects(web, count):
    web.put(f"/{count}", BREAD)
    for step in range(count):
        web.put(f"/{step}", "", status=302, Location=f"/{step + 1}")
    return f"{web.address}/0"


def test_three_redirects_are_followed_and_a_fourth_is_not(preview, web):
    assert preview(redirects(web, 3))["state"] == "ready"
    web.asked.clear()
    with pytest.raises(pages.NoPreview, match="redirects"):
        pages.look_at(redirects(web, 4))
    assert len(web.asked) == 4


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://x/",
        "",
        "http://",
        "http://[::1",
        "//a:b@c/",
    ],
)
def test_a_redirect_out_of_the_allowed_world_is_the_end(preview, web, settings, target):
    settings.NET_ALLOW = ["127.0.0.1/32"] if "127" not in target else settings.NET_ALLOW
    assert preview(web.put("/away", "", status=302, Location=target))["state"] == "failed"


def test_our_own_network_is_not_looked_at(preview, web, settings):
    settings.NET_ALLOW = []
    assert preview(web.put("/inside"))["state"] == "failed"
    assert web.asked == []


def test_a_redirect_leads_into_our_own_network_no_more_than_a_link(web, settings, monkeypatch):
    with serving() as inside:
        secret = inside.put("/secret")
        url = web.put("/away", "", status=302, Location=secret.replace("127.0.0.1", "127.0.0.2"))
        settings.NET_ALLOW = ["127.0.0.1/32"]
        with pytest.raises(pages.NoPreview, match="may be reached"):
            pages.look_at(url)
        assert inside.asked == []


def test_an_address_with_a_password_is_left_alone(preview, web):
    assert preview(web.put("/bread").replace("//", "//me:secret@"))["state"] == "failed"
    assert web.asked == []


# -- hostile pages ----------------------------------------------------------------------------------


def test_of_a_huge_page_only_the_beginning_is_read(preview, web, settings):
    settings.LINK_BYTES = 20_000
    sent = []

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(b"<head><title>Endless</title>")
        for _ in range(1_000):
            handler.wfile.write(b"<p>" * 10_000)
            sent.append(1)

    web.pages["/endless"] = endless
    assert preview(f"{web.address}/endless")["title"] == "Endless"
    assert len(sent) < 1_000
    assert preview(web.put("/late", "<!--" + "x" * 20_000 + "--><title>Late</title>"))["state"] == "failed"


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_page_that_comes_byte_by_byte_is_given_up(preview, web, settings, part):
    settings.LINK_DEADLINE = 0.5
    given_up = threading.Event()

    def slowly(handler):
        end = b"\r\n" if part == "body" else b"X: "
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + end)
            for _ in range(600):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            given_up.set()

    web.pages["/slow"] = slowly
    assert preview(f"{web.address}/slow")["state"] == "failed"
    assert given_up.wait(20)


@pytest.mark.parametrize(
    "kind", ["image/png", "application/json", "text/plain", "application/octet-stream", "", "text/htmlx"]
)
def test_what_is_no_html_is_no_page(preview, web, kind):
    assert preview(web.put("/thing", kind=kind))["state"] == "failed"


def test_bytes_that_are_no_text_do_no_harm(preview, web):
    body = bytes(range(256)) * 40
    assert preview(web.put("/bytes", body))["state"] == "failed"
    found = preview(web.put("/more", b"<title>A\xff\xfe\x00\x01B</title>" + body))
    assert found["title"] == "A\ufffd\ufffd B"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=iso-8859-1", "<title>Brötchen – gut</title>".encode("cp1252")),
        ("text/html", '<meta charset="windows-1252"><title>Brötchen – gut</title>'.encode("cp1252")),
        ("text/html", "<title>Brötchen – gut</title>".encode()),
        ("text/html; charset=nonsense", "<title>Brötchen – gut</title>".encode()),
        ("text/html; charset=rot13", "<title>Brötchen – gut</title>".encode()),
        ("text/html; charset=punycode", "<title>Brötchen – gut</title>".encode()),
        ("text/html; charset=utf-16", "<title>Brötchen – gut</title>".encode("utf-16")),
        ("text/html; charset=utf-8", b"\xef\xbb\xbf" + "<title>Brötchen – gut</title>".encode()),
    ],
)
def test_pages_are_read_in_their_own_charset_or_in_utf_8(preview, web, kind, body):
    assert preview(web.put("/page", body, kind=kind))["title"] == "Brötchen – gut"


def test_markup_and_scripts_are_text_and_nothing_else(preview, web):
    head = (
        "<script>document.write('<title>Scripted</title>')</script><style><title>Styled</title></style>"
        "<!-- <title>Commented</title> --><title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"
        '<meta name="description" content="&lt;img src=x onerror=alert(1)&gt;">'
    )
    found = preview(web.put("/", HEAD.format(head)))
    assert found["title"] == "<script>alert(1)</script>"  # plain text, escaped by whoever shows it
    assert found["description"] == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("piece", ["<![", "<![<", "<![x[", "<![temp", "<!\x00[", "<!DOCTYPE [<!x", "</", "<?"])
def test_what_is_no_markup_takes_nothing_from_what_stands_before_it(preview, web, piece):
    assert preview(web.put("/", HEAD.format(f"<title>Seen</title>{piece}")))["title"] == "Seen"


def test_long_texts_are_cut_by_what_people_count(preview, web, settings):
    settings.LINK_TITLE_LENGTH, settings.LINK_DESCRIPTION_LENGTH = 200, 500
    family = "👩‍👩‍👧‍👦"
    head = f'<title>{"t" * 10_000}</title><meta name="description" content="{family * 600}">'
    found = preview(web.put("/", HEAD.format(head)))
    assert found["title"] == "t" * 199 + "…"
    assert found["description"] == family * 499 + "…"


def test_a_title_of_marks_without_end_is_cut_too(preview, web):
    found = preview(web.put("/", HEAD.format("<title>z" + "\u0301" * 50_000 + "</title>")))
    assert len(found["title"]) <= 200 * 20


def test_controls_and_what_turns_the_text_are_gone(preview, web):
    found = preview(web.put("/", HEAD.format("<title>\u202eA&#0;B&#x202e;C&#9;D\r\n\tE\u2066</title>")))
    assert found["title"] == "A\ufffdB C D E"


@pytest.mark.parametrize(
    ("image", "kept"),
    [
        ("https://pictures.example/a.jpg", "https://pictures.example/a.jpg"),
        ("//pictures.example/a.jpg", "http://pictures.example/a.jpg"),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,AAAA", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("http://[broken", None),
        ("https://a:b@pictures.example/", None),
        ("https://pictures.example/" + "x" * 2_000, None),
        ("https://pictures.example/a'b", None),
    ],
)
def test_a_picture_has_an_absolute_address_of_the_web_or_none(preview, web, image, kept):
    head = f'<title>A page</title><meta property="og:image" content="{image}">'
    assert preview(web.put("/", HEAD.format(head)))["image_url"] == kept


@pytest.mark.parametrize(
    "head", ["", "<title></title>", "<title> \u200b</title>", "<title>Never ends", "<meta property='og:title'>"]
)
def test_a_page_without_a_title_shows_nothing(preview, web, head):
    assert preview(web.put("/", HEAD.format(head)))["state"] == "failed"


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a b='",
        "<!--",
        "<![CDATA[",
        "<![",
        "<!",
        "</",
        "<?",
        "&",
        "<title>",
        "<meta content=x ",
        "&#x",
        "<a\x00",
    ],
)
def test_markup_made_to_be_slow_is_read_like_any_other(piece, settings):
    settings.LINK_BYTES = 512 * 1024
    body = (piece * (settings.LINK_BYTES // len(piece))).encode()
    answer = httpx.Response(200, headers={"Content-Type": "text/html"}, content=body)
    with pytest.raises(pages.NoPreview):  # at once: read in quadratic time, the suite would be over before it
        pages.read_page("https://slow.example/", answer)


def test_one_link_of_an_id_that_is_gone_is_no_error(superuser):
    fetch_link_preview(UUID(int=7))
