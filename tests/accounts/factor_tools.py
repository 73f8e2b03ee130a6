"""An authenticator app, and members who have one."""

import base64
import json
import time
from dataclasses import dataclass

import pyotp

from tests.accounts.gotrue import call, sign_in
from tests.people import Api


@dataclass
class App:
    """A second factor as its owner's telephone holds it."""

    id: str
    secret: str

    def code(self, steps_ahead=0):
        """What it shows now, or some 30 s steps later."""
        return pyotp.TOTP(self.secret).at(time.time(), counter_offset=steps_ahead)

    def wrong(self):
        return f"{(int(self.code(50)) + 1) % 10**6:06}"


def enrol(session, **body):
    return call("POST", "/factors", {"factor_type": "totp", **body}, token=session["access_token"])


def app_of(answer):
    return App(answer.json["id"], answer.json["totp"]["secret"])


def challenge(session, app, **headers):
    return call("POST", f"/factors/{app.id}/challenge", {}, token=session["access_token"], **headers)


def verify(session, app, code=None, challenge_id=None, **headers):
    challenge_id = challenge_id or challenge(session, app).json["id"]
    body = {"challenge_id": challenge_id, "code": code or app.code()}
    return call("POST", f"/factors/{app.id}/verify", body, token=session["access_token"], **headers)


def remove(session, app):
    return call("DELETE", f"/factors/{app.id}", token=session["access_token"])


def protect(person, **body):
    """Signs the person in and gives them a second factor: the session (aal2), and their app."""
    session = sign_in(person.email).json
    app = app_of(enrol(session, **body))
    return verify(session, app).json, app


def forget_step(superuser, app):
    """Makes the present code good again: a test has no half minute to wait for the next one."""
    superuser.execute("update mfa_factors set last_step = 0 where id = %s", [app.id])


def claims(session):
    """What the access token says."""
    part = session["access_token"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def me(session):
    """What the API outside of /api/auth says to the session: (status, code)."""
    answer = Api(Authorization=f"Bearer {session['access_token']}").get("/api/users/me")
    return answer.status, answer.code if answer.status != 200 else None
