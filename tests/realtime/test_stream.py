"""A member's stream over sockets: in order, each event once, none left out, over every interruption."""

import os
import socket
import threading
from uuid import uuid4

import psycopg
import pytest
import redis

from tests.processes import eventually, starter
from tests.realtime.sockets import SITE, Socket, cookie_of, tell
from tests.waiting import wait_until_blocked
from topin import streams
from topin.embedded import ports
from topin.realtime import tickets

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def relay(tmp_path_factory):
    """One that rings, for all tests of this module. (Without one: tests/realtime/test_frames.py.)"""
    with starter(tmp_path_factory.mktemp("relay")) as start_process:
        yield start_process("relay")


def test_events_come_live_and_in_order_while_many_write(relay, alice, enter):
    phone, laptop = enter(alice), enter(alice)
    assert phone.hello()["seq"] == laptop.hello()["seq"] == 0
    writers = [threading.Thread(target=tell, args=(alice, 25), kwargs={"by": n}) for n in range(8)]
    for writer in writers:
        writer.start()
    numbers = [seq for seq, _ in phone.events(200)]
    for writer in writers:
        writer.join()
    assert numbers == list(range(1, 201))
    assert [seq for seq, _ in laptop.events(200)] == numbers


def test_a_client_resumes_over_a_killed_server_without_gap_or_double(relay, serve, alice):
    port = ports.free(1)[0]
    server = serve(port)
    done, received = threading.Event(), []

    def write():
        while not done.is_set():
            tell(alice)

    writer = threading.Thread(target=write)
    phone = Socket(port, f"?ticket={tickets.issue(alice.viewer)}")
    epoch = phone.hello()["epoch"]
    writer.start()
    for _ in range(2):
        received += phone.events(20)
        server.kill()
        server = serve(port)
        phone = Socket(port, f"?ticket={tickets.issue(alice.viewer)}")
        welcome = phone.hello(epoch=epoch, seq=received[-1][0])
        assert welcome == {"type": "welcome", "epoch": epoch, "seq": received[-1][0], "resumed": True}
    received += phone.events(50)
    done.set()
    writer.join()
    assert [seq for seq, _ in received] == list(range(1, len(received) + 1))


def test_another_epoch_or_a_position_too_old_or_too_new_means_reload(alice, enter, superuser):
    tell(alice, times=5)
    epoch = enter(alice).hello()["epoch"]
    superuser.execute("delete from user_events where user_id = %s and seq <= 2", [alice.id])
    for position in [(str(uuid4()), 5), (epoch, 1), (epoch, 6)]:
        phone = enter(alice)
        welcome = phone.hello(epoch=position[0], seq=position[1])
        assert welcome == {"type": "welcome", "epoch": epoch, "seq": 5, "resumed": False}
        assert phone.receive() == {"type": "reload"}
    phone = enter(alice)
    assert phone.hello(epoch=epoch, seq=2)["resumed"]
    assert [seq for seq, _ in phone.events(3)] == [3, 4, 5]


def test_what_is_older_than_seven_days_is_not_resumed_though_it_is_still_there(alice, enter, api, superuser):
    cursor, epoch = api(alice).get("/api/sync").json["cursor"], enter(alice).hello()["epoch"]
    tell(alice, times=3)
    superuser.execute(
        "update user_events set created_at = now() - interval '7 days' where user_id = %s and seq = 1", [alice.id]
    )
    phone = enter(alice)
    assert phone.hello(epoch=epoch, seq=0) == {"type": "welcome", "epoch": epoch, "seq": 3, "resumed": False}
    assert phone.receive() == {"type": "reload"}
    assert api(alice).get(f"/api/sync?cursor={cursor}").code == "reload"
    phone = enter(alice)
    assert phone.hello(epoch=epoch, seq=1)["resumed"]
    assert [seq for seq, _ in phone.events(2)] == [2, 3]


