"""Exactly once per device while couriers and workers are killed and the broker's data is erased, again and again.

A courier that was killed between the provider's answer and its note sends that delivery once more: with the same id
and the same collapse key, by which the device replaces what it shows. Nothing else may arrive twice, and nothing may
be missing.

`NOTIFICATION_STORM=20000 NOTIFICATION_STORM_KILLS=60` makes it as large as it has to be before a release (some
minutes, with its figures in the output of `-s`); the suite does a share.
"""

import json
import os
import threading
import time
from collections import defaultdict

import pytest
import redis

from notifications.providers import google_tokens
from tests.notifications.standins.answering import Refusal, serving
from tests.notifications.standins.fcm import Firebase, TokenServer
from tests.processes import eventually, start  # noqa: F401  (a fixture)

pytestmark = pytest.mark.processes
PUSHES = int(os.environ.get("NOTIFICATION_STORM", "150"))
KILLS = int(os.environ.get("NOTIFICATION_STORM_KILLS", "4"))
OF_ONE = 5  # posts of a member, each a group of its own at the member's device
THREADS, COURIERS, LEASE = 4, 2, 12
PATIENCE = 600  # seconds without any progress

#: Members with a phone each and OF_ONE posts each, who want to hear of likes. One fan likes all.
PEOPLE = """
create temporary table crowd as select n, uuidv7() as id from generate_series(1, %(members)s) n;
set session_replication_role = replica;
insert into users (id, email, password_hash) select id, n || '@crowd.test', '!' from crowd;
insert into profiles (user_id, handle, display_name) select id, 'crowd_' || n, 'Crowd' from crowd;
insert into user_settings (user_id, notifications) select id, '{"kinds": {"like": {"push": true}}}' from crowd;
insert into devices (user_id, provider, token) select id, 'fcm', 'phone-' || n from crowd;
create temporary table liked as select uuidv7() as id, c.id as author_id from crowd c, generate_series(1, %(of_one)s);
insert into posts (id, author_id, text) select id, author_id, 'Words' from liked;
insert into likes (user_id, post_id) select %(fan)s, id from liked;
set session_replication_role = origin;
analyze users, profiles, user_settings, devices, posts, likes;
"""
EVENTS = """
insert into events (kind, actor_id, subject_id, data, request_id)
select 'post_liked', %(fan)s, id, jsonb_build_object('author_id', author_id), '' from liked;
drop table liked; drop table crowd;
"""
DELIVERIES = """
select d.id::text, v.token, d.group_key, d.state, d.tries, extract(epoch from d.ended_at)::float
  from notification_deliveries d join devices v on v.id = d.device_id
"""
WAITING = "select count(*) from {} where state = 'waiting'"
ONCE = """
select (select count(*) from notifications), (select count(*) from notification_actors),
       (select count(*) from notification_deliveries),
       (select count(*) from user_events where kind = 'notification.created'),
       (select count(*) from event_deliveries where state <> 'done')
"""


class Crowd(Firebase):
    """Keeps who was sent what and when. Takes any token that was given: every courier has its own."""

    def __init__(self, tokens):
        super().__init__(tokens)
        self.heard, self.gate, self.under_way = [], threading.Event(), 0
        self.gate.set()

    def check(self, request):
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens.given:
            raise Refusal(401)

    def take(self, request):
        message = json.loads(request.body)["message"]
        key = message["android"]["collapse_key"]
        assert message["android"]["notification"]["tag"] == key
        self.heard.append((message["data"]["id"], message["token"], key, time.time()))
        return super().take(request)

    def answer(self, request):
        """Slow to say so, while the gate is closed."""
        answer = super().answer(request)
        self.under_way += 1
        self.gate.wait(5)
        self.under_way -= 1
        return answer


@pytest.fixture
def firebase(settings):
    google_tokens._kept.clear()
    with serving(TokenServer()) as tokens, serving(Crowd(tokens)) as service:
        yield service


@pytest.fixture
def begin(start, firebase):  # noqa: F811
    def begin_process(name):
        return start(
            name,
            FCM_CREDENTIALS=firebase.tokens.credentials(), FCM_URL=firebase.url, NET_ALLOW="127.0.0.0/8",
            COURIER_THREADS=str(THREADS), COURIER_LEASE=str(LEASE), COURIER_BATCH="20", PUSH_FIRST_PAUSE="0.2",
            DELIVERY_TRIES="20", TASK_SOFT_TIME_LIMIT="20", TASK_TIME_LIMIT="30", EMBEDDER="",
            LOG_LEVEL="WARNING",
        )  # fmt: skip

    return begin_process


