"""Clusters of our own: made, started, killed, started again."""

import os
import signal
import stat
import subprocess
from pathlib import Path

import psutil
import psycopg
import pytest

from topin.embedded import Trouble, ports, postmaster
from topin.embedded.postgres import Cluster


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """A cluster that never ran: copying it is quicker than making one."""
    made = Cluster(tmp_path_factory.mktemp("blank") / "pg", ports.free(1)[0], durable=False)
    made.create()
    return made


@pytest.fixture
def cluster(blank, tmp_path):
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)  # root's PostgreSQL runs as somebody else
    subprocess.run(["cp", "-a", blank.data, tmp_path / "pg"], check=True)  # with its owner
    made = Cluster(tmp_path / "pg", ports.free(1)[0], durable=False, passwords=blank.passwords)
    made.start()
    yield made
    made.stop()


def test_a_cluster_has_checksums_and_the_builtin_locale(cluster):
    assert cluster.sql("show data_checksums") == "on"
    provider = cluster.sql("select datlocprovider, datlocale from pg_database where datname = 'template0'")
    assert provider == "b|C.UTF-8"


def test_it_listens_on_loopback_only_and_asks_for_passwords(cluster):
    addresses = {c.laddr.ip for c in psutil.Process(cluster.process.pid).net_connections() if c.status == "LISTEN"}
    assert addresses == {"127.0.0.1"}
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgres://postgres:guess@127.0.0.1:{cluster.port}/postgres")


def test_data_outlives_a_restart_and_a_second_bootstrap(cluster):
    cluster.bootstrap("shop")
    with psycopg.connect(cluster.url("shop", "topin_owner")) as owner:
        owner.execute("create table public.kept as select 42 as answer")
    cluster.stop()
    cluster.start()
    cluster.bootstrap("shop")
    assert cluster.sql("select answer from public.kept", "shop") == "42"


def test_the_application_signs_in_without_any_right_of_its_own(cluster):
    cluster.bootstrap("shop")
    with psycopg.connect(cluster.url("shop")) as app:
        facts = app.execute("select rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = current_user")
        assert facts.fetchone() == (False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("create table public.mine ()")


def test_a_killed_server_comes_back_with_everything_committed(cluster):
    cluster.sql("create table survivor as select 1 as n")
    cluster.sql("checkpoint")
    os.kill(cluster.process.pid, signal.SIGKILL)
    cluster.process.end_group()
    cluster.start()
    assert cluster.sql("select n from survivor") == "1"


def test_a_pid_file_that_names_a_living_stranger_is_removed(cluster):
    cluster.stop()
    stale = cluster.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.data}\n1\n{cluster.port}\n\n127.0.0.1\n0 0\nready\n")
    cluster.start()
    assert psutil.pid_exists(os.getpid())
    assert cluster.sql("select 1") == "1"


def test_a_server_that_a_killed_run_left_is_stopped_first(cluster):
    again = Cluster(cluster.data, ports.free(1)[0], durable=False, passwords=cluster.passwords)
    orphan = cluster.process.pid
    again.start()
    try:
        assert not postmaster.works_in(cluster.data, orphan)
        assert again.sql("select 1") == "1"
    finally:
        again.stop()


def test_a_creation_that_was_cut_short_begins_anew(tmp_path):
    (tmp_path / "pg.new" / "base").mkdir(parents=True)
    made = Cluster(tmp_path / "pg", ports.free(1)[0], durable=False)
    assert made.create()
    assert not made.create()
    assert stat.S_IMODE(made.data.stat().st_mode) == 0o700


def test_lost_passwords_are_said_in_a_sentence(cluster):
    other = Cluster(cluster.data, cluster.port, passwords={"postgres": "wrong", "topin_owner": "x", "topin_app": "x"})
    with pytest.raises(Trouble, match="does not accept the passwords"):
        other.sql("select 1")


def test_files_of_another_version_are_refused_in_a_sentence(cluster):
    cluster.stop()
    Path(cluster.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 12"):
        cluster.start()


def test_a_server_that_cannot_start_says_its_last_lines(cluster):
    cluster.stop()
    cluster.settings["shared_buffers"] = "nonsense"
    with pytest.raises(Trouble, match="shared_buffers"):
        cluster.start()
