"""A post in a feed, in all its states."""

import re
from uuid import UUID

import pytest

from posts import services
from social.services import follow_member
from tests.web.conftest import Tags
from web.links import linked


def card(browser, person, post):
    """The card of a post as it stands on its own page."""
    return browser(person).text(f"/posts/{post['id']}")


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def links(html):
    return [a.get("href") for a in Tags(html).all("a")]


def forms(html):
    return [form.get("action") for form in Tags(html).all("form")]


def test_a_card_carries_every_figure(alice, bob, charlie, browser, post_by):
    post = post_by(alice)
    services.like_post(bob.viewer, post["id"])
    services.repost_post(bob.viewer, post["id"])
    services.create_comment(bob.viewer, UUID(post["id"]), text="Indeed.")
    post_by(bob, "Look at this.", quote_id=UUID(post["id"]))
    html = card(browser, charlie, post)
    for name in ("likes", "reposts", "comments", "quotes"):
        assert re.search(rf"data-{name}>1<", html), name
    assert "data-views>0<" in html


@pytest.mark.parametrize(
    ("audience", "chip"), [("followers", "Followers"), ("mutuals", "Mutuals"), ("private", "Only you")]
)
def test_who_can_see_it_stands_on_the_card(alice, browser, post_by, audience, chip):
    assert f"</svg>{chip}</span>" in card(browser, alice, post_by(alice, audience=audience))


def test_of_a_public_post_nothing_is_said_about_who_sees_it(alice, browser, post_by):
    assert 'class="post-marks"' not in card(browser, alice, post_by(alice))


def test_tags_and_mentions_lead_somewhere(alice, bob, browser, post_by):
    post = post_by(alice, "With @Bob at #LowTide, not with @nobody, see https://a.example/#x")
    found = links(card(browser, bob, post))
    assert {"/@bob", "/tags/lowtide", "https://a.example/#x"} <= set(found)
    assert not [link for link in found if link.endswith("nobody") or link == "/tags/x"]


@pytest.mark.parametrize(
    ("text", "links_to"),
    [
        ("#tide", ["/tags/tide"]),
        ("#Tide!", ["/tags/tide"]),
        ("a#tide", []),
        ("https://a.example/#tide", ["https://a.example/#tide"]),
        ("@bob", ["/@bob"]),
        ("bob@bob", []),
        ("#tide <b>@bob</b>", ["/tags/tide", "/@bob"]),
    ],
)
def test_only_what_the_server_found_is_linked(text, links_to):
    html = linked(text, {"tide"}, {"bob"})
    assert [link for link in links(html) if not link.startswith("mailto:")] == links_to
    assert "<b>" not in html


def test_a_content_warning_folds_all_that_was_posted(alice, bob, browser, post_by):
    post = post_by(
        alice,
        "The butler did it.",
        content_warning="Spoilers",
        poll={"options": ["a", "b"], "multiple": False, "closes_in": 600},
    )
    html = card(browser, bob, post)
    fold = html[html.index('<details class="warned"') : html.index('class="post-foot"')]
    assert "The butler did it." in fold
    assert 'class="poll"' in fold


def test_the_language_of_the_text_is_told_to_those_who_read_aloud(alice, browser, post_by):
    html = card(browser, alice, post_by(alice, "Guten Morgen", language="de"))
    assert [div for div in Tags(html).all("div") if div.get("lang") == "de"]


def test_an_edited_post_says_so(alice, browser, post_by):
    post = post_by(alice, "Bred")
    assert ">edited<" not in card(browser, alice, post)
    services.update_post(alice.viewer, UUID(post["id"]), text="Bread")
    assert ">edited<" in card(browser, alice, post)


def test_a_quote_is_a_card_in_the_card(alice, bob, browser, post_by):
    post = post_by(bob, "I was there.", quote_id=UUID(post_by(alice, "Low tide at six.")["id"]))
    html = card(browser, alice, post)
    quote = html[html.index('class="quote"') : html.index("</article>", html.index('class="quote"'))]
    assert "Low tide at six." in quote
    assert "@alice" in quote


def test_a_quote_that_is_gone_says_no_more_than_that(alice, bob, browser, post_by):
    quoted = post_by(alice, "Low tide at six.")
    post = post_by(bob, "I was there.", quote_id=UUID(quoted["id"]))
    services.delete_post(alice.viewer, UUID(quoted["id"]))
    html = card(browser, bob, post)
    assert "This post is not available" in html
    assert quoted["id"] not in html
    assert "Low tide" not in html


def test_a_quoted_text_behind_a_warning_stays_behind_it(alice, bob, browser, post_by):
    quoted = post_by(alice, "The butler did it.", content_warning="Spoilers")
    html = card(browser, bob, post_by(bob, "Shocking.", quote_id=UUID(quoted["id"])))
    assert "Spoilers" in html
    assert "The butler" not in html


def test_a_link_is_shown_without_a_picture_from_elsewhere(alice, browser, post_by, superuser):
    post = post_by(alice, "See https://www.tides.example/today")
    superuser.execute(
        "update link_previews set state = 'ready', title = 'Tides of <today>', description = 'High and low',"
        " image_url = 'https://www.tides.example/big.png'"
    )
    html = card(browser, alice, post)
    assert "Tides of &lt;today&gt;" in html
    assert "High and low" in html
    assert "<bdi>tides.example</bdi>" in html
    assert "big.png" not in html
    assert not Tags(html).all("img")


