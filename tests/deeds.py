"""What people of the tests do before the test begins, through the product's own services where it has them."""

from uuid import UUID

from posts import services as posts
from social import services as social


def follow(follower, *followed):
    for other in followed:
        social.follow_member(follower.viewer, other.id)


def post_by(author, text="Something worth saying", **fields):
    """Publishes a post and returns its id."""
    return UUID(posts.create_post(author.viewer, text=text, **fields).loads()["id"])


def like(post, *people):
    for person in people:
        posts.like_post(person.viewer, post)


def block(superuser, blocker, blocked):
    """The row alone, behind the product's back: what a block ends besides goes on."""
    superuser.execute("insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", [blocker.id, blocked.id])


def approve(superuser, follower, private):
    """Makes a follow of a private account, as its approval will."""
    superuser.execute("insert into followers (follower_id, followed_id) values (%s, %s)", [follower.id, private.id])


def set_profile(superuser, person, column, value):
    assert column in ("is_private", "visibility", "is_hidden")
    superuser.execute(f"update profiles set {column} = %s where user_id = %s", [value, person.id])
