"""A machine for benchmarks: durable PostgreSQL and Valkey, the data set, and the api as `make run` starts it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from bench import data
from topin.embedded import ports, postgres, secretsfile, valkey, wheels

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "topin"


class Rig:
    def __init__(self, folder, users, env):
        self.folder, self.users, self.env = folder, users, env
        self.members = []
        self.cluster = self.valkey = None

    def manage(self, *arguments):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True)

    @contextmanager
    def manage_beside(self, *arguments):
        """A command that runs meanwhile; yields its process."""
        process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)

    def superuser_url(self):
        return self.cluster.url(DATABASE, "postgres")

    @contextmanager
    def api(self, workers=2, threads=1):
        """The api under granian; yields (base URL, its processes)."""
        (port,) = ports.free(1)
        command = [
            str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads),
            "--no-access-log", "--log-level", "warning", "topin.wsgi:application",
        ]  # fmt: skip
        process = subprocess.Popen(command, cwd=ROOT, env=self.env)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base + "/health/ready")
            yield base, psutil.Process(process.pid).children(recursive=True)
        finally:
            process.terminate()
            process.wait(20)

    def pgbench(self, script, *, clients, seconds, user="topin_app"):
        """Transactions per second of a script."""
        path = self.folder / "script.sql"
        path.write_text(script)
        command = [
            str(wheels.postgres("pgbench")), "-n", "-M", "prepared", "-c", str(clients), "-j", "1",
            "-T", str(seconds), "-f", str(path), self.cluster.url(DATABASE, user),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or "tps = " not in done.stdout:
            sys.exit(f"pgbench: {done.stdout}{done.stderr}")
        return float(done.stdout.split("tps = ")[1].split()[0])


@contextmanager
def rig(users, load=data.load, **settings):
    """A loaded rig in a temporary folder, gone afterwards. `load`: how bench.data fills it."""
    folder = Path(tempfile.mkdtemp(prefix="topin-bench-"))
    folder.chmod(0o755)
    postgres_port, valkey_port = ports.free(2)
    cluster = postgres.Cluster(folder / "pg", postgres_port)
    store = valkey.Valkey(folder / "valkey", valkey_port)
    try:
        cluster.create()
        cluster.start()
        store.start()
        cluster.bootstrap(DATABASE)
        env = os.environ | _settings(folder, cluster, store) | {k: str(v) for k, v in settings.items()}
        made = Rig(folder, users, env)
        made.cluster, made.valkey = cluster, store
        made.manage("migrate", "--verbosity", "0")
        os.environ.update(env)
        _load(made, load)
        yield made
    finally:
        store.stop()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder, cluster, store):
    return {
        "DJANGO_SETTINGS_MODULE": "topin.settings",
        "VAR_DIR": str(folder),
        "DATABASE_URL": cluster.url(DATABASE, "topin_app"),
        "DATABASE_OWNER_URL": cluster.url(DATABASE, "topin_owner"),
        "BROKER_URL": store.url(0),
        "CACHE_URL": store.url(1),
        "CHANNEL_URL": store.url(2),
        "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
        "JWT_PRIVATE_KEY": secretsfile.MAKERS["JWT_PRIVATE_KEY"](),
        "MESSAGE_KEYS": secretsfile.MAKERS["MESSAGE_KEYS"](),
        "LOG_LEVEL": "WARNING",
        "RATE_LIMITS": "*=1000000000/1m",
    }


def _load(made, load):
    started = time.monotonic()
    print(f"Loading {made.users:,} members…", flush=True)
    made.members = load(made.superuser_url(), made.users)
    print(f"  loaded in {time.monotonic() - started:.0f} s", flush=True)


def _wait_for(url, seconds=60):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            pass  # not listening yet
        time.sleep(0.1)
    sys.exit(f"{url} did not answer within {seconds} s")
