"""FCM HTTP v1: Android, and whatever else uses Firebase."""

from functools import partial

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notifications.ports import accepted, dropped, failed, retry, stopped
from notifications.providers import google_tokens, payloads
from topin.lean import late

net = late("topin.net")  # for who sends

MESSAGE_BYTES = 4_096
LONGEST_TTL = 2_419_200  # seconds
PAUSE_OF_QUOTA = 60.0  # seconds, at least, where the answer names none
LEAST_PAUSE = 10.0  # seconds after a fault of FCM
OURS = ("THIRD_PARTY_AUTH_ERROR", "UNAUTHENTICATED")  # our credentials are at fault


def is_configured():
    return bool(settings.FCM_CREDENTIALS)


def send(device, push):
    """One message to one app. Returns an Outcome."""
    if not is_configured():
        return payloads.keep_for_developers(push, _message(device, push)["message"])
    try:
        body = payloads.fitted(push, lambda push: payloads.as_json(_message(device, push)), MESSAGE_BYTES)
        return _outcome(_post(google_tokens.account(settings.FCM_CREDENTIALS), body))
    except ImproperlyConfigured as error:
        return stopped(str(error))
    except google_tokens.Refused as error:
        return stopped(str(error))
    except google_tokens.Unreachable as error:
        return retry(str(error), error.wait, channel=True)
    except net.NetError as error:
        return retry(str(error), channel=True)
    except ValueError as error:
        return failed(str(error))


def _post(account, body):
    """The answer; a token that is refused may have ended early, so that a fresh one is tried once."""
    url = f"{settings.FCM_URL}/v1/projects/{account.project}/messages:send"
    token = google_tokens.get(account)
    post = partial(net.request, "POST", url, content=body, heeds_faults=True)
    response = post(headers=_headers(token))
    if response.status_code == 401 and _error(response).code != "THIRD_PARTY_AUTH_ERROR":
        response = post(headers=_headers(google_tokens.get(account, refused=token)))
    return response


def _headers(token):
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}


def _message(device, push):
    return {
        "message": {
            "token": device.token,
            "notification": {"title": push.title, "body": push.body},
            "data": {  # of texts only
                "id": str(push.id),
                "kind": push.kind,
                "url": push.url,
                "subject_type": push.subject.get("type") or "",
                "subject_id": str(push.subject.get("id") or ""),
                "group_key": push.group_key,
                "unread": str(push.unread),
            },
            "android": {
                "collapse_key": push.group_key,
                "ttl": f"{min(payloads.seconds_left(push), LONGEST_TTL)}s",
                "priority": "HIGH" if push.urgent else "NORMAL",
                "notification": {"tag": push.group_key},
            },
        }
    }


# -- what became of it -----------------------------------------------------------------------------


def _outcome(response):
    status, error = response.status_code, _error(response)
    answer = f"{status} {error.code}".strip()
    if response.is_success:
        return accepted(answer)
    if _is_gone(status, error):
        return dropped(answer)
    if status in (401, 403) or error.code in OURS:
        return stopped(answer)
    if status == 429:
        asked = payloads.retry_after(response)
        return retry(answer, PAUSE_OF_QUOTA if asked is None else asked, channel=True)
    if status >= 500:
        asked = payloads.retry_after(response)
        return retry(answer, None if asked is None else max(asked, LEAST_PAUSE), channel=True)
    return failed(answer)


def _is_gone(status, error):
    """Whether the token will never be any good: of a 400 only when it says that it is about the token."""
    if (status, error.code) in ((404, "UNREGISTERED"), (403, "SENDER_ID_MISMATCH")):
        return True
    return (status, error.code) == (400, "INVALID_ARGUMENT") and "message.token" in error.fields


class _Error:
    """What stands in an answer: `code` as FCM calls it, else Google's status, and the fields that it is about."""

    def __init__(self, body):
        error = _dict(_dict(body).get("error"))
        details = [_dict(detail) for detail in _list(error.get("details"))]
        codes = [detail["errorCode"] for detail in details if isinstance(detail.get("errorCode"), str)]
        self.code = payloads.without_tokens(str([*codes, error.get("status") or ""][0]))
        violations = [_dict(v) for detail in details for v in _list(detail.get("fieldViolations"))]
        self.fields = {violation.get("field") for violation in violations}


def _error(response):
    try:
        return _Error(response.json())
    except (ValueError, RecursionError):  # HTML of something in between
        return _Error(None)


def _dict(value):
    return value if isinstance(value, dict) else {}


def _list(value):
    return value if isinstance(value, list) else []
