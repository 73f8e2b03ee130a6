from uuid import uuid4

import pytest
from django.test import override_settings

from posts import services
from tests.at_once import at_once
from tests.deeds import block, post_by
from topin import errors, sql


def keep(api, person, post, body=None, **headers):
    return api(person, **headers).post(f"/api/posts/{post}/bookmark", {} if body is None else body)


def kept(api, person, query=""):
    return api(person).get(f"/api/posts/bookmarks{query}").json


def ids(page):
    return [item["id"] for item in page["items"]]


def folders(api, person):
    answer = api(person).get("/api/posts/bookmarks/folders").json
    assert answer["next_cursor"] is None
    return [(folder["name"], folder["count"]) for folder in answer["items"]]


def test_a_bookmark_is_kept_and_shown_to_its_member_alone(api, alice, bob):
    post = post_by(alice)
    for _ in range(2):
        answer = keep(api, bob, post)
        assert (answer.status, answer.json) == (200, {"bookmarked": True, "folder": None})
    (item,) = kept(api, bob)["items"]
    assert (item["id"], item["text"], item["viewer"]["bookmarked"]) == (str(post), "Something worth saying", True)
    assert (item["unavailable"], item["folder"]) == (False, None)
    assert api(alice).get(f"/api/posts/{post}").json["viewer"]["bookmarked"] is False
    assert kept(api, alice) == {"items": [], "next_cursor": None}
    assert api().get("/api/posts/bookmarks").status == 401
    assert api().get("/api/posts/bookmarks/folders").status == 401


def test_a_kept_post_is_a_post_in_all_else(api, alice, bob):
    post = post_by(alice)
    keep(api, bob, post)
    (item,) = kept(api, bob)["items"]
    assert {k: v for k, v in item.items() if k not in ("unavailable", "folder")} == api(bob).get(
        f"/api/posts/{post}"
    ).json


def test_naming_a_folder_makes_it_and_naming_another_moves_the_bookmark(api, alice, bob):
    post = post_by(alice)
    assert keep(api, bob, post, {"folder": "Recipes"}).json == {"bookmarked": True, "folder": "Recipes"}
    assert folders(api, bob) == [("Recipes", 1)]
    assert keep(api, bob, post, {"folder": "Travel"}).json["folder"] == "Travel"
    assert folders(api, bob) == [("Recipes", 0), ("Travel", 1)]
    assert len(kept(api, bob)["items"]) == 1


def test_without_a_folder_a_bookmark_stays_where_it_is_and_null_takes_it_out(api, alice, bob):
    post = post_by(alice)
    keep(api, bob, post, {"folder": "Recipes"})
    assert keep(api, bob, post).json == {"bookmarked": True, "folder": "Recipes"}
    assert keep(api, bob, post, {"folder": None}).json == {"bookmarked": True, "folder": None}
    assert folders(api, bob) == [("Recipes", 0)]


def test_names_of_folders_differ_in_more_than_case(api, alice, bob):
    post = post_by(alice)
    first = api(bob).post("/api/posts/bookmarks/folders", {"name": "Été"})
    assert (first.status, first.json) == (201, {"name": "Été", "count": 0})
    assert keep(api, bob, post, {"folder": "ÉTÉ"}).json["folder"] == "Été"
    again = api(bob).post("/api/posts/bookmarks/folders", {"name": "e\u0301TE\u0301"})
    assert (again.status, again.json) == (201, {"name": "Été", "count": 1})
    assert folders(api, bob) == [("Été", 1)]
    assert ids(kept(api, bob, "?folder=%C3%A9t%C3%A9")) == [str(post)]


def test_a_list_of_one_folder_holds_what_is_in_it(api, alice, bob):
    recipe, other = post_by(alice), post_by(alice)
    keep(api, bob, recipe, {"folder": "Recipes"})
    keep(api, bob, other)
    assert ids(kept(api, bob, "?folder=recipes")) == [str(recipe)]
    assert ids(kept(api, bob)) == ids(kept(api, bob, "?folder=")) == [str(other), str(recipe)]


def test_a_folder_of_somebody_else_is_none(api, alice, bob):
    keep(api, bob, post_by(alice), {"folder": "Recipes"})
    for name in ("Recipes", "Nothing"):
        answer = api(alice).get(f"/api/posts/bookmarks?folder={name}")
        assert (answer.status, answer.code) == (404, "not_found")
    assert folders(api, alice) == []


def test_pages_go_on_without_gaps_or_repeats_while_bookmarks_come(api, alice, bob):
    posts = [str(post_by(alice)) for _ in range(7)]
    for post in posts:
        keep(api, bob, post, {"folder": "All"})
    seen, cursor = [], ""
    while cursor is not None:
        page = kept(api, bob, f"?folder=all&limit=3&cursor={cursor}")
        seen += ids(page)
        cursor = page["next_cursor"]
        keep(api, bob, post_by(alice))
    assert seen == posts[::-1]
    assert api(bob).get("/api/posts/bookmarks?cursor=broken").code == "bad_cursor"


