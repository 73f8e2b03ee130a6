"""Who may make whom staff."""

import pytest

from accounts.staff_roles import set_staff_role
from topin import errors, sql


def role_of(superuser, person):
    return superuser.execute("select staff_role from users where id = %s", [person.id]).fetchone()[0]


def test_an_administrator_makes_a_moderator(console, root, alice, superuser):
    answer = console(root).post(f"accounts/user/{alice.id}/change/", staff_role="moderator")
    assert answer.status_code == 302
    assert role_of(superuser, alice) == "moderator"
    found = superuser.execute("select actor_id, data from audit_log where action = 'staff_role_changed'").fetchall()
    assert found == [(root.id, {"from": None, "to": "moderator"})]


def test_an_administrator_takes_a_role_away(console, root, mona, superuser):
    console(root).post(f"accounts/user/{mona.id}/change/", staff_role="")
    assert role_of(superuser, mona) is None


def test_a_moderator_sees_no_form_and_is_refused(console, mona, alice, superuser):
    desk = console(mona)
    assert b'name="staff_role"' not in desk.get(f"accounts/user/{alice.id}/change/").content
    assert desk.post(f"accounts/user/{alice.id}/change/", staff_role="moderator").status_code == 403
    assert role_of(superuser, alice) is None


def test_nobody_changes_their_own_role(console, root, superuser):
    assert console(root).post(f"accounts/user/{root.id}/change/", staff_role="").status_code == 403
    assert role_of(superuser, root) == "administrator"


@pytest.mark.parametrize("who", ["mona", "alice", "root"])
def test_the_database_refuses_too(request, who, root, mona, superuser):
    actor = request.getfixturevalue(who)
    with pytest.raises(errors.Forbidden):
        set_staff_role(sql.Viewer.staff(actor.id), root.id, None)
    assert role_of(superuser, root) == "administrator"
    assert superuser.execute("select from audit_log where action = 'staff_role_changed'").fetchall() == []
