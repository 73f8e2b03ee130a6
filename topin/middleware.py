"""What every request passes: its id and log line, security headers, and refusals shown to people."""

import logging
import re
from functools import cache
from secrets import token_hex
from time import perf_counter

import structlog
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.db import close_old_connections
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from topin import addresses, authentication, errors, metrics, presence, sql, tracing

log = structlog.get_logger("topin.request")
REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}\Z")


def _stores():
    """Origins that pages stream films from and, with a bucket, send files to."""
    if settings.STORAGE != "s3":
        return settings.MEDIA_ORIGIN
    own = settings.AWS_S3_PUBLIC_ENDPOINT_URL or settings.STORAGES["private"]["OPTIONS"]["endpoint_url"]
    return f"{settings.MEDIA_ORIGIN} {own or 'https://*.amazonaws.com'}"


PAGE_POLICY = (
    f"default-src 'self'; img-src 'self' data: blob: https: {settings.MEDIA_ORIGIN}; "
    f"media-src 'self' blob: https: {settings.MEDIA_ORIGIN}; connect-src 'self' {_stores()}; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: Of whatever is no page: opened by itself it runs, loads and is framed by nothing.
DATA_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def is_api(request):
    return request.path == "/api" or request.path.startswith("/api/")


class RequestContextMiddleware:
    """Gives the request an id that its events, jobs and log lines carry, and measures it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = _request_id(request.META)
        sql.begin_request(request.request_id)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.request_id)
        started = perf_counter()
        with tracing.of_request(request.request_id) as span:
            response = self.get_response(request)
            response["X-Request-ID"] = request.request_id
            self._measure(request, response, perf_counter() - started, span)
        return response

    def _measure(self, request, response, seconds, span):
        route = request.resolver_match.route if request.resolver_match else "unknown"
        tracing.answered(span, request.method, route, response.status_code)
        _times_of(route, request.method, response.status_code).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            calls, database_seconds = sql.request_use()
            log.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
                db_calls=calls,
                db_ms=round(database_seconds * 1000, 1),
                user_id=str(getattr(request, "viewer", sql.ANONYMOUS).user_id or ""),
            )


_times_of = cache(metrics.requests.labels)


def _request_id(meta):
    """The caller's own, or the trace that the caller is in, or a new one."""
    given = meta.get("HTTP_X_REQUEST_ID", "")
    if REQUEST_ID.match(given):
        return given
    return tracing.request_id_of(meta.get("HTTP_TRACEPARENT", "")) or token_hex(16)


class SecurityHeadersMiddleware:
    """Headers that limit what a browser does with our answers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if settings.SECURE_HSTS_SECONDS:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            )
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        elif not kind.startswith("text/javascript"):  # a service worker asks for pages by the policy it came with
            response.headers.setdefault("Content-Security-Policy", DATA_POLICY)
        return response


class PageMiddleware:
    """Leads requests of pages and the console through `PAGE_MIDDLEWARE`, and those of /api straight to their door.

    What only pages need, and the search for a door, took a good part of the time of a request of the API.
    """

    def __init__(self, get_response):
        self._through = get_response
        self._middleware = []
        for name in reversed(settings.PAGE_MIDDLEWARE):
            middleware = import_string(name)(self._through)
            self._through = convert_exception_to_response(middleware)
            self._middleware.insert(0, middleware)

    def __call__(self, request):
        if is_api(request):
            return _at_its_door(request)
        close_old_connections()  # pages use Django's own models, too
        return self._through(request)

    def process_view(self, request, *called):
        """Django asks the middleware it knows: this one asks in the name of those it holds."""
        return self._ask("process_view", self._middleware, request, *called)

    def process_exception(self, request, error):
        return self._ask("process_exception", reversed(self._middleware), request, error)

    def _ask(self, hook, held, *arguments):
        for middleware in held:
            answer = getattr(middleware, hook, _nothing)(*arguments)
            if answer is not None:
                return answer
        return None


def _nothing(*_):
    return None


def _at_its_door(request):
    match = request.resolver_match = addresses.find(request.path_info)
    response = match.func(request, *match.args, **match.kwargs)
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


class ViewerMiddleware:
    """`request.viewer` for pages, from the cookie; REST doors find out by themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = authentication.read_cookie(request) or sql.ANONYMOUS
        presence.note(request.viewer)
        return self.get_response(request)


class RefusalMiddleware:
    """Shows a refusal of a page's deed to the person who asked: a page, or a toast where HTMX asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, errors.Refused):
            return None
        metrics.refusals.labels(error.code).inc()
        if isinstance(error, errors.NotSignedIn):
            response = _to_gate(request, settings.LOGIN_URL)
            response.delete_cookie(authentication.COOKIE)
            return response
        if isinstance(error, errors.SecondFactorMissing):
            return _to_gate(request, settings.SECOND_FACTOR_URL)
        return _refused(request, error)


def _to_gate(request, page):
    """To the page where it is made up for what is missing, and back afterwards where nothing was to be done."""
    target = f"{page}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": page})
    return redirect(target if request.method == "GET" else page)


def _refused(request, error):
    if getattr(request, "htmx", False):
        response = render(request, "web/errors/toast.html", {"error": error}, status=error.status)
        response["HX-Reswap"], response["HX-Retarget"] = "beforeend", "#toasts"
    else:
        response = render(request, "web/errors/refused.html", {"error": error}, status=error.status)
    for name, value in error.headers.items():
        response[name] = value
    return response


def csrf_failure(request, reason=""):
    """Django's answer to a form without a valid token."""
    detail = "This form is too old or came from elsewhere. Load the page again and send it once more."
    return _refused(request, errors.Forbidden(detail, code="csrf_failed"))
