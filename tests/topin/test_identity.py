"""Who one is in the database lasts for one transaction, and nested identities come back."""

from uuid import uuid4

import pytest

from topin import errors, sql


def whoami():
    return sql.rows("select current_user as role, viewer_id() as id, viewer_session_id() as session")[0]


def login_connection():
    """What the next request finds on the kept connection before it says who it is."""
    return sql._cursor().execute("select current_user, viewer_id()").fetchone()


def test_nothing_is_left_on_the_connection_afterwards(alice):
    with sql.acting_as(alice.viewer):
        assert (whoami()["role"], whoami()["id"]) == ("topin_user", alice.id)
    assert login_connection() == ("topin_app", None)


def test_nothing_is_left_after_a_failure(alice):
    with pytest.raises(errors.Invalid), sql.acting_as(alice.viewer):
        sql.rows("select 'x'::uuid")
    assert login_connection() == ("topin_app", None)


def test_the_next_member_on_the_connection_sees_nothing_of_the_one_before(alice, bob):
    for person in (alice, bob, alice):
        with sql.acting_as(person.viewer):
            assert sql.rows("select id from users") == [{"id": person.id}]
    with sql.acting_as(sql.ANONYMOUS):
        assert whoami() == {"role": "topin_anon", "id": None, "session": None}


def test_leaving_a_nested_identity_restores_the_outer_one(alice, bob):
    with sql.acting_as(alice.viewer):
        with sql.acting_as(bob.viewer):
            assert whoami()["id"] == bob.id
            with sql.acting_as(sql.SYSTEM):
                assert whoami()["role"] == "topin_worker"
            assert whoami() == {"role": "topin_user", "id": bob.id, "session": bob.session_id}
        assert whoami() == {"role": "topin_user", "id": alice.id, "session": alice.session_id}


def test_a_failure_inside_a_nested_identity_restores_the_outer_one(alice, bob):
    with sql.acting_as(alice.viewer):
        with pytest.raises(errors.Invalid), sql.acting_as(bob.viewer):
            sql.rows("select 'x'::uuid")
        assert whoami()["id"] == alice.id
        assert sql.viewer_now() == alice.viewer


def test_without_identity_no_row_is_seen(alice, superuser):
    assert superuser.execute("select count(*) from users").fetchone()[0] == 1
    with pytest.raises(Exception, match="permission denied"):
        sql._cursor().execute("select id from users")


def test_a_question_cannot_write(alice):
    with pytest.raises(Exception, match="read-only"):
        sql.ask(alice.viewer, "update_me", {"bio": "x"})


def test_an_ended_session_is_nobody(alice):
    sql.do(alice.viewer, "sign_out", "global")
    with pytest.raises(errors.NotSignedIn):
        sql.ask(alice.viewer, "get_me")


def test_a_deed_that_fails_leaves_the_connection_as_it_was(alice):
    with pytest.raises(errors.NotFound):
        sql.do(alice.viewer, "like_post", uuid4())
    assert login_connection() == ("topin_app", None)
    assert sql.ask(alice.viewer, "get_me").loads()["handle"] == "alice"


def test_a_connection_that_was_cut_off_midway_is_not_used_again(alice):
    before = sql._cursor().connection
    before.execute("begin")
    assert sql.ask(alice.viewer, "get_me").loads()["handle"] == "alice"
    assert sql._cursor().connection is not before


def test_a_server_that_went_away_costs_no_request(alice, superuser):
    pid = sql._cursor().execute("select pg_backend_pid()").fetchone()[0]
    superuser.execute("select pg_terminate_backend(%s)", [pid])
    while superuser.execute("select count(*) from pg_stat_activity where pid = %s", [pid]).fetchone()[0]:
        pass
    assert sql.ask(alice.viewer, "get_me").loads()["handle"] == "alice"
