"""People of the tests, and the API as they use it."""

import json
from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.test import Client

from topin import sql, tokens

PASSWORD = "correct horse battery staple"  # of everybody in the cast


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    id: UUID
    handle: str
    email: str
    session_id: UUID
    token: str

    @property
    def viewer(self):
        return sql.Viewer.user(self.id, self.session_id)


@cache
def _password_hash():
    return make_password(PASSWORD)


def make_person(superuser, handle, **columns):
    """A member made by the product's own functions; `columns` of users are set behind its back."""
    email = f"{handle}@topin.test"
    metadata = {"handle": handle, "display_name": handle.title()}
    made = sql.do(sql.SYSTEM, "sign_up", email, _password_hash(), metadata, True).loads()
    user_id = UUID(made["user_id"])
    for name, value in columns.items():
        superuser.execute(f"update users set {name} = %s where id = %s", [value, user_id])
    return sign_in(user_id, handle, email)


def sign_in(user_id, handle, email):
    """One more session of a member."""
    session_id = uuid4()
    sql.do(sql.SYSTEM, "start_session", session_id, user_id, "password", None, "127.0.0.1", "tests")
    claims = {"sub": str(user_id), "session_id": str(session_id), "email": email, "aal": "aal1"}
    return Person(user_id, handle, email, session_id, tokens.sign(claims))


def of_session(session):
    """Whoever a session of GoTrue's JSON belongs to."""
    claims = tokens.verify(session["access_token"])
    user = session["user"]
    handle = user["user_metadata"].get("handle", "")
    return Person(UUID(user["id"]), handle, user["email"], UUID(claims["session_id"]), session["access_token"])


@dataclass
class Answer:
    """What came back, without what differs from request to request."""

    status: int
    body: bytes
    headers: dict

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json["code"]


class Api:
    """The REST API as somebody (or as a visitor), through the whole stack of middleware."""

    def __init__(self, person=None, **headers):
        self.client = Client(raise_request_exception=False)
        self.headers = {k.replace("_", "-"): v for k, v in headers.items()}
        if person is not None:
            self.headers["Authorization"] = f"Bearer {person.token}"

    def request(self, method, path, body=None, *, headers=None, content_type="application/json"):
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        answer = self.client.generic(
            method, path, body or b"", content_type=content_type, headers=self.headers | (headers or {})
        )
        return Answer(answer.status_code, answer.content, {k.lower(): v for k, v in answer.headers.items()})

    def get(self, path, **kwargs):
        return self.request("GET", path, **kwargs)

    def post(self, path, body=None, **kwargs):
        return self.request("POST", path, body, **kwargs)

    def put(self, path, body=None, **kwargs):
        return self.request("PUT", path, body, **kwargs)

    def delete(self, path, body=None, **kwargs):
        return self.request("DELETE", path, body, **kwargs)
