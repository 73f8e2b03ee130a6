"""/api/auth as GoTrue's clients use it."""

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
