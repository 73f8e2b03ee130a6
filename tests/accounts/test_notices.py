"""Whatever changes how one signs in is told by mail, and cannot be switched off."""

import pytest

from topin import sealed, sql


@pytest.fixture
def happen(alice, run_events, mailoutbox):
    """`happen("password_changed")` → the mails to Alice that follow from it."""

    def record(kind, data=None):
        run_events()
        mailoutbox.clear()
        sql.do(sql.SYSTEM, "event_record", kind, alice.id, data or {})
        run_events()
        return mailoutbox

    return record


def test_a_new_password_is_told(happen):
    [mail] = happen("password_changed")
    assert (mail.to, mail.subject) == (["alice@topin.test"], "Your password was changed")


def test_a_second_factor_that_came_or_went_is_told(happen):
    assert "better protected" in happen("factor_changed", {"change": "added"})[0].body
    assert "was removed" in happen("factor_changed", {"change": "removed"})[0].body


def test_a_new_address_is_told_to_the_old_one(happen):
    notice = sealed.seal("email_changed", {"old": "before@topin.test", "new": "alice@topin.test"})
    [mail] = happen("email_changed", {"sealed": notice})
    assert mail.to == ["before@topin.test"]
    assert "Old address: before@topin.test\nNew address: alice@topin.test\n" in mail.body


def test_a_first_address_is_told_to_itself(happen):
    notice = sealed.seal("email_changed", {"old": None, "new": "alice@topin.test"})
    [mail] = happen("email_changed", {"sealed": notice})
    assert mail.to == ["alice@topin.test"]
    assert "Old address" not in mail.body


def test_switching_all_kinds_off_changes_nothing(happen, alice, superuser):
    off = '{"kinds": {"system": {"email": false}, "new_sign_in": {"email": false}}}'
    superuser.execute("update user_settings set notifications = %s where user_id = %s", [off, alice.id])
    assert len(happen("password_changed")) == 1


def test_who_is_gone_gets_no_mail(happen, alice, superuser):
    superuser.execute("update users set deleted_at = now() where id = %s", [alice.id])
    assert happen("password_changed") == []


def test_a_mail_is_known_by_its_delivery(happen, superuser):
    [mail] = happen("password_changed")
    query = "select id from event_deliveries where reader = 'accounts.readers.mails.mail_new_password'"
    [delivery_id] = superuser.execute(query).fetchone()
    assert mail.extra_headers["Message-ID"] == f"<{delivery_id}@topin.test>"
