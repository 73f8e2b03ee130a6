"""What the search page finds and shows, to members and visitors."""

from urllib.parse import quote

import pytest

from posts.search_jobs import learn_all_words
from social import services as social
from tests.web.conftest import HTMX, Tags

SHARP = '<script>alert("x")</script> & tide'


@pytest.fixture
def found(alice, post_by):
    """Four posts of alice, learned by search."""
    posts = [
        post_by(alice, "Low tide at six #tide"),
        post_by(alice, SHARP),
        post_by(alice, "My own tide", audience="private"),
        post_by(alice, "Something else #tidal"),
    ]
    learn_all_words()
    return posts


def links(html, kind="a"):
    return [a.get("href", "") for a in Tags(html).all(kind)]


def form(html):
    """(form, its fields by name) of the search on a page."""
    found = Tags(html).found
    start = next(n for n, (tag, a) in enumerate(found) if tag == "form" and a.get("role") == "search")
    fields = [a for tag, a in found[start + 1 : start + 12] if tag == "input" and "name" in a]
    return found[start][1], {field["name"]: field for field in fields}


def test_everybody_has_a_form_that_works_without_a_script(alice, browser):
    for reader in (alice, None):
        shape, fields = form(browser(reader).text("/search?q=tide"))
        assert shape["action"] == "/search"
        assert shape.get("method", "get") == "get"
        assert fields["q"]["value"] == "tide"


def test_the_field_keeps_the_tab_and_the_order(browser):
    _, fields = form(browser().text("/search?q=tide&kind=posts&sort=new"))
    assert (fields["kind"]["value"], fields["sort"]["value"]) == ("posts", "new")


def test_nothing_asked_for_is_an_invitation(browser):
    html = browser().text("/search")
    assert "What are you looking for?" in html
    assert 'role="feed"' not in html


def test_the_first_tab_has_people_tags_and_posts(alice, bob, browser, found):
    for reader in (bob, None):
        html = browser(reader).text("/search?q=tid")
        assert "#tidal" in html
        assert "Nothing found" not in html
        html = browser(reader).text("/search?q=tide")
        assert "<mark>tide</mark>" in html
        assert "My own" not in html
        assert "/@alice" in links(browser(reader).text("/search?q=alice"))


def test_what_was_found_is_marked_and_everything_else_escaped(bob, browser, found):
    html = browser(bob).text("/search?q=tide&kind=posts")
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; <mark>tide</mark>" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("q", ['<script>alert("q")</script>', '"><img src=x onerror=alert(1)>', "' onfocus='x"])
def test_what_was_asked_for_stays_text(browser, q):
    for path in ("/search", "/search/hints"):
        html = browser().text(f"{path}?q={quote(q)}")
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "onfocus" not in {name for _, a in Tags(html).found for name in a}


def test_marks_stand_where_the_domain_says_in_code_points(bob, alice, browser, post_by):
    post_by(alice, "👩‍🚀 🌊 Grün & tide")
    learn_all_words()
    html = browser(bob).text("/search?q=grün&kind=posts")
    assert "👩‍🚀 🌊 <mark>Grün</mark> &amp; tide" in html


def test_a_warning_still_covers_what_was_found(alice, bob, browser, post_by):
    post_by(alice, "The end: tide wins", content_warning="Spoilers")
    learn_all_words()
    html = browser(bob).text("/search?q=tide&kind=posts")
    assert html.index("<summary>") < html.index("<mark>tide</mark>")
    assert 'class="warned"' in html


def test_posts_come_best_or_newest_first(bob, browser, found):
    for sort in ("best", "new"):
        html = browser(bob).text(f"/search?q=tide&kind=posts&sort={sort}")
        (order,) = [n for t, n in Tags(html).found if t == "nav" and n.get("aria-label") == "Order"]
        chips = [a for a in Tags(html).all("a") if a.get("class") == "chip-link" and "kind=posts" in a["href"]]
        assert order
        assert [a.get("aria-current") for a in chips] == (["true", None] if sort == "best" else [None, "true"])


def test_newest_first_is_by_time(alice, bob, browser, post_by):
    posts = [post_by(alice, f"tide {n}")["id"] for n in range(3)]
    learn_all_words()
    cards = Tags(browser(bob).text("/search?q=tide&kind=posts&sort=new")).all("article")
    assert [card["id"] for card in cards] == [f"post-{post}" for post in reversed(posts)]


def test_more_results_come_alone_for_htmx_and_carry_what_was_asked(alice, bob, browser, post_by):
    for number in range(3):
        post_by(alice, f"tide & number {number}")
    learn_all_words()
    first = browser(bob).text("/search?q=tide+%26&kind=posts&sort=new&limit=2")
    link = next(href for href in links(first) if "cursor=" in href)
    assert "q=tide+%26" in link
    assert "sort=new" in link
    more = browser(bob).text(link, **HTMX)
    assert "number 0" in more
    assert "<html" not in more


