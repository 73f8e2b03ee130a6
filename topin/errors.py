"""The one table of refusals: SQL state → exception → HTTP status → problem code → socket close code.

SQL refuses with `internal.refuse('TP404', 'message', 'code', 'field')`; Python raises the same
classes. Doors never catch database errors: `topin/sql.py` turns them into these, once.
"""

from typing import NamedTuple

#: Codes of refusals that pass by themselves → seconds until another try makes sense.
RETRY_AFTER = {"in_progress": 1, "unavailable": 2}


class FieldError(NamedTuple):
    field: str
    code: str
    message: str


class Refused(Exception):
    """A deed or question that was refused for a reason the caller may know."""

    status = 400
    code = "invalid"
    title = "The request is not valid"
    close_code = 4400

    def __init__(self, detail="", code=None, errors=(), headers=None):
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.code = code or self.code
        self.errors = [FieldError(*error) for error in errors]
        self.headers = dict(headers or {})
        if self.code in RETRY_AFTER:
            self.headers.setdefault("Retry-After", str(RETRY_AFTER[self.code]))


class Invalid(Refused):
    pass


class UnsupportedVersion(Refused):
    code, title = "unsupported_version", "This server does not speak that version"


class NotSignedIn(Refused):
    status, code, title, close_code = 401, "not_authenticated", "Sign in to do this", 4401


class Forbidden(Refused):
    status, code, title, close_code = 403, "forbidden", "You may not do this", 4403


class SecondFactorMissing(Forbidden):
    """The password was right; until the second factor is given nothing but giving it is open."""

    code, title = "insufficient_aal", "Give your second factor first"


class NotFound(Refused):
    status, code, title, close_code = 404, "not_found", "There is nothing here", 4404


class MethodNotAllowed(Refused):
    status, code, title = 405, "method_not_allowed", "This method does not work here"


class Conflict(Refused):
    status, code, title = 409, "conflict", "This clashes with the present state"


class Gone(Refused):
    status, code, title = 410, "gone", "This was here and is gone"


class PreconditionFailed(Refused):
    status, code, title = 412, "precondition_failed", "It changed since you read it"


class TooLarge(Refused):
    status, code, title = 413, "too_large", "The request is too large"


class UnsupportedMediaType(Refused):
    status, code, title = 415, "unsupported_media_type", "Send the body as application/json"


class Unprocessable(Refused):
    status, code, title = 422, "unprocessable", "The request cannot be carried out"


class RateLimited(Refused):
    status, code, title, close_code = 429, "rate_limited", "Too many requests, wait a little", 4429


class Unavailable(Refused):
    status, code, title = 503, "unavailable", "TOPiN cannot answer right now, try again shortly"


class Fault(Refused):
    """Ours, not the caller's: what happened is in the log under the request's id."""

    status, code, title, close_code = 500, "internal_error", "Something went wrong on our side", 4500


#: What `internal.refuse` may raise.
BY_SQLSTATE = {
    "TP400": Invalid,
    "TP401": NotSignedIn,
    "TP403": Forbidden,
    "TP4MF": SecondFactorMissing,
    "TP404": NotFound,
    "TP409": Conflict,
    "TP410": Gone,
    "TP412": PreconditionFailed,
    "TP422": Unprocessable,
    "TP429": RateLimited,
}

#: What PostgreSQL itself raises for input that no function had to look at.
BY_DATABASE_STATE = {
    "57014": Unavailable,  # statement timeout
    "55P03": Unavailable,  # lock timeout
    "40001": Unavailable,  # serialization failure
    "40P01": Unavailable,  # deadlock
    "53300": Unavailable,  # too many connections
    "57P03": Unavailable,  # starting up
    "22P02": Invalid,  # text that is no uuid, number, time
    "22P05": Invalid,
    "22021": Invalid,  # a NUL byte
    "22003": Invalid,  # number out of range
    "22008": Invalid,  # time out of range
}

#: Constraint name → (exception, code, message); apps add theirs in their errors.py.
BY_CONSTRAINT = {}


def refusal_of(error):
    """The refusal that a database error stands for, or None for a fault of ours."""
    state, diag = getattr(error, "sqlstate", None), getattr(error, "diag", None)
    if state in BY_SQLSTATE:
        refusal = BY_SQLSTATE[state]
        detail, code, field = diag.message_primary, diag.message_detail, diag.message_hint
        if field:
            return refusal("", errors=[(field, code or "invalid", detail)])
        return refusal(detail, code=code)
    if diag is not None and diag.constraint_name in BY_CONSTRAINT:
        refusal, code, message = BY_CONSTRAINT[diag.constraint_name]
        return refusal(message, code=code)
    if state in BY_DATABASE_STATE:
        return BY_DATABASE_STATE[state]()
    if state == "23514" and diag is not None and diag.constraint_name is None:
        return Unavailable()  # its partition was made at this moment: another try finds it
    return None
