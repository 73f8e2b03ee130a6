"""The database dies between any two statements of a deed: everything of it is there, or nothing."""

from tests.accounts.gotrue import new_email
from tests.crash import states_after_crashes


def never_half_done(superuser, deed, prepare=None):
    """Asserts it, and that there was a crash at all."""
    crashes = 0
    for before, after, finished in states_after_crashes(superuser, deed, prepare):
        if finished:
            assert after != before
            break
        crashes += 1
        assert after == before
    assert crashes > 1


def test_a_sign_up_is_whole_or_not_at_all(superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    email = new_email()

    def deed():
        from accounts import services

        services.sign_up(email, "correct horse battery staple", {"handle": "nora"}, ip="127.0.0.1", user_agent="")

    never_half_done(superuser, deed)
