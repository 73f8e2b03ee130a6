"""Each question and each deed about one post: a post that is not there for somebody is as one that never was.

Services are asked for every standing, viewer and kind of post. The doors, which only hand on what services say,
are asked for some viewers of each standing, so that each viewer and each standing comes by.
"""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import pytest

from posts import selectors, services
from tests.posts.visibility import (  # fixtures too
    KINDS,
    STANDINGS,
    VIEWERS,
    Doors,
    Ids,
    _empty_afterwards,  # noqa: F401
    worlds,  # noqa: F401
)
from tests.posts.visibility import changed_world as world  # noqa: F401
from topin import (
    api_urls,  # noqa: F401  (apps publish theirs with the addresses)
    errors,
    rpc,
)

NOT_THEIRS = ("forbidden",)


class Way(NamedTuple):
    """A door with what it is given, the service behind it, and how whoever sees the post may yet be refused."""

    door: str
    serve: Callable
    body: dict | None = None
    refusals: tuple = ()
    visitors: bool = False
    #: What an id of nothing is told.
    status: int = 404


def published(name):
    """The way of a published function that takes a post."""
    function = rpc.functions[name]
    return Way(
        f"POST /api/rpc/{name}", lambda viewer, ids: function.call(viewer, {"post": ids.post}), {"post": "{post}"},
        ("not_repostable",) if name == "repost_post" else (), visitors=function.visitors,
    )  # fmt: skip


def read(door, serve):
    return Way(door, serve, visitors=True)


READING = (
    read("GET /api/posts/{post}", lambda viewer, ids: selectors.get_post(viewer, ids.post)),
    read("GET /api/posts/{post}/versions", lambda viewer, ids: selectors.get_post_versions(viewer, ids.post, 20)),
    read("GET /api/engagement/comments/{post}", lambda viewer, ids: selectors.get_comments(viewer, ids.post)),
    read("GET /api/engagement/likes/{post}", lambda viewer, ids: selectors.get_likers(viewer, ids.post, 20)),
)
DEEDS = (
    Way("POST /api/engagement/like/{post}", lambda viewer, ids: services.like_content(viewer, ids.post)),
    Way("DELETE /api/engagement/like/{post}", lambda viewer, ids: services.unlike_content(viewer, ids.post)),
    Way(
        "POST /api/engagement/comment/{post}",
        lambda viewer, ids: services.create_comment(viewer, ids.post, text="well said"),
        {"text": "well said"},
        ("cannot_reply",),
    ),
    Way(
        "POST /api/engagement/comment/{post}",
        lambda viewer, ids: services.create_comment(viewer, ids.post, text="well said", parent_id=ids.comment),
        {"text": "well said", "parent_id": "{comment}"},
        ("cannot_reply",),
    ),
    Way(
        "POST /api/posts/{post}/repost",
        lambda viewer, ids: services.repost_post(viewer, ids.post),
        None,
        ("not_repostable",),
    ),
    Way("DELETE /api/posts/{post}/repost", lambda viewer, ids: services.unrepost_post(viewer, ids.post)),
    Way(
        "POST /api/posts",
        lambda viewer, ids: services.create_post(viewer, text="quoting", quote_id=ids.post),
        {"text": "quoting", "quote_id": "{post}"},
        ("not_repostable",),
        status=400,
    ),
    Way(
        "POST /api/posts/{post}/votes",
        lambda viewer, ids: services.vote_in_poll(viewer, ids.post, [ids.option]),
        {"option_ids": ["{option}"]},
    ),
    Way(
        "POST /api/posts/{post}/bookmark",
        lambda viewer, ids: services.bookmark_post(viewer, ids.post, None),
        {"folder": None},
    ),
    # What one keeps one may drop, whatever became of it.
    Way(
        "DELETE /api/posts/{post}/bookmark", lambda viewer, ids: services.unbookmark_post(viewer, ids.post), status=204
    ),
    Way(
        "POST /api/posts/{post}/view",
        lambda viewer, ids: services.view_post(viewer, ids.post, services.viewer_hash(viewer, "192.0.2.1", "")),
        visitors=True,
    ),
    Way(
        "PUT /api/posts/{post}",
        lambda viewer, ids: services.update_post(viewer, ids.post, text="mine now"),
        {"text": "mine now"},
        NOT_THEIRS,
    ),
    Way("DELETE /api/posts/{post}", lambda viewer, ids: services.delete_post(viewer, ids.post), None, NOT_THEIRS),
    Way(
        "POST /api/posts/{post}/restore",
        lambda viewer, ids: services.restore_post(viewer, ids.post),
        None,
        ("not_found",),
    ),
    Way(
        "POST /api/posts/{post}/publish", lambda viewer, ids: services.publish_post(viewer, ids.post), None, NOT_THEIRS
    ),
    Way("POST /api/posts/{post}/pin", lambda viewer, ids: services.pin_post(viewer, ids.post), None, NOT_THEIRS),
    Way("DELETE /api/posts/{post}/pin", lambda viewer, ids: services.unpin_post(viewer, ids.post), None, NOT_THEIRS),
    *map(published, ("like_post", "unlike_post")),
)
#: Published ones that are the same function as above.
AGAIN = tuple(map(published, ("get_post", "repost_post", "unrepost_post")))
ON_COMMENTS = (
    read("GET /api/engagement/likes/{comment}", lambda viewer, ids: selectors.get_likers(viewer, ids.comment, 20)),
    Way("POST /api/engagement/like/{comment}", lambda viewer, ids: services.like_content(viewer, ids.comment)),
    Way("DELETE /api/engagement/like/{comment}", lambda viewer, ids: services.unlike_content(viewer, ids.comment)),
    Way(
        "PUT /api/engagement/comment/{comment}",
        lambda viewer, ids: services.update_comment(viewer, ids.comment, text="mine now"),
        {"text": "mine now"}, NOT_THEIRS,
    ),
    Way(
        "DELETE /api/engagement/comment/{comment}", lambda viewer, ids: services.delete_comment(viewer, ids.comment),
        None, NOT_THEIRS,
    ),
)  # fmt: skip
#: Each viewer once, each standing at least once.
AT_THE_DOORS = dict(
    zip(
        STANDINGS,
        (("visitor", "blocked"), ("stranger",), ("follower", "self"), ("member",), ("mutual",), ("blocker",)),
        strict=True,
    )
)


