"""The same code from many at once, and deeds that meet while a factor is verified."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from tests.accounts.factor_tools import app_of, challenge, enrol, forget_step, protect, verify
from tests.accounts.gotrue import get_user, refresh, sign_in


def at_once(*deeds):
    """Runs the deeds in threads of their own, each with its own connection."""

    def run(deed):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [waiting.result() for waiting in [pool.submit(run, deed) for deed in deeds]]


def test_one_code_raises_one_of_many_sessions(alice, superuser):
    _, app = protect(alice)
    sessions = [sign_in(alice.email).json for _ in range(4)]
    asked = [challenge(session, app).json["id"] for session in sessions]
    forget_step(superuser, app)
    code = app.code()
    tries = [lambda s=s, a=a: verify(s, app, code, a) for s, a in zip(sessions, asked, strict=True)]
    answers = at_once(*tries)
    assert sorted(answer.status for answer in answers)[0] == 200
    assert sum(answer.status == 200 for answer in answers) == 1
    high = superuser.execute("select count(*) from user_sessions where user_id = %s and aal = 'aal2'", [alice.id])
    assert high.fetchone() == (2,), "the one of before, and the one that was first"


def test_one_code_sent_twice_by_one_session_counts_once(alice):
    session = sign_in(alice.email).json
    app = app_of(enrol(session))
    code, asked = app.code(), challenge(session, app).json["id"]
    answers = at_once(*[lambda: verify(session, app, code, asked)] * 4)
    assert sorted(answer.status for answer in answers)[:2] == [200, 422]


def test_guesses_at_once_are_no_more_than_guesses_in_a_row(alice):
    session = sign_in(alice.email).json
    app = app_of(enrol(session))
    asked, wrong = challenge(session, app).json["id"], app.wrong()
    answers = at_once(*[lambda: verify(session, app, wrong, asked)] * 8)
    assert sorted(answer.status for answer in answers) == [422] * 5 + [429] * 3


def test_a_session_that_begins_while_the_first_factor_is_verified_waits_or_is_ended(alice, api):
    session = sign_in(alice.email).json
    app = app_of(enrol(session))
    code, asked = app.code(), challenge(session, app).json["id"]
    raised, *late = at_once(lambda: verify(session, app, code, asked), *[lambda: sign_in(alice.email)] * 3)
    assert raised.status == 200
    for answer in late:
        later = api(Authorization=f"Bearer {answer.json['access_token']}")
        assert later.get("/api/users/me").code in ("insufficient_aal", "not_authenticated")


def test_a_refresh_beside_the_verification_leaves_one_chain(alice, superuser):
    session = sign_in(alice.email).json
    app = app_of(enrol(session))
    code, asked = app.code(), challenge(session, app).json["id"]
    raised, _ = at_once(lambda: verify(session, app, code, asked), lambda: refresh(session["refresh_token"]))
    assert raised.status == 200, raised.body
    assert refresh(raised.json["refresh_token"]).status == 200
    assert get_user(raised.json).status == 200
