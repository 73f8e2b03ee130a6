"""Where links may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import redirects

SITE = "https://topin.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE
    settings.GOTRUE_URI_ALLOW_LIST = []


def with_list(settings, *patterns):
    settings.GOTRUE_URI_ALLOW_LIST = list(patterns)


@pytest.mark.parametrize(
    "target",
    [
        SITE,
        f"{SITE}/",
        f"{SITE}/welcome?x=1&y=https://evil.example#z",
        f"{SITE}?x=1",
        f"{SITE}:443/welcome",
        "HTTPS://TOPIN.example/welcome",
        "http://127.0.0.1/welcome",
        "http://127.0.0.1:3000/welcome",
        "http://127.8.9.1:3000",
        "http://[::1]:3000/welcome",
    ],
)
def test_this_site_and_ones_own_machine_are_always_allowed(target):
    assert redirects.allowed(target) == target


OPEN_REDIRECTS = [
    "",
    "/welcome",
    "welcome",
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "https://evil.example",
    "https://topin.example.evil.example",
    "https://topin.example@evil.example",
    "https://topin.example:443@evil.example",
    "https://topin.example%40evil.example",
    "https://user@topin.example",
    "https://eviltopin.example",
    "https://sub.topin.example",
    "https://topin.example.",
    "https://topin.example\\@evil.example",
    "https://evil.example\\.topin.example",
    "https://evil.example#@topin.example",
    "https://evil.example?@topin.example",
    "https://evil%2eexample%2f.topin.example",
    "https://topin.example:8443",
    "https://topin.example:",
    "https://topin.example:x",
    "https://topin.example:99999",
    "http://topin.example",
    "ftp://topin.example",
    "topin.example",
    " https://topin.example",
    "https://topin.example ",
    "https://topin.example/\r\nSet-Cookie: x=1",
    "https://topin.example/#\r\nSet-Cookie: x=1",
    "https://topin.example/\x00",
    "https://topin。example",
    "https://tорin.example",
    "http://127.0.0.1.evil.example",
    "http://127.0.0.1@evil.example",
    "http://127.1",
    "http://2130706433",
    "http://0177.0.0.1",
    "http://0.0.0.0",
    "http://localhost:3000",
    "http://[::1",
    "http://[::2]",
    "ftp://127.0.0.1",
    "javascript:alert(1)",
    "javascript://127.0.0.1/%0aalert(1)",
    "JavaScript://topin.example/%0aalert(1)",
    "data:text/html,x",
    "topin://callback",
    f"{SITE}/{'x' * 2_000}",
]


@pytest.mark.parametrize("target", OPEN_REDIRECTS)
def test_everything_else_becomes_this_site_without_a_word(target):
    assert redirects.allowed(target) == SITE


@pytest.mark.parametrize("target", OPEN_REDIRECTS)
def test_neither_does_the_list_let_in_what_only_looks_like_it(settings, target):
    with_list(settings, "https://app.topin.example/**", "https://*.apps.example/*")
    assert redirects.allowed(target) == SITE


def test_a_site_on_loopback_is_known_by_its_host_on_any_port(settings):
    settings.SITE_URL = "http://localhost:8080"
    assert redirects.is_allowed("http://localhost:3000/welcome")
    assert not redirects.is_allowed("https://localhost:3000/welcome")
    settings.SITE_URL = "http://topin.example:8080"
    assert redirects.is_allowed("http://topin.example:8080/welcome")
    assert not redirects.is_allowed("http://topin.example/welcome")


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        ("https://app.example", "https://app.example/"),
        ("https://app.example/", "https://app.example"),
        ("https://app.example/welcome", "https://app.example/welcome#x"),
        ("https://app.example/*", "https://app.example/welcome"),
        ("https://app.example/*", "https://app.example/"),
        ("https://app.example/**", "https://app.example/a/b.html?c=d"),
        ("https://*.app.example/**", "https://preview-7.app.example/x"),
        ("https://APP.example/x", "https://app.EXAMPLE/x"),
        ("http://localhost:3000/**", "http://localhost:3000/welcome"),
        ("http://localhost:*/**", "http://localhost:5173/welcome"),
        ("topin://callback", "topin://callback"),
        ("topin://*", "topin://callback"),
        ("com.topin.app:/signin", "com.topin.app:/signin"),
        ("https://app.example/v?", "https://app.example/v2"),
        ("https://app.example/a\\*", "https://app.example/a*"),
    ],
)
def test_what_the_list_allows(settings, pattern, target):
    with_list(settings, "https://other.example", pattern)
    assert redirects.allowed(target) == target


@pytest.mark.parametrize(
    ("pattern", "target"),
    [
        ("https://app.example", "https://app.example/welcome"),
        ("https://app.example", "http://app.example"),
        ("https://app.example", "https://app.example:8443"),
        ("https://app.example/*", "https://app.example/a/b"),
        ("https://app.example/*", "https://app.example/a.b"),
        ("https://*.app.example", "https://a.b.app.example"),
        ("https://*.app.example", "https://app.example"),
        ("https://*.app.example", "https://evil.example?.app.example"),
        ("https://*.app.example", "https://evil.example/.app.example"),
        ("https://*.app.example/", "https://x@evil.app.example/"),
        ("https://app.example/**", "https://app.example.evil.example/"),
        ("https://app.example/**", "https://app.example@evil.example/"),
        ("https://app.example**", "https://app.example:8443/x"),
        ("https://appxexample", "https://app.example"),
        ("https://app.example/a\\*", "https://app.example/ab"),
        ("javascript:**", "javascript:alert(1)"),
        ("topin://callback", "evil://callback"),
        ("nonsense", "https://evil.example"),
        ("", "https://evil.example"),
        ("**", "https://evil.example"),
    ],
)
def test_what_the_list_does_not_allow(settings, pattern, target):
    with_list(settings, pattern)
    assert redirects.allowed(target) == SITE


def test_without_a_wish_whoever_sent_the_request_gets_it_back():
    assert redirects.allowed("", "http://127.0.0.1:3000/form") == "http://127.0.0.1:3000/form"
    assert redirects.allowed("", "https://mail.example/inbox") == SITE
    assert redirects.allowed("https://evil.example", "http://127.0.0.1:3000/form") == SITE


HOSTS = st.from_regex(r"[a-z0-9.@:%\\/?#*_-]{1,30}", fullmatch=True)


@given(head=st.text(max_size=12), host=HOSTS, tail=st.text(max_size=12))
def test_no_text_leads_to_a_host_that_nobody_allowed(head, host, tail):
    from urllib.parse import urlsplit

    for target in (f"{head}{host}{tail}", f"https://{host}{tail}", f"https://topin.example{host}{tail}"):
        if redirects.is_allowed(target):
            place = urlsplit(target)
            assert place.scheme in ("http", "https")
            assert place.hostname == "topin.example" or redirects._is_loopback(place.hostname)
            assert place.username is None


@given(st.text())
def test_every_text_is_answered(text):
    assert redirects.allowed(text) in (text, SITE)


@given(st.text(alphabet="ab.*?/\\:", max_size=12), st.text(alphabet="ab./:?", max_size=12))
def test_a_pattern_for_one_host_allows_no_other(pattern, rest):
    from urllib.parse import urlsplit

    parts = redirects._target(f"https://evil.example/{rest}")
    if parts is not None:
        assert not redirects._matches(f"https://app.example/{pattern}", parts)
        assert urlsplit(f"https://evil.example/{rest}").hostname == "evil.example"


def test_fields_are_added_to_fragment_and_query():
    assert redirects.with_fragment(f"{SITE}/x?y=1#z", a="1&2", b=None, sb="") == f"{SITE}/x?y=1#a=1%262&sb="
    assert redirects.with_query(f"{SITE}/x?y=1&code=old#z", code="new", none=None) == f"{SITE}/x?y=1&code=new#z"
    assert redirects.with_query("topin://callback", code="1") == "topin://callback?code=1"