class Told(NamedTuple):
    status: int
    code: str
    said: str
    rest: dict


def by_service(world):  # noqa: F811
    def tell(viewer, way, ids):
        try:
            value = way.serve(world.viewer(viewer), ids)
        except errors.Refused as refused:
            said = ids.taken_out(f"{refused.detail} {refused.errors}")
            return Told(refused.status, refused.code, said, refused.headers)
        return Told(204 if value is None else 200, "", bytes(value or b"").decode(), {})

    return tell


def by_door(world):  # noqa: F811
    doors = Doors(world)

    def tell(viewer, way, ids):
        answer = doors.ask(viewer, ids.put_into(way.door), ids.put_into(way.body))
        headers = {k: v for k, v in answer.headers.items() if not k.startswith("ratelimit") and k != "date"}
        code = answer.code if answer.status >= 400 else ""
        return Told(answer.status, code, ids.taken_out(answer.body.decode()), headers)

    return tell


def is_shown_by_the_rule(world, tell, viewers, ways):  # noqa: F811
    """Asks each way for every kind of post, as each viewer."""
    for viewer, way in product(viewers, ways):
        if viewer == "visitor" and not way.visitors:
            continue
        absent = tell(viewer, way, Ids.of_nothing())
        assert absent.status == way.status, (viewer, way)
        for kind in KINDS:
            told = tell(viewer, way, world.ids(kind))
            case = viewer, kind, way.door, told
            if (viewer, kind) == ("self", "deleted") and "{post}" in f"{way.door} {way.body}":
                assert told.status == 410, case
            elif world.sees(viewer, kind):
                assert told.status < 400 or told.code in way.refusals, case
                assert world.shown_in(told.said) <= {kind}, case
            else:
                assert told == absent, case


@pytest.mark.parametrize("ways", [READING, ON_COMMENTS[:1]], ids=["posts", "comments"])
def test_what_is_read_is_there_for_whom_it_is_for_and_for_nobody_else(world, ways):  # noqa: F811
    is_shown_by_the_rule(world, by_service(world), VIEWERS, ways)


@pytest.mark.parametrize("ways", [READING, ON_COMMENTS[:1]], ids=["posts", "comments"])
def test_doors_for_reading_tell_the_same(world, ways):  # noqa: F811
    is_shown_by_the_rule(world, by_door(world), AT_THE_DOORS[world.standing], ways)


@pytest.mark.parametrize("ways", [DEEDS, ON_COMMENTS], ids=["posts", "comments"])
def test_nothing_is_done_to_what_is_not_there_for_somebody(world, ways):  # noqa: F811
    is_shown_by_the_rule(world, by_service(world), VIEWERS[1:], ways)
    leaves_no_trace(world)


@pytest.mark.parametrize("ways", [DEEDS, ON_COMMENTS, AGAIN], ids=["posts", "comments", "by name"])
def test_doors_for_deeds_tell_the_same(world, ways):  # noqa: F811
    viewers = [viewer for viewer in AT_THE_DOORS[world.standing] if viewer != "self"]
    is_shown_by_the_rule(world, by_door(world), viewers, ways)
    leaves_no_trace(world)


def leaves_no_trace(world):  # noqa: F811
    """Whatever was tried, nobody did anything to a post that they do not see."""
    names = {person.id: name for name, person in world.people.items()}
    for statement in (
        "select user_id, post_id from likes where post_id = any (%s)",
        "select l.user_id, c.post_id from likes l join comments c on c.id = l.comment_id where c.post_id = any (%s)",
        "select author_id, post_id from comments where post_id = any (%s)",
        "select user_id, post_id from reposts where post_id = any (%s)",
        "select user_id, post_id from post_poll_votes where post_id = any (%s)",
        "select author_id, quote_id from posts where quote_id = any (%s)",
    ):
        for person, post in world.superuser.execute(statement, [list(world.posts.values())]):
            (kind,) = world.kinds_of([str(post)])
            assert person == world.dora.id or world.sees(names[person], kind), (names[person], kind, statement)


def test_what_hangs_on_a_hidden_post_is_no_part_of_another(world):  # noqa: F811
    """An option or a comment of it, given for a post that one sees, is as one that never was."""
    tell, nothing = by_service(world), Ids.of_nothing()
    vote = Way("", lambda viewer, ids: services.vote_in_poll(viewer, mine, [ids.option]))
    answer = Way("", lambda viewer, ids: services.create_comment(viewer, mine, text="Well", parent_id=ids.comment))
    poll = {"options": ["Tea", "Coffee"], "multiple": False, "closes_in": 3600}
    for viewer in VIEWERS[1:]:
        if viewer == "visitor":
            continue
        mine = services.create_post(world.viewer(viewer), text="Mine", poll=poll).loads()["id"]
        for way, kind in product((vote, answer), KINDS):
            told = tell(viewer, way, world.ids(kind))
            assert told == tell(viewer, way, nothing), (viewer, kind)
            assert told.status == 400
