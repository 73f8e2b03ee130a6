"""The order of a run: lock, clean up, servers, database, processes, ready, watch, stop."""

import os
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from time import monotonic, sleep

from topin.embedded import Trouble, addresses, ports, postgres, procfile, proof, summary, valkey
from topin.embedded.process import Process
from topin.embedded.screen import Screen
from topin.embedded.secretsfile import SecretsFile
from topin.embedded.supervisor import DATABASE_GRACE, Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 120
PRIVATE = ("run", "log", "mail", "valkey", "caddy")  # folders that other accounts of the machine may not read


class Launch:
    def __init__(self, screen: Screen):
        self.screen = screen
        self.var = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
        self.ports = ports.chosen()
        self.site = os.environ.get("SITE_URL") or f"http://127.0.0.1:{self.ports['PORT']}"
        self.register = proof.Register(self.var / "run" / "processes.json", str(self.var))
        self.supervisor = Supervisor(self.register, screen)

    def run(self):
        """Returns never: it serves until `Stopped` or `Trouble` comes."""
        began = monotonic()
        self._make_folders()
        self._lock = self._take_lock()
        self._end_orphans()
        ports.refuse_taken(self.ports)
        secrets, cluster, cache = self._servers()
        self.addresses = addresses.of_run(self.var, self.ports, cluster, cache)
        secrets.write(self.addresses)
        environment = addresses.for_preparation(self.var, secrets.secrets(), self.addresses)
        self._start_servers(cluster, cache)
        self._prepare(environment)
        self._start_processes(addresses.for_serving(environment))
        self._lock.write(pid=os.getpid(), site=self.site)
        summary.show(self.screen, self.var, self.site, environment, monotonic() - began)
        while True:
            self.supervisor.watch()
            sleep(0.2)

    def stop(self):
        if self.supervisor.charges:
            with self.screen.step("Stopping everything"):
                self.supervisor.stop()

    # -- steps ------------------------------------------------------------------------------------

    def _make_folders(self):
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            for name in PRIVATE:
                (self.var / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Trouble(f"{self.var} cannot be written ({error.strerror}): choose a place with VAR_DIR=…") from error

    def _take_lock(self) -> proof.Lock:
        lock = proof.Lock(self.var / "run" / "lock")
        if not lock.take():
            owner = lock.read()
            raise Trouble(
                f"TOPiN runs already from {self.var} (process {owner.get('pid', '?')}, {owner.get('site', '?')}): "
                "stop it with Ctrl-C there, or start a second one with VAR_DIR=… and PORT=… of its own."
            )
        lock.write(pid=os.getpid(), site=self.site)
        return lock

    def _end_orphans(self):
        ended = self.register.end_orphans()
        if ended:
            self.screen.warn(f"The last run was killed; ended what it left behind: {', '.join(ended)}.")

    def _servers(self):
        file = SecretsFile(self.var / "secrets.env")
        secrets = file.secrets()
        passwords = {
            postgres.SUPERUSER: secrets["POSTGRES_PASSWORD"],
            postgres.OWNER: secrets["OWNER_PASSWORD"],
            postgres.APP: secrets["APP_PASSWORD"],
        }
        cluster = postgres.Cluster(
            self.var / "postgres", self.ports["POSTGRES_PORT"], passwords=passwords, mark=self.register.mark
        )
        cache = valkey.Valkey(
            self.var / "valkey",
            self.ports["VALKEY_PORT"],
            password=secrets["VALKEY_PASSWORD"],
            mark=self.register.mark,
        )
        return file, cluster, cache

    def _start_servers(self, cluster: postgres.Cluster, cache: valkey.Valkey):
        if not cluster.exists:
            with self.screen.step("Creating the PostgreSQL cluster"):
                cluster.create()
            summary.forget_demo(self.var)
        with self.screen.step("Starting PostgreSQL"):
            self.supervisor.start("PostgreSQL", cluster.process, cluster.start, grace=DATABASE_GRACE)
            cluster.bootstrap(addresses.DATABASE)
        with self.screen.step("Starting Valkey"):
            self.supervisor.start("Valkey", cache.process, cache.start, grace=DATABASE_GRACE)

    def _prepare(self, environment: dict[str, str]):
        """Migrations, administrator, demo and static files, in one process."""
        command = procfile.commands(ROOT / "Procfile", environment)["release"]
        process = self._process("release", command, environment)
        with self.screen.step("Preparing the database, the demo and the static files"):
            self.supervisor.finish("release", process, self.screen.tick)

    def _start_processes(self, environment: dict[str, str]):
        commands = procfile.commands(ROOT / "Procfile", environment)
        commands.pop("release")
        shutil.rmtree(self.var / "metrics", ignore_errors=True)  # figures of processes that are no more
        with self.screen.step(f"Starting {', '.join(commands)}"):
            for name, command in commands.items():
                self.supervisor.start(name, self._process(name, command, environment))
            self._wait_until_ready()

    def _wait_until_ready(self):
        deadline = monotonic() + READY_SECONDS
        while not (ports.is_listening(self.ports["REALTIME_PORT"]) and self._answers()):
            if monotonic() > deadline:
                raise Trouble(f"TOPiN is not ready after {READY_SECONDS} s: look into {self.var}/log, api.log first.")
            self.supervisor.watch()
            self.supervisor.refuse_hopeless()
            self.screen.tick()
            sleep(0.1)

    def _answers(self) -> bool:
        url = f"http://127.0.0.1:{self.ports['PORT']}/health/ready"
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def _process(self, name: str, command: list[str], environment: dict[str, str]) -> Process:
        return Process(name, command, self.var / "log" / f"{name}.log", env=environment, folder=ROOT)