def test_a_server_that_is_slow_to_let_in_does_not_forget_where_one_wanted_to_resume(serve, alice):
    epoch = streams.position_now(alice.viewer).epoch
    tell(alice, times=2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # a Valkey that takes connections and says nothing
        port, silent = ports.free(1)[0], f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
        serve(port, CACHE_URL=silent, CHANNEL_URL=silent)
        page = Socket(port, origin=SITE, cookie=cookie_of(alice))
        page.send(type="hello", epoch=str(epoch), seq=0)
        assert page.receive(seconds=15)["resumed"]
        assert [seq for seq, _ in page.events(2)] == [1, 2]


def test_a_hello_that_comes_late_but_before_the_welcome_still_counts(alice, enter, superuser):
    epoch = streams.position_now(alice.viewer).epoch
    tell(alice, times=2)
    with psycopg.connect(os.environ["SUPERUSER_URL"]) as locking:
        locking.execute("lock table user_streams in access exclusive mode")
        phone = enter(alice)
        wait_until_blocked(superuser, "get_stream_position(")  # the server waits no more for hello
        phone.send(type="hello", epoch=str(epoch), seq=0)
        phone.send(type="hello", epoch=str(epoch), seq=1)
        assert phone.receive()["code"] == "invalid"  # the second of them
    assert phone.receive() == {"type": "welcome", "epoch": str(epoch), "seq": 0, "resumed": True}
    assert [seq for seq, _ in phone.events(2)] == [1, 2]


def test_events_of_any_size_arrive_whole_and_the_largest_without_their_payload(alice, enter):
    phone = enter(alice)
    phone.hello()
    texts = ["x" * size for size in (0, 40, 50, 70, 5_000, 65_460, 65_480, 65_600, 250_000)] + ["ü€😀" * 9_000]
    for text in [*texts, "x" * 262_144, "€" * 90_000]:
        tell(alice, text=text)
    heard = [payload.get("text") for _, payload in phone.events(len(texts) + 2)]
    assert heard == [*texts, None, None]


def test_the_bell_rings_again_after_valkey_was_emptied(relay, alice, enter):
    phone = enter(alice)
    phone.hello()
    for name in ("CHANNEL_URL", "CACHE_URL"):
        with redis.Redis.from_url(os.environ[name]) as client:
            client.flushdb()
    tell(alice, times=2)
    assert [seq for seq, _ in phone.events(2, seconds=3)] == [1, 2]


def test_a_long_absence_is_caught_up_page_by_page(alice, enter):
    welcome = enter(alice).hello()
    tell(alice, times=250, text="x" * 1000)
    phone = enter(alice)
    assert phone.hello(epoch=welcome["epoch"], seq=0)["resumed"]
    assert [seq for seq, _ in phone.events(250)] == list(range(1, 251))


def test_nobody_hears_anothers_stream(relay, alice, bob, enter):
    hers, his = enter(alice), enter(bob)
    hers.hello()
    his.hello()
    tell(alice, to="alice")
    tell(bob, to="bob")
    assert hers.events(1) == [(1, {"to": "alice"})]
    assert his.events(1) == [(1, {"to": "bob"})]
    his.send(type="ping")
    assert his.receive() == {"type": "pong"}


def test_a_reader_that_stands_still_is_closed_and_may_resume(relay, alice, enter, shared_port):
    lazy = enter(alice, max_queue=1, sock=small_pipe(shared_port))
    epoch = lazy.hello()["epoch"]
    tell(alice, times=120, text="x" * 60_000)  # far more than the kernel's buffers and ours together
    eventually(lambda: open_sockets(alice) == 0)
    code, said = lazy.closed()
    assert code in (4408, 1006)  # 1006: it did not even read the closing frame
    assert len(said) < 120
    awake = enter(alice)
    assert awake.hello(epoch=epoch, seq=len(said))["resumed"]
    assert awake.events(1)[0][0] == len(said) + 1


def open_sockets(person):
    with redis.Redis.from_url(os.environ["CACHE_URL"]) as client:
        return client.zcard(f"sockets:{person.id}")


def small_pipe(port):
    """A connection that holds little while its client does not read."""
    pipe = socket.socket()
    pipe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    pipe.connect(("127.0.0.1", port))
    return pipe


def test_without_valkey_the_web_client_still_hears_everything(serve, alice):
    port, nobody = ports.free(2)
    gone = f"redis://127.0.0.1:{nobody}/0"
    serve(port, CACHE_URL=gone, CHANNEL_URL=gone)
    page = Socket(port, origin=SITE, cookie=cookie_of(alice))
    page.hello()
    tell(alice, times=2)
    assert [seq for seq, _ in page.events(2)] == [1, 2]
