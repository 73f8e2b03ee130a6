"""Who sees which post, on every path there is: each kind of post × who looks × how its author stands.

The rule is spelled out in Python (`sees`). Each post carries a word of its own, so that no answer of whatever
door can show it unnoticed; what is not for somebody is told from what never was by nothing.
"""

from itertools import product

import pytest

from tests.deeds import approve, block, circle_of, set_profile
from topin import sql

CIRCLE_KINDS = ("public circle", "private circle", "secret circle")
KINDS = ("public", "followers", "mutuals", "private", *CIRCLE_KINDS, "draft", "scheduled", "hidden", "deleted")
PUBLISHED = (*KINDS[:7], "hidden")
#: How alice's account stands.
STANDINGS = ("open", "private account", "suspended", "for followers", "for mutuals", "for nobody")
#: Who they are to alice. The last three are in her circles.
VIEWERS = ("self", "follower", "mutual", "stranger", "visitor", "member", "blocked", "blocker")
IN_CIRCLES = ("self", "member", "blocked", "blocker")


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


class World:
    """alice's posts of each kind, each liked, commented on, quoted and reposted by dora, whom everybody sees."""

    def __init__(self, superuser, people, dora, standing):
        self.superuser, self.people, self.dora, self.standing = superuser, people, dora, standing
        self.alice = people["self"]
        members = [people[name] for name in IN_CIRCLES[1:]]
        self.circles = {
            kind: circle_of(
                superuser, self.alice, dora, *members, slug=kind.replace(" ", "-"), visibility=kind.split()[0]
            )
            for kind in CIRCLE_KINDS
        }
        self.posts = {kind: self._post(kind) for kind in KINDS}
        self.options = {kind: self._poll(post) for kind, post in self.posts.items()}
        self.comments, self.quotes = {}, {}
        for kind, post in self.posts.items():
            self.comments[kind] = self._one(
                "insert into comments (post_id, depth, author_id, text) values (%s, 1, %s, %s)",
                post,
                dora.id,
                word(kind),
            )
            self.quotes[kind] = self._one(
                "insert into posts (author_id, text, quote_id) values (%s, 'q', %s)", dora.id, post
            )
            self._one("insert into reposts (user_id, post_id) values (%s, %s)", dora.id, post)
            self._one("insert into likes (user_id, post_id) values (%s, %s)", dora.id, post)
            self._one("insert into post_versions (post_id, text, written_at) values (%s, %s, now())", post, word(kind))
            self._keep(post)
        self._arrange()

    def _one(self, statement, *values):
        return self.superuser.execute(f"{statement} returning id", values).fetchone()[0]

    def _post(self, kind):
        circle, unpublished = self.circles.get(kind), kind in ("draft", "scheduled")
        audience = "circle" if circle else kind if kind in ("followers", "mutuals", "private") else "public"
        post = self._one(
            """insert into posts (author_id, text, audience, circle_id, status, scheduled_at, hidden_at, deleted_at,
                                  tags, has_poll)
               values (%s, %s, %s, %s, %s, case when %s then now() + interval '1 day' end,
                       case when %s then now() end, case when %s then now() end, '{tea}', true)""",
            self.alice.id, f"{word(kind)} #tea", audience, circle, kind if unpublished else "published",
            kind == "scheduled", kind == "hidden", kind == "deleted",
        )  # fmt: skip
        if not unpublished:
            self.superuser.execute(
                "insert into post_tags (post_id, tag, author_id, place, published_at) values (%s, 'tea', %s, 0, now())",
                [post, self.alice.id],
            )
        return post

    def _poll(self, post):
        self.superuser.execute(
            "insert into post_polls (post_id, seconds, closes_at) values (%s, 3600, now() + interval '1 hour')", [post]
        )
        option = "insert into post_poll_options (post_id, place, text) values (%s, %s, 'option')"
        return [self._one(option, post, place) for place in (0, 1)][0]

    def _keep(self, post):
        for person in self.people.values():
            self.superuser.execute("insert into bookmarks (user_id, post_id) values (%s, %s)", [person.id, post])

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

    def seen(self, viewer, kinds=KINDS):
        return {kind for kind in kinds if sees(self.standing, viewer, kind)}

    def kinds_of(self, ids):
        kinds = {str(post): kind for kind, post in self.posts.items()}
        return {kinds[id] for id in ids if id in kinds}


