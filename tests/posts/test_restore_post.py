"""Deleting can be undone by the author for some days; then the post is erased."""

from contextlib import suppress
from uuid import UUID, uuid4

from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import circle_of, follow, like, post_by
from topin import errors, sql

POSTS = "/api/posts"


def delete(api, person, post):
    assert api(person).delete(f"{POSTS}/{post}").status == 204


def age(superuser, post, days):
    superuser.execute("update posts set deleted_at = now() - %s * interval '1 day' where id = %s", [days, post])


def test_a_deleted_post_comes_back_as_it_was(api, alice, bob, superuser):
    follow(bob, alice)
    post = post_by(alice, "Too good to go @bob #keep")
    like(post, bob)
    before = api(alice).get(f"{POSTS}/{post}").json
    delete(api, alice, post)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 0
    assert api(alice).get(f"{POSTS}/deleted").json == {"items": [before], "next_cursor": None}
    assert api(bob).get(f"{POSTS}/deleted").json["items"] == []
    answer = api(alice).post(f"{POSTS}/{post}/restore")
    assert (answer.status, answer.json) == (200, before)
    assert [item["id"] for item in api(bob).get(POSTS).json["items"]] == [str(post)]
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1
    assert api(alice).get(f"{POSTS}/deleted").json["items"] == []
    kinds = superuser.execute("select kind from events where subject_id = %s order by id", [post]).fetchall()
    assert [kind for (kind,) in kinds][-2:] == ["post_deleted", "post_restored"]


def test_the_last_one_deleted_is_listed_first_and_lists_are_paged(api, alice):
    posts = [str(post_by(alice, str(n))) for n in range(5)]
    for post in posts:
        delete(api, alice, post)
    found, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{POSTS}/deleted?limit=2&cursor={cursor}").json
        found += [post["id"] for post in page["items"]]
        cursor = page["next_cursor"]
    assert found == posts[::-1]


def test_what_is_not_deleted_stays_as_it_is(api, alice):
    post = post_by(alice)
    for _ in range(2):
        assert api(alice).post(f"{POSTS}/{post}/restore").json["id"] == str(post)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1


def test_for_others_there_is_nothing_to_restore(api, alice, bob):
    post = post_by(alice)
    delete(api, alice, post)
    denied, absent = (api(bob).post(f"{POSTS}/{id}/restore").json for id in (post, uuid4()))
    assert denied | {"request_id": ""} == absent | {"request_id": ""}
    assert denied["status"] == 404
    assert api(bob).post(f"{POSTS}/{post_by(alice)}/restore").status == 404
    assert api().post(f"{POSTS}/{post}/restore").status == 401


def test_after_its_days_a_post_does_not_come_back(api, alice, superuser, settings):
    settings.POST_RESTORE_DAYS = 10
    early, late = post_by(alice), post_by(alice)
    for post, days in ((early, 9.9), (late, 10.1)):
        delete(api, alice, post)
        age(superuser, post, days)
    assert [item["id"] for item in api(alice).get(f"{POSTS}/deleted").json["items"]] == [str(early)]
    assert api(alice).post(f"{POSTS}/{early}/restore").status == 200
    assert api(alice).post(f"{POSTS}/{late}/restore").status == 410
    assert jobs.erase_deleted_posts() == 1
    assert api(alice).post(f"{POSTS}/{late}/restore").status == 404
    assert api(alice).get(f"{POSTS}/{late}").status == 404
    assert api(alice).get(f"{POSTS}/{early}").status == 200


def test_a_post_comes_back_to_a_circle_only_with_its_author(api, alice, bob, superuser):
    circle = circle_of(superuser, bob, alice, visibility="private")
    post = post_by(alice, audience="circle", circle_id=circle)
    delete(api, alice, post)
    assert api(alice).post(f"/api/circles/{circle}/leave").status == 204
    assert api(alice).post(f"{POSTS}/{post}/restore").code == "not_a_member"


def test_restoring_at_once_counts_once(api, alice):
    post = post_by(alice)
    delete(api, alice, post)
    at_once(*[lambda: services.restore_post(alice.viewer, post)] * 4)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1


def test_deleting_and_restoring_at_once_leave_exact_counts(api, alice):
    post = post_by(alice)

    def to_and_fro():
        for deed in (services.delete_post, services.restore_post) * 5:
            with suppress(errors.Gone):
                deed(alice.viewer, post)

    at_once(*[to_and_fro] * 3)
    services.restore_post(alice.viewer, post)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1


def test_erasing_takes_everything_that_hangs_on_a_post(api, alice, bob, superuser):
    quoted = post_by(bob, "quoted")
    poll = {"options": ["a", "b"], "multiple": False, "closes_in": 300}
    post = post_by(alice, "Hello @bob #tag https://a.test/", quote_id=quoted, poll=poll)
    like(post, bob)
    services.update_post(alice.viewer, post, text="Hello again @bob #tag https://a.test/")
    kept = post_by(bob, "Look", quote_id=post)
    superuser.execute("insert into comments (post_id, depth, author_id, text) values (%s, 1, %s, 'hm')", [post, bob.id])
    superuser.execute("insert into reposts (post_id, user_id) values (%s, %s)", [post, bob.id])
    superuser.execute("insert into bookmarks (post_id, user_id) values (%s, %s)", [post, bob.id])
    delete(api, alice, post)
    age(superuser, post, 31)
    assert api(bob).get(f"{POSTS}/{quoted}").json["counts"]["quotes"] == 0
    assert jobs.erase_deleted_posts() == 1
    for table in ("comments", "reposts", "bookmarks", "likes", "mentions", "post_tags", "post_polls",
                  "post_poll_options", "post_versions", "link_previews"):  # fmt: skip
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table
    assert superuser.execute("select count(*) from posts where id = %s", [post]).fetchone() == (0,)
    sql.do(sql.SYSTEM, "fold_counters")  # what waited to be counted goes too
    for table, column in (("counter_deltas", "subject_id"), ("post_counters", "post_id")):
        found = superuser.execute(f"select count(*) from {table} where {column} = %s", [post])
        assert found.fetchone() == (0,), table
    answer = api(bob).get(f"{POSTS}/{kept}").json
    assert (answer["quote"], answer["quote_id"], answer["quote_unavailable"]) == (None, None, True)
    assert api(bob).get(f"{POSTS}/{quoted}").json["counts"]["quotes"] == 0


def test_an_address_stays_while_another_post_links_to_it(api, alice, bob, superuser):
    post, _ = post_by(alice, "https://a.test/"), post_by(bob, "https://a.test/ too")
    delete(api, alice, post)
    age(superuser, post, 31)
    jobs.erase_deleted_posts()
    assert superuser.execute("select url from link_previews").fetchall() == [("https://a.test/",)]


def test_erasing_goes_on_in_rounds(api, alice, superuser, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    for n in range(5):
        post = post_by(alice, str(n))
        delete(api, alice, post)
        age(superuser, post, 40)
    assert jobs.erase_deleted_posts() == 5
    assert superuser.execute("select count(*) from posts").fetchone() == (0,)


def test_a_restored_quote_counts_again(api, alice, bob):
    quoted = post_by(bob)
    post = UUID(api(alice).post(POSTS, {"text": "Look", "quote_id": str(quoted)}).json["id"])
    counts = []
    for deed in (None, services.delete_post, services.restore_post):
        if deed:
            deed(alice.viewer, post)
        counts.append(api(bob).get(f"{POSTS}/{quoted}").json["counts"]["quotes"])
    assert counts == [1, 0, 1]
