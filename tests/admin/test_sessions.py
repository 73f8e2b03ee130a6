"""Sessions in the console: who is signed in, and ending that."""

import re

import psycopg
import pytest

from tests.people import sign_in
from topin import sql

LIST = "accounts/usersession/"


def sessions_of(superuser, person):
    return [r[0] for r in superuser.execute("select id from user_sessions where user_id = %s", [person.id]).fetchall()]


@pytest.fixture
def _far_away(superuser, alice):
    superuser.execute(
        "update user_sessions set ip = '203.0.113.77', user_agent = 'Mozilla/5.0 (X11; Linux) Firefox/150' "
        "where user_id = %s",
        [alice.id],
    )


@pytest.mark.usefixtures("_far_away")
def test_a_moderator_sees_the_device_and_no_more_than_the_network(console, mona, alice):
    desk = console(mona)
    page = desk.get(LIST, q="@alice").content.decode()
    page += desk.get(f"accounts/user/{alice.id}/change/").content.decode()
    assert "Firefox on Linux" in page
    assert "203.0.x.x" in page
    assert "113.77" not in page


@pytest.mark.usefixtures("_far_away")
def test_an_administrator_sees_the_address(console, root, alice):
    desk = console(root)
    assert "203.0.113.77" in desk.get(LIST, q=str(alice.id)).content.decode()
    assert "203.0.113.77" in desk.get(f"accounts/user/{alice.id}/change/").content.decode()


@pytest.mark.parametrize(
    ("ip", "seen"),
    [("2001:db8:1::7", "2001:db8:x"), ("::1", "::x"), ("", "–"), ("unknown<b>", "x"), ("10.1.2.3", "10.1.x.x")],
)
def test_every_kind_of_address_is_shortened(console, mona, alice, superuser, ip, seen):
    superuser.execute("update user_sessions set ip = %s where user_id = %s", [ip, alice.id])
    (session_id,) = sessions_of(superuser, alice)
    with sql.acting_as(sql.Viewer.staff(mona.id), read_only=True):
        shown = sql.rows("select internal.session_address(%s) as address", [session_id])[0]["address"]
    assert (shown or "–") == seen


def test_the_column_itself_is_no_business_of_staff(root):
    with pytest.raises(psycopg.Error, match="permission denied"), sql.acting_as(sql.Viewer.staff(root.id)):
        sql.rows("select ip from user_sessions")


def test_a_moderator_ends_a_session(console, mona, alice, api, superuser):
    (session_id,) = sessions_of(superuser, alice)
    desk = console(mona)
    assert b"End this session" in desk.get(f"{LIST}{session_id}/change/").content
    assert desk.post(LIST, action="end", _selected_action=str(session_id)).status_code == 302
    assert sessions_of(superuser, alice) == []
    assert api(alice).get("/api/users/me").status == 401
    found = superuser.execute(
        "select subject_id, data from audit_log where action = 'session_ended' and actor_id = %s", [mona.id]
    ).fetchall()
    assert found == [(alice.id, {"session_id": str(session_id)})]


def test_several_are_ended_at_once_and_others_live_on(console, mona, alice, bob, superuser):
    sign_in(alice.id, alice.handle, alice.email)
    ids = [str(i) for i in sessions_of(superuser, alice)]
    console(mona).post(LIST, action="end", _selected_action=ids)
    assert sessions_of(superuser, alice) == []
    assert len(sessions_of(superuser, bob)) == 1


def test_a_moderator_does_not_end_those_of_staff(console, mona, root, superuser):
    before = sessions_of(superuser, root)
    console(mona).post(LIST, action="end", _selected_action=[str(i) for i in before])
    assert sessions_of(superuser, root) == before
    assert superuser.execute("select from audit_log where action = 'session_ended'").fetchall() == []


def test_an_administrator_does(console, root, mona, superuser):
    ids = [str(i) for i in sessions_of(superuser, mona)]
    console(root).post(LIST, action="end", _selected_action=ids)
    assert sessions_of(superuser, mona) == []


def test_a_filter_by_the_second_factor(console, mona, alice, bob, superuser):
    superuser.execute("update user_sessions set aal = 'aal2' where user_id = %s", [alice.id])
    page = console(mona).get(LIST, factor="given").content.decode()
    listed = re.search(r'id="result_list".*?</table>', page, re.DOTALL)[0]
    assert "@alice" in listed
    assert "@bob" not in listed
