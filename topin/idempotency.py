"""`Idempotency-Key`: key, effect and stored answer commit together, or none of them.

Answers are kept byte for byte, but not all of them: a private message must not lie here in the clear, nor be told
again when it is gone. A door whose answer holds such a thing returns `Remade(data, ids)` instead of a `Response`.
Then the ids are kept, and a repeat is answered by the view's `again(request, ids)`, which reads it as it is now.
"""

from base64 import b64decode
from hashlib import file_digest

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.response import Response

from topin import errors, rest, sql
from topin.bodies import to_bytes

#: Refusals of the deed itself, as opposed to faults of the request or of the moment.
STORED_REFUSALS = (403, 404, 409, 410, 422)
KEY_LENGTH = 255
#: What a stored body is, of which the answer is made anew.
IDS = "application/vnd.topin.ids+json"


class Remade(Response):
    """An answer of which only the ids of what it tells are kept for repeats: a JSON value, never content.

    The view has `again(request, ids)` → Response: the same about the present state, with the status as it was
    the first time. What it refuses (404: it is gone) is the answer of the repeat.
    """

    def __init__(self, data, ids, **options):
        super().__init__(data, **options)
        self.ids = ids


def run_once(view, request, key, run):
    """The answer of `run`, or of the first request to `view` with this key: the stored one, or made again.

    Raises Conflict `in_progress` while the first still runs, and Unprocessable
    `idempotency_key_reused` when the key came with another method, path or body.
    """
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise errors.Invalid(f"Idempotency-Key has 1 to {KEY_LENGTH} printable characters")
    fingerprints = _fingerprints(request)
    with sql.acting_as(request.viewer):
        stored = sql.call("find_replay", key, fingerprints)
        if stored is not None:
            return _replayed(view, request, stored.loads())
        try:
            response = run()
        except errors.Refused as refusal:
            if refusal.status not in STORED_REFUSALS:
                raise  # and the transaction, with the key in it, never was
            response = rest.problem(refusal, request)
        if response.status_code < 300 or response.status_code in STORED_REFUSALS:
            _store(key, fingerprints[0], response)
        return response


def _store(key, fingerprint, response):
    if isinstance(response, Remade):
        kind, body = IDS, to_bytes(response.ids)
    else:
        kind, body = response.content_type or "application/json", to_bytes(response.data)
    headers = {"Content-Type": kind}
    sql.call("store_replay", key, fingerprint, response.status_code, headers, body, settings.IDEMPOTENCY_HOURS)


def _replayed(view, request, stored):
    body, kind = sql.Json(b64decode(stored["body"])), stored["headers"]["Content-Type"]
    if kind == IDS:
        response = _again(view, request, body.loads(), stored["status"])
    else:
        response = Response(body or None, status=stored["status"], content_type=kind)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _again(view, request, ids, status):
    try:
        response = view.again(request, ids)
    except errors.Refused as refusal:
        if refusal.status not in STORED_REFUSALS:
            raise  # of the moment, and no answer to the repeat
        return rest.problem(refusal, request)
    response.status_code = status
    return response


def _fingerprints(request):
    """What must be the same in a repeat: method, path with query, body, and the contents of files in it.

    Made with a key, for whoever has only the database could guess a short body from its bare hash. The first is
    kept; SECRET_KEY_FALLBACKS still know repeats of what came under them.
    """
    body = to_bytes(request.data).decode("utf-8", "replace")
    contents = [_digest(file) for _, sent in sorted(request.FILES.lists()) for file in sent]
    value = "\0".join((request.method, request.get_full_path(), body, *contents))
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [salted_hmac("topin.idempotency", value, secret=key, algorithm="sha256").hexdigest() for key in keys]


def _digest(file):
    digest = file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
