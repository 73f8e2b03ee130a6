"""Where posts are named beside their own doors: notifications, topics of sockets, archives of members.

Everybody did to each post whatever can be done, as they may have while they saw it.
"""

from collections import defaultdict

import pytest

from accounts.leaving.sections import sections
from notifications import selectors as notifications
from posts.topics import home_audience, post_counts
from tests.deeds import block
from tests.posts.visibility import (  # fixtures too
    CIRCLE_KINDS,
    KINDS,
    MEMBERS,
    STANDINGS,
    Doors,
    _empty_afterwards,  # noqa: F401
    worlds,  # noqa: F401
)


class Lived:
    """What everybody did in a world, and what they were told of each post: notification id → kind of post."""

    def __init__(self, world):
        self.world, self.told, self.comments = world, defaultdict(dict), {}
        with world.superuser.transaction():
            for name in MEMBERS:
                for kind in KINDS:
                    self._live(name, kind)

    def _live(self, name, kind):
        world, person, post = self.world, self.world.people[name], self.world.posts[kind]
        own = self.comments[name, kind] = world.comment(kind, person, "I was here")
        option = world.options[kind]
        world.row("post_poll_votes", "post_id", user_id=person.id, post_id=post, option_id=option)
        for table in ("likes", "reposts"):
            world.row(table, user_id=person.id, post_id=post)
        world.row("likes", user_id=world.dora.id, comment_id=own)
        world.row("comments", post_id=post, depth=2, parent_id=own, author_id=world.dora.id, text="Me too")
        world.row("mentions", user_id=person.id, post_id=post, place=0)
        world.row("mentions", user_id=person.id, post_id=post, comment_id=world.comments[kind], place=0)
        for fact, subject_type, subject in (
            ("mention", "post", post), ("poll_closed", "post", post), ("quote", "post", post),
            ("like", "comment", own), ("reply", "comment", own), ("mention", "comment", world.comments[kind]),
        ):  # fmt: skip
            told = world.row(
                "notifications", user_id=person.id, kind=fact, subject_type=subject_type, subject_id=subject,
                group_key=f"{fact}:{subject}",
            )  # fmt: skip
            if fact != "poll_closed":
                world.row("notification_actors", "actor_id", notification_id=told, actor_id=world.dora.id)
            self.told[name][str(told)] = kind


@pytest.fixture(params=STANDINGS)
def lived(request, worlds):  # noqa: F811
    world = worlds(request.param, "lived in")
    if not hasattr(world, "lived"):
        world.lived = Lived(world)
    return world.lived


@pytest.fixture
def world(lived):
    return lived.world


def test_notifications_tell_of_a_post_while_it_is_there_for_the_receiver(lived, world):
    doors = Doors(world)
    for name in MEMBERS:
        told, seen = lived.told[name], world.seen(name)
        answer = doors.ask(name, "GET /api/notifications?limit=100")
        due = {id for id, kind in told.items() if kind in seen}
        assert {item["id"] for item in answer.json["items"]} == due, name
        assert world.named_in(answer.body) == seen, name
        hidden = {item["subject"]["id"] for item in answer.json["items"]} & {
            str(world.comments[kind]) for kind in set(KINDS) - seen
        }
        assert not hidden, name
        viewer = world.viewer(name)
        assert notifications.get_unread_count(viewer).loads() == {"count": len(due)}
        assert notifications.get_notifications_by_id(viewer, list(told)).loads().keys() == due


def test_nobody_is_newly_told_of_a_post_that_is_not_there_for_them(lived, world):
    facts = {}
    for name in MEMBERS:
        person = world.people[name].id
        for kind, post in world.posts.items():
            own, other = lived.comments[name, kind], world.comments[kind]
            for fact, subject_type, subject in (
                ("mention", "post", post), ("mention", "comment", other),
                ("like", "comment", own), ("reply", "comment", own),
            ):  # fmt: skip
                facts[person, fact, world.dora.id, subject_type, subject] = name, kind
    with world.superuser.transaction(force_rollback=True):
        for table in ("notification_actors", "notifications"):  # which were told of all this already
            world.superuser.execute(f"delete from {table}")
        world.superuser.execute("set local role topin_worker")
        told = world.superuser.execute(
            """select api.notify(n.user_id, n.kind, n.actor, n.type, n.subject) is not null
                 from unnest(%s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::uuid[])
                      with ordinality n (user_id, kind, actor, type, subject, place) order by place""",
            [list(column) for column in zip(*facts, strict=True)],
        ).fetchall()
    for (fact, (name, kind)), (is_told,) in zip(facts.items(), told, strict=True):
        assert is_told == world.sees(name, kind), (name, kind, fact)


def test_a_post_is_a_topic_for_whoever_sees_it(world):
    """Asked when somebody subscribes, and again in each round: who is not answered drops out."""
    pairs = {(world.people[name].id, post): (name, kind) for name in MEMBERS for kind, post in world.posts.items()}
    answered = {pairs[pair] for pair in post_counts(list(pairs))}
    assert answered == {(name, kind) for name in MEMBERS for kind in world.seen(name)}


def test_a_topic_is_lost_with_the_sight_of_its_post(world):
    pairs = [(world.people[name].id, post) for name in MEMBERS for post in world.posts.values()]
    with world.superuser.transaction(force_rollback=True):
        for name in ("follower", "mutual", "stranger", "member"):
            block(world.superuser, world.alice, world.people[name])
        blocked = world.superuser.execute(
            "select api.get_post_counts(%s, %s)", [list(part) for part in zip(*pairs, strict=True)]
        ).fetchone()[0]
    assert {one["viewer"] for one in blocked} == {str(world.alice.id)}


def test_news_concern_those_who_see_them(world):
    names = {person.id: name for name, person in world.people.items()}
    for kind, post in world.posts.items():
        published = {names[id] for id in home_audience([f"{world.alice.id} {post}"], list(names))}
        near = ("follower", "mutual", "member") if kind in CIRCLE_KINDS else ("follower", "mutual")
        assert published == {name for name in near if world.sees(name, kind)}, kind
        reposted = {names[id] for id in home_audience([f"{world.dora.id} {post}"], list(names))}
        assert reposted == {name for name in MEMBERS if name != "self" and world.sees(name, kind)}, kind


def test_an_archive_holds_nothing_of_what_its_member_does_not_see(world):
    for name in MEMBERS:
        found = {section.name: str(list(section.pages(world.people[name].id))) for section in sections()}
        own = {"posts", "media"} if name == "self" else set()  # deleted ones too, while they are kept
        for section in found.keys() - own:
            assert world.shown_in(found[section]) <= world.seen(name), (name, section)
        assert world.shown_in(found["poll_votes"]) == world.named_in(found["mentions"]) == world.seen(name), name
        for section in ("likes", "reposts", "bookmarks", "comments"):  # own deeds, by the ids of what they were done to
            assert world.shown_in(found[section]) == set()
            assert world.named_in(found[section]) == set(KINDS), (name, section)
