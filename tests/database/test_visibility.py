"""The rule of visibility stands three times for the sake of speed; over random graphs all say the same.

`can_see_post` answers for one post and any viewer, the policy of `posts` for sets and the present viewer,
the home feed and a member's list walk authors. A fourth voice is the rule itself, spelled out in Python.
"""

from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from posts import selectors
from topin import errors, sql

PEOPLE = range(3)
AUDIENCES = ["public", "followers", "mutuals", "private"]
CIRCLES = range(2)
PAIRS = [pair for pair in product(PEOPLE, PEOPLE) if pair[0] != pair[1]]


@dataclass(frozen=True)
class Profile:
    is_private: bool
    visibility: str
    is_hidden: bool


@dataclass(frozen=True)
class Post:
    author: int
    audience: str
    status: str
    hidden: bool
    deleted: bool
    circle: int | None = None


def chosen(flags):
    return {pair for pair, flag in zip(PAIRS, flags, strict=True) if flag}


def rarely(*values):
    """The first value half of the time."""
    return st.sampled_from([values[0]] * (len(values) - 1) + list(values[1:]))


def posts_of(author, audience, circle=None):
    return st.builds(
        Post,
        author=st.just(author),
        audience=st.just(audience),
        circle=st.just(circle),
        status=st.sampled_from(["published"] * 6 + ["draft", "scheduled"]),
        hidden=st.sampled_from([False] * 6 + [True]),
        deleted=st.sampled_from([False] * 6 + [True]),
    )


profiles = st.builds(
    Profile,
    is_private=st.sampled_from([False, False, True]),
    visibility=rarely("everyone", "followers", "mutuals", "nobody"),
    is_hidden=st.sampled_from([False] * 6 + [True]),
)
#: Every author has a post for every audience, so that each graph asks for all of the rule.
worlds = st.fixed_dictionaries({
    "profiles": st.tuples(*[profiles for _ in PEOPLE]),
    "follows": st.tuples(*[st.booleans() for _ in PAIRS]).map(chosen),
    "blocks": st.tuples(*[st.sampled_from([False] * 6 + [True]) for _ in PAIRS]).map(chosen),
    "posts": st.tuples(*[posts_of(author, audience) for author in PEOPLE for audience in AUDIENCES],
                      *[posts_of(author, "circle", circle) for author in PEOPLE for circle in CIRCLES]),
    "circles": st.tuples(*[st.sampled_from(["public", "private", "secret", "closed"]) for _ in CIRCLES]),
    "members": st.sets(st.sampled_from(list(product(CIRCLES, PEOPLE)))),
    "bans": st.sets(st.sampled_from(list(product(CIRCLES, PEOPLE)))),
})  # fmt: skip


def rule(world, viewer, post):
    """Product section 4, word by word; viewer None is a visitor."""
    if post.deleted:
        return False
    if viewer == post.author:
        return True
    author = world["profiles"][post.author]
    follows = (viewer, post.author) in world["follows"]
    mutual = follows and (post.author, viewer) in world["follows"]
    blocked = {(viewer, post.author), (post.author, viewer)} & world["blocks"]
    profile_shown = {"everyone": True, "followers": follows, "mutuals": mutual, "nobody": False}[author.visibility]
    profile_shown = profile_shown and (follows or not author.is_private)
    reached = {"public": True, "followers": follows, "mutuals": mutual}.get(post.audience, False)
    if blocked or post.hidden or post.status != "published" or author.is_hidden:
        return False
    if post.audience == "circle":
        return circle_rule(world, viewer, post, profile_shown)
    return profile_shown and reached


def is_in(world, person, circle):
    """Closing a circle and banning somebody both end memberships."""
    place = (circle, person)
    return place in world["members"] - world["bans"] and world["circles"][circle] != "closed"


def circle_rule(world, viewer, post, profile_shown):
    inside = is_in(world, viewer, post.circle)
    shared = inside and is_in(world, post.author, post.circle)
    return shared or (profile_shown and (inside or world["circles"][post.circle] == "public"))


def opens(world, viewer, author):
    """Whether a public post of the author would be seen, which is whether the profile is."""
    return rule(world, viewer, Post(author, "public", "published", hidden=False, deleted=False))


def open_circle(world, viewer, post):
    """Whether the feed that the post belongs to is for the viewer."""
    return post.circle is not None and (world["circles"][post.circle] == "public" or is_in(world, viewer, post.circle))


@pytest.fixture
def people(join):
    return [join(f"person_{n}") for n in PEOPLE]


