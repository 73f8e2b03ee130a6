import pytest

from posts.services import create_comment, create_post, delete_post
from tests.web.conftest import HTMX, Tags, without_tokens
from tests.web.test_settings_pages import TABS

FOR_ALL = [
    "/signin",
    "/signup",
    "/offline",
    "/@alice",
    "/posts/{post}",
    "/explore",
    "/tags/tide",
    "/@alice?with=replies",
]
FOR_THE_GATE = [
    *("/signin/code", "/recover", "/signin/arrive", "/signin/arrive?said=message"),
    f"/confirm?type=recovery&token_hash={'a' * 56}",
]
FOR_VISITORS = ["/", *FOR_ALL, *FOR_THE_GATE, "/@alice/followers", "/@alice/following"]
FOR_MEMBERS = [
    "/home",
    *FOR_ALL,
    "/posts/new",
    "/posts/new?quote={post}",
    "/posts/{own}/edit",
    "/posts/{own}/delete",
    "/posts/{post}/folder",
    "/bookmarks",
    "/posts/{own}/versions",
    "/posts/{own}/likes",
    "/comments/{comment}",
    "/comments/{comment}/reply",
    "/comments/{comment}/edit",
    "/comments/{comment}/delete",
    "/drafts",
    "/scheduled",
    "/posts/deleted",
    "/@alice/followers",
    "/@alice/following",
    "/notifications",
    "/notifications?unread=1",
    "/notifications?family=talk",
    "/messages",
    "/messages?state=request",
    "/messages/with/alice",
    "/requests",
    "/requests/sent",
    "/settings",
    *TABS,
    "/settings/account/email",
    "/settings/account/password",
    "/settings/account/factors/add",
    "/settings/data/delete",
    "/settings/privacy/blocked",
    "/settings/privacy/muted",
    "/members/{other}/block",
]


@pytest.fixture
def pages(alice, bob, browser, post_by):
    """Every page of the client, as a visitor and as bob sees it: (path, html)."""
    ids = {"post": post_by(alice)["id"], "own": post_by(bob)["id"], "other": alice.id}
    ids["comment"] = create_comment(bob.viewer, ids["post"], text="Said by Bob.").loads()["id"]
    create_post(
        bob.viewer, text="Not done", status="draft", poll={"options": ["a", "b"], "multiple": False, "closes_in": 300}
    )
    delete_post(bob.viewer, post_by(bob)["id"])
    as_bob, visitor = browser(bob), browser()
    as_bob.htmx_post(f"/members/{alice.id}/follow")
    seen = [(path, visitor.text(path.format(**ids))) for path in FOR_VISITORS]
    return seen + [(path, as_bob.text(path.format(**ids))) for path in FOR_MEMBERS]


def test_every_page_is_one_whole_document_with_landmarks_and_a_way_past_the_navigation(pages):
    for path, html in pages:
        tags = Tags(html)
        assert len(tags.all("html")) == len(tags.all("main")) == len(tags.all("h1")) == 1, path
        assert tags.all("html")[0]["lang"] == "en", path
        assert [a for a in tags.all("a") if a.get("href") == "#main" and a["class"] == "skip"], path
        assert tags.all("main")[0]["id"] == "main", path


def test_no_page_holds_a_script_or_a_style_of_its_own(pages):
    for path, html in pages:
        tags = Tags(html)
        assert not tags.texts, path
        assert not tags.all("style"), path
        for tag, attributes in tags.found:
            bad = [name for name in attributes if name == "style" or name.startswith(("on", "hx-on"))]
            assert not bad, (path, tag, bad)
            assert not (attributes.get("href") or "").startswith("javascript:"), (path, tag)


def test_every_script_and_style_of_a_page_comes_from_this_site(pages):
    for path, html in pages:
        tags = Tags(html)
        sources = [s["src"] for s in tags.all("script")] + [a["href"] for a in tags.all("link")]
        assert sources, path
        assert all(source.startswith("/") for source in sources), path


def test_ids_are_unique_and_labels_lead_to_fields(pages):
    for path, html in pages:
        tags = Tags(html)
        ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
        assert len(ids) == len(set(ids)), (path, sorted(i for i in ids if ids.count(i) > 1))
        assert all(label["for"] in ids for label in tags.all("label")), path


def test_pages_forbid_what_is_not_theirs(browser):
    policy = browser().get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_members_go_home_from_the_first_page(alice, browser):
    answer = browser(alice).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/home")


@pytest.mark.parametrize("path", ["/home", "/notifications", "/settings/profile", "/posts/new"])
def test_visitors_are_asked_to_sign_in_and_come_back(path, browser):
    answer = browser().get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/signin?next={path.replace('/', '%2F')}"


def test_a_page_that_is_not_there_says_so_kindly(browser):
    answer = browser().get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_post_one_may_not_see_looks_like_no_post(alice, bob, browser, post_by):
    private = post_by(alice, audience="private")
    hidden, absent = (browser(bob).get(f"/posts/{p}") for p in (private["id"], alice.id))
    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden.content.decode()) == without_tokens(absent.content.decode())


def test_a_feed_asked_by_htmx_brings_the_items_only(alice, browser, post_by):
    post = post_by(alice)
    html = browser(alice).text("/home", **HTMX)
    assert post["id"] in html
    assert "<html" not in html


def test_older_posts_are_reached_by_a_plain_link(alice, browser, post_by):
    for number in range(3):
        post_by(alice, f"number {number}")
    first = browser(alice).text("/home?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    second = browser(alice).text(link)
    assert "number 2" in first
    assert "number 0" not in first
    assert "number 0" in second
    assert "number 2" not in second


def test_the_manifest_and_the_service_worker_are_served_from_the_root(browser):
    assert browser().get("/manifest.webmanifest").json()["start_url"] == "/home"
    assert browser().get("/sw.js")["Content-Type"].startswith("text/javascript")


def test_a_content_warning_stands_before_the_text(alice, browser, post_by):
    post = post_by(alice, "The butler did it.", content_warning="Spoilers")
    tags = [tag for tag, _ in Tags(browser().text(f"/posts/{post['id']}")).found]
    assert "summary" in tags[tags.index("article") :]
    assert "Spoilers" in browser().text(f"/posts/{post['id']}")
