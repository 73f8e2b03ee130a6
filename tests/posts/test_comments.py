"""Commenting: who may, what comes back, editing, deleting, and the counts that go along."""

from uuid import UUID, uuid4

import pytest

from tests.deeds import block, circle_of, comment_on, follow, post_by, set_profile
from topin import sql


def on(content):
    return f"/api/engagement/comment/{content}"


def listed(api, person, post, query=""):
    return api(person).get(f"/api/engagement/comments/{post}{query}").json["items"]


def counted(api, post):
    return api().get(f"/api/posts/{post}").json["counts"]["comments"]


def set_policy(superuser, person, policy):
    superuser.execute("update user_settings set comment_policy = %s where user_id = %s", [policy, person.id])


def test_a_comment_comes_back_whole(api, alice, bob):
    post = post_by(alice)
    answer = api(bob).post(on(post), {"text": "Well said, @alice"})
    assert answer.status == 201
    made = answer.json
    assert UUID(made.pop("id"))
    assert made.pop("author")["handle"] == "bob"
    assert made.pop("created_at").endswith("Z")
    assert made == {
        "post_id": str(post), "parent_id": None, "text": "Well said, @alice", "deleted": False,
        "mentions": [{"id": str(alice.id), "handle": "alice"}], "counts": {"likes": 0, "replies": 0},
        "viewer": {"liked": False, "is_author": True}, "edited_at": None,
    }  # fmt: skip
    assert counted(api, post) == 1


def test_visitors_read_comments_and_write_none(api, alice, bob):
    post = post_by(alice)
    comment_on(post, bob, "Hello")
    (item,) = listed(api, None, post)
    assert (item["text"], item["viewer"]) == ("Hello", None)
    assert api().post(on(post), {"text": "Hello"}).status == 401
    assert counted(api, post) == 1


@pytest.mark.parametrize("text", ["", "   ", "\u2063", None, 7])
def test_something_has_to_be_seen_of_it(api, alice, text):
    answer = api(alice).post(on(post_by(alice)), {"text": text})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")


def test_length_is_counted_in_characters_as_people_see_them(api, alice, settings):
    post = post_by(alice)
    family = "👨‍👩‍👧‍👦"
    assert api(alice).post(on(post), {"text": family * settings.COMMENT_LENGTH}).status == 201
    answer = api(alice).post(on(post), {"text": "x" * (settings.COMMENT_LENGTH + 1)})
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "too_long")


def test_what_one_cannot_see_one_cannot_comment_on(api, alice, bob, superuser):
    private, seen = post_by(alice, audience="private"), post_by(alice)
    answers = [api(bob).post(on(post), {"text": "Hello"}) for post in (private, uuid4())]
    block(superuser, alice, bob)
    answers.append(api(bob).post(on(seen), {"text": "Hello"}))
    bodies = [{k: v for k, v in a.json.items() if k != "request_id"} for a in answers]
    assert [a.status for a in answers] == [404, 404, 404]
    assert bodies[0] == bodies[1] == bodies[2]
    assert api(bob).get(f"/api/engagement/comments/{seen}").status == 404


def test_an_own_deleted_post_is_gone(api, alice):
    post = post_by(alice)
    api(alice).delete(f"/api/posts/{post}")
    assert api(alice).post(on(post), {"text": "Hello"}).status == 410
    assert api(alice).get(f"/api/engagement/comments/{post}").status == 410


@pytest.mark.parametrize(
    ("policy", "may"),
    [
        ("everyone", "stranger follower friend named"),
        ("followers", "follower friend"),
        ("mutuals", "friend"),
        ("mentioned", "named"),
        ("nobody", ""),
    ],
)
def test_the_post_says_who_may_reply(api, alice, join, policy, may):
    people = {name: join(name) for name in ("stranger", "follower", "friend", "named")}
    follow(people["follower"], alice)
    follow(people["friend"], alice)
    follow(alice, people["friend"])
    post = post_by(alice, "What about you, @named?", reply_policy=policy)
    for name, person in people.items():
        answer = api(person).post(on(post), {"text": "Hello"})
        allowed = name in may.split()
        assert answer.status == (201 if allowed else 403), name
        assert allowed or answer.code == "cannot_reply"
        assert api(person).get(f"/api/posts/{post}").json["viewer"]["can_reply"] is allowed
    assert api(alice).post(on(post), {"text": "The author always may"}).status == 201


@pytest.mark.parametrize(("policy", "status"), [("everyone", 201), ("followers", 403), ("nobody", 403)])
def test_so_do_the_author_s_settings(api, alice, bob, superuser, policy, status):
    post = post_by(alice)
    set_policy(superuser, alice, policy)
    assert api(bob).post(on(post), {"text": "Hello"}).status == status
    assert api(alice).post(on(post), {"text": "Hello"}).status == 201


def test_who_reads_a_public_circle_from_outside_comments_as_little_as_they_post(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, charlie, visibility="public")
    post = post_by(alice, audience="circle", circle_id=circle)
    answer = api(bob).post(on(post), {"text": "Hello"})
    assert (answer.status, answer.code) == (403, "cannot_reply")
    assert api(charlie).post(on(post), {"text": "Hello"}).status == 201


