"""A right that ends while somebody listens: the socket is told which topic it has no more, and nothing of why.

Blocks, settings and deletions have their tests beside the topics that they end.
"""

import pytest

from posts import services as posts
from tests.deeds import block, circle_of, post_by
from tests.processes import eventually
from tests.realtime.sockets import end_session, tell
from tests.realtime.test_stream import open_sockets, small_pipe
from tests.realtime.topics import NOT_FOUND, lost, refused, subscribed, until_pong
from topin.embedded import ports

pytestmark = pytest.mark.processes


@pytest.fixture
def listening(enter):
    """`listening(bob, topic)` → a socket of his that has the topic and heard how things stand."""

    def listen(person, topic):
        phone = enter(person)
        phone.hello()
        subscribed(phone, topic)
        if not topic.startswith("conversation:"):
            assert phone.receive()["topic"] == topic
        return phone

    return listen


def test_whoever_leaves_a_circle_has_its_posts_no_more(alice, bob, superuser, listening):
    circle = circle_of(superuser, alice, bob, visibility="secret")
    topic = f"post:{post_by(alice, audience='circle', circle_id=circle)}"
    his = listening(bob, topic)
    superuser.execute("delete from circle_members where user_id = %s", [bob.id])
    assert his.receive() == lost(topic)


def test_whoever_gave_a_topic_back_is_told_nothing_of_its_end(alice, bob, superuser, listening):
    topic = f"post:{post_by(alice)}"
    his = listening(bob, topic)
    his.send(type="unsubscribe", topic=topic)
    block(superuser, alice, bob)
    assert until_pong(his, 2) == []


def test_topics_of_an_ended_session_end_with_its_socket(alice, bob, listening):
    his = listening(bob, f"post:{post_by(alice)}")
    end_session(bob)
    code, said = his.closed()
    assert code == 4401
    assert [message["kind"] for message in said] == ["session.ended"]


def test_a_lost_topic_makes_room_for_another(alice, bob, superuser, enter, settings):
    phone = enter(bob)
    phone.hello()
    open_posts = [f"post:{post_by(alice)}" for _ in range(settings.SOCKET_TOPICS)]
    for topic in open_posts:
        subscribed(phone, topic)
        assert phone.receive()["kind"] == "counts"
    posts.delete_post(alice.viewer, open_posts[0].partition(":")[2])
    assert phone.receive() == lost(open_posts[0])
    subscribed(phone, "home")


def test_a_reader_too_far_behind_to_hear_it_comes_back_and_asks(alice, bob, superuser, serve, enter):
    port = ports.free(1)[0]
    serve(port, SOCKET_BACKLOG_BYTES=str(2**30))  # for what waits it is not closed
    topic = f"post:{post_by(alice)}"
    lazy = enter(bob, at=port, max_queue=1, sock=small_pipe(port))
    epoch = lazy.hello()["epoch"]
    subscribed(lazy, topic)
    busy = enter(bob, at=port)
    busy.hello()
    tell(bob, times=120, text="x" * 60_000)  # far more than the kernel's buffers
    busy.events(120)  # so the other one was sent as much
    block(superuser, alice, bob)
    eventually(lambda: open_sockets(bob) == 1)
    assert lazy.closed()[0] in (4408, 1006)  # 1006: it did not even read the closing frame
    awake = enter(bob, at=port)
    assert awake.hello(epoch=epoch, seq=120)["resumed"]
    assert refused(awake, topic) == NOT_FOUND
