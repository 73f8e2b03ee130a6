"""Codes, flows and notes of mails do not pile up."""

from accounts.jobs.proofs import remove_old_proofs
from tests.accounts.gotrue import call, new_email
from tests.accounts.letters import delivered

S256 = {"code_challenge": "x" * 43, "code_challenge_method": "plain"}


def counts(superuser):
    tables = ("one_time_tokens", "flow_states", "mail_requests")
    return [superuser.execute(f"select count(*) from {table}").fetchone()[0] for table in tables]


def test_what_is_of_no_use_any_more_is_removed_and_the_rest_is_kept(superuser, alice, bob):
    call("POST", "/recover", {"email": alice.email, **S256})
    call("POST", "/recover", {"email": bob.email, **S256})
    call("POST", "/recover", {"email": new_email()})
    delivered(superuser)
    assert counts(superuser) == [2, 2, 3]
    old = "now() - interval '25 hours'"
    superuser.execute(f"update one_time_tokens set created_at = {old} where user_id = %s", [alice.id])
    superuser.execute(f"update flow_states set created_at = {old} where user_id = %s", [alice.id])
    superuser.execute(f"update mail_requests set asked_at = {old}")
    assert remove_old_proofs() == 5
    assert counts(superuser) == [1, 1, 0]
    assert remove_old_proofs() == 0


def test_a_flow_stays_as_long_as_its_mail_may_be_followed(superuser, alice):
    call("POST", "/recover", {"email": alice.email, **S256})
    delivered(superuser)
    superuser.execute("update flow_states set created_at = now() - interval '25 hours'")
    remove_old_proofs()
    assert counts(superuser)[:2] == [1, 1]
