"""The same stream over REST, and the socket's ticket."""

import pytest

from tests.realtime.sockets import Socket, end_session, tell
from topin import errors, streams
from topin.realtime import rendering, renders


def test_without_a_cursor_it_tells_where_the_stream_stands(alice, api):
    tell(alice, times=3)
    answer = api(alice).get("/api/sync").json
    assert (answer["items"], answer["has_more"]) == ([], False)
    tell(alice, n=4)
    answer = api(alice).get(f"/api/sync?cursor={answer['cursor']}").json
    assert answer["items"] == [{"seq": 4, "kind": "test.told", "payload": {"n": 4}}]
    assert not answer["has_more"]


def test_pages_follow_each_other_without_gaps(alice, api):
    cursor, numbers, has_more = api(alice).get("/api/sync").json["cursor"], [], True
    tell(alice, times=230)
    while has_more:
        page = api(alice).get(f"/api/sync?cursor={cursor}").json
        numbers += [item["seq"] for item in page["items"]]
        cursor, has_more = page["cursor"], page["has_more"]
    assert numbers == list(range(1, 231))


def test_a_position_that_is_not_kept_means_reload(alice, bob, api, superuser):
    cursor = api(alice).get("/api/sync").json["cursor"]
    tell(alice, times=3)
    superuser.execute("delete from user_events where seq = 1")
    for gone in (cursor, api(bob).get("/api/sync").json["cursor"]):
        answer = api(alice).get(f"/api/sync?cursor={gone}")
        assert (answer.status, answer.code) == (410, "reload")


@pytest.mark.parametrize("cursor", ["x", "!", "c3RyZWFt", "%00", "x" * 5000, "c3RyZWFtLjAwLjE"])
def test_a_broken_cursor_is_said(alice, api, cursor):
    answer = api(alice).get(f"/api/sync?cursor={cursor}")
    assert (answer.status, answer.code) == (400, "bad_cursor")


def test_visitors_have_no_stream_and_get_no_ticket(api):
    assert api().get("/api/sync").status == 401
    assert api().post("/api/realtime/ticket").status == 401


def test_an_ended_session_reads_nothing(alice, api):
    end_session(alice)
    assert api(alice).get("/api/sync").status == 401


@pytest.mark.processes
def test_a_ticket_says_where_to_go_and_opens_the_socket(alice, api, shared_port):
    answer = api(alice).post("/api/realtime/ticket")
    assert answer.status == 200
    assert answer.json["expires_in"] == 30
    assert answer.json["url"] == f"ws://127.0.0.1:8080/ws?ticket={answer.json['ticket']}"
    assert Socket(shared_port, f"?ticket={answer.json['ticket']}").hello()["type"] == "welcome"


@pytest.fixture
def renderer():
    """Registers a renderer for the events that `tell` adds, for one test."""
    yield renders("test.told")
    del rendering._renderers["test.told"]


def test_payloads_are_rendered_for_whoever_looks(alice, renderer):
    start = streams.position_now(alice.viewer)
    tell(alice, n=1)
    tell(alice, n=2)
    renderer(lambda viewer, payloads: [{"to": str(viewer.user_id), **payloads[0]}, None])
    assert [item["payload"] for item in streams.read(alice.viewer, start).items] == [
        {"to": str(alice.id), "n": 1},
        {},
    ]


def test_a_renderer_that_fails_leaves_no_gap(alice, renderer):
    start = streams.position_now(alice.viewer)
    tell(alice, times=2)
    renderer(lambda viewer, payloads: 1 / 0)
    page = streams.read(alice.viewer, start)
    assert [(item["seq"], item["payload"]) for item in page.items] == [(1, {}), (2, {})]


def test_an_outdated_position_is_a_refusal_of_its_own(alice):
    tell(alice, times=1)
    now = streams.position_now(alice.viewer)
    with pytest.raises(streams.Outdated) as refusal:
        streams.read(alice.viewer, now._replace(seq=9))
    assert isinstance(refusal.value, errors.Gone)
