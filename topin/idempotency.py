"""`Idempotency-Key`: key, effect and stored answer commit together, or none of them."""

from base64 import b64decode
from hashlib import file_digest, sha256

from django.conf import settings
from rest_framework.response import Response

from topin import errors, rest, sql
from topin.bodies import to_bytes

#: Refusals of the deed itself, as opposed to faults of the request or of the moment.
STORED_REFUSALS = (403, 404, 409, 410, 422)
KEY_LENGTH = 255


def run_once(request, key, run):
    """The answer of `run`, or the stored one of the first request with this key.

    Raises Conflict `in_progress` while the first still runs, and Unprocessable
    `idempotency_key_reused` when the key came with another method, path or body.
    """
    if not 1 <= len(key) <= KEY_LENGTH or not key.isprintable():
        raise errors.Invalid(f"Idempotency-Key has 1 to {KEY_LENGTH} printable characters")
    fingerprint = _fingerprint(request)
    with sql.acting_as(request.viewer):
        stored = sql.call("find_replay", key, fingerprint)
        if stored is not None:
            return _replayed(stored)
        try:
            response = run()
        except errors.Refused as refusal:
            if refusal.status not in STORED_REFUSALS:
                raise  # and the transaction, with the key in it, never was
            response = rest.problem(refusal, request)
        if response.status_code < 300 or response.status_code in STORED_REFUSALS:
            _store(key, fingerprint, response)
        return response


def _store(key, fingerprint, response):
    body = to_bytes(response.data)
    headers = {"Content-Type": response.content_type or "application/json"}
    sql.call("store_replay", key, fingerprint, response.status_code, headers, body, settings.IDEMPOTENCY_HOURS)


def _replayed(stored):
    stored = stored.loads()
    body = sql.Json(b64decode(stored["body"]))
    headers = {"Idempotent-Replayed": "true"}
    return Response(
        body or None, status=stored["status"], headers=headers, content_type=stored["headers"]["Content-Type"]
    )


def _fingerprint(request):
    """What must be the same in a repeat: method, path with query, body, and the contents of files in it."""
    body = to_bytes(request.data).decode("utf-8", "replace")
    contents = [_digest(file) for _, sent in sorted(request.FILES.lists()) for file in sent]
    parts = (request.method, request.get_full_path(), body, *contents)
    return sha256("\0".join(parts).encode()).hexdigest()


def _digest(file):
    digest = file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