def word(kind):
    return "secret-of-" + kind.replace(" ", "-")


def shown_in(answer):
    """The kinds of posts whose word is somewhere in an answer."""
    return {
        kind for kind in KINDS if word(kind) + " " in answer.body.decode() or word(kind) + '"' in answer.body.decode()
    }


@pytest.fixture(params=STANDINGS)
def world(request, superuser, join, settings):
    settings.RATE_LIMITS = "*=100000/1m"
    people = {name: join("alice" if name == "self" else f"the_{name}") for name in VIEWERS if name != "visitor"}
    return World(superuser, people, join("dora"), request.param)


@pytest.fixture
def ask(api, world):
    """`ask(viewer, "GET /api/…")` → the answer."""
    doors = {}

    def ask_as(viewer, door, body=None):
        if viewer not in doors:
            doors[viewer] = api(world.people.get(viewer), X_Request_ID="the-same")
        method, path = door.split(" ", 1)
        return doors[viewer].request(method, path, body)

    return ask_as


def told(answer, *own):
    """All that an answer says, without the id that was asked for."""
    headers = {k: v for k, v in answer.headers.items() if not k.startswith("ratelimit") and k != "date"}
    body = answer.body
    for id in own:
        body = body.replace(str(id).encode(), b"<id>")
    return answer.status, body, headers


def absent_id(superuser):
    return superuser.execute("select uuidv7()").fetchone()[0]


#: What reads one post.
READING = (
    "GET /api/posts/{post}",
    "GET /api/posts/{post}/versions",
    "GET /api/engagement/comments/{post}",
    "GET /api/engagement/likes/{post}",
)
NOT_THEIRS = {"forbidden"}
#: What is done to one post: door → (body, how it may be refused to somebody who sees the post).
DEEDS = {
    "POST /api/engagement/like/{post}": (None, ()),
    "DELETE /api/engagement/like/{post}": (None, ()),
    "POST /api/engagement/comment/{post}": ({"text": "well said"}, {"cannot_reply"}),
    "POST /api/posts/{post}/repost": (None, {"not_repostable"}),
    "DELETE /api/posts/{post}/repost": (None, ()),
    "POST /api/posts": ({"text": "quoting", "quote_id": "{post}"}, {"not_repostable"}),
    "POST /api/posts/{post}/votes": ({"option_ids": ["{option}"]}, ()),
    "POST /api/posts/{post}/bookmark": ({"folder": None}, ()),
    "DELETE /api/posts/{post}/bookmark": (None, ()),
    "POST /api/posts/{post}/view": (None, ()),
    "PUT /api/posts/{post}": ({"text": "mine now"}, NOT_THEIRS),
    "DELETE /api/posts/{post}": (None, NOT_THEIRS),
    "POST /api/posts/{post}/restore": (None, {"not_found"}),
    "POST /api/posts/{post}/publish": (None, NOT_THEIRS),
    "POST /api/posts/{post}/pin": (None, NOT_THEIRS),
    "DELETE /api/posts/{post}/pin": (None, NOT_THEIRS),
}
#: Removing a bookmark succeeds whatever became of the post, and a view is noted or not without a word.
SAYS_NOTHING = ("DELETE /api/posts/{post}/bookmark", "POST /api/posts/{post}/view")
DEEDS_ON_COMMENTS = {
    "POST /api/engagement/like/{comment}": (None, ()),
    "DELETE /api/engagement/like/{comment}": (None, ()),
    "GET /api/engagement/likes/{comment}": (None, ()),
    "PUT /api/engagement/comment/{comment}": ({"text": "mine now"}, NOT_THEIRS),
    "DELETE /api/engagement/comment/{comment}": (None, NOT_THEIRS),
}