def test_an_author_edits_their_comment_and_nobody_else_does(api, alice, bob):
    post = post_by(alice)
    comment = comment_on(post, bob, "Helo")
    edited = api(bob).put(on(comment), {"text": "Hello"}).json
    assert edited["text"] == "Hello"
    assert edited["edited_at"] is not None
    assert api(alice).put(on(comment), {"text": "Mine"}).status == 403
    assert api(bob).put(on(uuid4()), {"text": "Mine"}).status == 404
    assert api(bob).put(on(comment), {"text": " "}).status == 400
    assert api().put(on(comment), {"text": "Mine"}).status == 401
    assert listed(api, alice, post)[0]["text"] == "Hello"


def test_the_same_text_again_is_no_edit(api, bob, superuser):
    comment = comment_on(post_by(bob), bob, "Hello")
    assert api(bob).put(on(comment), {"text": "Hello"}).json["edited_at"] is None
    assert superuser.execute("select count(*) from events where kind = 'comment_edited'").fetchone() == (0,)


def test_an_edit_changes_whom_it_mentions(api, alice, bob, charlie):
    comment = comment_on(post_by(alice), bob, "Hello @alice")
    edited = api(bob).put(on(comment), {"text": "Hello @charlie and @nobody_of_that_name"}).json
    assert [m["handle"] for m in edited["mentions"]] == ["charlie"]


def test_only_so_many_are_mentioned(api, alice, bob, charlie, settings):
    settings.POST_MENTIONS = 1
    made = api(bob).post(on(post_by(bob)), {"text": "@alice @charlie"}).json
    assert [m["handle"] for m in made["mentions"]] == ["alice"]


def test_its_author_deletes_a_comment_and_so_does_the_post_s(api, alice, bob, charlie):
    post = post_by(alice)
    first, second = comment_on(post, bob), comment_on(post, bob)
    answer = api(charlie).delete(on(first))
    assert (answer.status, answer.code) == (403, "forbidden")
    assert api(bob).delete(on(first)).status == 204
    assert api(alice).delete(on(second)).status == 204
    assert api(bob).delete(on(first)).status == 404
    assert listed(api, bob, post) == []
    assert counted(api, post) == 0


def test_nothing_is_left_of_a_deleted_comment(api, alice, bob, charlie, superuser):
    comment = comment_on(post_by(alice), bob, "Hello @charlie")
    api(charlie).post(f"/api/engagement/like/{comment}")
    api(bob).delete(on(comment))
    for table, column in (("comments", "id"), ("mentions", "comment_id"), ("likes", "comment_id")):
        found = superuser.execute(f"select count(*) from {table} where {column} = %s", [comment])
        assert found.fetchone() == (0,), table
    sql.do(sql.SYSTEM, "fold_counters")
    assert superuser.execute("select count(*) from comment_counters").fetchone() == (0,)
    assert superuser.execute("select count(*) from counter_deltas").fetchone() == (0,)


def test_whom_one_is_not_to_see_is_left_out_of_the_comments(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    comment = comment_on(post, bob)
    comment_on(post, charlie)
    block(superuser, charlie, bob)
    for viewer, other in ((bob, "bob"), (charlie, "charlie")):
        assert [c["author"]["handle"] for c in listed(api, viewer, post)] == [other]
    for path, method in ((on(comment), "PUT"), (on(comment), "DELETE"), (f"/api/engagement/likes/{comment}", "GET")):
        assert api(charlie).request(method, path, {"text": "x"}).status == 404, method
    assert len(listed(api, alice, post)) == 2
    set_profile(superuser, bob, "is_hidden", True)
    assert [c["author"]["handle"] for c in listed(api, alice, post)] == ["charlie"]
    assert counted(api, post) == 2, "counts are the same for every viewer"


def test_a_comment_hidden_by_moderation_is_there_for_its_author_alone(api, alice, bob, superuser):
    post = post_by(alice)
    comment = comment_on(post, bob)
    superuser.execute("update comments set hidden_at = now()")
    assert [c["id"] for c in listed(api, bob, post)] == [str(comment)]
    assert listed(api, alice, post) == listed(api, None, post) == []
    assert api(alice).delete(on(comment)).status == 404


def test_a_comment_by_its_id_goes_with_its_post(alice, bob, charlie, superuser):
    post = post_by(alice)
    comment = comment_on(post, bob)
    seen = sql.ask(charlie.viewer, "get_comment", comment).loads()
    assert (seen["id"], seen["post_id"]) == (str(comment), str(post))
    superuser.execute("update posts set audience = 'private' where id = %s", [post])
    with pytest.raises(Exception, match="nothing here"):
        sql.ask(charlie.viewer, "get_comment", comment)
    assert sql.ask(alice.viewer, "get_comment", comment).loads()["id"] == str(comment)


@pytest.mark.parametrize("viewer", ["anon", "alice", "bob", "charlie"])
def test_the_policy_shows_what_the_list_shows(api, alice, bob, charlie, superuser, viewer):
    people = {"anon": None, "alice": alice, "bob": bob, "charlie": charlie}
    block(superuser, charlie, bob)
    public, private = post_by(alice), post_by(alice, audience="private")
    made = [comment_on(public, bob), comment_on(public, charlie), comment_on(public, alice), comment_on(private, alice)]
    superuser.execute("update comments set hidden_at = now() where id = %s", [made[1]])
    person = people[viewer]
    shown = set()
    for post in (public, private):
        answer = api(person).get(f"/api/engagement/comments/{post}")
        shown |= {item["id"] for item in answer.json["items"]} if answer.status == 200 else set()
    with sql.acting_as(person.viewer if person else sql.ANONYMOUS, read_only=True):
        assert {str(row["id"]) for row in sql.rows("select id from comments")} == shown
