"""Alice with one of everything a member can have, and the ids of it all by the names that the schema gives them."""

from accounts import services as accounts
from notifications import services as notifications
from posts import services as posts
from social import circle_services as circles
from social import services as social
from tests.deeds import circle_of, comment_on, follow, like, post_by, set_profile
from tests.messaging.talk import befriend, messages, send
from tests.people import Api
from tests.posts.ready_media import medium_of

POLL = {"options": ["tea", "coffee"], "multiple": False, "closes_in": 3600}
PHONE = {"provider": "fcm", "token": "abc:def", "app_id": "org.topin.app"}


def make_world(superuser, alice, friend, blocked, stranger):
    """What is there: {what the schema calls it → values}. Alice blocks `blocked` at the end."""
    befriend(alice, friend)
    follow(stranger, alice)
    world = {"user": [person.id for person in (friend, alice, blocked, stranger)], "handle": ["alice", "friend"]}
    world |= {"me": [alice.id], "session": [alice.session_id], "tag": ["garden"], "emoji": ["🍵"]}
    world |= _posts(superuser, alice, friend)
    world |= _circles(superuser, alice, friend, stranger)
    world |= _own(alice, friend, world["post"][0])
    set_profile(superuser, stranger, "is_private", True)
    follow(friend, stranger)  # asks
    social.block_member(alice.viewer, blocked.id)
    return world


def _posts(superuser, alice, friend):
    kept = [
        post_by(alice, "Tea for everybody #garden @friend", poll=POLL),
        post_by(alice, "For those who follow me", audience="followers"),
        post_by(alice, "A draft", status="draft"),
        post_by(friend, "A friend's post"),
    ]
    comments = [comment_on(kept[0], friend), comment_on(kept[0], alice)]
    like(kept[0], friend)
    posts.pin_post(alice.viewer, kept[0])
    posts.create_bookmark_folder(alice.viewer, "To read")
    options = Api(alice).get(f"/api/posts/{kept[0]}").json["poll"]["options"]
    media = [medium_of(superuser, alice), medium_of(superuser, alice, state="pending")]
    return {
        "post": kept,
        "comment": comments,
        "content": [*kept[:1], *comments],
        "option": [option["id"] for option in options],
        "folder": ["To read"],
        "media": media,
    }


def _circles(superuser, alice, friend, stranger):
    """In one of them somebody asked to be let in, into the other they were invited."""
    asked, invited = (
        circle_of(superuser, alice, friend, slug=slug, visibility="public", join_policy="approval")
        for slug in ("gardeners", "walkers")
    )
    circles.join_circle(stranger.viewer, asked)
    circles.invite_to_circle(alice.viewer, invited, [stranger.id])
    code = circles.create_circle_link(alice.viewer, asked)["code"]
    links = Api(alice).get(f"/api/circles/{asked}/invites").json["items"]
    return {"circle": [asked, invited], "code": [code], "invite": [link["id"] for link in links]}


def _own(alice, friend, post):
    talk = send(alice, friend).json["conversation_id"]
    social.mute_word(alice.viewer, "rhubarb")
    notifications.notify(kind="like", user=alice.id, actor=friend.id, subject_type="post", subject=post)
    accounts.ask_verification(alice.viewer, category="creator", legal_name="Alice Liddell")
    return {
        "conversation": [talk],
        "message": [message["id"] for message in messages(friend, talk)],
        "word": _ids(alice, "/api/social/muted-words"),
        "notification": _ids(alice, "/api/notifications"),
        "device": [Api(alice).post("/api/notifications/devices", PHONE).json["id"]],
        "export": [accounts.ask_export(alice.viewer).loads()["id"]],
        "factor": [accounts.enrol_factor(alice.viewer)["id"]],
    }


def _ids(person, path):
    return [item["id"] for item in Api(person).get(path).json["items"]]