def erase_broker():
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        client.flushdb()


def prepare(superuser, firebase, fan):
    """The crowd, with what the fan liked of it; nobody was told yet."""
    members = PUSHES // OF_ONE
    firebase.apps |= {f"phone-{n}" for n in range(1, members + 1)}
    for statement in filter(str.strip, PEOPLE.split(";")):
        superuser.execute(statement, {"members": members, "of_one": OF_ONE, "fan": fan.id})


def tell(superuser, fan):
    for statement in filter(str.strip, EVENTS.split(";")):
        superuser.execute(statement, {"fan": fan.id})


class Killer:
    """Takes turns: a courier in the middle of sending, a worker, the broker's data."""

    def __init__(self, begin, firebase):
        self.begin, self.firebase = begin, firebase
        self.couriers = [begin("courier") for _ in range(COURIERS)]
        self.worker = begin("worker")
        self.kills = {"courier": 0, "worker": 0, "broker": 0}

    def strike(self, turn):
        which = ("courier", "worker", "broker")[turn % 3]
        getattr(self, f"strike_{which}")()
        self.kills[which] += 1

    def strike_courier(self):
        self.firebase.gate.clear()  # what is under way was taken, and nobody noted it yet
        ends = time.monotonic() + 2
        while self.firebase.under_way < 1 and time.monotonic() < ends:
            time.sleep(0.005)
        victim = self.couriers.pop(0)
        victim.kill()
        self.firebase.gate.set()
        self.couriers.append(self.begin("courier"))

    def strike_worker(self):
        self.worker.kill()
        self.worker = self.begin("worker")

    def strike_broker(self):
        erase_broker()


def arrives(firebase, count):
    """Waits until so many different pushes arrived."""
    seen, since = -1, time.monotonic()
    while (now := len({heard[0] for heard in list(firebase.heard)})) < count:
        if now > seen:
            seen, since = now, time.monotonic()
        assert time.monotonic() - since < PATIENCE, f"Only {now} of {count} pushes came"
        time.sleep(0.02 if PUSHES < 1_000 else 0.2)


def test_each_device_shows_each_notification_once(superuser, firebase, bob, begin):
    prepare(superuser, firebase, bob)
    begin("relay")
    killer = Killer(begin, firebase)
    tell(superuser, bob)
    started = time.monotonic()
    for turn in range(KILLS):
        arrives(firebase, max(1, PUSHES * turn // (KILLS + 1)))
        killer.strike(turn)
    arrives(firebase, PUSHES)

    def all_is_noted():
        return superuser.execute(WAITING.format("notification_deliveries")).fetchone() == (0,)

    eventually(all_is_noted)
    seconds = time.monotonic() - started

    def no_event_waits():
        return superuser.execute(WAITING.format("event_deliveries")).fetchone() == (0,)

    eventually(no_event_waits)

    assert superuser.execute(ONCE).fetchone() == (PUSHES, PUSHES, PUSHES, PUSHES, 0)
    sent = defaultdict(list)
    for delivery, token, key, at in firebase.heard:
        sent[delivery].append((token, key, at))
    noted = superuser.execute(DELIVERIES).fetchall()
    assert {row[0] for row in noted} == set(sent)
    assert len({(row[1], row[2]) for row in noted}) == PUSHES  # each group of each device is one delivery
    for delivery, token, key, state, tries, ended_at in noted:
        assert state == "sent"
        assert {(of, by) for of, by, _ in sent[delivery]} == {(token, key)}  # a second one replaces the first
        assert len(sent[delivery]) <= tries
        assert max(at for _, _, at in sent[delivery]) <= ended_at + 0.01  # noted as accepted: never sent again
    repeated = len(firebase.heard) - PUSHES
    assert repeated <= killer.kills["courier"] * THREADS
    report(seconds, repeated, killer, noted)


def report(seconds, repeated, killer, noted):
    again = sum(1 for row in noted if row[4] > 1)
    print(
        f"\n{PUSHES:,} pushes in {seconds:.0f} s: {PUSHES / seconds:.0f} /s."
        f" Killed: {killer.kills['courier']} couriers, {killer.kills['worker']} workers;"
        f" broker erased {killer.kills['broker']} times."
        f" {again} deliveries were claimed again, {repeated} were sent a second time with the same id and key."
    )
