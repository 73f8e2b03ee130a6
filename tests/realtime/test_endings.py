"""When the server ends a socket: the session ended, or ten newer ones are open."""

import time

import pytest

from tests.accounts.gotrue import refresh, sign_up
from tests.people import of_session, sign_in
from tests.realtime.sockets import end_session, tell
from topin.embedded import ports

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("bell", [True, False])
def test_an_ended_session_closes_its_sockets_within_two_seconds(start, alice, enter, bell):
    if bell:
        start("relay")
    other = sign_in(alice.id, alice.handle, alice.email)
    ended, stays = enter(alice), enter(other)
    ended.hello()
    stays.hello()
    tell(alice, n=1)
    assert [ended.events(1), stays.events(1)] == [[(1, {"n": 1})]] * 2
    began = time.monotonic()
    end_session(alice)
    tell(alice, n=2)  # of this the ended session hears nothing
    code, said = ended.closed()
    assert time.monotonic() - began < 2
    ending = {"type": "event", "seq": 2, "kind": "session.ended", "payload": {"session_id": str(alice.session_id)}}
    assert (code, said) == (4401, [ending])
    assert stays.receive() == ending
    assert stays.events(1) == [(3, {"n": 2})]


def test_a_stolen_token_used_after_its_rotation_closes_the_sockets_of_its_family(start, enter, settings):
    settings.GOTRUE_REUSE_INTERVAL = 0
    start("relay")
    session = sign_up().json
    owner = of_session(session)
    phone = enter(owner)
    phone.hello()
    second = refresh(session["refresh_token"]).json
    refresh(second["refresh_token"])
    began = time.monotonic()
    thief = refresh(session["refresh_token"])
    assert (thief.status, thief.code) == (400, "refresh_token_already_used")
    code, _ = phone.closed()
    assert time.monotonic() - began < 2
    assert code == 4401


def test_a_ban_closes_every_socket_of_the_member(alice, enter, superuser):
    phone = enter(alice)
    phone.hello()
    superuser.execute("update users set banned_until = now() + interval '1 day' where id = %s", [alice.id])
    tell(alice, n=1)
    assert phone.closed(seconds=3) == (4401, [])


def test_of_eleven_sockets_the_oldest_is_closed_over_all_servers(serve, shared_port, alice, bob, enter):
    second = ports.free(1)[0]
    serve(second)
    sockets = [enter(alice, at=shared_port if n % 2 else second) for n in range(10)]
    his = enter(bob)
    for entered in [*sockets, his]:
        entered.hello()
    newest = enter(alice)
    newest.hello()
    assert sockets[0].closed() == (4409, [])
    for entered in [*sockets[1:], newest, his]:
        entered.send(type="ping")
        assert entered.receive() == {"type": "pong"}
