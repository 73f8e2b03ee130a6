"""A member's posts of each kind and everybody who may look at them: what the tests of visibility share.

The rule is spelled out in Python (`sees`). Each post carries a word of its own, so that no answer can show it
unnoticed. Worlds are many in one database, each with people of its own, made when a test first asks for them and
kept for the whole module; hence tests that change one say so (`changed_world`).
"""

import json
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from tests.deeds import approve, block, circle_of, set_profile
from tests.people import Api, make_person
from tests.posts.ready_media import PICTURES
from topin import sql

CIRCLE_KINDS = ("public circle", "private circle", "secret circle")
KINDS = ("public", "followers", "mutuals", "private", *CIRCLE_KINDS, "draft", "scheduled", "hidden", "deleted")
PUBLISHED = (*KINDS[:7], "hidden")
#: How alice's account stands.
STANDINGS = ("open", "private account", "suspended", "for followers", "for mutuals", "for nobody")
#: Who they are to alice. The last three are in her circles.
VIEWERS = ("self", "follower", "mutual", "stranger", "visitor", "member", "blocked", "blocker")
MEMBERS = tuple(viewer for viewer in VIEWERS if viewer != "visitor")
IN_CIRCLES = ("self", "member", "blocked", "blocker")
_numbers = count(1)


def opens(standing, viewer):
    """Whether alice's profile is shown in full."""
    if viewer == "self" or standing == "suspended" or viewer in ("blocked", "blocker"):
        return viewer == "self"
    return {
        "open": True,
        "private account": viewer in ("follower", "mutual"),
        "for followers": viewer in ("follower", "mutual"),
        "for mutuals": viewer == "mutual",
        "for nobody": False,
    }[standing]


def sees(standing, viewer, kind):
    """Product section 4, word by word."""
    if kind == "deleted" or viewer == "self":
        return kind != "deleted"
    if kind in ("draft", "scheduled", "hidden") or viewer in ("blocked", "blocker") or standing == "suspended":
        return False
    if kind in CIRCLE_KINDS:
        return viewer == "member" or (kind == "public circle" and opens(standing, viewer))
    reached = {"public": True, "followers": viewer in ("follower", "mutual"), "mutuals": viewer == "mutual"}
    return opens(standing, viewer) and reached.get(kind, False)


def _in_a_day():
    return datetime.now(UTC) + timedelta(days=1)


