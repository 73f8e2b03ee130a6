"""Where posts stand in home feeds, over random graphs: paged slowly, by every way, it is what the rule says.

The rule is spelled out in Python. The ways: from the authors one by one, from the newest posts of all, and from
timelines that are fresh, old (follows, circles and posts came since, fan-out is under way), cut short, or lack
wide authors.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from posts import selectors
from topin import sql

PEOPLE = range(4)
PAIRS = [pair for pair in product(PEOPLE, PEOPLE) if pair[0] != pair[1]]
CIRCLES = range(2)
START = datetime(2026, 3, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Post:
    author: int
    audience: str
    circle: int | None
    hour: int


@dataclass(frozen=True)
class Repost:
    by: int
    post: int
    hour: int


#: Few different hours, so that some are the same and many are just 7 days apart.
hours = st.sampled_from([0, 1, 24, 100, 168, 169, 192, 336, 337, 400, 505])
post = st.one_of(
    st.builds(Post, st.sampled_from(PEOPLE), st.sampled_from(["public", "public", "followers", "mutuals", "private"]),
              st.none(), hours),
    st.builds(Post, st.sampled_from(PEOPLE), st.just("circle"), st.sampled_from(CIRCLES), hours),
)  # fmt: skip
POSTS = 8
worlds = st.fixed_dictionaries({
    "posts": st.tuples(*[post for _ in range(POSTS)]),
    "reposts": st.lists(
        st.builds(Repost, st.sampled_from(PEOPLE), st.integers(0, POSTS - 1), hours),
        max_size=10, unique_by=lambda r: (r.by, r.post)),
    "follows": st.sets(st.sampled_from(PAIRS), min_size=4),
    "mutes": st.sets(st.sampled_from(PAIRS), max_size=2),
    "blocks": st.sets(st.sampled_from(PAIRS), max_size=1),
    "limited": st.dictionaries(
        st.sampled_from(PEOPLE), st.sampled_from(["nobody", "mutuals", "followers"]), max_size=1
    ),
    "circles": st.tuples(*[st.sampled_from(["public", "private"]) for _ in CIRCLES]),
    "members": st.sets(st.sampled_from(list(product(CIRCLES, PEOPLE)))),
    "late_follows": st.sets(st.sampled_from(PAIRS), max_size=3),
    "late_members": st.sets(st.sampled_from(list(product(CIRCLES, PEOPLE))), max_size=2),
    "late_hour": st.sampled_from([150, 300, 1_000]),
    "wide": st.sets(st.sampled_from(PEOPLE), max_size=1),
})  # fmt: skip


def near(world, viewer):
    """Whom the viewer follows, did not mute and may read: reposts of these count."""
    found = set()
    for other in PEOPLE:
        follows, back = (viewer, other) in world["follows"], (other, viewer) in world["follows"]
        shown = {"nobody": False, "mutuals": back}.get(world["limited"].get(other), True)
        blocked = {(viewer, other), (other, viewer)} & world["blocks"]
        if follows and shown and not blocked and (viewer, other) not in world["mutes"]:
            found.add(other)
    return found


def expected(world, viewer, visible):
    """[(hour, number of the post, newest reposter)], in no order."""
    found = []
    for number, post in enumerate(world["posts"]):
        if not visible[number] or (viewer, post.author) in world["mutes"]:
            continue
        reposts = [r for r in world["reposts"] if r.post == number and r.by in near(world, viewer)]
        times = {r.hour for r in reposts}
        if (
            post.author == viewer
            or (viewer, post.author) in world["follows"]
            or (post.circle, viewer) in world["members"]
        ):
            times.add(post.hour)
        places = [t for t in times if not any(t - 168 <= other < t for other in times)]
        if places:
            newest = max((r.hour for r in reposts), default=None)
            found.append((max(places), number, {r.by for r in reposts if r.hour == newest}))
    return found


@pytest.fixture
def people(join):
    return [join(f"person_{n}") for n in PEOPLE]


@pytest.fixture
def build(superuser, emptied, people):
    """Makes the database equal to a world. Returns the posts' ids, in the order of the world's posts."""
    ids = [person.id for person in people]

    def since(world, is_late):
        return START + timedelta(hours=world["late_hour"]) if is_late else START - WEEK

    def make_people(cursor, world):
        for person in PEOPLE:
            visibility = world["limited"].get(person, "everyone")
            cursor.execute("update profiles set visibility = %s where user_id = %s", [visibility, ids[person]])
        follows = [(ids[a], ids[b], since(world, (a, b) in world["late_follows"])) for a, b in world["follows"]]
        cursor.executemany("insert into followers (follower_id, followed_id, created_at) values (%s, %s, %s)", follows)
        mutes = [(ids[a], ids[b]) for a, b in world["mutes"]]
        cursor.executemany("insert into mutes (muter_id, muted_id) values (%s, %s)", mutes)
        blocks = [(ids[a], ids[b]) for a, b in world["blocks"]]
        cursor.executemany("insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", blocks)
        cursor.executemany("insert into wide_authors (user_id) values (%s)", [(ids[w],) for w in world["wide"]])

    def make_circles(cursor, world):
        statement = "insert into circles (slug, name, visibility) values (%s, 'Circle', %s) returning id"
        made = [
            cursor.execute(statement, [f"circle-{n}", kind]).fetchone()[0] for n, kind in enumerate(world["circles"])
        ]
        members = [(made[c], ids[p], since(world, (c, p) in world["late_members"])) for c, p in world["members"]]
        cursor.executemany("insert into circle_members (circle_id, user_id, joined_at) values (%s, %s, %s)", members)
        return made

    def make_post(cursor, post, circles):
        return cursor.execute(
            "insert into posts (author_id, audience, circle_id, published_at) values (%s, %s, %s, %s) returning id",
            [
                ids[post.author],
                post.audience,
                None if post.circle is None else circles[post.circle],
                START + timedelta(hours=post.hour),
            ],
        ).fetchone()[0]

    def build_world(world):
        emptied(
            *("followers", "mutes", "blocked_users", "posts", "circles", "timelines", "timeline_states", "wide_authors")
        )
        with superuser.cursor() as cursor:
            make_people(cursor, world)
            circles = make_circles(cursor, world)
            posts = [make_post(cursor, post, circles) for post in world["posts"]]
            cursor.executemany(
                "insert into reposts (user_id, post_id, created_at) values (%s, %s, %s)",
                [(ids[r.by], posts[r.post], START + timedelta(hours=r.hour)) for r in world["reposts"]],
            )
        return posts

    return build_world


def build_timelines(people, length):
    for person in people:
        with sql.acting_as(sql.SYSTEM):
            sql.call("begin_timeline", person.id)
            assert sql.call("build_timeline", person.id, length)


def make_old(superuser, world):
    """As if all were built in the late hour: what came since is in no timeline; half of it still waits for fan-out."""
    late = START + timedelta(hours=world["late_hour"])
    superuser.execute("update timeline_states set built_at = %s", [late])
    superuser.execute(
        """delete from timelines t
            where exists (select from followers f join posts p on p.id = t.post_id and p.author_id = f.followed_id
                           where f.follower_id = t.user_id and f.created_at = %s and p.published_at = t.at)
               or exists (select from circle_members m join posts p on p.id = t.post_id and p.circle_id = m.circle_id
                           where m.user_id = t.user_id and m.joined_at = %s and p.published_at = t.at)
               or exists (select from posts p join wide_authors w on w.user_id = p.author_id and p.circle_id is null
                           where p.id = t.post_id and p.published_at = t.at)""",
        [late, late],
    )
    superuser.execute(
        """insert into fanouts (post_id, by_id, at)
           select p.id, p.author_id, p.published_at from posts p where p.published_at > %s
           union all select r.post_id, r.user_id, r.created_at from reposts r where r.created_at > %s""",
        [late, late],
    )
    superuser.execute("delete from timelines where at > %s", [late])


@settings(
    max_examples=settings.default.max_examples * 2 // 5,  # each is a whole world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)
@given(world=worlds)
def test_every_way_to_the_home_feed_pages_through_what_the_rule_says(world, people, build, superuser):
    made = build(world)
    wanted = [in_order(expected(world, n, seen(person, made)), made) for n, person in enumerate(people)]

    def compare(way):
        for n, person in enumerate(people):
            found = paged(person, made, people)
            assert [number for number, _ in found] == [number for number, _, _ in wanted[n]], (way, n)
            assert all(
                by in bys or (by is None and not bys) for (_, by), (_, _, bys) in zip(found, wanted[n], strict=True)
            )

    compare("the authors")
    for n, person in enumerate(people):
        every = by_time(superuser, person, 99)
        assert {(START + timedelta(hours=hour), made[number]) for number, hour, _ in wanted[n]} <= set(every)
        for size in (1, 3):
            first = by_time(superuser, person, size)
            assert first == every[: len(first)]
    for length in (800, 2):
        build_timelines(people, length)
        compare(f"fresh timelines of {length}")
    build_timelines(people, 800)
    make_old(superuser, world)
    compare("old timelines")
    with sql.acting_as(sql.SYSTEM):
        assert sql.call("trim_timelines", None, 2, 99) is None
    compare("old timelines, trimmed")


def seen(person, made):
    """What can_see_post says of each post."""
    with sql.acting_as(sql.SYSTEM, read_only=True):
        return [
            row["it"]
            for row in sql.rows("select can_see_post(%s, id) as it from unnest(%s::uuid[]) id", [person.id, made])
        ]


def in_order(places, made):
    """[(number of the post, hour, who reposted it last)], as a feed has them."""
    ordered = sorted(places, key=lambda place: (place[0], made[place[1]].int), reverse=True)
    return [(number, hour, bys) for hour, number, bys in ordered]


def paged(person, made, people):
    """[(number of the post, who reposted it)], read three by three."""
    found, cursor = [], ""
    numbers = {str(other.id): n for n, other in enumerate(people)}
    while cursor is not None:
        page = selectors.get_visible_posts_for_user(person.viewer, 3, cursor).loads()
        assert len(page["items"]) <= 3
        for item in page["items"]:
            found.append((made.index(UUID(item["id"])), item["reposted_by"] and numbers[item["reposted_by"]["id"]]))
        cursor = page["next_cursor"]
    return found


def by_time(superuser, person, size):
    """The candidates among the newest posts of all."""
    return superuser.execute(
        "select at, post_id from internal.home_posts_by_time(%s, 'infinity', %s, 99, %s)",
        [person.id, UUID(int=2**128 - 1), size],
    ).fetchall()
