"""Whether a circle is there for somebody, and who is in it, is said by functions and by policies: over random
circles, members, bans, invites and blocks all say the same as the rule, spelled out in Python."""

from dataclasses import dataclass
from itertools import product

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

PEOPLE = range(3)
PLACES = list(product(range(4), PEOPLE))  # (circle, person)
PAIRS = [pair for pair in product(PEOPLE, PEOPLE) if pair[0] != pair[1]]
#: What a personal invite says about its end. `now` is the very moment of the question.
ENDS = {"for ever": "null", "later": "now() + interval '1 hour'", "now": "now()", "over": "now() - interval '1 hour'"}


@dataclass(frozen=True)
class World:
    circles: tuple  # visibility, or closed
    places: dict  # (circle, person) → member, banned, asked, the end of an invite, or nothing
    blocks: frozenset
    suspended: frozenset


def some_of(things, of):
    """A set of things, of which each is in rather rarely."""
    return st.tuples(*[st.sampled_from([False] * (of - 1) + [True]) for _ in things]).map(
        lambda flags: frozenset(thing for thing, flag in zip(things, flags, strict=True) if flag)
    )


standings = st.sampled_from(["member", "member", "banned", "asked", "nothing", *ENDS])
worlds = st.builds(
    World,
    circles=st.tuples(*[st.sampled_from(["public", "private", "secret", "secret", "closed"]) for _ in range(4)]),
    places=st.tuples(*[standings for _ in PLACES]).map(lambda found: dict(zip(PLACES, found, strict=True))),
    blocks=some_of(PAIRS, of=5),
    suspended=some_of(PEOPLE, of=7),
)


def is_in(world, circle, person):
    """Closing a circle ends its memberships."""
    return person is not None and world.circles[circle] != "closed" and world.places[circle, person] == "member"


def is_there(world, circle, viewer):
    """Product section 3, word by word; viewer None is a visitor."""
    kind = world.circles[circle]
    if viewer is None or kind in ("public", "closed"):
        return kind == "public"
    return kind == "private" or world.places[circle, viewer] in ("member", "for ever", "later")


def is_read(world, circle, viewer):
    return world.circles[circle] == "public" or is_in(world, circle, viewer)


def is_listed(world, circle, person, viewer):
    """Whether the viewer may know that somebody is in a circle."""
    if not is_in(world, circle, person) or person == viewer:
        return is_in(world, circle, person)
    apart = {(viewer, person), (person, viewer)} & world.blocks or person in world.suspended
    return is_read(world, circle, viewer) and not apart


@pytest.fixture
def people(join):
    return [join(f"person_{n}") for n in PEOPLE]


@pytest.fixture
def build(superuser, people):
    """Makes a world and asks in it, in one transaction, so that `now()` is the end of the invites that end now."""

    def circle(number, kind):
        return superuser.execute(
            """insert into circles (slug, name, visibility, closed_at)
               values (%s, 'Circle', %s, case when %s then now() end) returning id""",
            [f"circle-{number}", "public" if kind == "closed" else kind, kind == "closed"],
        ).fetchone()[0]

    def place(circle_id, person, standing):
        if standing in ENDS:
            statement = f"""insert into circle_invites (circle_id, invitee_id, inviter_id, expires_at)
                            values (%s, %s, %s, {ENDS[standing]})"""
            superuser.execute(statement, [circle_id, person.id, people[0].id])
        elif table := {"member": "circle_members", "banned": "circle_bans", "asked": "circle_requests"}.get(standing):
            superuser.execute(f"insert into {table} (circle_id, user_id) values (%s, %s)", [circle_id, person.id])

    def build_world(world):
        made = [circle(n, kind) for n, kind in enumerate(world.circles)]
        for (n, person), standing in world.places.items():
            if not (world.circles[n] == "closed" and standing == "member"):
                place(made[n], people[person], standing)
        for a, b in world.blocks:
            superuser.execute(
                "insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", [people[a].id, people[b].id]
            )
        for person in world.suspended:
            superuser.execute("update profiles set is_hidden = true where user_id = %s", [people[person].id])
        return made

    return build_world


