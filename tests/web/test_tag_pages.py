"""What is said about a tag."""

import pytest

from tests.web.conftest import HTMX, Tags


def test_the_posts_of_a_tag_are_for_everybody(alice, bob, browser, post_by):
    post_by(alice, "Six o'clock #LowTide")
    post_by(alice, "Nothing to see")
    for reader in (bob, None):
        html = browser(reader).text("/tags/lowtide")
        assert "Six o&#x27;clock" in html
        assert "Nothing to see" not in html


@pytest.mark.parametrize("written", ["LOWTIDE", "LowTide", "lowtide"])
def test_a_tag_is_the_same_however_it_is_written(alice, browser, post_by, written):
    post_by(alice, "Six #lowtide")
    assert "Six" in browser(alice).text(f"/tags/{written}")


def test_tags_of_every_script_have_a_page(alice, browser, post_by):
    html = browser(alice).text(f"/posts/{post_by(alice, 'Sehr #Grün')['id']}")
    link = next(a["href"] for a in Tags(html).all("a") if a.get("href", "").startswith("/tags/"))
    assert "Sehr" in browser(alice).text(link)


def test_what_one_may_not_see_is_not_there(alice, bob, browser, post_by):
    post_by(alice, "Secret #lowtide", audience="private")
    assert "Secret" not in browser(bob).text("/tags/lowtide")
    assert "Nobody said anything" in browser(bob).text("/tags/lowtide")


def test_a_tag_that_nobody_used_is_an_empty_page_and_stays_text(browser):
    html = browser().text("/tags/%3Cscript%3Ealert(1)")
    assert "Nobody said anything" in html
    assert "<script>alert" not in html


def test_older_posts_come_alone_for_htmx(alice, browser, post_by):
    for number in range(3):
        post_by(alice, f"number {number} #tide")
    first = browser(alice).text("/tags/tide?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    more = browser(alice).text(link, **HTMX)
    assert "number 0" in more
    assert "<html" not in more
