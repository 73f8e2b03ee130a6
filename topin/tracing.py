"""Traces for OpenTelemetry: where the time of a request, of a delivery of its events, of a job or a push went.

Nothing of it is loaded until OTEL_EXPORTER_OTLP_ENDPOINT says where traces go. A trace is what one request set off,
and its id is made of the request id: deliveries need to carry nothing besides, and a line of the log leads to its
trace. Names and figures are all that is in it: no id of a member, no address, no text.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from time import time_ns
from typing import NamedTuple

_tracer = None
_api = None


class Ids(NamedTuple):
    """Those of a request's own span, which its deliveries hang on."""

    trace: int
    span: int


#: The ids that the next span is to have.
_given = ContextVar("given", default=None)


def start(endpoint, share):
    """Sends traces to a collector (OTLP over HTTP), of a share of all requests from 0 to 1. Returns the provider."""
    global _tracer, _api
    # Most processes never need them, and they take a fifth of a second.
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased

    class IdGenerator(RandomIdGenerator):
        def generate_trace_id(self):
            given = _given.get()
            return given.trace if given else super().generate_trace_id()

        def generate_span_id(self):
            given = _given.get()
            return given.span if given else super().generate_span_id()

    # By the id alone, not by what a parent says: so that a request and its deliveries are taken or left together.
    provider = TracerProvider(
        sampler=TraceIdRatioBased(share),
        resource=Resource.create({"service.name": "topin"}),
        id_generator=IdGenerator(),
    )
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer, _api = provider.get_tracer("topin"), trace
    return provider


def stop():
    global _tracer
    _tracer = None


def ids_of(request_id):
    """The trace of a request id: itself where it is 32 hexadecimal digits, as ours are and those of `traceparent`."""
    digest = blake2b(request_id.encode(), digest_size=16).digest()
    try:
        trace = int(request_id, 16) if len(request_id) == 32 else 0
    except ValueError:
        trace = 0
    return Ids(trace or int.from_bytes(digest), int.from_bytes(digest[:8]) or 1)


def request_id_of(traceparent):
    """The trace that a caller is in (W3C Trace Context), as a request id; "" where there is none."""
    _, _, rest = traceparent.partition("-")
    trace = rest.partition("-")[0]
    try:
        return trace if len(trace) == 32 and int(trace, 16) else ""
    except ValueError:
        return ""


@contextmanager
def of_request(request_id):
    """The span of a request, which begins a trace; it gets its name at the end, by `answered`."""
    if _tracer is None:
        yield None
        return
    token = _given.set(ids_of(request_id))
    try:
        span = _tracer.start_span("request", context=_nothing(), kind=_api.SpanKind.SERVER)
    finally:
        _given.reset(token)
    with _api.use_span(span, end_on_exit=True):
        yield span


def answered(span, method, route, status):
    """How a request ended."""
    if span is None:
        return
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
    if status >= 500:
        span.set_status(_api.StatusCode.ERROR)


@contextmanager
def following(request_id, name):
    """The span of something that a request set off, or of something that nobody asked for ("")."""
    if _tracer is None:
        yield
        return
    context = _within(ids_of(request_id)) if request_id else _nothing()
    with _tracer.start_as_current_span(name, context=context, kind=_api.SpanKind.CONSUMER):
        yield


def note(name, seconds):
    """A call to another server that ended just now, of what goes on here."""
    if _tracer is None or not _api.get_current_span().is_recording():
        return
    end = time_ns()
    _tracer.start_span(name, kind=_api.SpanKind.CLIENT, start_time=end - int(seconds * 1e9)).end(end)


def _nothing():
    return _api.set_span_in_context(_api.INVALID_SPAN)


def _within(ids):
    flags = _api.TraceFlags(_api.TraceFlags.SAMPLED)
    parent = _api.SpanContext(ids.trace, ids.span, is_remote=True, trace_flags=flags)
    return _api.set_span_in_context(_api.NonRecordingSpan(parent))