class World:
    """alice's posts of each kind, each liked, commented on, quoted and reposted by dora, whom everybody sees."""

    def __init__(self, superuser, standing):
        self.superuser, self.standing, self.number = superuser, standing, next(_numbers)
        self.people = {name: make_person(superuser, f"{name}_{self.number}") for name in MEMBERS}
        self.dora, self.alice = make_person(superuser, f"dora_{self.number}"), self.people["self"]
        self.tag = f"tea{self.number}"
        with superuser.transaction():
            self._fill()
            self._arrange()

    def _fill(self):
        members = [self.people[name] for name in IN_CIRCLES[1:]]
        self.circles = {
            kind: circle_of(
                self.superuser, self.alice, self.dora, *members,
                slug=f"{kind.replace(' ', '-')}-{self.number}", visibility=kind.split()[0],
            )
            for kind in CIRCLE_KINDS
        }  # fmt: skip
        self.posts = {kind: self._post(kind) for kind in KINDS}
        self.options = {kind: self._poll(kind, post) for kind, post in self.posts.items()}
        self.media = {kind: self._picture(kind, post) for kind, post in self.posts.items()}
        self.comments, self.quotes = {}, {}
        for kind, post in self.posts.items():
            self.comments[kind] = self.comment(kind, self.dora, self.word(kind))
            self.quotes[kind] = self.row("posts", author_id=self.dora.id, text="q", quote_id=post)
            self.row("reposts", user_id=self.dora.id, post_id=post)
            self.row("likes", user_id=self.dora.id, post_id=post)
            self.row("post_versions", post_id=post, text=self.word(kind), written_at="now")
            for person in self.people.values():
                self.row("bookmarks", "post_id", user_id=person.id, post_id=post)

    def row(self, table, key="id", **columns):
        """Writes a row and returns its key."""
        names, holes = ", ".join(columns), ", ".join(["%s"] * len(columns))
        statement = f"insert into {table} ({names}) values ({holes}) returning {key}"
        return self.superuser.execute(statement, list(columns.values())).fetchone()[0]

    def comment(self, kind, author, text):
        return self.row("comments", post_id=self.posts[kind], depth=1, author_id=author.id, text=text)

    def _post(self, kind):
        circle, unpublished = self.circles.get(kind), kind in ("draft", "scheduled")
        audience = "circle" if circle else kind if kind in ("followers", "mutuals", "private") else "public"
        post = self.row(
            "posts", author_id=self.alice.id, text=f"{self.word(kind)} #{self.tag}", audience=audience,
            circle_id=circle, status=kind if unpublished else "published",
            scheduled_at=_in_a_day() if kind == "scheduled" else None, hidden_at="now" if kind == "hidden" else None,
            deleted_at="now" if kind == "deleted" else None, tags=[self.tag], has_poll=True, has_media=True,
        )  # fmt: skip
        if not unpublished:
            author = self.alice.id
            self.row("post_tags", "tag", post_id=post, tag=self.tag, author_id=author, place=0, published_at="now")
        return post

    def _poll(self, kind, post):
        self.row("post_polls", "post_id", post_id=post, seconds=3600, closes_at=_in_a_day())
        texts = (self.word(kind), "Another")
        return [self.row("post_poll_options", post_id=post, place=at, text=text) for at, text in enumerate(texts)][0]

    def _picture(self, kind, post):
        """Which another post shows to everybody: there is a copy of it, whose address is nobody's business here."""
        content = self.row(
            "media_contents", sha256=self.word(kind), size=1, kind="image", state="ready", folder=self.folder(kind),
            public_folder=f"everybody-{self.folder(kind)}", variants=json.dumps(PICTURES),
        )  # fmt: skip
        return self.row(
            "post_media", user_id=self.alice.id, purpose="post", filename="x", content_type="image/png", size=1,
            sha256=self.word(kind), alt_text=self.word(kind), state="ready", original="originals/x",
            content_id=content, post_id=post, place=0,
        )  # fmt: skip

    def _arrange(self):
        superuser, people, alice = self.superuser, self.people, self.alice
        for follower in ("follower", "mutual"):
            approve(superuser, people[follower], alice)
        approve(superuser, alice, people["mutual"])
        block(superuser, alice, people["blocked"])
        block(superuser, people["blocker"], alice)
        for person in people.values():
            approve(superuser, person, self.dora)
        standing = self.standing
        if standing == "private account":
            set_profile(superuser, alice, "is_private", True)
        elif standing == "suspended":
            set_profile(superuser, alice, "is_hidden", True)
        elif standing != "open":
            set_profile(superuser, alice, "visibility", standing.removeprefix("for "))

    def ids(self, kind):
        return Ids(self.posts[kind], self.options[kind], self.comments[kind])

    def viewer(self, name):
        return self.people[name].viewer if name in self.people else sql.ANONYMOUS

    def sees(self, viewer, kind):
        return sees(self.standing, viewer, kind)

    def seen(self, viewer, kinds=KINDS):
        return {kind for kind in kinds if self.sees(viewer, kind)}

    def word(self, kind):
        return f"secret-of-{kind.replace(' ', '-')}-{self.number}."

    def folder(self, kind):
        return f"f-{kind.replace(' ', '-')}-{self.number}"

    def shown_in(self, body):
        """The kinds of posts whose word is somewhere in an answer."""
        text = body if isinstance(body, str) else bytes(body).decode()
        return {kind for kind in KINDS if self.word(kind) in text}

    def kinds_of(self, ids):
        """The kinds of posts with these ids, given as text; of others nothing."""
        return {self._kinds[id] for id in ids if id in self._kinds}

    @cached_property
    def _kinds(self):
        return {str(post): kind for kind, post in self.posts.items()}

    def named_in(self, body):
        """The kinds of posts whose id is somewhere in an answer."""
        text = body if isinstance(body, str) else bytes(body).decode()
        return {kind for post, kind in self._kinds.items() if post in text}


class Doors:
    """The API as everybody in a world."""

    def __init__(self, world):
        self.world, self.apis = world, {}

    def ask(self, viewer, door, body=None):
        """`ask("stranger", "GET /api/…")` → the answer."""
        if viewer not in self.apis:
            self.apis[viewer] = Api(self.world.people.get(viewer), X_Request_ID="the-same")
        method, path = door.split(" ", 1)
        return self.apis[viewer].request(method, path, body)


class Ids(NamedTuple):
    """A post, the first option of its poll, and dora's comment on it."""

    post: UUID
    option: UUID
    comment: UUID

    @classmethod
    def of_nothing(cls):
        return cls(uuid4(), uuid4(), uuid4())

    def put_into(self, template):
        """A path or body with ids in its places."""
        text = json.dumps(template)
        for name, id in self._asdict().items():
            text = text.replace(f"{{{name}}}", str(id))
        return json.loads(text)

    def taken_out(self, text):
        """What was said, without the ids that were asked about."""
        for id in self:
            text = text.replace(str(id), "<id>")
        return text


# -- fixtures ---------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Worlds stay for the next test; they go with the module."""


@pytest.fixture(scope="module")
def worlds(superuser, _one_world):
    """`worlds(standing, purpose)` → the one world of that standing and purpose."""
    made = {}

    def world_of(standing, purpose):
        if (standing, purpose) not in made:
            made[standing, purpose] = World(superuser, standing)
        return made[standing, purpose]

    return world_of


@pytest.fixture(params=STANDINGS)
def world(request, worlds):
    """One that is only looked at."""
    return worlds(request.param, "looked at")


@pytest.fixture(params=STANDINGS)
def changed_world(request, worlds):
    """One that deeds are tried on, each of which leaves the others their meaning."""
    return worlds(request.param, "changed")


@pytest.fixture
def ask(world):
    return Doors(world).ask