@pytest.fixture
def build(superuser, emptied, people):
    """Makes the database equal to a world. Returns the posts' ids, in the order of the world's posts."""

    def ids(pairs):
        return [(people[a].id, people[b].id) for a, b in pairs]

    def make_circles(cursor, world):
        made = [
            cursor.execute(
                """insert into circles (slug, name, visibility, closed_at)
                   values (%s, 'Circle', %s, case when %s then now() end) returning id""",
                [f"circle-{n}", "public" if kind == "closed" else kind, kind == "closed"],
            ).fetchone()[0]
            for n, kind in enumerate(world["circles"])
        ]
        rows = [(made[c], people[p].id) for c, p in product(CIRCLES, PEOPLE) if is_in(world, p, c)]
        cursor.executemany("insert into circle_members (circle_id, user_id) values (%s, %s)", rows)
        bans = [(made[c], people[p].id) for c, p in world["bans"]]
        cursor.executemany("insert into circle_bans (circle_id, user_id) values (%s, %s)", bans)
        return made

    def build_world(world):
        emptied("followers", "blocked_users", "posts", "circles")
        with superuser.cursor() as cursor:
            for person, profile in zip(people, world["profiles"], strict=True):
                cursor.execute(
                    "update profiles set is_private = %s, visibility = %s, is_hidden = %s where user_id = %s",
                    [profile.is_private, profile.visibility, profile.is_hidden, person.id],
                )
            cursor.executemany(
                "insert into followers (follower_id, followed_id) values (%s, %s)", ids(world["follows"])
            )
            cursor.executemany(
                "insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", ids(world["blocks"])
            )
            circles = make_circles(cursor, world)
            made = [
                cursor.execute(
                    """insert into posts (author_id, audience, circle_id, status, hidden_at, deleted_at)
                       values (%s, %s, %s, %s,
                       case when %s then now() end, case when %s then now() end) returning id""",
                    [
                        people[p.author].id,
                        p.audience,
                        None if p.circle is None else circles[p.circle],
                        p.status,
                        p.hidden,
                        p.deleted,
                    ],
                ).fetchone()[0]
                for p in world["posts"]
            ]
            cursor.execute(
                """insert into post_tags (post_id, tag, author_id, place, published_at)
                   select id, 'tea', author_id, 0, published_at from posts where status = 'published'"""
            )
            return made

    return build_world


@settings(
    max_examples=settings.default.max_examples * 2 // 5,  # each is a whole world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)
@given(world=worlds)
def test_every_way_to_a_post_says_the_same_for_every_viewer(world, people, build, superuser):
    made = build(world)
    for n, viewer in [*enumerate(person.viewer for person in people), (None, sql.ANONYMOUS)]:
        seen = {id for id, post in zip(made, world["posts"], strict=True) if rule(world, n, post)}
        assert by_function(viewer, made) == seen, "can_see_post"
        assert by_policy(viewer) == seen, "the policy of posts"
        published = {id for id, post in zip(made, world["posts"], strict=True) if post.status == "published"} & seen
        # Lists of members go by profiles; in a circle that both belong to, more is read than a limited profile shows.
        shown = {id for id, post in zip(made, world["posts"], strict=True) if opens(world, n, post.author)}
        assert by_lists(viewer, people) == published & shown, "lists of members"
        assert among(superuser, viewer, made) == seen, "visible_among"
        assert by_tag(viewer) == published, "the feed of a tag"
        public = {id for id, post in zip(made, world["posts"], strict=True) if post.audience == "public"}
        assert by_explore(viewer) == published & public, "explore"
        in_circles = {id for id, post in zip(made, world["posts"], strict=True) if open_circle(world, n, post)}
        assert by_circles(superuser, viewer) == published & in_circles, "feeds of circles"
        if n is not None:
            near = {n} | {b for a, b in world["follows"] if a == n}
            own = {
                id
                for id, post in zip(made, world["posts"], strict=True)
                if post.author in near or (post.circle is not None and is_in(world, n, post.circle))
            }
            assert by_feed(viewer) == published & own, "the home feed"


def by_function(viewer, made):
    with sql.acting_as(sql.SYSTEM, read_only=True):
        statement = "select id from unnest(%s::uuid[]) id where can_see_post(%s, id)"
        return {row["id"] for row in sql.rows(statement, [made, viewer.user_id])}


def by_policy(viewer):
    with sql.acting_as(viewer, read_only=True):
        return {row["id"] for row in sql.rows("select id from posts")}


def by_lists(viewer, people):
    found = set()
    for person in people:
        try:
            found |= walked(lambda cursor, who=person: selectors.get_posts_of_member(viewer, who.id, 4, cursor))
        except (errors.NotFound, errors.Forbidden):
            continue
    return found


def by_feed(viewer):
    return walked(lambda cursor: selectors.get_visible_posts_for_user(viewer, 4, cursor))


def by_circles(superuser, viewer):
    found = set()
    for (circle,) in superuser.execute("select id from circles").fetchall():
        with suppress(errors.NotFound, errors.Forbidden):
            found |= walked(lambda cursor, id=circle: selectors.get_posts_with_counts(viewer, id, 4, cursor))
    return found


def among(superuser, viewer, made):
    statement = "select unnest(internal.visible_among(%s, %s))"
    return {id for (id,) in superuser.execute(statement, [viewer.user_id, made])}


def by_tag(viewer):
    return walked(lambda cursor: selectors.get_posts_by_tag(viewer, "tea", 4, cursor))


def by_explore(viewer):
    return walked(lambda cursor: selectors.get_explore(viewer, 4, cursor))


def walked(page_at):
    """Ids of all pages; each id once, and in one order."""
    found, cursor = [], ""
    while cursor is not None:
        page = page_at(cursor).loads()
        found += [(item["created_at"], item["id"]) for item in page["items"]]
        cursor = page["next_cursor"]
    assert found == sorted(set(found), reverse=True)
    return {UUID(id) for _, id in found}
