"""Staff at the console."""

import time
from dataclasses import dataclass

import pyotp
import pytest
from django.test import Client

from accounts import second_factor
from accounts.backends import StaffBackend
from accounts.console import factor
from tests.people import PASSWORD
from topin import sql, staff


@dataclass
class Desk:
    """Somebody's browser at the console."""

    client: Client
    person: object
    secret: str = ""
    used: str = ""  # the code that enrolled

    def get(self, path="", **query):
        return self.client.get(f"/admin/{path}", query)

    def post(self, path, **form):
        return self.client.post(f"/admin/{path}", form)

    def give_password(self, password=PASSWORD):
        return self.post("login/?next=/admin/", username=self.person.email, password=password)

    def give_code(self, code):
        return self.post("second-factor/", code=code)

    def enrol(self):
        self.get("second-factor/")
        self.secret = self.client.session["pending_factor"]
        self.used = code_of(self.secret)
        return self.give_code(self.used)


def code_of(secret, steps_ahead=0):
    """What an authenticator app shows now, or some 30 s steps later."""
    return pyotp.TOTP(secret).at(time.time(), counter_offset=steps_ahead)


@pytest.fixture
def visit():
    """`visit(mona)` → their browser, nothing given yet."""
    return lambda person: Desk(Client(), person)


@pytest.fixture
def console(visit):
    """`console(mona)` → their browser, signed in with both factors, without the pages on the way (test_sign_in.py)."""

    def signed_in(person):
        desk = visit(person)
        desk.client.force_login(StaffBackend().get_user(person.id))
        desk.secret = second_factor.new_secret()
        desk.used = code_of(desk.secret)
        factor.enrol(person.id, desk.secret, desk.used)
        session = desk.client.session
        session[staff.VERIFIED] = True
        session.save()
        return desk

    return signed_in


@pytest.fixture
def root(join):
    """The administrator."""
    return join("root_of_all", staff_role="administrator")


@pytest.fixture
def dead_delivery(alice, superuser):
    """A delivery that was given up; returns its id."""
    event_id = sql.do(sql.SYSTEM._replace(user_id=alice.id), "event_record", "post_liked", alice.id)
    return superuser.execute(
        """insert into event_deliveries (event_id, reader, state, tries, last_error)
           values (%s, 'tests.readers.never', 'dead', 8, E'Traceback\nValueError: <b>no</b>') returning id""",
        [event_id],
    ).fetchone()[0]
