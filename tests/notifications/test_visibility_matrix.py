"""Nothing tells what its receiver may not see: kinds by ways to vanish; list, stream, pushes, mails, digests.

Each is looked at before (it tells), and after something changed: before anything was claimed, and between claim and
sending. What is hidden when its event is read is never told at all.
"""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import services as accounts
from accounts.notification_kinds import KINDS
from notifications import courier as couriers
from notifications import selectors, services
from notifications.courier import claim, look_again
from posts import services as posts
from social import circle_services as circles
from social import services as social
from tests.deeds import block, circle_of, comment_on, follow, like, post_by, set_profile
from tests.messaging.talk import befriend, send
from tests.notifications.letters import choose
from tests.notifications.ringing import register
from topin import streams

LIST = "/api/notifications"


class Scene:
    """Something that Bob did and Alice is to be told of."""

    def __init__(self, superuser, alice, bob):
        self.superuser, self.alice, self.bob = superuser, alice, bob

    def play(self, kind):
        self.post = self.comment = self.circle = None
        getattr(self, kind)()

    def like(self):
        self.post = post_by(self.alice)
        like(self.post, self.bob)

    def like_of_comment(self):
        self.post = post_by(self.bob)
        self.comment = comment_on(self.post, self.alice)
        like(self.comment, self.bob)

    def comment_(self):
        self.post = post_by(self.alice)
        comment_on(self.post, self.bob)

    def reply(self):
        self.post = post_by(self.bob)
        self.comment = comment_on(self.post, self.alice)
        comment_on(self.post, self.bob, parent=self.comment)

    def mention(self):
        self.post = post_by(self.bob, "Look, @alice")

    def mention_in_comment(self):
        self.post = post_by(self.bob)
        self.comment = comment_on(self.post, self.bob, "Look, @alice")

    def repost(self):
        self.post = post_by(self.alice)
        posts.repost_post(self.bob.viewer, self.post)

    def quote(self):
        self.post = post_by(self.bob, "As she says", quote_id=post_by(self.alice))

    def follow(self):
        follow(self.bob, self.alice)

    def follow_request(self):
        set_profile(self.superuser, self.alice, "is_private", True)
        follow(self.bob, self.alice)

    def follow_accepted(self):
        set_profile(self.superuser, self.bob, "is_private", True)
        follow(self.alice, self.bob)
        social.approve_follow_request(self.bob.viewer, self.alice.id)

    def profile_like(self):
        accounts.like_profile(self.bob.viewer, self.alice.id)

    def circle_invite(self):
        self.circle = circle_of(self.superuser, self.bob, name="Secret gardeners")
        circles.invite_to_circle(self.bob.viewer, self.circle, [self.alice.id])

    def circle_join(self):
        self.circle = circle_of(self.superuser, self.alice, name="Secret gardeners")
        circles.join_circle(self.bob.viewer, self.circle)

    def message(self):
        befriend(self.alice, self.bob)
        self.superuser.execute("delete from events where kind = 'member_followed'")
        send(self.bob, self.alice, "the very secret words")

    # -- ways to vanish

    def blocked_by_her(self):
        block(self.superuser, self.alice, self.bob)

    def blocked_by_him(self):
        block(self.superuser, self.bob, self.alice)

    def muted(self):
        social.mute_member(self.alice.viewer, self.bob.id)

    def suspended(self):
        set_profile(self.superuser, self.bob, "is_hidden", True)

    def deleted(self):
        author = self.superuser.execute("select author_id = %s from posts where id = %s", [self.bob.id, self.post])
        posts.delete_post((self.bob if author.fetchone()[0] else self.alice).viewer, self.post)

    def narrowed(self):
        self.superuser.execute("update posts set audience = 'private' where id = %s", [self.post])

    def made_private(self):
        set_profile(self.superuser, self.bob, "is_private", True)

    def comment_deleted(self):
        self.superuser.execute("update comments set deleted_at = now() where id = %s", [self.comment])


KINDS_SHOWN = (
    "like", "like_of_comment", "comment_", "reply", "mention", "mention_in_comment", "repost", "quote", "follow",
    "follow_request", "follow_accepted", "profile_like", "circle_invite", "circle_join", "message",
)  # fmt: skip
PEOPLE = ("blocked_by_her", "blocked_by_him", "muted", "suspended")
OF_BOBS_POSTS = ("like_of_comment", "reply", "mention", "mention_in_comment", "quote")
CASES = [
    *((kind, way) for kind in KINDS_SHOWN for way in PEOPLE),
    *((kind, "deleted") for kind in ("like", "comment_", "repost", *OF_BOBS_POSTS)),
    *((kind, way) for kind in OF_BOBS_POSTS for way in ("narrowed", "made_private")),
    ("mention_in_comment", "comment_deleted"),
    ("like_of_comment", "comment_deleted"),
]


def by(*ways):
    return [case for case in CASES if case[1] in ways]


