"""Who is shown which post, on every path there is: each kind of post × who looks × how its author stands."""

from uuid import uuid4

import pytest

from tests.posts.visibility import (  # fixtures too
    IN_CIRCLES,
    KINDS,
    MEMBERS,
    PUBLISHED,
    VIEWERS,
    _empty_afterwards,  # noqa: F401
    ask,  # noqa: F401
    opens,
    world,  # noqa: F401
    worlds,  # noqa: F401
)
from topin import (
    api_urls,  # noqa: F401  (apps publish theirs with the addresses)
    rpc,
    sql,
)


@pytest.fixture
def everything(ask):  # noqa: F811
    """`everything("stranger", "GET /api/…?limit=100")` → the items of all its pages."""

    def read_all(viewer, door):
        page = ask(viewer, door).json
        items = page["items"]
        while page["next_cursor"]:
            page = ask(viewer, f"{door}&cursor={page['next_cursor']}").json
            items += page["items"]
        return items

    return read_all


def test_the_rule_in_sql_says_the_same(world):  # noqa: F811
    """can_see_post itself, so that these modules cannot be wrong together with the doors."""
    for viewer in VIEWERS:
        with sql.acting_as(sql.SYSTEM, read_only=True):
            statement = "select id from unnest(%s::uuid[]) id where can_see_post(%s, id)"
            rows = sql.rows(statement, [list(world.posts.values()), world.viewer(viewer).user_id])
        assert world.kinds_of(str(row["id"]) for row in rows) == world.seen(viewer), viewer


def test_the_published_rule_says_the_same_of_the_caller(world):  # noqa: F811
    can_see_post = rpc.functions["can_see_post"]
    for viewer in VIEWERS:
        who = world.viewer(viewer)
        told = {
            kind for kind, post in world.posts.items() if can_see_post.call(who, {"viewer": who.user_id, "post": post})
        }
        assert told == world.seen(viewer), viewer


def test_posts_by_ids_say_which_are_none(world, ask):  # noqa: F811
    for viewer in VIEWERS:
        answer = ask(viewer, "GET /api/posts?ids=" + ",".join(map(str, world.posts.values())))
        seen = world.seen(viewer)
        assert world.kinds_of(item["id"] for item in answer.json["items"]) == seen, viewer
        assert world.kinds_of(answer.json["missing"]) == set(KINDS) - seen
        assert world.shown_in(answer.body) == seen


def test_lists_of_the_author_show_what_is_for_the_viewer(world, ask):  # noqa: F811
    for viewer in VIEWERS:
        answer = ask(viewer, f"GET /api/posts/user/{world.alice.id}?limit=100")
        if opens(world.standing, viewer):
            assert world.shown_in(answer.body) == world.seen(viewer, PUBLISHED), viewer
        else:
            gone = viewer == "blocked" or world.standing == "suspended"
            assert answer.status == (404 if gone else 403), viewer
            assert world.shown_in(answer.body) == set()
        replies = ask(viewer, f"GET /api/posts/user/{world.dora.id}?limit=100&with=replies")
        unpublished = {"draft", "scheduled"}
        shown = world.shown_in(replies.body)
        assert shown - unpublished == world.seen(viewer) - unpublished, viewer
        assert shown <= world.seen(viewer), viewer


def test_media_of_the_author_are_those_of_posts_for_the_viewer(world, ask):  # noqa: F811
    for viewer in VIEWERS:
        answer = ask(viewer, f"GET /api/posts/user/{world.alice.id}?limit=100&with=media")
        seen = world.seen(viewer, PUBLISHED) if opens(world.standing, viewer) else set()
        assert world.shown_in(answer.body) == seen, viewer


def test_pictures_have_an_address_that_lasts_where_everybody_sees_the_post_and_nowhere_else(world, ask):  # noqa: F811
    everybody = world.seen("visitor", ("public",))
    for viewer in VIEWERS:
        answer = ask(viewer, "GET /api/posts?ids=" + ",".join(map(str, world.posts.values())))
        for kind, post in world.posts.items():
            text = str([item["media"] for item in answer.json["items"] if item["id"] == str(post)])
            shown = world.sees(viewer, kind)
            assert (f"/everybody-{world.folder(kind)}/" in text) is (shown and kind in everybody), (viewer, kind)
            assert ("/signed/" in text) is (shown and kind not in everybody), (viewer, kind)
        pages = [answer.body, ask(viewer, f"GET /api/posts?feed=tag&tag={world.tag}&limit=100").body]
        for body in pages:
            lasting = {kind for kind in KINDS if f"/everybody-{world.folder(kind)}/" in bytes(body).decode()}
            assert lasting <= everybody, viewer


def test_a_medium_itself_is_its_owner_s_alone(world, ask):  # noqa: F811
    for viewer in MEMBERS:
        for kind, medium in world.media.items():
            answer = ask(viewer, f"GET /api/media/{medium}")
            assert (answer.status == 200) is (viewer == "self"), (viewer, kind)
            assert world.shown_in(answer.body) == ({kind} if viewer == "self" else set())


