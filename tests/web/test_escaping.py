import pytest

from accounts.services import update_me
from tests.web.conftest import Tags
from web.templatetags.pages import rich_text

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@pytest.fixture
def hostile_alice(alice):
    update_me(alice.viewer, {"display_name": HOSTILE[:50], "bio": HOSTILE, "location": HOSTILE[:60]})
    return alice


def test_names_and_texts_stay_text_on_every_page(hostile_alice, bob, browser, post_by):
    post = post_by(hostile_alice, HOSTILE)
    as_bob, as_alice = browser(bob), browser(hostile_alice)
    as_bob.htmx_post(f"/members/{hostile_alice.id}/follow")
    pages = [
        as_bob.text("/home"),
        as_bob.text(f"/posts/{post['id']}"),
        as_bob.text("/@alice"),
        as_bob.text("/@bob/following"),
        as_alice.text("/home"),
        as_alice.text("/settings/profile"),
        as_alice.text(f"/posts/{post['id']}/delete"),
    ]
    for html in pages:
        tags = Tags(html)
        assert "&lt;img" in html
        assert not [img for img in tags.all("img") if img.get("src") == "x"]
        assert not tags.texts


def test_what_was_refused_comes_back_as_text(browser):
    answer = browser().post("/signup", {"display_name": HOSTILE, "handle": HOSTILE, "email": HOSTILE, "password": "x"})
    tags = Tags(answer.content.decode())
    assert answer.status_code == 422
    assert not tags.texts
    assert not tags.all("img")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://a.example/\"onmouseover='alert(1)'",
        "https://a.example/<script>alert(1)</script>",
        'x rel="nofollow" y',
    ],
)
def test_links_in_texts_lead_to_the_web_only(text):
    tags = Tags(rich_text(text))
    assert {tag for tag, _ in tags.found} <= {"a"}
    for link in tags.all("a"):
        assert link["href"].startswith(("https://", "http://"))
        assert set(link) == {"href", "rel", "target"}


def test_a_link_in_a_text_gives_no_credit_and_no_power():
    (link,) = Tags(rich_text("see https://tides.example/today")).all("a")
    assert link["href"] == "https://tides.example/today"
    assert link["rel"] == "nofollow ugc noopener"
