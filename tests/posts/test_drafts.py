"""Drafts: only their author knows of them, and there are at most so many."""

from uuid import UUID, uuid4

import pytest

from posts import services
from tests.at_once import at_once
from tests.deeds import circle_of, follow, post_by
from topin import errors

POSTS = "/api/posts"


def draft(api, person, **fields):
    answer = api(person).post(POSTS, {"status": "draft", **fields})
    assert answer.status == 201
    return answer.json


def test_a_draft_may_be_empty_and_is_listed_newest_first(api, alice):
    made = [draft(api, alice), draft(api, alice, text="Half a thought")]
    assert [(post["status"], post["text"]) for post in made] == [("draft", ""), ("draft", "Half a thought")]
    assert made[0]["viewer"]["can_repost"] is False
    page = api(alice).get(f"{POSTS}/drafts").json
    assert page == {"items": made[::-1], "next_cursor": None}


def test_drafts_are_paged(api, alice):
    made = [draft(api, alice, text=str(n))["id"] for n in range(5)]
    found, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{POSTS}/drafts?limit=2&cursor={cursor}").json
        found += [post["id"] for post in page["items"]]
        cursor = page["next_cursor"]
    assert found == made[::-1]
    assert api(alice).get(f"{POSTS}/drafts?cursor=x").code == "bad_cursor"


def test_nobody_else_learns_of_a_draft(api, alice, bob):
    follow(bob, alice)
    post = draft(api, alice, text="Not yet for @bob #later")["id"]
    absent = f"{POSTS}/{uuid4()}"
    for method, door, body in [
        ("GET", "", None), ("GET", "/versions", None), ("PUT", "", {"text": "mine"}), ("DELETE", "", None),
        ("POST", "/publish", None), ("POST", "/pin", None), ("POST", "/restore", None),
    ]:  # fmt: skip
        answer, other = (api(bob).request(method, url + door, body) for url in (f"{POSTS}/{post}", absent))
        assert (answer.status, other.status) == (404, 404)
        assert answer.json | {"request_id": ""} == other.json | {"request_id": ""}
    assert api().get(f"{POSTS}/{post}").status == 404
    assert api(bob).get(POSTS).json["items"] == []
    assert api(bob).get(f"{POSTS}/user/{alice.id}").json["items"] == []
    assert api(alice).get(f"{POSTS}/user/{alice.id}").json["items"] == []
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 0


def test_lists_of_own_posts_are_for_members(api):
    for name in ("drafts", "scheduled", "deleted"):
        assert api().get(f"{POSTS}/{name}").status == 401


def test_a_draft_leaves_no_trace_among_tags_mentions_and_events(api, alice, bob, superuser):
    draft(api, alice, text="Hello @bob #later https://a.test/")
    for table in ("post_tags", "mentions", "fanouts"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,)
    kinds = superuser.execute(
        "select kind from events where kind like 'post%' or kind in ('link_found', 'members_mentioned')"
    )
    assert kinds.fetchall() == []


def test_everything_about_a_draft_can_be_changed(api, alice, bob, superuser):
    circle = circle_of(superuser, alice)
    quoted = post_by(bob)
    url = f"{POSTS}/{draft(api, alice, text='one', audience='private')['id']}"
    changes = {
        "text": "two #b",
        "audience": "public",
        "language": "de",
        "reply_policy": "nobody",
        "content_warning": "cw",
    }
    post = api(alice).put(url, {**changes, "quote_id": str(quoted)}).json
    assert {name: post[name] for name in changes} == changes
    assert (post["tags"], post["quote_id"], post["edited_at"]) == (["b"], str(quoted), None)
    post = api(alice).put(url, {"audience": "circle", "circle_id": str(circle), "quote_id": None}).json
    assert (post["audience"], post["circle"]["id"], post["quote_id"]) == ("circle", str(circle), None)
    post = api(alice).put(url, {"audience": "followers"}).json
    assert (post["audience"], post["circle"]) == ("followers", None)
    assert len(api(alice).get(f"{url}/versions").json["items"]) == 1


def test_a_draft_is_for_no_circle_of_others(api, alice, bob, superuser):
    hers = circle_of(superuser, bob, slug="hers", visibility="private")
    secret = circle_of(superuser, bob, slug="hidden", visibility="secret")
    url = f"{POSTS}/{draft(api, alice)['id']}"
    for circle, status in ((hers, 403), (secret, 400), (uuid4(), 400)):
        assert api(alice).put(url, {"audience": "circle", "circle_id": str(circle)}).status == status
    for body in ({"audience": "circle"}, {"circle_id": str(hers)}):
        answer = api(alice).put(url, body)
        assert (answer.status, answer.json["errors"][0]["field"]) == (400, "circle_id")


