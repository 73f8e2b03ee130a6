"""What a post said before."""

from uuid import uuid4

from posts import services
from tests.at_once import at_once
from tests.deeds import post_by
from topin import sql

POSTS = "/api/posts"


def versions(api, person, post, query=""):
    answer = api(person).get(f"{POSTS}/{post}/versions{query}")
    assert answer.status == 200
    return answer.json["items"]


def test_every_version_is_shown_the_present_one_first(api, alice, bob):
    post = post_by(alice, "one", content_warning="careful")
    made = api(alice).get(f"{POSTS}/{post}").json["created_at"]
    second = api(alice).put(f"{POSTS}/{post}", {"text": "two"}).json["edited_at"]
    third = api(alice).put(f"{POSTS}/{post}", {"content_warning": None}).json["edited_at"]
    expected = [
        {"text": "two", "content_warning": None, "edited_at": third},
        {"text": "two", "content_warning": "careful", "edited_at": second},
        {"text": "one", "content_warning": "careful", "edited_at": made},
    ]
    for person in (alice, bob, None):
        assert versions(api, person, post) == expected
    assert made < second < third


def test_an_edit_that_changes_no_words_is_no_version(api, alice):
    post = post_by(alice, "one")
    assert api(alice).put(f"{POSTS}/{post}", {"text": "one", "reply_policy": "nobody"}).json["edited_at"] is None
    assert [v["text"] for v in versions(api, alice, post)] == ["one"]


def test_versions_are_paged_though_the_post_is_edited_meanwhile(api, alice):
    post = post_by(alice, "0")
    for n in range(1, 4):
        api(alice).put(f"{POSTS}/{post}", {"text": str(n)})
    page = api(alice).get(f"{POSTS}/{post}/versions?limit=1").json
    assert [v["text"] for v in page["items"]] == ["3"]
    api(alice).put(f"{POSTS}/{post}", {"text": "4"})
    seen = []
    while page["next_cursor"]:
        page = api(alice).get(f"{POSTS}/{post}/versions?limit=1&cursor={page['next_cursor']}").json
        seen += [v["text"] for v in page["items"]]
    assert seen == ["2", "1", "0"]
    assert api(alice).get(f"{POSTS}/{post}/versions?cursor=x").code == "bad_cursor"


def test_versions_are_seen_where_the_post_is(api, alice, bob):
    post = post_by(alice, "one")
    api(alice).put(f"{POSTS}/{post}", {"text": "two"})
    api(alice).put(f"{POSTS}/{post}", {"audience": "private"})
    assert len(versions(api, alice, post)) == 2
    denied, absent = (api(bob).get(f"{POSTS}/{id}/versions").json for id in (post, uuid4()))
    assert denied | {"request_id": ""} == absent | {"request_id": ""}
    assert denied["status"] == 404
    api(alice).delete(f"{POSTS}/{post}")
    assert api(alice).get(f"{POSTS}/{post}/versions").status == 410
    for person, count in ((alice, 0), (bob, 0)):
        with sql.acting_as(person.viewer, read_only=True):
            assert len(sql.rows("select id from post_versions")) == count


def test_edits_at_once_all_leave_their_version(api, alice, superuser):
    post = post_by(alice, "start")
    texts = [f"edit {n}" for n in range(6)]
    at_once(*[lambda text=text: services.update_post(alice.viewer, post, text=text) for text in texts])
    found = versions(api, alice, post)
    assert sorted(v["text"] for v in found) == sorted([*texts, "start"])
    times = [v["edited_at"] for v in found]
    assert times == sorted(set(times), reverse=True)
    assert found[0]["text"] == api(alice).get(f"{POSTS}/{post}").json["text"]
    assert found[-1]["text"] == "start"
