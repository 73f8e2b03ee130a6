"""What is said in private stands nowhere in the clear: not in the database, Valkey, logs or job payloads.

The whole product runs in processes of its own, at its most talkative, over a PostgreSQL that logs every statement with
its parameters, while everything that passes through Valkey is listened to. Two people say a word that stands nowhere
else, in every way there is; afterwards all of that is searched for it, and for what could be made of it without a key.
"""

import json
import os
import subprocess
import threading
import urllib.error
import urllib.request
import zipfile
from base64 import b64encode
from contextlib import contextmanager, suppress
from hashlib import md5, sha1, sha256
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis
from django.conf import settings
from psycopg import sql
from websockets.exceptions import InvalidStatus

from tests.messaging.talk import befriend
from tests.people import PASSWORD
from tests.processes import eventually
from tests.realtime.sockets import Socket, cookie_of
from tests.site import running_site
from topin import clock
from topin.embedded import wheels
from topin.realtime import tickets

pytestmark = pytest.mark.processes
#: What PostgreSQL writes down, for this database alone.
TALKATIVE = {
    "log_min_duration_statement": "0",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
    "log_min_messages": "debug1",
    "log_min_error_statement": "error",
}


def forms(text):
    """What a text may look like to whoever searches for it: plain, escaped, encoded, or hashed without a key."""
    raw = text.encode()
    found = {raw, json.dumps(text)[1:-1].encode(), raw.hex().encode(), raw.hex().upper().encode()}
    for before in range(3):  # base64 looks different at each of three places; its ends depend on what is around
        found.add(b64encode(b"x" * before + raw)[4 if before else 0 :].rstrip(b"=")[: len(raw) - 3])
    for made in (sha256(raw), sha1(raw), md5(raw)):
        found |= {made.digest(), made.hexdigest().encode(), b64encode(made.digest()).rstrip(b"=")}
    return found