def filled(template, **ids):
    if isinstance(template, dict):
        return {name: filled(value, **ids) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(value, **ids) for value in template]
    return template.format(**ids) if isinstance(template, str) else template


def test_a_post_is_read_by_whom_it_is_for_and_is_not_there_for_others(world, ask, superuser):
    nobodys = absent_id(superuser)
    for viewer, door in product(VIEWERS, READING):
        absent = told(ask(viewer, door.format(post=nobodys)), nobodys)
        assert absent[0] == 404
        for kind, post in world.posts.items():
            answer = ask(viewer, door.format(post=post))
            if (viewer, kind) == ("self", "deleted"):
                assert answer.status == 410, door
            elif sees(world.standing, viewer, kind):
                assert answer.status == 200, (viewer, kind, door)
                assert shown_in(answer) <= {kind}
            else:
                assert told(answer, post) == absent, (viewer, kind, door)


def test_nothing_is_done_to_a_post_that_is_not_there_for_somebody(world, ask, superuser):
    nobodys, option = absent_id(superuser), world.options["public"]
    for viewer, (door, (body, refusals)) in product(VIEWERS[1:], DEEDS.items()):
        if viewer == "visitor" and not door.endswith("/view"):
            continue
        absent = ask(viewer, door.format(post=nobodys), filled(body, post=nobodys, option=option))
        assert absent.status >= 400 or door in SAYS_NOTHING
        for kind, post in world.posts.items():
            seen = sees(world.standing, viewer, kind)
            choice = world.options[kind] if seen else option
            answer = ask(viewer, door.format(post=post), filled(body, post=post, option=choice))
            if seen:
                assert answer.status < 400 or answer.code in refusals, (viewer, kind, door, answer.body)
            else:
                assert told(answer, post) == told(absent, nobodys), (viewer, kind, door)


def test_a_comment_is_there_where_its_post_is(world, ask, superuser):
    nobodys = absent_id(superuser)
    for viewer, (door, (body, refusals)) in product(VIEWERS[1:], DEEDS_ON_COMMENTS.items()):
        if viewer == "visitor" and not door.startswith("GET"):
            continue
        absent = told(ask(viewer, door.format(comment=nobodys), body), nobodys)
        for kind, comment in world.comments.items():
            answer = ask(viewer, door.format(comment=comment), body)
            if sees(world.standing, viewer, kind):
                assert answer.status < 400 or answer.code in refusals, (viewer, kind, door, answer.body)
            else:
                assert told(answer, comment) == absent, (viewer, kind, door)


def test_answering_below_a_comment_needs_its_post(world, ask, superuser):
    nobodys = absent_id(superuser)
    for viewer in VIEWERS[1:]:
        for kind in set(KINDS) - world.seen(viewer):
            body = {"text": "well said", "parent_id": str(world.comments[kind])}
            answer = ask(viewer, f"POST /api/engagement/comment/{world.posts[kind]}", body)
            absent = ask(viewer, f"POST /api/engagement/comment/{nobodys}", body)
            assert told(answer, world.posts[kind]) == told(absent, nobodys)


def test_posts_by_ids_say_which_are_none(world, ask):
    for viewer in VIEWERS:
        answer = ask(viewer, "GET /api/posts?ids=" + ",".join(map(str, world.posts.values())))
        seen = world.seen(viewer)
        assert world.kinds_of(item["id"] for item in answer.json["items"]) == seen, viewer
        assert world.kinds_of(answer.json["missing"]) == set(KINDS) - seen
        assert shown_in(answer) == seen