@settings(
    max_examples=settings.default.max_examples * 2 // 5,  # each is a whole world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)
@given(world=worlds)
def test_functions_and_policies_say_the_same_for_every_viewer(world, people, build, superuser):
    with superuser.transaction(force_rollback=True):
        superuser.execute("set local search_path = api, public")
        made = build(world)
        numbers = {id: n for n, id in enumerate(made)}
        for n, viewer in [*enumerate(person.id for person in people), (None, None)]:
            there = {id for id in made if is_there(world, numbers[id], n)}
            assert asked(superuser, "api.can_see_circle", viewer, made) == there, "can_see_circle"
            assert by_policy(superuser, viewer, "select id from circles") == {(id,) for id in there}, "its policy"
            read = {id for id in made if is_read(world, numbers[id], n)}
            assert asked(superuser, "internal.can_read_circle", viewer, made) == read, "can_read_circle"
            assert read <= there
            if viewer is not None:
                listed = {(made[c], people[p].id) for c, p in PLACES if is_listed(world, c, p, n)}
                rows = by_policy(superuser, viewer, "select circle_id, user_id from circle_members")
                assert rows == listed, "the policy of circle_members"
                assert {c for c, who in rows if who != viewer} <= read


def asked(superuser, function, viewer, circles):
    statement = f"select id from unnest(%s::uuid[]) id where {function}(%s, id)"
    return {id for (id,) in superuser.execute(statement, [circles, viewer]).fetchall()}


def by_policy(superuser, viewer, statement):
    with superuser.transaction(force_rollback=True):
        become(superuser, viewer)
        return set(superuser.execute(statement).fetchall())


def become(superuser, viewer):
    superuser.execute(
        "select set_config('role', %s, true), set_config('topin.user_id', %s, true)",
        ["topin_user", str(viewer)] if viewer else ["topin_anon", ""],
    )


def test_an_invite_is_over_at_the_very_moment_it_names(superuser, alice, bob):
    """A microsecond before, the secret circle is there for bob."""
    for at, there in (("now() + interval '1 microsecond'", True), ("now()", False)):
        with superuser.transaction(force_rollback=True):
            superuser.execute("set local search_path = api, public")
            (circle,) = superuser.execute(
                "insert into circles (slug, name, visibility) values ('night', 'Night', 'secret') returning id"
            ).fetchone()
            superuser.execute(
                f"insert into circle_invites (circle_id, inviter_id, invitee_id, expires_at) values (%s, %s, %s, {at})",
                [circle, alice.id, bob.id],
            )
            assert asked(superuser, "api.can_see_circle", bob.id, [circle]) == ({circle} if there else set())
            assert by_policy(superuser, bob.id, "select id from circles") == ({(circle,)} if there else set())
            (invited,) = superuser.execute("select internal.is_invited(%s, %s)", [circle, bob.id]).fetchone()
            assert invited is there


@pytest.mark.parametrize(
    "question",
    ["api.can_see_circle(%s, %s)", "internal.can_read_circle(%s, %s)", "api.can_see_post(%s, %s)",
     "internal.circle_role(%s, %s)", "internal.is_invited(%s, %s)", "api.is_user_blocked(%s, %s)"],
)  # fmt: skip
def test_members_and_visitors_do_not_ask_for_others(superuser, alice, bob, question):
    """The clock, as which jobs run, may ask most of it; a member must not learn it by naming somebody else."""
    for viewer in (alice.id, None):
        with superuser.transaction(force_rollback=True):
            become(superuser, viewer)
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="for function"):
                superuser.execute(f"select {question}", [bob.id, bob.id])
    assert superuser.execute(f"select count({question})", [bob.id, bob.id]).fetchone()[0] is not None