class Client:
    """Somebody's client of the running product. Remembers every body that it sent."""

    def __init__(self, site, person, sent):
        self.site, self.person, self.sent = site, person, sent
        self.token = None
        credentials = {"email": person.email, "password": PASSWORD}
        self.token = self.ask("POST", "/api/auth/token?grant_type=password", credentials)[1]["access_token"]

    def ask(self, method, path, body=None, **headers):
        content = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        self.sent.append(content or b"")
        headers = {k.replace("_", "-"): v for k, v in headers.items()} | {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.site + path, data=content, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read())

    def submit(self, path, **fields):
        """Sends a form of the web client. Returns the status, and the page where there is one."""
        content = urlencode(fields).encode()
        self.sent.append(content)
        cookies = {"sb-web-auth": cookie_of(self.person), settings.CSRF_COOKIE_NAME: "c" * 32}
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "X-CSRFToken": "c" * 32}
        request = urllib.request.Request(self.site + path, data=content, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # it follows to the conversation
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()


@pytest.fixture
def talkative(superuser):
    """PostgreSQL logs everything about this database. Returns how to read what it wrote since."""
    log = Path(os.environ["TEST_FOLDER"]) / "log" / "postgres.log"
    database = sql.Identifier(superuser.info.dbname)
    for name, value in TALKATIVE.items():
        statement = sql.SQL("alter database {} set {} = {}").format(database, sql.Identifier(name), sql.Literal(value))
        superuser.execute(statement)
    began = log.stat().st_size

    def written():
        with log.open("rb") as file:
            file.seek(began)
            return file.read()

    yield written
    superuser.execute(sql.SQL("alter database {} reset all").format(database))


@pytest.fixture
def listened():
    """Everything that anybody says to Valkey, as bytes, in all its databases: values, payloads, what is published."""
    heard, ended = [], threading.Event()

    def listen():
        with redis.Redis.from_url(os.environ["CACHE_URL"], socket_timeout=None) as valkey, valkey.monitor() as monitor:
            while not ended.is_set():
                heard.append(monitor.connection.read_response(disable_decoding=True))

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield lambda: b"\n".join(bytes(one) for one in heard)
    ended.set()
    with redis.Redis.from_url(os.environ["CACHE_URL"]) as valkey:
        valkey.ping()  # the last word that it waits for
    thread.join(10)


def kept_in_valkey():
    """All keys with their values, of the broker, the cache and the channels."""
    readers = {
        b"string": lambda v, k: v.get(k),
        b"list": lambda v, k: v.lrange(k, 0, -1),
        b"hash": lambda v, k: v.hgetall(k),
        b"set": lambda v, k: v.smembers(k),
        b"zset": lambda v, k: v.zrange(k, 0, -1),
        b"stream": lambda v, k: v.xrange(k),
    }
    found = []
    for name in ("BROKER_URL", "CACHE_URL", "CHANNEL_URL"):
        with redis.Redis.from_url(os.environ[name]) as valkey:
            for key in valkey.scan_iter():
                kind = valkey.type(key)
                if kind != b"none":  # gone in between
                    found += [key, *_flat(readers[kind](valkey, key))]
    return b"\n".join(found)


def _flat(value):
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    if isinstance(value, (list, tuple, set)):
        return [part for each in value for part in _flat(each)]
    return [] if value is None else [value]


def dumped():
    """The whole database as pg_dump writes it."""
    command = [wheels.postgres("pg_dump"), "--dbname", os.environ["SUPERUSER_URL"]]
    return subprocess.run(command, check=True, capture_output=True).stdout


@contextmanager
def socket_of(site, person):
    def connected():
        with suppress(InvalidStatus):  # the realtime server may still be starting
            return Socket(urlsplit(site).port, f"?ticket={tickets.issue(person.viewer)}", origin=site)

    socket = eventually(connected)
    try:
        socket.hello()
        yield socket
    finally:
        socket.raw.close()


def heard_by(socket, message_id):
    """What a socket is told of a message, whatever else it is told."""
    while True:
        said = socket.receive(20)
        if said.get("kind") == "message.created" and said["payload"]["message"]["id"] == message_id:
            return said["payload"]["message"]


def at_rest(superuser):
    """Whether relay and worker have done all that there was."""
    return superuser.execute(
        """select not exists (select from events where relayed_at is null)
              and not exists (select from event_deliveries where state = 'waiting')"""
    ).fetchone()[0]


def contents_of(folder, archives):
    """(name, content) of every file that the product wrote, but for archives."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in archives:
            yield path.name, path.read_bytes()


def test_a_private_word_stands_nowhere_in_the_clear(alice, bob, superuser, talkative, listened, tmp_path):
    mark, public = (f"zq{uuid4().hex}" for _ in range(2))
    text, sent = f"{mark} ☕ said in private", []
    with running_site(tmp_path, LOG_LEVEL="DEBUG") as site:
        hers, his = Client(site, alice, sent), Client(site, bob, sent)
        befriend(alice, bob)
        assert hers.ask("POST", "/api/posts", {"text": f"{public} said to all"})[0] == 201
        say_in_every_way(hers, his, site, mark, text)
        archive = archived(his, tmp_path)
        eventually(lambda: at_rest(superuser))
        kept = kept_in_valkey()
    with zipfile.ZipFile(archive) as opened:
        assert any(mark.encode() in opened.read(name) for name in opened.namelist()), "archives are for reading"
    statements = superuser.execute("select query from observation.pg_stat_statements").fetchall()
    places = {
        "dump": dumped(),
        "Valkey": kept,
        "what went through Valkey": listened(),
        "PostgreSQL's log": talkative(),
        "statistics of statements": "\n".join(query or "" for (query,) in statements).encode(),
        **{f"file {name}": content for name, content in contents_of(tmp_path, {archive})},
    }
    hashes = {sha256(body).hexdigest().encode() for body in sent} | {sha256(body).digest() for body in sent}
    wanted = forms(mark) | forms(text) | hashes
    found = [(where, form) for where, content in places.items() for form in wanted if form in content]
    assert found == []
    assert public.encode() in places["dump"], "what is said to all is found there"
    assert public.encode() in places["PostgreSQL's log"], "it logs what it is told"
    assert str(alice.id).encode() in places["what went through Valkey"]
    assert b"api/messages/send" in places["file api.log"]
    assert b"message_sent" in places["dump"]


def say_in_every_way(hers, his, site, mark, text):
    """As clients do it, well and badly."""
    to_him, to_her = {"recipient_id": str(his.person.id)}, {"recipient_id": str(hers.person.id)}
    cursor = his.ask("GET", "/api/sync")[1]["cursor"]
    with socket_of(site, his.person) as socket:
        whole = to_him | {"text": text, "client_id": "one"}
        status, first = hers.ask("POST", "/api/messages/send", whole, Idempotency_Key="key")
        assert (status, first["text"]) == (201, text)
        status, again = hers.ask("POST", "/api/messages/send", whole, Idempotency_Key="key")
        assert (status, again | {"delivered_at": None}) == (201, first)  # his socket may have taken it by now
        assert hers.ask("POST", "/api/messages/send", whole)[1]["id"] == first["id"]
        assert heard_by(socket, first["id"])["text"] == text
    # What is refused holds the word, too.
    send = "/api/messages/send"
    assert hers.ask("POST", send, whole | {"text": f"{text}, but not the same"})[0] == 409
    assert hers.ask("POST", send, whole | {"text": f"{text} again"}, Idempotency_Key="key")[0] == 422
    assert hers.ask("POST", send, to_him | {"text": f"{text} " * 1000})[0] == 400
    assert hers.ask("POST", send, to_him | {"text": text, "reply_to": "nonsense"})[0] == 400
    assert hers.ask("POST", send, to_him | {"text": text, "reply_to": str(uuid4())})[0] == 400
    assert hers.ask("POST", send, to_him | {"text": {"words": text}})[0] == 400
    assert hers.ask("POST", send, {"recipient_id": str(uuid4()), "text": text})[0] == 404
    assert hers.ask("POST", send, {"recipient_id": str(hers.person.id), "text": text})[0] == 400
    assert hers.ask("POST", send, f'{{"text": "{text}", broken'.encode())[0] == 400
    assert hers.ask("POST", send, to_him | {"text": text}, Idempotency_Key="k" * 999)[0] == 400
    # In a batch, as an answer with a quote, and as what it can be read by.
    talk = first["conversation_id"]
    entry = {"id": "one", "method": "POST", "path": send, "body": to_him | {"text": f"{text} once more"}, "headers": {}}
    answer = hers.ask("POST", "/api/batch", {"requests": [entry]}, Idempotency_Key="batch")[1]
    assert answer["responses"][0]["status"] == 201
    reply = his.ask("POST", send, to_her | {"text": f"You said {text}?", "reply_to": first["id"]})[1]
    assert reply["reply_to"]["text"] == text
    assert text in str(hers.ask("GET", f"/api/messages/conversation/{talk}")[1])
    assert text in str(his.ask("GET", "/api/messages/conversations")[1])
    assert text in str(his.ask("GET", f"/api/sync?cursor={cursor}")[1])
    assert his.ask("POST", f"/api/messages/{first['id']}/reactions", {"emoji": "🍵"}, Idempotency_Key="tea")[0] == 200
    assert his.ask("POST", f"/api/messages/{first['id']}/reactions", {"emoji": f"{text}"})[0] == 400
    assert his.ask("PUT", f"/api/messages/{first['id']}/read")[0] == 200
    # By the forms of the web client: one that arrives, one that is shown again with what is wrong.
    status, page = hers.submit("/messages/send", **to_him, text=f"{text} on a page")
    assert (status, mark in page) == (200, True)
    status, page = hers.submit("/messages/send", **to_him, text=f"{text} " * 1000)
    assert (status, mark in page) == (400, True)
    reported = {"subject": {"type": "message", "id": first["id"]}, "reason": "spam"}
    assert his.ask("POST", "/api/moderation/reports", reported, Idempotency_Key="report")[0] == 201
    assert hers.ask("DELETE", f"/api/messages/{answer['responses'][0]['body']['id']}?for=everyone")[0] == 204


def archived(client, folder):
    """Asks for an archive and waits for it. Returns its file."""
    status, asked = client.ask("POST", "/api/users/me/export")
    assert status == 202
    clock.add_due_slots()  # one beat: every job runs once
    eventually(lambda: client.ask("GET", f"/api/users/me/export/{asked['id']}")[1]["status"] == "ready")
    (archive,) = [path for path in folder.rglob("*") if path.is_file() and zipfile.is_zipfile(path)]
    return archive


@pytest.mark.parametrize("around", ["", "x", "xy", "xyz"])
def test_the_search_finds_what_is_encoded(around):
    mark = f"zq{uuid4().hex}"
    content = f"{around}{mark}{around}".encode()
    for shown in (content, content.hex().encode(), b64encode(content), sha256(mark.encode()).hexdigest().encode()):
        assert any(form in shown for form in forms(mark))


def test_the_log_of_the_database_is_read(talkative, superuser):
    with psycopg.connect(os.environ["SUPERUSER_URL"]) as connection:
        connection.execute("select %s::text", ["what a statement is told"])
    eventually(lambda: b"what a statement is told" in talkative())
