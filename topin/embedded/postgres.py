"""A PostgreSQL of our own, for `make run` and for the tests."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from topin.embedded import Trouble, postmaster, privileges, proof, wheels
from topin.embedded.process import Process

ROLES = Path(__file__).parent.parent / "sql" / "bootstrap" / "roles.sql"
USERS = SUPERUSER, OWNER, APP = "postgres", "topin_owner", "topin_app"
START_SECONDS = 120  # recovery after a crash replays up to max_wal_size

CREATE_DATABASE = """
\\getenv name NAME
select format('create database %I template template0', :'name')
 where not exists (select from pg_database where datname = :'name') \\gexec
"""
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a path of a socket may be 100 bytes long at most; clones lie deeper
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "shared_preload_libraries": "pg_stat_statements",
    "log_min_messages": "log",  # a refused deed is an ERROR to PostgreSQL; the application logs what is one
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
PERISHABLE = {  # for tests: what is lost with the machine is made again
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "8GB",
}


class Cluster:
    """PostgreSQL in the folder `data`, on one loopback port, with passwords (user → password) for all."""

    def __init__(
        self,
        data: Path,
        port: int,
        durable: bool = True,
        *,
        passwords: dict[str, str] | None = None,
        log: Path | None = None,
        mark: str = "",
    ):
        self.data, self.port, self.durable = Path(data).resolve(), port, durable
        self.passwords = passwords or {user: secrets.token_urlsafe(24) for user in USERS}
        self.settings = {**SETTINGS, **({} if durable else PERISHABLE), "port": str(port)}
        self._env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", proof.MARK: mark}
        self._log = log or self.data.parent / "log" / "postgres.log"
        self.process = Process("PostgreSQL", [], self._log, env=self._env, stop_signal=signal.SIGINT)

    def create(self) -> bool:
        """Makes the cluster when it is missing; says whether it did. Killed in between, it begins anew."""
        if self.exists:
            return False
        fresh = self.data.with_name(self.data.name + ".new")
        _remove(fresh)
        fresh.mkdir(parents=True, mode=0o700)
        user = self._user(fresh)
        with tempfile.NamedTemporaryFile("w", prefix="topin-") as password:  # 0600
            password.write(self.passwords[SUPERUSER])
            password.flush()
            if user:
                os.chown(password.name, user.uid, user.gid)
            self._initdb(fresh, user, password.name)
        fresh.rename(self.data)
        return True

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def start(self):
        """Starts the server and waits until it accepts connections."""
        self._refuse_another_version()
        postmaster.end_predecessor(self.data)
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        self.process.command = [str(wheels.postgres("postgres")), "-D", str(self.data), *options]
        self.process.user = self._user(self.data)
        self.process.start()
        self.process.wait_until(lambda: postmaster.is_ready(self.data, self.process.pid), START_SECONDS)

    def stop(self):
        """A fast stop: transactions are rolled back, everything acknowledged is on disk."""
        self.process.stop(grace=20)

    def bootstrap(self, database: str):
        """Makes the product's database with its roles, extensions and passwords; safe to run again."""
        self._psql(CREATE_DATABASE, "postgres", NAME=database)
        self._psql(
            ROLES.read_text(),
            database,
            OWNER_PASSWORD=self.passwords[OWNER],
            APP_PASSWORD=self.passwords[APP],
        )

    def sql(self, text: str, database: str = "postgres") -> str:
        """Runs statements as superuser; answers their rows as psql prints them, unaligned."""
        return self._psql(text, database)

    def url(self, database: str = "topin", user: str = APP) -> str:
        return f"postgres://{user}:{self.passwords[user]}@127.0.0.1:{self.port}/{database}"

    # -- inside -----------------------------------------------------------------------------------

    def _user(self, data: Path) -> privileges.User | None:
        user = privileges.unprivileged(data, wheels.postgres("postgres"))
        privileges.give(data, user)
        return user

    def _initdb(self, data: Path, user: privileges.User | None, password_file: str):
        options = ["--username", SUPERUSER, "--auth", "scram-sha-256", "--pwfile", password_file]
        options += ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin"]
        options += ["--builtin-locale", "C.UTF-8", "--data-checksums", "--no-instructions"]
        options += [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            [wheels.postgres("initdb"), "-D", data, *options],
            preexec_fn=user.become if user else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self._env,
            cwd="/",
        )
        if done.returncode:
            raise Trouble(f"PostgreSQL's files could not be made in {data}:\n{_indented(done.stderr)}")

    def _psql(self, text: str, database: str, **env) -> str:
        done = subprocess.run(
            [wheels.postgres("psql"), "-XAtqw", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"]
            + ["-p", str(self.port), "-U", SUPERUSER, "-d", database],
            input=text,
            capture_output=True,
            text=True,
            env={**self._env, "PGPASSWORD": self.passwords[SUPERUSER], "PGOPTIONS": "--client-min-messages=warning"}
            | env,
        )
        if done.returncode and "password authentication failed" in done.stderr:
            raise Trouble(
                f"PostgreSQL in {self.data} does not accept the passwords of {self.data.parent / 'secrets.env'}: "
                f"put the old secrets.env back, or remove {self.data.parent} to begin anew."
            )
        if done.returncode:
            raise Trouble(f"PostgreSQL refused:\n{_indented(done.stderr)}")
        return done.stdout.strip()

    def _refuse_another_version(self):
        ours = subprocess.check_output([wheels.postgres("postgres"), "-V"], text=True, env=self._env)
        ours = ours.split()[2].split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if theirs != ours:
            raise Trouble(
                f"{self.data} was made by PostgreSQL {theirs}, this is {ours}: move it aside, or bring it over "
                "with pg_dumpall of the old version and psql."
            )


def _remove(folder: Path):
    """What an interrupted creation left."""
    if folder.exists():
        shutil.rmtree(folder)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
