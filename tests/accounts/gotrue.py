"""/api/auth as GoTrue's clients use it."""

from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from tests.people import PASSWORD, Api

VERSION = {"X-Supabase-Api-Version": "2024-01-01"}


def call(method, path, body=None, token=None, **headers):
    """One call as a current client makes it; `token` is an access token."""
    given = VERSION | {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        given["Authorization"] = f"Bearer {token}"
    return Api().request(method, f"/api/auth{path}", body, headers=given)


def new_email():
    return f"{uuid4().hex}@topin.test"


def sign_up(email=None, password=PASSWORD, **body):
    return call("POST", "/signup", {"email": email or new_email(), "password": password, **body})


def sign_in(email, password=PASSWORD):
    return call("POST", "/token?grant_type=password", {"email": email, "password": password})


def refresh(token):
    return call("POST", "/token?grant_type=refresh_token", {"refresh_token": token})


def get_user(session):
    return call("GET", "/user", token=session["access_token"])


def verify(kind, **body):
    return call("POST", "/verify", {"type": kind, **body})


def follow(link):
    """A mailed link, followed as far as this server goes: (status, where to, its query, its fragment)."""
    answer = Api().get(link)
    target = urlsplit(answer.headers.get("location", ""))
    fields = [{n: v[0] for n, v in parse_qs(part, keep_blank_values=True).items()} for part in target[3:]]
    return Followed(answer.status, target._replace(query="", fragment="").geturl(), *fields)


class Followed(NamedTuple):
    status: int
    target: str
    query: dict
    fragment: dict
