"""One trip to the database is one transaction: all of it counts, or nothing."""

import os

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from topin import sql, trip

ENTER = ("select set_config('topin.request_id', $1, true)", ["a trip"])


@pytest.fixture
def connection():
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        connection.execute("create temporary table kept (n int unique deferrable initially deferred)")
        yield connection


def go(connection, statement, *values):
    return trip.run(connection, ENTER, (statement, list(values)), sql.LOADERS)


def kept(connection):
    return [n for (n,) in connection.execute("select n from kept order by n")]


def test_what_was_done_is_kept_and_the_identity_is_gone_with_the_transaction(connection):
    assert go(connection, "select current_setting('topin.request_id')") == "a trip"
    assert go(connection, "insert into kept values ($1), ($2) returning n", 1, 2) == 1
    assert kept(connection) == [1, 2]
    assert connection.execute("select current_setting('topin.request_id', true)").fetchone()[0] == ""


@pytest.mark.parametrize("again", [False, True])
def test_a_refusal_undoes_everything_and_leaves_the_connection_usable(connection, again):
    for _ in range(1 + again):
        with pytest.raises(psycopg.errors.DivisionByZero):
            go(connection, "with put as (insert into kept values (1) returning n) select n / $1 from put", 0)
    assert connection.info.transaction_status == TransactionStatus.IDLE
    assert kept(connection) == []
    assert go(connection, "select 1") == 1


@pytest.mark.parametrize("again", [False, True])
def test_what_is_refused_only_at_the_commit_is_refused(connection, again):
    go(connection, "insert into kept values (1)")
    for _ in range(1 + again):
        with pytest.raises(psycopg.errors.UniqueViolation):
            go(connection, "insert into kept values ($1) returning n", 1)
    assert connection.info.transaction_status == TransactionStatus.IDLE
    assert kept(connection) == [1]
    assert go(connection, "insert into kept values ($1) returning n", 2) == 2


def test_a_connection_that_broke_is_closed(connection):
    with pytest.raises(psycopg.OperationalError):
        go(connection, "select pg_terminate_backend(pg_backend_pid())")
    assert connection.closed


def test_a_new_connection_knows_no_statement_of_the_old_one(connection):
    assert go(connection, "select $1 + 1", 1) == 2
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as other:
        assert go(other, "select $1 + 1", 1) == 2
    assert go(connection, "select $1 + 1", 1) == 2


def test_text_and_numbers_may_take_turns_in_one_place(connection):
    assert go(connection, "select $1::text", "one") == "one"
    assert go(connection, "select $1::text", 1) == "1"
    assert go(connection, "select $1::text", None) is None
    assert go(connection, "select $1::jsonb", '{"n": 1}').loads() == {"n": 1}