def test_whose_repost_it_is_stands_above_the_post(alice, bob, charlie, browser, post_by):
    post = post_by(alice)
    services.repost_post(bob.viewer, UUID(post["id"]))
    follow_member(charlie.viewer, bob.id)
    assert "Bob reposted" in words(browser(charlie).text("/home"))


def test_a_pinned_post_says_so_on_the_profile_only(alice, browser, post_by):
    post = post_by(alice)
    services.pin_post(alice.viewer, UUID(post["id"]))
    assert "Pinned" in words(browser(alice).text("/@alice"))
    assert "Pinned" not in words(browser(alice).text("/home"))


def test_an_author_pins_and_unpins_by_the_menu(alice, bob, browser, post_by):
    post = post_by(alice)
    pin, unpin = (f"/posts/{post['id']}/{deed}" for deed in ("pin", "unpin"))
    assert pin in forms(card(browser, alice, post))
    assert pin not in forms(card(browser, bob, post))
    assert browser(alice).post(pin).status_code == 302
    assert unpin in forms(card(browser, alice, post))
    assert browser(bob).post(unpin).status_code == 403
    assert browser(alice).post(unpin).status_code == 302
    assert pin in forms(card(browser, alice, post))


def test_a_post_is_reposted_and_that_is_taken_back(alice, bob, browser, post_by):
    post, his = post_by(alice), browser(bob)
    done = his.htmx_post(f"/posts/{post['id']}/repost").content.decode()
    assert "data-reposts>1<" in done
    assert f"/posts/{post['id']}/unrepost" in forms(done)
    undone = his.htmx_post(f"/posts/{post['id']}/unrepost").content.decode()
    assert "data-reposts>0<" in undone


def test_without_javascript_a_repost_leads_back_to_the_post_in_its_feed(alice, bob, browser, post_by):
    post = post_by(alice)
    answer = browser(bob).post(f"/posts/{post['id']}/repost", headers={"Referer": "http://testserver/@alice"})
    assert (answer.status_code, answer["Location"]) == (302, f"/@alice#post-{post['id']}")


def test_what_may_not_be_reposted_offers_no_repost_and_no_quote(alice, bob, browser, post_by):
    follow_member(bob.viewer, alice.id)
    post = post_by(alice, audience="followers")
    html = card(browser, bob, post)
    assert f"/posts/{post['id']}/repost" not in forms(html)
    assert f"/posts/new?quote={post['id']}" not in links(html)
    assert browser(bob).post(f"/posts/{post['id']}/repost").status_code == 403


def test_a_quote_is_begun_at_the_card(alice, bob, browser, post_by):
    post = post_by(alice)
    assert f"/posts/new?quote={post['id']}" in links(card(browser, bob, post))


def test_a_visitor_sees_every_figure_and_is_led_to_sign_in(alice, browser, post_by):
    post = post_by(alice)
    html = card(browser, None, post)
    assert [name for name in ("likes", "reposts", "comments", "views") if f"data-{name}>0<" not in html] == []
    assert links(html).count(f"/signin?next=/posts/{post['id']}") >= 2
    assert not [form for form in forms(html) if form and form.startswith("/posts/")]


def test_on_its_own_page_a_post_is_live_and_counted(alice, bob, browser, post_by):
    post = post_by(alice)
    (mine,) = [a for a in Tags(card(browser, alice, post)).all("article") if a.get("id") == f"post-{post['id']}"]
    (his,) = [a for a in Tags(card(browser, bob, post)).all("article") if a.get("id") == f"post-{post['id']}"]
    assert mine["data-topic"] == his["data-topic"] == f"post:{post['id']}"
    assert his["data-view"] == post["id"]
    assert "data-view" not in mine, "an author's own look counts for nothing"


def test_the_row_of_the_open_post_keeps_its_figures(alice, bob, browser, post_by):
    post = post_by(alice)
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/posts/{post['id']}"}
    row = browser(bob).post(f"/posts/{post['id']}/like", headers=here).content.decode()
    assert 'class="post-stats"' in row
    assert 'class="post-stats"' not in browser(bob).htmx_post(f"/posts/{post['id']}/like").content.decode()


@pytest.mark.parametrize("kind", ["replies", "media"])
def test_a_profile_has_tabs(alice, bob, browser, post_by, kind):
    html = browser(bob).text(f"/@alice?with={kind}")
    (here,) = [a for a in Tags(html).all("a") if a.get("aria-current") and "tab" in a["class"].split()]
    assert here["href"] == f"/@alice?with={kind}"
    assert browser(bob).get("/@alice?with=nonsense").status_code == 200


def test_what_somebody_answered_stands_under_replies(alice, bob, browser, post_by):
    post = post_by(alice, "A question to all.")
    services.create_comment(bob.viewer, UUID(post["id"]), text="An answer.")
    assert "A question to all." in browser(alice).text("/@bob?with=replies")
    assert "A question to all." not in browser(alice).text("/@bob")
