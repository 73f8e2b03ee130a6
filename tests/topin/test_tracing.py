"""Traces: one of a request and what it set off, told to a real collector, and none where no collector is named."""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.deeds import follow, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from topin import clock, tracing


class Span(NamedTuple):
    name: str
    trace: str
    id: str
    parent: str
    attributes: dict
    failed: bool
    nanoseconds: int


class Collector:
    """What speaks OTLP over HTTP on this machine."""

    def __init__(self):
        self.bodies = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                assert self.path == "/v1/traces"
                collector.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def spans(self):
        for body in self.bodies:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                names = [a.value.string_value for a in resource.resource.attributes if a.key == "service.name"]
                assert names == ["topin"]
                for scope in resource.scope_spans:
                    yield from map(read, scope.spans)


def read(span):
    values = {a.key: a.value.string_value or a.value.int_value for a in span.attributes}
    return Span(
        *(span.name, span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()),
        *(values, span.status.code == 2, span.end_time_unix_nano - span.start_time_unix_nano),
    )


@pytest.fixture
def collector():
    collector = Collector()
    yield collector
    collector.server.shutdown()
    collector.server.server_close()


@pytest.fixture
def traced(collector):
    """`traced()` → the spans that ended by now. Traces go to a collector meanwhile."""
    provider = tracing.start(collector.url, 1.0)

    def ended():
        provider.force_flush()
        return list(collector.spans())

    yield ended
    tracing.stop()
    provider.shutdown()


def test_a_request_is_a_trace_with_the_calls_to_the_database_in_it(traced, alice, bob, api):
    answer = api(bob).post(f"/api/social/follow/{alice.id}")
    [request] = [span for span in traced() if not span.parent]
    assert request.name == "POST api/social/follow/<uuid:user_id>"
    assert request.attributes["http.response.status_code"] == 200
    assert request.trace == answer.headers["x-request-id"]
    [call] = [span for span in traced() if span.parent == request.id]
    assert (call.name, call.trace) == ("follow_member", request.trace)
    assert 0 < call.nanoseconds < request.nanoseconds


def test_what_a_request_set_off_stands_in_its_trace(traced, alice, bob, api, run_events):  # noqa: F811
    api(bob).post(f"/api/social/follow/{alice.id}")
    run_events()
    spans = traced()
    [request] = [span for span in spans if span.name.startswith("POST ")]
    reading = {span.name: span for span in spans if span.parent == request.id and "readers." in span.name}
    assert any(name.startswith("notifications.") for name in reading)
    assert {span.trace for span in reading.values()} == {request.trace}


def test_what_the_clock_does_is_a_trace_of_its_own(traced, superuser):
    clock.add_due_slots()
    ((slot,),) = superuser.execute("select id from job_slots where task = 'roll_partitions'").fetchall()
    clock.run_slot(slot)
    spans = traced()
    [job] = [span for span in spans if span.name == "roll_partitions" and not span.parent]
    assert [span.name for span in spans if span.parent == job.id] == ["roll_partitions"]


def test_a_callers_trace_goes_on(traced, api):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = api().get("/api/posts?feed=explore", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert answer.headers["x-request-id"] == trace
    assert {span.trace for span in traced()} == {trace}


@pytest.mark.parametrize("traceparent", ["", "-", "00-", f"00-{'0' * 32}-x", f"00-{'x' * 32}-y", "00-\u0663" * 40])
def test_a_caller_whose_trace_is_none_gets_one_of_ours(traceparent):
    assert tracing.request_id_of(traceparent) == ""


def test_a_callers_own_request_id_makes_a_trace_too(traced, api):
    api().get("/api/posts?feed=explore", headers={"X-Request-ID": "app.7"})
    trace, _ = tracing.ids_of("app.7")
    assert {span.trace for span in traced()} == {f"{trace:032x}"}


def test_an_address_that_is_none_is_a_trace_without_it(traced, api):
    api().get("/api/posts/there/is/none?secret=1")
    [request] = traced()
    assert request.name.startswith("GET ^api(")
    assert "secret" not in str(request)


def test_nobodys_id_or_word_is_in_a_trace(traced, collector, alice, bob, api, run_events):  # noqa: F811
    post = post_by(alice, "Nobody else is to read this")
    follow(bob, alice)
    api(bob).get(f"/api/posts/{post}")
    api(bob).get("/api/search/posts?q=nobody")
    run_events()
    assert traced()
    told = b"".join(collector.bodies)
    for secret in (str(post), str(alice.id), alice.email, "alice", "Nobody", "nobody"):
        assert secret.encode() not in told


def test_of_a_share_a_request_is_taken_or_left_with_all_of_it(collector, alice, bob, api, run_events):  # noqa: F811
    asked = [f"{n * (2**64 // 20):032x}" for n in range(1, 20)]
    run_events()
    provider = tracing.start(collector.url, 0.5)
    try:
        for n, request_id in enumerate(asked):
            method = api(bob).delete if n % 2 else api(bob).post
            method(f"/api/social/follow/{alice.id}", headers={"X-Request-ID": request_id})
        run_events()
        provider.force_flush()
    finally:
        tracing.stop()
        provider.shutdown()
    spans = [span for span in collector.spans() if span.trace in asked]
    requests = {span.id for span in spans if not span.parent}
    assert 0 < len(requests) < len(asked)
    assert {span.parent for span in spans if "readers." in span.name} <= requests
    assert {span.trace for span in spans if "readers." in span.name}


def test_where_no_collector_is_named_nothing_of_it_is_loaded():
    look = "import django, sys; django.setup(); print([m for m in sys.modules if m.startswith('opentelemetry')])"
    shown = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
