"""A Valkey of our own: broker, cache and channel layer of a laptop in one instance."""

import os
from pathlib import Path

import redis

from topin.embedded import proof, wheels
from topin.embedded.process import Process

BROKER, CACHE, CHANNEL = 0, 1, 2  # databases


class Valkey:
    """Keeps its files in `folder`. It refuses writes when full instead of forgetting tasks: it is the broker too."""

    def __init__(
        self,
        folder: Path,
        port: int,
        durable: bool = True,
        *,
        password: str = "",
        log: Path | None = None,
        mark: str = "",
    ):
        self.folder, self.port, self.durable = Path(folder).resolve(), port, durable
        self.password = password
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", proof.MARK: mark}
        log = log or self.folder.parent / "log" / "valkey.log"
        self.process = Process("Valkey", [], log, env=env)

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.process.command = [str(wheels.valkey_server()), "-"]  # settings come through stdin: one is a secret
        self.process.start(stdin=self._settings())
        self.process.wait_until(self._is_ready, seconds=60)

    def stop(self):
        self.process.stop()

    def url(self, database: int = BROKER) -> str:
        return f"redis://{f':{self.password}@' if self.password else ''}127.0.0.1:{self.port}/{database}"

    def _is_ready(self) -> bool:
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2, retry=None) as client:
                return client.ping()
        except redis.ConnectionError:  # not listening yet, or still loading its files
            return False

    def _settings(self) -> str:
        return f"""
            bind 127.0.0.1
            port {self.port}
            databases 64
            requirepass "{self.password}"
            dir "{self.folder}"
            appendonly {"yes" if self.durable else "no"}
            appendfsync everysec
            save ""
            maxmemory 1gb
            maxmemory-policy noeviction
            loglevel notice
        """