def test_what_is_no_longer_there_is_listed_as_unavailable_and_says_nothing_else(api, alice, bob, charlie, superuser):
    hidden, deleted, narrowed, seen = post_by(charlie), post_by(alice), post_by(alice), post_by(alice)
    for post in (hidden, deleted, narrowed, seen):
        keep(api, bob, post, {"folder": "Mine"})
    block(superuser, charlie, bob)
    services.delete_post(alice.viewer, deleted)
    services.update_post(alice.viewer, narrowed, audience="private")
    items = kept(api, bob)["items"]
    assert items[0]["text"] == "Something worth saying"
    assert items[1:] == [
        {"id": str(post), "folder": "Mine", "unavailable": True} for post in (narrowed, deleted, hidden)
    ]
    assert folders(api, bob) == [("Mine", 4)]


def test_removing_a_bookmark_always_succeeds(api, alice, bob, superuser):
    post, hidden = post_by(alice), post_by(alice)
    keep(api, bob, post)
    keep(api, bob, hidden)
    keep(api, alice, post)
    superuser.execute("update posts set hidden_at = now() where id = %s", [hidden])
    for which in (post, post, hidden, uuid4()):
        answer = api(bob).delete(f"/api/posts/{which}/bookmark")
        assert (answer.status, answer.body) == (204, b"")
    assert kept(api, bob)["items"] == []
    assert ids(kept(api, alice)) == [str(post)]
    assert api().delete(f"/api/posts/{post}/bookmark").status == 401


def test_what_one_cannot_see_one_cannot_keep(api, alice, bob):
    post = post_by(alice, audience="private")
    hidden, absent = (keep(api, bob, which, {"folder": "New"}, X_Request_ID="same") for which in (post, uuid4()))
    assert (hidden.status, hidden.body) == (404, absent.body)
    assert folders(api, bob) == [], "a refused bookmark makes no folder"
    assert keep(api, alice, post).status == 200
    services.delete_post(alice.viewer, post)
    assert keep(api, alice, post).status == 410


@override_settings(BOOKMARK_FOLDERS=2)
def test_no_more_folders_than_the_limit(api, alice, bob):
    post = post_by(alice)
    for name in ("One", "Two", "one"):
        assert api(bob).post("/api/posts/bookmarks/folders", {"name": name}).status == 201
    for answer in (
        api(bob).post("/api/posts/bookmarks/folders", {"name": "Three"}),
        keep(api, bob, post, {"folder": "Three"}),
    ):
        assert (answer.status, answer.code) == (409, "too_many_folders")
    assert kept(api, bob)["items"] == []
    assert keep(api, bob, post, {"folder": "TWO"}).json["folder"] == "Two"


def test_the_limit_of_folders_holds_for_two_devices_at_once(bob, superuser):
    def make(name):
        try:
            return sql.do(bob.viewer, "create_bookmark_folder", name, 3)
        except errors.Conflict:
            return None

    made = at_once(*[lambda n=n: make(f"Folder {n % 5}") for n in range(8)])
    (count,) = superuser.execute("select count(*) from bookmark_folders").fetchone()
    assert count == 3
    assert sum(answer is not None for answer in made) >= 3


@pytest.mark.parametrize("name", ["", "  ", "x" * 51, "two\nlines", "\u200b", 7, None, ["x"]])
def test_what_is_no_name_of_a_folder_is_refused(api, bob, name):
    answer = api(bob).post("/api/posts/bookmarks/folders", {"name": name})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "name")


def test_names_of_folders_are_as_long_as_people_count(api, alice, bob):
    family = "👨‍👩‍👧‍👦" * 50
    assert keep(api, bob, post_by(alice), {"folder": family}).json["folder"] == family
    assert keep(api, bob, post_by(alice), {"folder": family + "x"}).status == 400


def test_staff_see_no_bookmarks(mona, alice, api, superuser):
    keep(api, alice, post_by(alice), {"folder": "Mine"})
    with sql.acting_as(sql.Viewer.user(mona.id, mona.session_id)):
        assert sql.rows("select * from bookmarks") == sql.rows("select * from bookmark_folders") == []


def test_an_archive_has_bookmarks_and_folders(api, alice, bob):
    post = post_by(alice)
    keep(api, bob, post, {"folder": "Mine"})
    api(bob).post("/api/posts/bookmarks/folders", {"name": "Empty"})
    (row,) = sql.ask(sql.SYSTEM, "export_bookmarks", bob.id, None, 10).loads()
    assert (row["item"]["post_id"], row["item"]["folder"]) == (str(post), "Mine")
    names = [r["item"]["name"] for r in sql.ask(sql.SYSTEM, "export_bookmark_folders", bob.id, None, 10).loads()]
    assert names == ["Mine", "Empty"]
    assert sql.ask(sql.SYSTEM, "export_bookmarks", alice.id, None, 10).loads() == []


def test_erasing_a_member_takes_their_bookmarks_and_folders_along(api, alice, bob, superuser):
    post = post_by(alice)
    for person in (alice, bob):
        keep(api, person, post, {"folder": "Mine"})
    superuser.execute("select internal.erase_polls_and_bookmarks(%s)", [bob.id])
    assert superuser.execute("select user_id from bookmarks").fetchall() == [(alice.id,)]
    assert superuser.execute("select user_id from bookmark_folders").fetchall() == [(alice.id,)]
