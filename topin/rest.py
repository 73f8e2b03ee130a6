"""The ground of every REST door: version, sign-in, limits, idempotency, ETags, problem+json, paging."""

import logging
from functools import cache
from itertools import islice

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions as drf
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from topin import errors, etags, headers, idempotency, limits, metrics, presence, sql
from topin.bodies import to_bytes

log = logging.getLogger(__name__)
VERSIONS = ("v1",)
READ = ("GET", "HEAD", "OPTIONS")
ANY = (*READ, "POST", "PUT", "PATCH", "DELETE")
PAGE_DEFAULT, PAGE_MAX = 20, 100
ERRORS_TOLD = 100  # of one request; a body has room for very many more
ERROR_LENGTH = 300  # of one; some say again what was sent


class JsonAlways(BaseContentNegotiation):
    """Every answer is JSON, whatever a browser says it would rather have.

    `ApiView` writes it without asking; this is for bodies that come in, and for the schema's own view.
    """

    def select_parser(self, request, parsers):
        kind = request.content_type.partition(";")[0].strip().lower()
        return next((p for p in parsers if p.media_type == kind), None)

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ApiRequest(Request):
    """DRF's request, for bodies to be parsed, with at hand what every door asks of it: DRF goes a long way for each."""

    def __init__(self, request, **kwargs):
        super().__init__(request, **kwargs)
        self.method, self.path, self.META = request.method, request.path, request.META
        self.request_id = getattr(request, "request_id", "")

    @property
    def GET(self):
        return self._request.GET


class Answer(HttpResponse):
    """JSON, written here and now: what doors answer that are asked often. DRF's `Response` takes thrice as long."""

    def __init__(self, data, **options):
        super().__init__(to_bytes(data), content_type="application/json", **options)
        self.data = data


@cache
def _methods(view_class):
    """Those that a door answers, as `Allow` names them."""
    names = [name for name in view_class.http_method_names if hasattr(view_class, name)]
    if hasattr(view_class, "get") and "head" not in names:
        names.append("head")  # Django answers it by `get`
    return tuple(name.upper() for name in view_class.http_method_names if name in names)


class ApiView(APIView):
    """A door: parse, call one service or selector, answer. Subclasses have `get`, `post`, …"""

    content_negotiation_class = JsonAlways
    format_kwarg = None  # formats are not chosen by suffix here
    #: Methods that need no sign-in: none, READ or ANY.
    visitors_may = ()
    #: Rules of `RATE_LIMITS` besides `anonymous` or `member`, and `write` for unsafe methods.
    limits = ()
    #: Unsafe methods of members honour `Idempotency-Key`. One that answers `idempotency.Remade` has `again` too.
    idempotent = True
    #: GET answers with a strong ETag, PUT and PATCH honour `If-Match`.
    etagged = False
    #: Visitors' answers may be kept by shared caches for 30 s.
    public = False

    def dispatch(self, request, *args, **kwargs):
        self.args, self.kwargs = args, kwargs
        request = self.request = self.initialize_request(request, *args, **kwargs)
        try:
            self.initial(request, *args, **kwargs)
            response = self.answer(request)
        except Exception as error:
            response = self.handle_exception(error)
        self.response = self.finalize_response(request, response, *args, **kwargs)
        return self.response

    def initialize_request(self, request, *args, **kwargs):
        """Django's own request where there is no body to parse."""
        if request.method in READ:
            return request
        return ApiRequest(
            request,
            parsers=self.get_parsers(),
            authenticators=self.get_authenticators(),
            negotiator=self.get_content_negotiator(),
            parser_context=self.get_parser_context(request),
        )

    def initial(self, request, *args, **kwargs):
        version = request.META.get("HTTP_X_API_VERSION", VERSIONS[0])
        if version not in VERSIONS:
            raise errors.UnsupportedVersion(f"This server speaks {', '.join(VERSIONS)}")
        if request.method not in self.allowed_methods:
            raise errors.MethodNotAllowed(headers={"Allow": ", ".join(self.allowed_methods)})
        plain = getattr(request, "_request", request)  # Django's own: the log asks it, too
        request.viewer = plain.viewer = self.viewer_of(plain)
        self.limit_state = limits.spend(self.limit_keys(request))
        self.limit_state.refuse()
        if request.method not in self.visitors_may and not request.viewer.is_member:
            raise errors.NotSignedIn()
        presence.note(request.viewer)

    def viewer_of(self, request):
        """Whom the first authenticator knows; what it refuses is refused."""
        for authenticator in self.get_authenticators():
            found = authenticator.authenticate(request)
            if found is not None:
                return found[0]
        return sql.ANONYMOUS

    @property
    def allowed_methods(self):
        return _methods(type(self))

    def limit_keys(self, request):
        """(rule, key) pairs that this request counts for."""
        viewer = request.viewer
        key = str(viewer.user_id) if viewer.is_member else limits.address(request)
        names = ["member" if viewer.is_member else "anonymous", *self.limits]
        if request.method not in READ:
            names.append("write")
        return [(name, key) for name in names]

    def resource(self, request):
        """The name of what `If-Match` is about: its writers wait for each other."""
        return request.path

    def current(self, request):
        """What `If-Match` is compared with, as GET answers it."""
        return self.get(request, *self.args, **self.kwargs)

    def answer(self, request):
        handler = getattr(self, request.method.lower())

        def run():
            return handler(request, *self.args, **self.kwargs)

        if request.method in READ:
            return run()
        if self.etagged and request.method in ("PUT", "PATCH"):
            run = etags.guarded(self, request, run)
        key = request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is not None and self.idempotent and request.viewer.is_member:
            return idempotency.run_once(self, request, key, run)
        return run()

    def handle_exception(self, error):
        response = handle_exception(error, self.get_exception_handler_context())
        response.exception = True
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        if isinstance(response, Response):
            _write(response)
        if self.etagged and request.method in ("GET", "HEAD") and response.status_code == 200:
            response = etags.tagged(request, response)
        put = {"Allow": ", ".join(self.allowed_methods), "X-API-Version": VERSIONS[0]}
        if not response.has_header("Cache-Control"):
            put["Cache-Control"] = self.cache_control(request, response)
        headers.put(response, put | getattr(self, "limit_state", limits.UNKNOWN).headers())
        return response

    def cache_control(self, request, response):
        viewer = getattr(request, "viewer", None)
        if self.public and viewer == sql.ANONYMOUS and request.method in READ and response.status_code < 400:
            return "public, max-age=30"
        return "private, max-age=0" if response.has_header("ETag") else "private, no-store"


