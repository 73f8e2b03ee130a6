"""Threads: three steps deep, tombstones, and lists in three orders that neither repeat nor skip."""

from uuid import UUID, uuid4

import pytest

from posts import selectors, services
from tests.deeds import block, comment_on, like, post_by
from topin import errors, sql


def on(content):
    return f"/api/engagement/comment/{content}"


@pytest.fixture
def thread(api):
    """`thread(alice, post, "?sort=old")`: the items of a page."""

    def listed(person, post, query=""):
        return api(person).get(f"/api/engagement/comments/{post}{query}").json["items"]

    return listed


def pages(api, person, post, query, limit=2):
    """The ids of all pages, in order."""
    url, found, cursor = f"/api/engagement/comments/{post}?limit={limit}&{query}", [], ""
    while True:
        page = api(person).get(f"{url}&cursor={cursor}").json
        found += [UUID(item["id"]) for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


def replies(items):
    return [item["counts"]["replies"] for item in items]


def test_answers_are_listed_below_what_they_answer(api, alice, bob, thread):
    post = post_by(alice)
    first, other = comment_on(post, bob), comment_on(post, bob)
    answer = comment_on(post, alice, parent=first)
    assert [(c["id"], c["counts"]["replies"]) for c in thread(None, post, "?sort=old")] == [
        (str(first), 1),
        (str(other), 0),
    ]
    (item,) = thread(None, post, f"?parent={first}")
    assert (item["id"], item["parent_id"]) == (str(answer), str(first))
    assert thread(None, post, f"?parent={other}") == []
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 3


def test_below_the_third_step_answers_stand_beside_and_name_whom_they_answer(api, alice, bob, charlie, thread):
    post = post_by(alice)
    second = comment_on(post, alice, parent=comment_on(post, bob))
    third = comment_on(post, charlie, parent=second)
    made = api(bob).post(on(post), {"text": "I agree", "parent_id": str(third)}).json
    assert (made["parent_id"], made["text"]) == (str(second), "I agree")
    assert [m["handle"] for m in made["mentions"]] == ["charlie"]
    assert [c["id"] for c in thread(None, post, f"?parent={second}&sort=old")] == [str(third), made["id"]]
    assert replies(thread(None, post, f"?parent={second}")) == [0, 0]
    edited = api(bob).put(on(made["id"]), {"text": "I agree with @alice"}).json
    assert [m["handle"] for m in edited["mentions"]] == ["charlie", "alice"]
    again = api(charlie).post(on(post), {"text": "To myself", "parent_id": str(third)}).json
    assert again["mentions"] == []


def test_a_parent_has_to_be_a_comment_there_that_one_sees(api, alice, bob, charlie, superuser):
    post, other = post_by(alice), post_by(alice)
    elsewhere, blocked, deleted = comment_on(other, bob), comment_on(post, charlie), comment_on(post, bob)
    comment_on(post, alice, parent=deleted)
    services.delete_comment(bob.viewer, deleted)
    block(superuser, charlie, bob)
    for parent in (uuid4(), elsewhere, blocked, deleted, post):
        answer = api(bob).post(on(post), {"text": "Hello", "parent_id": str(parent)})
        (error,) = answer.json["errors"]
        assert (answer.status, answer.code, error["field"], error["code"]) == (400, "invalid", "parent_id", "not_found")
    assert api(bob).post(on(post), {"text": "Hello", "parent_id": "7"}).status == 400
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 2


def test_answered_comments_leave_a_tombstone(api, alice, bob, charlie, thread):
    post = post_by(alice)
    first = comment_on(post, bob, "Secret @charlie")
    answer = comment_on(post, alice, parent=first)
    like(first, alice, charlie)
    api(bob).put(on(first), {"text": "More secret @charlie"})
    assert api(bob).delete(on(first)).status == 204
    (grave,) = thread(charlie, post)
    assert (grave["id"], grave["deleted"], grave["text"], grave["author"]) == (str(first), True, None, None)
    assert (grave["mentions"], grave["counts"]) == ([], {"likes": 0, "replies": 1})
    assert grave["viewer"] == {"liked": False, "is_author": False}
    assert [c["id"] for c in thread(charlie, post, f"?parent={first}")] == [str(answer)]
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 1


def test_nothing_can_be_done_with_a_tombstone(api, alice, bob):
    post = post_by(alice)
    first = comment_on(post, bob)
    comment_on(post, alice, parent=first)
    services.delete_comment(bob.viewer, first)
    assert api(bob).put(on(first), {"text": "Again"}).status == 404
    assert api(bob).delete(on(first)).status == 404
    assert api(bob).post(f"/api/engagement/like/{first}").status == 404
    assert api(bob).get(f"/api/engagement/likes/{first}").status == 404


def test_the_last_reply_takes_the_tombstones_above_along(api, alice, bob, thread, superuser):
    post = post_by(alice)
    first = comment_on(post, bob)
    second = comment_on(post, bob, parent=first)
    thirds = [comment_on(post, bob, parent=second) for _ in range(2)]
    for gone in (first, second, thirds[0]):
        services.delete_comment(bob.viewer, gone)
    assert [c["deleted"] for c in thread(None, post)] == [True]
    assert [c["deleted"] for c in thread(None, post, f"?parent={first}")] == [True]
    assert [c["id"] for c in thread(None, post, f"?parent={second}")] == [str(thirds[1])]
    services.delete_comment(alice.viewer, thirds[1])
    assert thread(None, post) == []
    assert superuser.execute("select count(*) from comments").fetchone() == (0,)
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 0


def test_a_tombstone_is_shown_to_those_who_see_a_reply(api, alice, bob, charlie, thread, superuser):
    post = post_by(alice)
    first = comment_on(post, alice)
    comment_on(post, charlie, parent=first)
    services.delete_comment(alice.viewer, first)
    assert len(thread(bob, post)) == 1
    block(superuser, charlie, bob)
    assert thread(bob, post) == []
    assert api(bob).get(f"/api/engagement/comments/{post}?parent={first}").status == 404
    assert len(thread(alice, post)) == 1


def test_replies_to_what_is_left_out_are_not_listed(api, alice, bob, charlie, thread, superuser):
    post = post_by(alice)
    first = comment_on(post, charlie)
    answer = comment_on(post, alice, parent=first)
    block(superuser, charlie, bob)
    assert thread(bob, post) == []
    refused = api(bob).get(f"/api/engagement/comments/{post}?parent={first}")
    absent = api(bob).get(f"/api/engagement/comments/{post}?parent={uuid4()}")
    assert (refused.status, absent.status) == (404, 404)
    assert selectors.get_comment(bob.viewer, answer).loads()["id"] == str(answer), "by its id it is there"
    with pytest.raises(errors.NotFound):
        selectors.get_comment(bob.viewer, first)


@pytest.mark.parametrize("parent", [False, True])
def test_three_orders_each_without_repeating(api, alice, bob, charlie, parent):
    post = post_by(alice)
    above = comment_on(post, alice) if parent else None
    made = [comment_on(post, alice, str(n), parent=above) for n in range(5)]
    like(made[1], bob, charlie)
    like(made[3], bob)
    sql.do(sql.SYSTEM, "fold_counters")
    like(made[4], bob)
    query = f"parent={above}&" if parent else ""
    assert pages(api, bob, post, f"{query}sort=new") == made[::-1]
    assert pages(api, bob, post, f"{query}sort=old") == made
    best = [made[n] for n in (1, 4, 3, 2, 0)]
    assert pages(api, bob, post, query) == pages(api, None, post, f"{query}sort=best", limit=1) == best


def test_likes_that_come_while_somebody_pages_move_nothing(api, alice, bob, charlie):
    post = post_by(alice)
    made = [comment_on(post, alice, str(n)) for n in range(4)]
    like(made[0], bob)
    url = f"/api/engagement/comments/{post}?limit=2"
    first = api().get(url).json
    like(made[1], bob, charlie)
    like(made[2], bob)
    second = api().get(f"{url}&cursor={first['next_cursor']}").json
    found = [UUID(item["id"]) for page in (first, second) for item in page["items"]]
    assert found == [made[n] for n in (0, 3, 2, 1)]
    assert second["next_cursor"] is None


@pytest.mark.parametrize("cursor", ["x", "7", "7.", ".abc", "a.b", "9" * 30, "-1." + "A" * 60])
@pytest.mark.parametrize("sort", ["best", "new", "old"])
def test_broken_cursors_are_refused(api, alice, sort, cursor):
    answer = api().get(f"/api/engagement/comments/{post_by(alice)}?sort={sort}&cursor={cursor}")
    assert (answer.status, answer.code) == (400, "bad_cursor")


def test_a_cursor_is_of_its_order_alone(api, alice):
    post = post_by(alice)
    for n in range(2):
        comment_on(post, alice, str(n))
    url = f"/api/engagement/comments/{post}?limit=1"
    cursors = {sort: api().get(f"{url}&sort={sort}").json["next_cursor"] for sort in ("best", "new", "old")}
    for sort, cursor in cursors.items():
        for other in cursors:
            assert api().get(f"{url}&sort={other}&cursor={cursor}").status == (200 if sort == other else 400)


def test_an_unknown_order_is_refused(api, alice):
    answer = api().get(f"/api/engagement/comments/{post_by(alice)}?sort=loud")
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "sort")


def test_the_best_are_the_most_liked_and_the_newest(settings, api, alice, bob, charlie):
    settings.COMMENTS_RANKED = 2
    post = post_by(alice)
    made = [comment_on(post, alice, str(n)) for n in range(6)]
    like(made[0], bob)
    like(made[1], bob, charlie)
    sql.do(sql.SYSTEM, "fold_counters")
    assert pages(api, bob, post, "sort=best") == [made[n] for n in (1, 0, 5, 4)]
