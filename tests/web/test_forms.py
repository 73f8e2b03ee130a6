"""Everything here works without JavaScript."""

from accounts import selectors as accounts
from notifications import selectors as notifications
from tests.people import PASSWORD
from tests.web.conftest import Tags, without_tokens
from topin.authentication import COOKIE

NEW = {"display_name": "Dora", "handle": "dora", "email": "dora@topin.test", "password": PASSWORD}


def test_somebody_signs_up_and_is_home(browser):
    visitor = browser()
    answer = visitor.post("/signup", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/home")
    assert "@dora" in visitor.text("/@dora")
    assert "It is quiet here" in visitor.text("/home")


def test_the_sign_in_cookie_is_out_of_reach_for_scripts_and_other_sites(browser):
    cookie = browser().post("/signup", NEW).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_taken_handle_is_said_at_its_field_and_nothing_written_is_lost(alice, browser):
    answer = browser().post("/signup", NEW | {"handle": "Alice"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has this handle" in html
    fields = {field["name"]: field for field in Tags(html).all("input")}
    assert fields["email"]["value"] == "dora@topin.test"
    assert fields["handle"]["aria-invalid"] == "true"
    assert not fields["password"].get("value")


def test_a_weak_password_is_said_at_its_field(browser):
    answer = browser().post("/signup", NEW | {"password": "short"})
    fields = {field["name"]: field for field in Tags(answer.content.decode()).all("input")}
    assert answer.status_code == 422
    assert fields["password"]["aria-invalid"] == "true"


def test_a_member_signs_in_and_out(alice, browser):
    visitor = browser()
    wrong = visitor.post("/signin", {"email": alice.email, "password": "wrong horse"})
    right = visitor.post("/signin", {"email": alice.email, "password": PASSWORD})
    assert wrong.status_code == 422
    assert "do not belong together" in wrong.content.decode()
    assert (right.status_code, right["Location"]) == (302, "/home")
    assert visitor.post("/signout")["Location"] == "/"
    assert visitor.get("/home").status_code == 302


def test_an_unknown_address_and_a_wrong_password_look_the_same(alice, browser):
    known, unknown = (
        browser().post("/signin", {"email": email, "password": "wrong horse"}).content.decode()
        for email in (alice.email, "aalic@topin.test")
    )
    assert without_tokens(known) == without_tokens(unknown.replace("aalic@", "alice@"))


def test_an_ended_session_leads_to_sign_in_and_lets_its_cookie_go(alice, browser):
    tab, other_tab = browser(alice), browser(alice)
    tab.post("/signout")
    answer = other_tab.get("/home")
    assert answer["Location"].startswith("/signin")
    assert answer.cookies[COOKIE].value == ""
    assert other_tab.get("/signin").status_code == 200


def test_a_post_is_written_read_and_deleted(alice, browser):
    mine = browser(alice)
    assert mine.post("/posts", {"text": "Hello, tide.", "audience": "followers"})["Location"] == "/home"
    home = mine.text("/home")
    assert "Hello, tide." in home
    card = next(a for a in Tags(home).all("article"))
    post_id = card["id"].removeprefix("post-")
    assert "Delete this post?" in mine.text(f"/posts/{post_id}/delete")
    assert mine.post(f"/posts/{post_id}/delete")["Location"] == "/home"
    assert mine.get(f"/posts/{post_id}").status_code in (404, 410)


def test_a_post_that_is_too_long_stays_in_the_form(alice, browser):
    text = "a" * 2001
    answer = browser(alice).post("/posts", {"text": text, "audience": "private"})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert text in html
    assert [o for o in Tags(html).all("option") if o["value"] == "private" and "selected" in o]


def test_a_like_goes_back_to_where_it_was_given(alice, bob, browser, post_by):
    post = post_by(alice)
    hers = browser(bob)
    answer = hers.post(f"/posts/{post['id']}/like", headers={"Referer": "http://testserver/@alice?cursor=x"})
    assert answer["Location"] == f"/@alice?cursor=x#post-{post['id']}"
    assert 'aria-pressed="true"' in hers.text(f"/posts/{post['id']}")
    hers.post(f"/posts/{post['id']}/unlike")
    assert 'aria-pressed="false"' in hers.text(f"/posts/{post['id']}")


def test_bob_follows_and_unfollows_alice(alice, bob, browser, post_by):
    post_by(alice, "Only for those who follow.", audience="followers")
    his = browser(bob)
    assert "Only for those who follow." not in his.text("/home")
    his.post(f"/members/{alice.id}/follow")
    assert "Only for those who follow." in his.text("/home")
    assert "Unfollow" in his.text("/@alice")
    his.post(f"/members/{alice.id}/unfollow")
    assert "Unfollow" not in his.text("/@alice")


def test_the_profile_is_edited(alice, browser):
    words = {"display_name": "Alice L.", "bio": "Tides.", "location": "", "website": "", "pronouns": "she/her"}
    answer = browser(alice).post("/settings/profile", words)
    me = accounts.get_me(alice.viewer).loads()
    assert answer["Location"] == "/@alice"
    assert (me["display_name"], me["bio"], me["pronouns"]) == ("Alice L.", "Tides.", "she/her")


def test_a_website_that_is_none_is_said_at_its_field(alice, browser):
    answer = browser(alice).post("/settings/profile", {"display_name": "Alice", "website": "javascript:alert(1)"})
    fields = {field["name"]: field for field in Tags(answer.content.decode()).all("input")}
    assert answer.status_code == 422
    assert fields["website"]["aria-invalid"] == "true"


def test_marking_all_read_empties_the_bell(alice, browser):
    answer = browser(alice).post("/notifications/read-all", {"up_to": "2099-01-01T00:00:00Z"})
    assert answer["Location"] == "/notifications"
    assert notifications.get_unread_count(alice.viewer).loads() == {"count": 0}
