"""Two people with as much between them as the product knows, of whom one then blocks the other."""

from dataclasses import dataclass, field
from uuid import UUID

from accounts.services import like_profile
from social import circle_services as circles
from social import services
from tests.deeds import follow, like, post_by, set_profile
from tests.people import Person

FREE_HANDLE = "ashton_winterfell"  # nobody's, and as long as the blocker's
NAMES = ("bridget_blackthorn", "wilfred_underwood", "charlie", "dora")
SAYINGS = {"blocker": "rhubarb", "blocked": "tangerine"}  # a word that is in everything they write


@dataclass
class World:
    blocker: Person
    blocked: Person
    friend: Person  # of both; nobody's enemy
    private: Person  # whom both asked to follow
    posts: dict = field(default_factory=dict)  # of whom → ids
    shared: list = field(default_factory=list)  # ids of circles where both are
    ruled: dict = field(default_factory=dict)  # by whom → ids of circles with the other one at their doors
    codes: list = field(default_factory=list)  # of links that one of the two made
    positions: dict = field(default_factory=dict)  # whose → cursor of their stream, before everything or the block
    told_before: dict = field(default_factory=dict)  # whose → their cursor before everything, after a block

    def other(self, person):
        return self.blocker if person is self.blocked else self.blocked

    def traces_of(self, person):
        """What must not be in any answer: id, handle, name and words of somebody."""
        role = "blocker" if person is self.blocker else "blocked"
        return [str(person.id), person.handle, SAYINGS[role], *(str(post) for post in self.posts[person.handle])]


def make_world(join, superuser, api, run_events):
    """The world of the moment before the block."""
    world = World(*(join(name) for name in NAMES))
    everybody = (world.blocker, world.blocked, world.friend, world.private)
    for person in everybody:
        world.positions[person.handle] = api(person).get("/api/sync").json["cursor"]
    _relations(world, superuser)
    for person, word in ((world.blocker, "rhubarb"), (world.blocked, "tangerine")):
        _circles(world, person, word)
    _posts(world)
    run_events()
    for person in (world.blocker, world.blocked):
        services.refresh_suggestions(person.viewer, person.id)
    return world


def _relations(world, superuser):
    one, two = world.blocker, world.blocked
    follow(one, world.friend)
    follow(two, world.friend, one)
    follow(world.friend, one, two)
    set_profile(superuser, world.private, "is_private", True)
    follow(one, world.private)
    follow(two, world.private)
    for person in (one, two, world.friend):
        for liked in {one, two, world.friend} - {person}:
            like_profile(person.viewer, liked.id)
    set_profile(superuser, two, "is_private", True)
    follow(one, two)  # asks, and is never answered


def _circles(world, owner, word):
    other = world.other(owner)
    make = _maker(owner, word)
    shared = make("shared", join_policy="open", visibility="private" if owner is world.blocker else "public")
    for person in (other, world.friend):
        circles.join_circle(person.viewer, shared)
    circles.set_circle_role(owner.viewer, shared, other.id, "moderator")
    world.shared.append(shared)
    asked, banned, invited, stranger = (make(name, visibility="public") for name in ("asked", "banned", "came", "far"))
    circles.join_circle(other.viewer, asked)
    circles.ban_from_circle(owner.viewer, banned, other.id)
    circles.invite_to_circle(owner.viewer, invited, [other.id])
    world.ruled[owner.handle] = {"asked": asked, "banned": banned, "invited": invited, "stranger": stranger}
    for person in (owner, other):
        world.codes.append(circles.create_circle_link(person.viewer, shared)["code"])


def _maker(owner, word):
    def make(name, visibility, join_policy="approval"):
        made = circles.create_circle(
            owner.viewer,
            name=f"Circle {name}",
            slug=f"{name}-{len(word)}",
            description="",
            visibility=visibility,
            join_policy=join_policy,
            member_limit=50,
        )
        return UUID(made.loads()["id"])

    return make


def _posts(world):
    for person, word in ((world.blocker, "rhubarb"), (world.blocked, "tangerine")):
        inside = [post_by(person, f"More {word}", audience="circle", circle_id=c) for c in world.shared]
        world.posts[person.handle] = [post_by(person, f"Much {word} this year #garden"), *inside]
    world.posts["charlie"] = [post_by(world.friend, "Something for everybody #garden")]
    seen = {world.blocker: world.posts[world.blocked.handle][1:], world.blocked: world.posts[world.blocker.handle]}
    for person, posts in seen.items():
        for post in (*posts, *world.posts["charlie"]):
            like(post, person)
    like(world.posts[world.blocker.handle][0], world.friend)
    like(world.posts[world.blocked.handle][0], world.friend)
