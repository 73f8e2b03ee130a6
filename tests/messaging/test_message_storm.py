"""Forty clients of two members send into one conversation while the api, the realtime server and Valkey are killed.

`MESSAGE_STORM_MESSAGES=50 MESSAGE_STORM_KILLS=12` makes it as long as it has to be before a release (some minutes);
the suite does a share. Each death comes when half of what was allowed since the last one is in, so that every one of
them has messages before, at and after it, however fast the machine is.
"""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import cycle, islice
from threading import Condition

import pytest

from tests.messaging.storm import Recorder, Sender, running_product
from tests.processes import SECONDS, eventually

MESSAGES = int(os.environ.get("MESSAGE_STORM_MESSAGES", "8"))  # of each client
KILLS = int(os.environ.get("MESSAGE_STORM_KILLS", "4"))
CLIENTS = 20  # of each member
DEATHS = [("realtime",), ("valkey",), ("realtime", "valkey"), ("api",)]
POSITIONS = "select user_id, seq from user_streams where user_id = any (%s)"
STREAM = "select seq, kind, payload ->> 'message_id' from user_events where user_id = %s and seq > %s order by seq"

pytestmark = pytest.mark.processes


class Pace:
    """How many messages are in, and how many each client may send by now."""

    def __init__(self):
        self.changed, self.done, self.allowed = Condition(), 0, 0

    def allow(self, share):
        with self.changed:
            self.allowed = MESSAGES * share
            self.changed.notify_all()

    def may_send(self, number):
        with self.changed:
            assert self.changed.wait_for(lambda: number < self.allowed, 5 * SECONDS)

    def sent(self):
        with self.changed:
            self.done += 1
            self.changed.notify_all()

    def wait_until_done(self, share):
        with self.changed:
            assert self.changed.wait_for(lambda: self.done >= 2 * CLIENTS * MESSAGES * share, 5 * SECONDS), self.done


def send_all(sender, recipient, name, pace):
    """One client's part: {client_id: id} of what it was told to be sent."""
    acknowledged = {}
    for number in range(MESSAGES):
        pace.may_send(number)
        text = f"{name} {number}"
        acknowledged[text] = sender.send(recipient, text)["id"]
        pace.sent()
    sender.close()
    return acknowledged


def kill_all_the_time(product, recorders, pace):
    for number, names in enumerate(islice(cycle(DEATHS), KILLS)):
        pace.allow((number + 1) / KILLS)
        pace.wait_until_done((number + 0.5) / KILLS)
        welcomes = [recorder.welcomes for recorder in recorders]
        product.kill(*names)
        product.wait()
        if "realtime" in names:
            for recorder, before in zip(recorders, welcomes, strict=True):
                eventually(lambda r=recorder, b=before: r.welcomes > b)


def all_is_heard(superuser, recorders):
    """Whether every event was written down: what was heard first, so that nothing can have come in between."""
    heard = {recorder.person.id: recorder.seq for recorder in recorders}
    return dict(superuser.execute(POSITIONS, [list(heard)]).fetchall()) == heard


def test_both_sides_end_with_the_same_order_with_nothing_lost_and_nothing_double(friends, superuser, tmp_path):
    alice, bob = friends
    begun = dict(superuser.execute(POSITIONS, [[alice.id, bob.id]]).fetchall())
    with running_product(tmp_path) as product:
        clients = [
            (Sender(product.api_port, one), other, f"{one.handle}'s {n}.")
            for one, other in ((alice, bob), (bob, alice))
            for n in range(CLIENTS)
        ]
        pace = Pace()
        with (
            Recorder(product.realtime_port, alice) as hers,
            Recorder(product.realtime_port, bob) as his,
            ThreadPoolExecutor(len(clients)) as pool,
        ):
            sending = [pool.submit(send_all, *client, pace) for client in clients]
            kill_all_the_time(product, (hers, his), pace)
            sent = {}
            for client in sending:
                sent |= client.result()
            eventually(lambda: all_is_heard(superuser, (hers, his)))

        [conversation] = superuser.execute("select id from conversations").fetchone()
        lists = {p.handle: Sender(product.api_port, p).messages(conversation) for p in friends}

    order = [m["id"] for m in lists["alice"]]
    assert [m["id"] for m in lists["bob"]] == order, "both read the same order"
    assert len(sent) == len(order) == 2 * CLIENTS * MESSAGES, "nothing is lost, nothing is double"
    for person in friends:
        for message in lists[person.handle]:
            assert sent[message["text"]] == message["id"], "what was acknowledged is what is there"
            assert message["client_id"] == (message["text"] if message["sender_id"] == str(person.id) else None)
    times = [datetime.fromisoformat(m["created_at"]) for m in lists["alice"]]
    assert all(one < next_one for one, next_one in zip(times, times[1:], strict=False))

    for recorder in (hers, his):
        me = recorder.person.id
        stream = superuser.execute(STREAM, [me, begun[me]]).fetchall()
        assert recorder.reloads == 0
        assert [(seq, kind) for seq, kind, _ in recorder.events] == [(seq, kind) for seq, kind, _ in stream]
        assert [seq for seq, _, _ in stream] == list(range(begun[me] + 1, recorder.seq + 1)), "no gap, no double"
        came = [payload["message"]["id"] for _, kind, payload in recorder.events if kind == "message.created"]
        assert came == order, "messages come in the order in which they stand"

    faults = Counter(fault for sender, _, _ in clients for fault in sender.faults)
    assert {fault for fault in faults if isinstance(fault, int)} <= {503}
    print(
        f"{len(order):,} messages of {len(clients)} clients through {KILLS} kills; met {dict(faults)};"
        f" {len(hers.events) + len(his.events):,} events through {hers.welcomes + his.welcomes - 2} interruptions"
    )
