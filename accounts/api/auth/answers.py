"""GoTrue's two formats of errors: which one, is said by the caller's `X-Supabase-Api-Version`."""

import logging
from datetime import date

from rest_framework.response import Response

from topin import errors, metrics, rest

log = logging.getLogger(__name__)
VERSION_HEADER = "X-Supabase-Api-Version"
NEW_FORMAT = date(2024, 1, 1)
#: Our codes → GoTrue's; those of accounts/errors.py are GoTrue's already.
CODES = {
    "malformed": "bad_json",
    "invalid": "validation_failed",
    "bad_cursor": "validation_failed",
    "unsupported_version": "validation_failed",
    "too_large": "request_entity_too_large",
    "rate_limited": "over_request_rate_limit",
    "not_authenticated": "session_not_found",
    "not_found": "unknown",
    "method_not_allowed": "unknown",
    "unavailable": "unexpected_failure",
    "internal_error": "unexpected_failure",
}
MESSAGES = {"rate_limited": "Request rate limit reached"}
STATUSES = {"not_authenticated": 403}  # the session ended between the token's check and the deed


def refused(error, request):
    """The answer to a request that was refused, or that failed."""
    refusal = rest.as_refusal(error)
    if refusal is None:
        log.exception("A request failed")
        refusal = errors.Fault()
    metrics.refusals.labels(refusal.code).inc()
    code = code_of(refusal)
    status = STATUSES.get(refusal.code, refusal.status)
    body = _body(request, status, code, MESSAGES.get(refusal.code, refusal.detail))
    if hasattr(refusal, "reasons"):
        body["weak_password"] = {"reasons": refusal.reasons}
    return Response(body, status=status, headers=refusal.headers | {"X-Sb-Error-Code": code})


def code_of(refusal):
    """GoTrue's word for a refusal."""
    return CODES.get(refusal.code, refusal.code)


def _body(request, status, code, message):
    if wants_new_format(request):
        return {"code": code, "message": message}
    error_id = getattr(request, "request_id", "")
    return {"code": status, "error_code": code, "msg": message, "error_id": error_id}


def wants_new_format(request):
    try:
        return date.fromisoformat(request.META.get("HTTP_X_SUPABASE_API_VERSION", "")) >= NEW_FORMAT
    except ValueError:
        return False


def echo_version(request, response):
    """Without the echo clients would look for the code where the old format has it."""
    if wants_new_format(request):
        response[VERSION_HEADER] = NEW_FORMAT.isoformat()