def test_people_can_be_followed_where_they_are_found(bob, alice, browser):
    html = browser(bob).text("/search?q=ali&kind=people")
    assert f"/members/{alice.id}/follow" in [f.get("action") for f in Tags(html).all("form")]
    assert "/follow" not in browser().text("/search?q=ali&kind=people").replace("/followers", "")


def test_tags_lead_to_their_pages(browser, found):
    html = browser().text("/search?q=%23tid&kind=tags")
    assert {"/tags/tide", "/tags/tidal"} <= set(links(html))
    assert "1 post" in html


def test_nothing_found_says_so(browser, found):
    for kind in ("top", "people", "posts", "tags"):
        html = browser().text(f"/search?q=qwxzzk&kind={kind}")
        assert "Nothing found for <bdi>qwxzzk</bdi>" in html


@pytest.mark.parametrize("q", ["a" * 201, "tide%00"])
def test_what_is_no_search_is_explained_beside_the_field(browser, q):
    answer = browser().get(f"/search?q={q}")
    html = answer.content.decode()
    assert answer.status_code == 400
    (field,) = [a for a in Tags(html).all("input") if a.get("id") == "find"]
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "find-fault")
    assert 'id="find-fault"' in html


def test_an_unknown_tab_or_order_is_the_first_one(browser, found):
    html = browser().text("/search?q=tide&kind=nonsense&sort=nonsense")
    assert "Tags" in html
    assert "<mark>tide</mark>" in html


def test_a_broken_cursor_is_refused(browser, found):
    assert browser().get("/search?q=tide&kind=posts&cursor=nonsense").status_code == 400


def test_the_blocked_find_neither_the_blocker_nor_what_they_say(alice, bob, browser, found):
    before = [browser(bob).text(path) for path in ("/search?q=alice", "/search/hints?q=alice")]
    social.block_member(alice.viewer, bob.id)
    assert all("@alice" in html for html in before)
    for path in ("/search?q=alice", "/search?q=alice&kind=people", "/search?q=tide&kind=posts", "/search/hints?q=ali"):
        html = browser(bob).text(path)
        assert "@alice" not in html
        assert "Low" not in html
    assert "@bob" not in browser(alice).text("/search/hints?q=bob")


# -- Hints -----------------------------------------------------------------------------------------


def options(html):
    return [a for _, a in Tags(html).found if a.get("role") == "option"]


def test_hints_are_people_and_tags_and_the_search_itself(bob, alice, browser, found, join):
    join("tidewatch")
    for reader in (bob, None):
        html = browser(reader).text("/search/hints?q=tid", **HTMX)
        assert [a["href"] for a in options(html)] == ["/@tidewatch", *tags_in(html), "/search?q=tid"]
        assert set(tags_in(html)) == {"/tags/tide", "/tags/tidal"}
        assert len({a["id"] for a in options(html)}) == 4


def tags_in(html):
    return [a["href"] for a in options(html) if a["href"].startswith("/tags/")]


def test_a_sign_chooses_what_is_hinted_at(browser, found, join):
    join("tidewatch")
    assert all(not a["href"].startswith("/@") for a in options(browser().text("/search/hints?q=%23tid")))
    assert not tags_in(browser().text("/search/hints?q=@tid"))


@pytest.mark.parametrize("q", ["", "%20%20", "a" * 201, "%00", "qwxzzk"])
def test_there_are_no_hints_for_nothing(browser, found, q):
    assert options(browser().text(f"/search/hints?q={q}")) == []


def test_hints_are_only_read(browser):
    assert browser().post("/search/hints").status_code == 405
    assert browser().post("/search").status_code == 405


def test_the_field_is_a_combobox_whose_list_is_there(alice, browser):
    for path, reader in (("/search", None), ("/search", alice), ("/home", alice)):
        html = browser(reader).text(path)
        (field,) = [a for a in Tags(html).all("input") if a.get("role") == "combobox"]
        (box,) = [a for _, a in Tags(html).found if a.get("role") == "listbox"]
        assert field["aria-controls"] == box["id"]
        assert (field["aria-expanded"], field["aria-autocomplete"]) == ("false", "list")
        assert field["hx-get"] == "/search/hints"


def test_search_is_in_the_navigation_of_everybody(alice, browser):
    (own,) = [
        a
        for a in Tags(browser(alice).text("/search")).all("a")
        if a.get("class") == "nav-link" and a["href"] == "/search"
    ]
    assert own["aria-current"] == "page"
    assert "/search" in links(browser().text("/explore"))
