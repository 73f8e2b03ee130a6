"""Pages of strangers, and what they say of themselves.

Whatever comes from there may be hostile: too long, too slow, in no charset, full of markup. Of it all
only short plain texts and the address of a picture remain; nothing of a page is ever shown as markup.
"""

import codecs
import re
from contextlib import suppress
from html.parser import HTMLParser
from time import monotonic
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from topin.lean import late
from topin.text import GRAPHEME, POINTS_PER_CHARACTER, UNFIT_FOR_NAMES, VISIBLE

net = late("topin.net")  # for the worker that looks at pages
MOVED = (301, 302, 303, 307, 308)
HEADERS = {"Accept": "text/html", "Accept-Encoding": "identity", "User-Agent": "TOPiN link preview"}
ADDRESS_LENGTH = 2_000
TITLES, DESCRIPTIONS, IMAGES = ("og:title", "title"), ("og:description", "description"), ("og:image", "og:image:url")
HEAD_ENDS = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_:-]{1,30})", re.IGNORECASE)
#: Encodings that pages come in. Python knows others, some of which are none.
ENCODINGS = re.compile(
    r"utf-?8|utf-?16(le|be)?|iso-?8859-?\d{1,2}|latin-?1|us-ascii|windows-?(125\d|874)|cp125\d|koi8-[ru]|macintosh"
    r"|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift[_-]?jis|iso-2022-jp",
    re.IGNORECASE,
)


class NoPreview(Exception):
    """The page shows nothing of itself; the message says why."""


class Page(NamedTuple):
    title: str
    description: str
    image_url: str | None


def look_at(url):
    """The Page at an address, after at most LINK_REDIRECTS redirects. Raises NoPreview."""
    ends = monotonic() + settings.LINK_DEADLINE
    for _ in range(settings.LINK_REDIRECTS + 1):
        if "@" in urlsplit(url).netloc:
            raise NoPreview("An address with a name and password is nobody else's business")
        answer = _fetch(url, ends)
        if answer.status_code not in MOVED:
            return read_page(url, answer)
        url = urljoin(url, answer.headers.get("Location", ""))
    raise NoPreview(f"More than {settings.LINK_REDIRECTS} redirects")


def _fetch(url, ends):
    left = ends - monotonic()
    if left <= 0:
        raise NoPreview(f"Longer than {settings.LINK_DEADLINE} s")
    try:
        return net.request("GET", url, headers=HEADERS, deadline=left, max_bytes=settings.LINK_BYTES, cut=True)
    except (net.NetError, ValueError) as error:  # ValueError: what a redirect leads to is no address
        raise NoPreview(str(error)) from error


def read_page(url, answer):
    """The Page in an answer. Raises NoPreview where it is no page, or one without a title."""
    kind, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    if answer.status_code != 200 or kind.strip().lower() != "text/html":
        raise NoPreview(f"{answer.status_code} {kind}")
    head = _Head()
    text = _decoded(answer.content, parameters)
    end = HEAD_ENDS.search(text)
    with suppress(AssertionError):  # the parser's word for `<![` that begins nothing it knows: what came before counts
        head.feed(text[: end.start()] if end else text)
    title = _first(head.found, TITLES, settings.LINK_TITLE_LENGTH)
    if not title:
        raise NoPreview("No title")
    description = _first(head.found, DESCRIPTIONS, settings.LINK_DESCRIPTION_LENGTH)
    return Page(title, description, _image(url, head.found))


class _Head(HTMLParser):
    """Collects the title and the properties that a page's head names, the first of each name."""

    def __init__(self):
        super().__init__()
        self.found = {}
        self._title = None

    def handle_starttag(self, tag, attrs):
        if tag == "title":
            self._title = []
        elif tag == "meta":
            attributes = dict(reversed(attrs))
            name, content = attributes.get("property") or attributes.get("name"), attributes.get("content")
            if name and content:
                self.found.setdefault(name.strip().lower(), content)

    def handle_data(self, data):
        if self._title is not None:
            self._title.append(data)

    def handle_endtag(self, tag):
        if tag == "title" and self._title is not None:
            self.found.setdefault("title", "".join(self._title))
            self._title = None


def _decoded(body, parameters):
    return body.decode(_encoding(body, parameters), errors="replace").replace("\0", "")


def _encoding(body, parameters):
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    said = re.search(r"charset\s*=\s*[\"']?([\w:.-]{1,30})", parameters, re.IGNORECASE)
    meta = CHARSET.search(body[:2048])
    for name in (said and said[1], meta and meta[1].decode()):
        if name and ENCODINGS.fullmatch(name):
            # What calls itself Latin-1 is Windows' version of it, in browsers too.
            name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(name.lower(), name)
            try:
                return codecs.lookup(name).name
            except LookupError:
                continue
    return "utf-8"


def _first(found, names, longest):
    """The first of the texts of which something is seen, in one line without controls, cut to a length."""
    texts = (_plain(found.get(name, ""), longest) for name in names)
    return next(filter(VISIBLE.search, texts), "")


def _plain(text, longest):
    text = text[: longest * POINTS_PER_CHARACTER * 2]
    line = " ".join(UNFIT_FOR_NAMES.sub(" ", text).split())[: longest * POINTS_PER_CHARACTER]
    characters = GRAPHEME.findall(line)
    return line if len(characters) <= longest else "".join(characters[: longest - 1]).rstrip() + "…"


def _image(url, found):
    """The absolute http(s) address of the page's picture, or None."""
    for name in IMAGES:
        try:
            address = urljoin(url, UNFIT_FOR_NAMES.sub("", found.get(name, "")).strip())
            parts = urlsplit(address)
            fits = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        except ValueError:
            continue
        if found.get(name) and fits and len(address) <= ADDRESS_LENGTH and not re.search(r"[\s<>\"'\\]", address):
            return address
    return None