def test_publishing_a_draft_makes_it_a_post_like_any_other(api, alice, bob, superuser):
    follow(bob, alice)
    post = draft(api, alice, text="Now then, @bob #ready")
    published = api(alice).post(f"{POSTS}/{post['id']}/publish").json
    assert (published["status"], published["tags"]) == ("published", ["ready"])
    assert published["mentions"] == [{"id": str(bob.id), "handle": "bob"}]
    assert published["created_at"] > post["created_at"]
    assert [item["id"] for item in api(bob).get(POSTS).json["items"]] == [post["id"]]
    assert api(alice).get(f"{POSTS}/drafts").json["items"] == []
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1
    event = superuser.execute("select subject_id, data from events where kind = 'post_published'").fetchall()
    assert event == [(UUID(post["id"]), {"author_id": str(alice.id)})]


def test_a_draft_is_published_once(api, alice, superuser):
    post = draft(api, alice, text="Once")["id"]

    def publish():
        try:
            return services.publish_post(alice.viewer, UUID(post)).loads()["status"]
        except errors.Conflict as refusal:
            return refusal.code

    answers = at_once(*[publish] * 4)
    assert sorted(answers) == ["already_published"] * 3 + ["published"]
    assert superuser.execute("select count(*) from events where kind = 'post_published'").fetchone() == (1,)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1
    assert api(alice).post(f"{POSTS}/{post}/publish").code == "already_published"


def test_an_empty_draft_is_not_published(api, alice):
    post = draft(api, alice)["id"]
    answer = api(alice).post(f"{POSTS}/{post}/publish")
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")
    assert api(alice).put(f"{POSTS}/{post}", {"text": "Something"}).status == 200
    assert api(alice).post(f"{POSTS}/{post}/publish").status == 200


def test_a_draft_for_a_circle_that_was_left_is_not_published(api, alice, bob, superuser):
    circle = circle_of(superuser, bob, alice, visibility="private")
    post = draft(api, alice, text="To you all", audience="circle", circle_id=str(circle))["id"]
    assert api(alice).post(f"/api/circles/{circle}/leave").status == 204
    assert api(alice).post(f"{POSTS}/{post}/publish").code == "not_a_member"
    assert api(alice).get(f"{POSTS}/{post}").json["status"] == "draft"


def test_a_deleted_draft_is_gone_for_good(api, alice, superuser):
    url = f"{POSTS}/{draft(api, alice, text='Rubbish https://a.test/x')['id']}"
    assert api(alice).delete(url).status == 204
    assert api(alice).get(url).status == 404
    assert api(alice).post(f"{url}/restore").status == 404
    assert api(alice).get(f"{POSTS}/deleted").json["items"] == []
    for table in ("posts", "link_previews"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_nobody_publishes_what_others_published(api, alice, bob):
    assert api(bob).post(f"{POSTS}/{post_by(alice)}/publish").status == 403
    assert api(bob).post(f"{POSTS}/{uuid4()}/publish").status == 404
    assert api().post(f"{POSTS}/{post_by(alice)}/publish").status == 401


def test_one_draft_too_many_is_refused(api, alice, bob, settings):
    settings.DRAFTS = 2
    kept = [draft(api, alice)["id"] for _ in range(2)]
    answer = api(alice).post(POSTS, {"status": "draft"})
    assert (answer.status, answer.code) == (409, "too_many_drafts")
    assert api(alice).post(POSTS, {"text": "published"}).status == 201
    assert api(bob).post(POSTS, {"status": "draft"}).status == 201
    api(alice).delete(f"{POSTS}/{kept[0]}")
    assert api(alice).post(POSTS, {"status": "draft"}).status == 201


@pytest.mark.parametrize("limit", [3])
def test_of_many_drafts_at_once_only_so_many_are_kept(alice, superuser, settings, limit):
    settings.DRAFTS = limit

    def keep():
        try:
            return bool(services.create_post(alice.viewer, status="draft"))
        except errors.Conflict:
            return False

    assert sum(at_once(*[keep] * 8)) == limit
    assert superuser.execute("select count(*) from posts where status = 'draft'").fetchone() == (limit,)
