"""The suite's own PostgreSQL and Valkey: real ones, started once, a database for each test process.

Loaded as a plugin (`-p tests.servers`) before Django reads its settings: they come from the environment
that is prepared here. The first process starts the servers and migrates a template; each process copies it,
the first too (for `-n 0`), for nobody may be connected to a template while it is copied.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from topin.embedded import ports, postgres, secretsfile, valkey

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "topin_template"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _start():
    """In the first process: servers, template database, and the settings that all share."""
    folder = Path(tempfile.mkdtemp(prefix="topin-test-"))
    folder.chmod(0o755)
    postgres_port, valkey_port = ports.free(2)
    cluster = postgres.Cluster(folder / "pg", postgres_port, durable=False)
    cluster.create()
    cluster.start()
    cache = valkey.Valkey(folder / "valkey", valkey_port, durable=False)
    cache.start()

    def stop():
        cache.stop()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    cluster.bootstrap(TEMPLATE)
    os.environ.update(
        TESTING="1",
        TEST_FOLDER=str(folder),
        TEST_SUPERUSER_URL=cluster.url("{database}", "postgres"),
        TEST_APP_URL=cluster.url("{database}", "topin_app"),
        TEST_OWNER_URL=cluster.url("{database}", "topin_owner"),
        TEST_VALKEY_URL=cache.url().rpartition("/")[0],
        SECRET_KEY="only-for-tests-" + "x" * 40,
        JWT_PRIVATE_KEY=secretsfile.MAKERS["JWT_PRIVATE_KEY"](),
        MESSAGE_KEYS=secretsfile.MAKERS["MESSAGE_KEYS"](),
        VAPID_PRIVATE_KEY=secretsfile.MAKERS["VAPID_PRIVATE_KEY"](),
        SITE_URL="http://127.0.0.1:8080",
        MAILER_AUTOCONFIRM="1",
        ADMIN_SECOND_FACTOR="1",
        LOG_LEVEL="WARNING",
        DATABASE_CONNECT_SECONDS="40",  # on a busy machine
    )
    _use(TEMPLATE, 0)
    _migrate()


def _use(database, number):
    """Points the settings at one database and at Valkey databases that nobody else uses."""
    folder = Path(os.environ["TEST_FOLDER"]) / database
    folder.mkdir(exist_ok=True)
    os.environ.update(
        VAR_DIR=str(folder),
        DATABASE_URL=os.environ["TEST_APP_URL"].format(database=database),
        DATABASE_OWNER_URL=os.environ["TEST_OWNER_URL"].format(database=database),
        SUPERUSER_URL=os.environ["TEST_SUPERUSER_URL"].format(database=database),
        BROKER_URL=f"{os.environ['TEST_VALKEY_URL']}/{number * 3}",
        CACHE_URL=f"{os.environ['TEST_VALKEY_URL']}/{number * 3 + 1}",
        CHANNEL_URL=f"{os.environ['TEST_VALKEY_URL']}/{number * 3 + 2}",
    )


def _migrate():
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"The test database could not be migrated:\n{done.stdout}{done.stderr}")


def copy_template(database):
    """A fresh database with everything migrated, in some 100 ms."""
    superuser = os.environ["TEST_SUPERUSER_URL"].format(database="postgres")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"drop database if exists {database} with (force)")
        connection.execute(f"create database {database} template {TEMPLATE} owner topin_owner strategy file_copy")


if not WORKER:
    _start()
copy_template(f"topin_{WORKER or 'main'}")
_use(f"topin_{WORKER or 'main'}", 1 + int(WORKER.removeprefix("gw")) if WORKER else 0)