def _write(response):
    """Writes the body here and now: as JSON, without asking renderers who would."""
    response.content = to_bytes(response.data)
    if response.content:
        response.headers["Content-Type"] = response.content_type or "application/json"
    else:
        del response.headers["Content-Type"]


class NotFoundView(ApiView):
    """Whatever below /api has no door: 404 for everybody, in every method."""

    visitors_may = ANY

    def _none(self, request, *args, **kwargs):
        raise errors.NotFound()

    get = post = put = patch = delete = _none


def validated(serializer_class, request, **kwargs):
    """The body as checked by a serializer. Raises Invalid with one entry in `errors` per field."""
    return checked(serializer_class, request.data, **kwargs)


def checked(serializer_class, data, **kwargs):
    """As `validated`, for data that came another way (forms, queries)."""
    if not hasattr(data, "get"):
        raise errors.Invalid("The body is a JSON object", code="malformed")
    serializer = serializer_class(data=data, **kwargs)
    if not serializer.is_valid():
        raise _invalid(serializer.errors)
    return serializer.validated_data


def page_arguments(request):
    """`limit` (1 to 100, default 20) and `cursor` of a list. Raises Invalid."""
    text = request.GET.get("limit", str(PAGE_DEFAULT))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= PAGE_MAX):
        message = f"A number from 1 to {PAGE_MAX}"
        raise errors.Invalid(f"limit is {message.lower()}", errors=[("limit", "out_of_range", message)])
    return int(text), request.GET.get("cursor", "")


def handle_exception(error, context):
    """Every exception as problem+json; what is no refusal is logged and answered as a bare 500."""
    refusal = as_refusal(error)
    if refusal is None:
        log.exception("A request failed")
        refusal = errors.Fault()
    return problem(refusal, context["request"])


def as_refusal(error):
    """The refusal an exception of Django or DRF stands for, or None for a fault of ours."""
    if isinstance(error, errors.Refused):
        return error
    if isinstance(error, drf.ValidationError):
        return _invalid(error.detail)
    if isinstance(error, drf.ParseError):
        return errors.Invalid(str(error.detail), code="malformed")
    if isinstance(error, drf.UnsupportedMediaType):
        return errors.UnsupportedMediaType()
    if isinstance(error, drf.MethodNotAllowed):  # of doors that are not ours, such as the schema's
        return errors.MethodNotAllowed()
    if isinstance(error, (Http404, drf.NotFound)):
        return errors.NotFound()
    if isinstance(error, RequestDataTooBig):
        return errors.TooLarge()
    if isinstance(error, (SuspiciousOperation, MultiPartParserError)):
        return errors.Invalid("The request is not valid HTTP")
    return None


def problem(refusal, request):
    """An answer of RFC 9457."""
    metrics.refusals.labels(refusal.code).inc()
    body = {
        "type": f"urn:topin:problem:{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "code": refusal.code,
        "errors": [error._asdict() for error in refusal.errors],
        "request_id": getattr(request, "request_id", ""),
    }
    return Response(body, status=refusal.status, headers=refusal.headers, content_type="application/problem+json")


def _invalid(detail):
    found = list(islice(_field_errors(detail), ERRORS_TOLD))
    summary = "; ".join(f"{e[0]}: {e[2]}" if e[0] else e[2] for e in found[:5])
    return errors.Invalid(summary, errors=found)


def _field_errors(detail, path=""):
    """DRF's nested errors as flat (field, code, message), nested fields joined by dots."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            joined = path if name == "non_field_errors" else f"{path}.{name}".strip(".")
            yield from _field_errors(inner, joined)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _field_errors(inner, path if isinstance(inner, str) else f"{path}.{index}")
    else:
        yield path, getattr(detail, "code", "invalid"), str(detail)[:ERROR_LENGTH]