@pytest.fixture
def scene(superuser, alice, bob, run_events):
    register(superuser, alice, "fcm", "phone")
    choose(alice, digest="daily", kinds={kind: {"push": True, "email": True} for kind in KINDS})
    run_events()
    return Scene(superuser, alice, bob)


def told(api, person, start):
    """How many tell: in the list, as unread, in the stream as clients get it, in a digest that is made now."""
    items = api(person).get(LIST).json["items"]
    count = api(person).get(f"{LIST}/unread-count").json["count"]
    stream = [i["payload"] for i in streams.read(person.viewer, start).items if i["kind"] == "notification.created"]
    return len(items), count, len(list(filter(None, stream)))


def digested(superuser, person):
    """How many a digest tells that is mailed now."""
    made = superuser.execute(
        """insert into notification_deliveries (user_id, channel, kind, group_key, created_at, expires_at)
           values (%s, 'email', 'digest', 'digest:' || internal.rfc3339(now() - interval '2 days'),
                   now() + interval '1 second', now() + interval '1 day') returning id""",
        [person.id],
    ).fetchone()[0]
    found = selectors.get_digest(made, 20)["count"]
    superuser.execute("delete from notification_deliveries where id = %s", [made])
    return found


@pytest.mark.parametrize(("kind", "way"), CASES)
def test_what_vanishes_is_told_nowhere(kind, way, api, scene, run_events, superuser, alice):
    start = streams.position_now(alice.viewer)
    scene.play(kind)
    run_events()
    listed = 0 if kind == "message" else 1
    assert told(api, alice, start) == (listed, listed, listed)
    assert digested(superuser, alice) == listed
    orders = claim()
    assert sorted(order["channel"] for order in orders) == ["email", "push"]
    getattr(scene, way)()
    assert told(api, alice, start) == (0, 0, 0)
    assert digested(superuser, alice) == 0
    assert [look_again(order) for order in orders] == [None, None]  # between claim and sending
    assert superuser.execute("select count(*) from notification_deliveries where state = 'waiting'").fetchone() == (0,)


@pytest.mark.parametrize(("kind", "way"), by("muted", "suspended", "narrowed", "deleted"))
def test_what_vanished_before_its_turn_is_claimed_by_nobody(kind, way, scene, run_events, alice):
    scene.play(kind)
    run_events()
    getattr(scene, way)()
    assert claim() == []


@pytest.mark.parametrize(("kind", "way"), by("blocked_by_him", "made_private", "deleted"))
def test_what_vanished_before_its_event_was_read_is_never_told(kind, way, api, scene, run_events, superuser, alice):
    start = streams.position_now(alice.viewer)
    scene.play(kind)
    getattr(scene, way)()
    run_events()
    assert told(api, alice, start) == (0, 0, 0)
    assert digested(superuser, alice) == 0
    assert claim() == []


def test_whoever_left_a_circle_hears_nothing_of_it(scene, api, run_events, superuser, alice, bob, charlie):
    start = streams.position_now(alice.viewer)
    circle = circle_of(superuser, charlie, alice, bob, name="Secret gardeners", visibility="private")
    post_by(bob, "Look, @alice", audience="circle", circle_id=circle)
    run_events()
    assert told(api, alice, start) == (1, 1, 1)
    orders = claim()
    assert len(orders) == 2
    circles.leave_circle(alice.viewer, circle)
    assert told(api, alice, start) == (0, 0, 0)
    assert [look_again(order) for order in orders] == [None, None]


def test_a_courier_that_waited_looks_again_before_it_sends(
    scene, run_events, superuser, alice, bob, courier, monkeypatch, tmp_path, settings
):  # fmt: skip
    settings.EMBEDDED, settings.VAR_DIR = True, tmp_path
    choose(alice, kinds={"follow": {"email": False}})
    monkeypatch.setattr(couriers, "SOON", -1.0)
    scene.follow()
    run_events()
    orders = claim()
    block(superuser, alice, bob)
    courier.lanes.add([(order["lane"], (order, couriers.monotonic())) for order in orders])
    courier._work()
    ended = superuser.execute("select state, reason from notification_deliveries").fetchall()
    assert ended == [("dropped", "not_shown")]
    assert not list(tmp_path.glob("push/*"))


def test_what_was_read_between_claim_and_sending_is_not_sent(scene, run_events, superuser, alice):
    scene.follow()
    run_events()
    orders = claim()
    services.read_all_notifications(alice.viewer, datetime.now(UTC) + timedelta(days=1))
    assert [look_again(order) for order in orders] == [None, None]
    assert {row[0] for row in superuser.execute("select reason from notification_deliveries")} == {"read"}


def test_who_was_overtaken_looks_at_nothing(scene, run_events, superuser):
    scene.follow()
    run_events()
    order = claim()[0]
    superuser.execute("update notification_deliveries set tries = tries + 1")
    assert look_again(order) is None
    assert superuser.execute("select count(*) from notification_deliveries where state = 'waiting'").fetchone() == (2,)
