"""What people of the tests do before the test begins, through the product's own services where it has them."""

from uuid import UUID

from accounts import services as accounts
from posts import services as posts
from social import services as social
from tests.people import PASSWORD


def follow(follower, *followed):
    for other in followed:
        social.follow_member(follower.viewer, other.id)


def post_by(author, text="Something worth saying", **fields):
    """Publishes a post and returns its id."""
    return UUID(posts.create_post(author.viewer, text=text, **fields).loads()["id"])


def like(content, *people):
    """Of a post or a comment."""
    for person in people:
        posts.like_content(person.viewer, content)


def comment_on(post, author, text="Well said", parent=None):
    """Comments on a post, or answers a comment below it (`parent`), and returns the comment's id."""
    return UUID(posts.create_comment(author.viewer, post, text=text, parent_id=parent).loads()["id"])


def block(superuser, blocker, blocked):
    """The row alone, behind the product's back: what a block ends besides goes on."""
    superuser.execute("insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", [blocker.id, blocked.id])


def approve(superuser, follower, private):
    """Makes a follow of a private account, as its approval will."""
    superuser.execute("insert into followers (follower_id, followed_id) values (%s, %s)", [follower.id, private.id])


def set_profile(superuser, person, column, value):
    assert column in ("is_private", "visibility", "is_hidden")
    superuser.execute(f"update profiles set {column} = %s where user_id = %s", [value, person.id])


def circle_of(superuser, owner, *members, moderators=(), slug="gardeners", **columns):
    """The rows of a circle with its members, each joined after the one before; returns its id."""
    columns |= {"slug": slug, "name": columns.get("name", slug.title())}
    names, holes = ", ".join(columns), ", ".join(["%s"] * len(columns))
    made = superuser.execute(f"insert into circles ({names}) values ({holes}) returning id", list(columns.values()))
    (circle,) = made.fetchone()
    roles = [(owner, "owner"), *((m, "moderator") for m in moderators), *((m, "member") for m in members)]
    for place, (person, role) in enumerate(roles):
        superuser.execute(
            "insert into circle_members (circle_id, user_id, role, joined_at)"
            " values (%s, %s, %s, now() - interval '1 day' + %s * interval '1 minute')",
            [circle, person.id, role, place],
        )
    superuser.execute("update circles set members_count = %s where id = %s", [len(roles), circle])
    return circle


def leave_for_good(superuser, person):
    """Asks, and lets the time of grace pass."""
    accounts.ask_deletion(person.viewer, password=PASSWORD)
    superuser.execute("update account_deletions set erases_at = now() where user_id = %s", [person.id])