def test_lists_of_the_author_show_what_is_for_the_viewer(world, ask):
    for viewer in VIEWERS:
        answer = ask(viewer, f"GET /api/posts/user/{world.alice.id}?limit=100")
        if opens(world.standing, viewer):
            assert shown_in(answer) == world.seen(viewer, PUBLISHED), viewer
        else:
            gone = viewer == "blocked" or world.standing == "suspended"
            assert answer.status == (404 if gone else 403), viewer
        replies = ask(viewer, f"GET /api/posts/user/{world.dora.id}?limit=100&with=replies")
        assert shown_in(replies) == world.seen(viewer, KINDS) - {"draft", "scheduled"} | (
            {"draft", "scheduled"} & shown_in(replies) if viewer == "self" else set()
        ), viewer


def test_feeds_show_what_is_for_the_viewer(world, ask):
    for viewer in VIEWERS:
        tagged = ask(viewer, "GET /api/posts?feed=tag&tag=tea&limit=100")
        assert shown_in(tagged) == world.seen(viewer, PUBLISHED), viewer
        explored = ask(viewer, "GET /api/posts?feed=explore&limit=100")
        posts = [item for item in explored.json["items"] if item["author"]["handle"] == "alice"]
        assert world.kinds_of(item["id"] for item in posts) == world.seen(viewer, ("public", "hidden")), viewer
        for kind, circle in world.circles.items():
            answer = ask(viewer, f"GET /api/posts?feed=circle&circle={circle}&limit=100")
            reads = kind == "public circle" or viewer in IN_CIRCLES
            assert (answer.status == 200) is reads, (viewer, kind)
            assert shown_in(answer) == world.seen(viewer, (kind,)), (viewer, kind)


def test_home_shows_what_is_for_the_viewer_and_followed(world, ask):
    """Everybody follows dora, who reposted all: what she handed on is there too, as far as it is for the viewer."""
    for viewer in VIEWERS:
        if viewer == "visitor":
            continue
        answer = ask(viewer, "GET /api/posts?limit=100")
        assert shown_in(answer) <= world.seen(viewer), viewer
        if viewer in ("self", "follower", "mutual"):
            assert shown_in(answer) >= world.seen(viewer, KINDS[:4]), viewer


def test_a_repost_of_what_is_not_there_is_not_there(world, ask):
    for viewer in VIEWERS:
        answer = ask(viewer, f"GET /api/posts/user/{world.dora.id}?limit=100")
        handed_on = [item for item in answer.json["items"] if item["reposted_by"]]
        assert world.kinds_of(item["id"] for item in handed_on) >= world.seen(viewer, PUBLISHED), viewer
        assert shown_in(answer) <= world.seen(viewer)


def test_a_quote_shows_what_is_quoted_only_to_whom_it_is_for(world, ask):
    for viewer in VIEWERS:
        for kind, quote in world.quotes.items():
            answer = ask(viewer, f"GET /api/posts/{quote}")
            seen = sees(world.standing, viewer, kind)
            post = answer.json
            assert (post["quote"] is not None, post["quote_unavailable"]) == (seen, not seen), (viewer, kind)
            assert post["quote_id"] == (str(world.posts[kind]) if seen else None)
            assert shown_in(answer) == ({kind} if seen else set())


def test_bookmarks_keep_the_place_of_what_is_not_there_and_no_more(world, ask):
    for viewer in VIEWERS:
        if viewer != "visitor":
            answer = ask(viewer, "GET /api/posts/bookmarks?limit=100")
            assert answer.status == 200
            assert shown_in(answer) == world.seen(viewer), viewer


def test_the_rule_in_sql_says_the_same(world):
    """can_see_post itself, so that this module cannot be wrong together with the doors."""
    for viewer in VIEWERS:
        person = world.people.get(viewer)
        with sql.acting_as(sql.SYSTEM, read_only=True):
            statement = "select id from unnest(%s::uuid[]) id where can_see_post(%s, id)"
            rows = sql.rows(statement, [list(world.posts.values()), person and person.id])
        assert world.kinds_of(str(row["id"]) for row in rows) == world.seen(viewer), viewer
