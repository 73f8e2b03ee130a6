"""What the page of a member tells staff."""

import pytest

from accounts import services
from accounts.staff_roles import set_staff_role
from topin import errors, sql


@pytest.fixture
def page(console, mona, alice):
    desk = console(mona)
    return lambda: desk.get(f"accounts/user/{alice.id}/change/").content.decode()


def test_earlier_handles(page, alice, superuser):
    assert "Earlier handles" not in page()
    superuser.execute(
        "update profiles set handle_is_chosen = true, handle_changed_at = null where user_id = %s", [alice.id]
    )
    services.change_handle(alice.viewer, "wonderland")
    assert "@alice" in page()
    assert "Earlier handles" in page()


def test_a_second_factor_is_on_or_off_and_its_secret_is_not_shown(page, alice, superuser):
    assert "No second factor" in page()
    superuser.execute(
        """insert into mfa_factors (user_id, friendly_name, secret, verified_at)
           values (%s, 'My phone', 'JBSWY3DP', now())""",
        [alice.id],
    )
    shown = page()
    assert "Second factor on" in shown
    assert "My phone" in shown
    assert "JBSWY3DP" not in shown


def test_ways_to_sign_in_and_devices(page, alice, superuser):
    superuser.execute(
        """insert into identities (user_id, provider, provider_id, identity_data)
           values (%s, 'github', '7', '{"email": "ali@hub.test", "avatar_url": "https://evil.test/x"}')""",
        [alice.id],
    )
    superuser.execute("insert into known_devices (user_id, fingerprint) values (%s, 'x')", [alice.id])
    shown = page()
    assert "github" in shown
    assert "ali@hub.test" in shown
    assert "evil.test" not in shown
    assert "1 known device" in shown


def test_a_deletion_that_was_asked(page, alice, superuser):
    assert "Everything is erased" not in page()
    superuser.execute(
        "insert into account_deletions (user_id, erases_at) values (%s, now() + interval '14 days')", [alice.id]
    )
    assert "Everything is erased" in page()
    superuser.execute("update account_deletions set cancelled_at = now()")
    assert "Everything is erased" not in page()


def test_the_facts_are_for_staff_only(alice, mona):
    sql.ask(sql.Viewer.staff(mona.id), "get_member_facts", alice.id)
    with pytest.raises(Exception, match="permission denied"):
        sql.ask(alice.viewer, "get_member_facts", alice.id)


def test_a_banned_administrator_gives_no_roles(root, alice, superuser):
    superuser.execute("update users set banned_until = 'infinity' where id = %s", [root.id])
    with pytest.raises(errors.Forbidden):
        set_staff_role(sql.Viewer.staff(root.id), alice.id, "moderator")
    superuser.execute("update users set banned_until = now() - interval '1 day' where id = %s", [root.id])
    set_staff_role(sql.Viewer.staff(root.id), alice.id, "moderator")


def test_a_deleted_account_gets_no_role_whatever_the_statement(root, alice, superuser):
    superuser.execute("update users set deleted_at = now() where id = %s", [alice.id])
    with sql.acting_as(sql.Viewer.staff(root.id)):
        changed = sql.rows("update users set staff_role = 'moderator' where id = %s returning id", [alice.id])
    assert changed == []