def test_feeds_show_what_is_for_the_viewer(world, ask, everything):  # noqa: F811
    for viewer in VIEWERS:
        tagged = ask(viewer, f"GET /api/posts?feed=tag&tag={world.tag}&limit=100")
        assert world.shown_in(tagged.body) == world.seen(viewer, PUBLISHED), viewer
        explored = everything(viewer, "GET /api/posts?feed=explore&limit=100")
        posts = [item for item in explored if item["author"]["id"] == str(world.alice.id)]
        assert world.kinds_of(item["id"] for item in posts) == world.seen(viewer, ("public", "hidden")), viewer
        assert world.shown_in(str(explored)) <= world.seen(viewer), viewer
        for kind, circle in world.circles.items():
            answer = ask(viewer, f"GET /api/posts?feed=circle&circle={circle}&limit=100")
            reads = kind == "public circle" or viewer in IN_CIRCLES
            assert (answer.status == 200) is reads, (viewer, kind)
            assert world.shown_in(answer.body) == world.seen(viewer, (kind,)), (viewer, kind)


def test_home_shows_what_is_for_the_viewer_and_followed(world, ask):  # noqa: F811
    """Everybody follows dora, who reposted all: what she handed on is there too, as far as it is for the viewer."""
    for viewer in MEMBERS:
        shown = world.shown_in(ask(viewer, "GET /api/posts?limit=100").body)
        assert shown <= world.seen(viewer), viewer
        if viewer in ("self", "follower", "mutual"):
            assert shown >= world.seen(viewer, KINDS[:4]), viewer


def test_for_you_shows_what_is_for_the_viewer_and_by_others(world, ask):  # noqa: F811
    """Reading after reading, those of what was seen before too."""
    for viewer in MEMBERS:
        shown = set()
        for _ in range(4):
            answer = ask(viewer, "GET /api/posts?feed=for_you&limit=100")
            shown |= world.shown_in(answer.body)
            assert str(world.people[viewer].id) not in {item["author"]["id"] for item in answer.json["items"]}, viewer
        assert shown <= world.seen(viewer), viewer
        if viewer in ("follower", "mutual"):
            assert shown >= world.seen(viewer, KINDS[:2]), viewer


def test_a_repost_of_what_is_not_there_is_not_there(world, ask):  # noqa: F811
    for viewer in VIEWERS:
        answer = ask(viewer, f"GET /api/posts/user/{world.dora.id}?limit=100")
        handed_on = [item for item in answer.json["items"] if item["reposted_by"]]
        assert world.kinds_of(item["id"] for item in handed_on) >= world.seen(viewer, PUBLISHED), viewer
        assert world.shown_in(answer.body) <= world.seen(viewer)


def test_a_quote_shows_what_is_quoted_only_to_whom_it_is_for(world, ask):  # noqa: F811
    kinds = {str(quote): kind for kind, quote in world.quotes.items()}
    for viewer in VIEWERS:
        answer = ask(viewer, "GET /api/posts?ids=" + ",".join(kinds))
        assert len(answer.json["items"]) == len(KINDS)
        for post in answer.json["items"]:
            kind = kinds[post["id"]]
            seen = world.sees(viewer, kind)
            assert (post["quote"] is not None, post["quote_unavailable"]) == (seen, not seen), (viewer, kind)
            assert post["quote_id"] == (str(world.posts[kind]) if seen else None)
            assert world.shown_in(str(post)) == world.named_in(str(post)) == ({kind} if seen else set())
        kind = next((kind for kind in KINDS if not world.sees(viewer, kind)), "public")
        one = ask(viewer, f"GET /api/posts/{world.quotes[kind]}").json
        assert one == next(post for post in answer.json["items"] if kinds[post["id"]] == kind)


def test_bookmarks_keep_the_place_of_what_is_not_there_and_no_more(world, ask):  # noqa: F811
    for viewer in MEMBERS:
        answer = ask(viewer, "GET /api/posts/bookmarks?limit=100")
        assert answer.status == 200
        assert world.shown_in(answer.body) == world.seen(viewer), viewer
        hidden = [item for item in answer.json["items"] if item["unavailable"]]
        assert world.kinds_of(item["id"] for item in hidden) == set(KINDS) - world.seen(viewer), viewer
        assert all(item.keys() == {"id", "unavailable", "folder"} for item in hidden)


def test_a_batch_tells_of_each_post_what_its_door_tells(world, ask):  # noqa: F811
    """One entry for each post, and one for a post that never was."""
    nothing = uuid4()
    for viewer in ("follower", "stranger", "visitor", "blocked"):
        entries = [
            {"id": kind, "method": "GET", "path": f"/api/posts/{post}", "body": None, "headers": {}}
            for kind, post in {**world.posts, "nothing": nothing}.items()
        ]
        *answers, absent = ask(viewer, "POST /api/batch", {"requests": entries}).json["responses"]
        seen = {answer["id"] for answer in answers if answer["status"] == 200}
        assert seen == world.seen(viewer), viewer
        assert world.shown_in(str(answers)) == seen, viewer
        for answer in answers:
            if answer["id"] not in seen:
                assert told(answer, world.posts[answer["id"]]) == told(absent, nothing), (viewer, answer["id"])


def told(answer, own):
    """What an entry of a batch is answered, without what numbers it."""
    of_the_entry = {"X-Request-ID", "RateLimit-Remaining", "RateLimit-Reset"}
    headers = {name: value for name, value in answer["headers"].items() if name not in of_the_entry}
    body = {name: value for name, value in answer["body"].items() if name != "request_id"}
    return answer["status"], headers, str(body).replace(str(own), "<id>")
