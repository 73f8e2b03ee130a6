"""The list of notifications: families, stretches of time, marking as read, removing."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.notification_kinds import KINDS
from notifications import selectors
from notifications.services import notify_alone
from posts.services import delete_post, like_post
from tests.deeds import follow
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.web.conftest import HTMX, Tags
from web.notes import FAMILIES, stretched
from web.templatetags.pages import moment

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def told(alice, bob, post_by, run_events):  # noqa: F811
    """What Alice was told: a follower, a like, a new sign-in. Their ids by kind."""
    follow(bob, alice)
    run_events()
    like_post(bob.viewer, post_by(alice)["id"])
    run_events()
    notify_alone(kind="new_sign_in", user=alice.id, subject_type="session", subject=alice.session_id)
    return {note["kind"]: note["id"] for note in selectors.get_notifications(alice.viewer, 20).loads()["items"]}


def like_another(alice, bob, post_by, run_events):  # noqa: F811
    """Bob likes one more post of hers; returns the id of what she is told."""
    like_post(bob.viewer, post_by(alice)["id"])
    run_events()
    return selectors.get_notifications(alice.viewer, 1).loads()["items"][0]["id"]


def listed(html):
    """The ids of the notes on a page, newest first."""
    notes = [a for a in Tags(html).all("li") if a.get("id", "").startswith("note-")]
    return [note["id"].removeprefix("note-") for note in notes]


def unread(person):
    return selectors.get_unread_count(person.viewer).loads()["count"]


@pytest.mark.parametrize(
    ("family", "kind"), [("followers", "follow"), ("likes", "like"), ("account", "new_sign_in")]
)
def test_a_family_shows_its_kinds_alone(family, kind, told, alice, browser):
    assert listed(browser(alice).text(f"/notifications?family={family}")) == [told[kind]]


def test_without_a_family_everything_is_there_newest_first(told, alice, browser):
    assert listed(browser(alice).text("/notifications")) == [told[kind] for kind in ("new_sign_in", "like", "follow")]


def test_a_family_and_unread_go_together(told, alice, browser):
    hers = browser(alice)
    hers.post(f"/notifications/{told['like']}/read")
    html = hers.text("/notifications?family=likes&unread=1")
    assert listed(html) == []
    assert "All caught up" in html
    links = [a["href"] for a in Tags(html).all("a") if a.get("class") in ("tab", "family")]
    assert "?family=likes" in links, "the tab keeps the family"
    assert "?family=followers&unread=1" in links, "the family keeps the tab"


def test_a_family_that_is_none_is_not_there(alice, browser):
    assert browser(alice).get("/notifications?family=gossip").status_code == 404


def test_every_kind_but_messages_has_one_family():
    kinds = [kind for family in FAMILIES.values() for kind in family.kinds]
    assert sorted(kinds) == sorted(set(KINDS) - {"message"})


def test_a_list_of_a_family_says_what_may_arrive_in_it(alice, browser):
    (notes,) = [a for a in Tags(browser(alice).text("/notifications?family=likes")).all("ul") if a.get("id") == "notes"]
    assert notes["data-kinds"] == "like profile_like repost"


def test_older_notes_keep_the_family(told, alice, bob, browser, post_by, run_events):  # noqa: F811
    for _ in range(2):
        like_another(alice, bob, post_by, run_events)
    hers = browser(alice)
    first = hers.text("/notifications?family=likes&limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert listed(hers.text(link)) == [told["like"]]
    assert "<html" not in hers.text(link, **HTMX)


# -- stretches of time -----------------------------------------------------------------------------


def notes_of(*days):
    return [{"created_at": (NOW - timedelta(days=age)).isoformat()} for age in days]


def test_a_stretch_of_time_is_named_where_it_begins():
    notes = notes_of(0.5, 2, 3, 8, 40, 400)
    assert stretched(notes, 0, NOW) == 3
    assert [str(note["stretch"]) for note in notes] == ["", "Last 7 days", "", "Last 30 days", "Earlier", ""]


def test_the_next_page_does_not_name_it_again():
    notes = notes_of(3, 8)
    assert stretched(notes, 1, NOW) == 2
    assert [str(note["stretch"]) for note in notes] == ["", "Last 30 days"]


def test_an_older_page_knows_where_the_one_before_it_ended(told, superuser, alice, browser):
    superuser.execute("update notifications set updated_at = updated_at - interval '3 days'")
    hers = browser(alice)
    first = hers.text("/notifications?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert "Last 7 days" in first
    assert "Last 7 days" not in hers.text(link)
    assert hers.get("/notifications?after=many").status_code == 200


# -- deeds -----------------------------------------------------------------------------------------


def test_one_is_marked_as_read_without_javascript(told, alice, browser):
    answer = browser(alice).post(
        f"/notifications/{told['like']}/read", headers={"Referer": "http://testserver/notifications?family=likes"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/notifications?family=likes")
    assert unread(alice) == 2


def test_one_that_was_read_comes_back_without_its_mark(told, alice, browser):
    answer = browser(alice).htmx_post(f"/notifications/{told['like']}/read")
    (note,) = Tags(answer.content.decode()).all("li")
    assert note["class"] == "note"
    assert f"/notifications/{told['like']}/read" not in answer.content.decode()


def test_one_is_removed_without_javascript(told, alice, browser):
    hers = browser(alice)
    assert hers.post(f"/notifications/{told['like']}/delete")["Location"] == "/notifications"
    assert listed(hers.text("/notifications")) == [told["new_sign_in"], told["follow"]]


def test_one_that_is_removed_leaves_the_list_and_the_bell_is_counted_anew(told, alice, browser):
    answer = browser(alice).htmx_post(f"/notifications/{told['like']}/delete")
    assert (answer.status_code, answer.content, answer["HX-Trigger"]) == (200, b"", "topin:bell")
    assert unread(alice) == 2


@pytest.mark.parametrize("deed", ["read", "delete"])
def test_nobody_else_does_it_and_nothing_can_be_done_twice(deed, told, alice, bob, browser):
    address = f"/notifications/{told['like']}/{deed}"
    assert browser(bob).post(address).status_code == 404
    assert browser(alice).post(f"/notifications/{uuid4()}/{deed}").status_code == 404
    assert browser().post(address)["Location"].startswith("/signin")
    assert browser(alice, enforce_csrf_checks=True).post(address).status_code == 403
    assert browser(alice).get(address).status_code == 405
    assert unread(alice) == 3
    assert len(listed(browser(alice).text("/notifications"))) == 3


def test_all_are_read_up_to_what_the_page_showed(told, alice, bob, browser, post_by, run_events):  # noqa: F811
    hers = browser(alice)
    (shown,) = [a["value"] for a in Tags(hers.text("/notifications")).all("input") if a.get("name") == "up_to"]
    assert moment(shown) <= datetime.now(UTC)
    late = like_another(alice, bob, post_by, run_events)
    hers.post("/notifications/read-all", {"up_to": shown})
    assert listed(hers.text("/notifications?unread=1")) == [late]


def test_what_arrives_says_nothing_that_a_stranger_could_read(told, bob, browser):
    assert browser(bob).get(f"/notifications/{told['like']}").status_code == 404


def test_a_note_shows_the_words_of_its_post_as_long_as_they_are_seen(alice, bob, browser, post_by, run_events):  # noqa: F811
    plain = post_by(alice, text="Low tide <b>at six</b>.")
    warned = post_by(alice, text="The crab did it.", content_warning="The end of the film")
    for post in (plain, warned):
        like_post(bob.viewer, post["id"])
        run_events()
    html = browser(alice).text("/notifications")
    assert "Low tide &lt;b&gt;at six&lt;/b&gt;." in html
    assert "The end of the film" in html
    assert "The crab did it." not in html
    newest = selectors.get_notifications(alice.viewer, 2).loads()["items"][1]["id"]
    assert "Low tide" in browser(alice).text(f"/notifications/{newest}", **HTMX)
    delete_post(alice.viewer, plain["id"])
    run_events()
    assert "Low tide" not in browser(alice).text("/notifications")
