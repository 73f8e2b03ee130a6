"""Where everything listens in this run, as the environment variables that settings, Procfile and Caddyfile read."""

import os
import sys
from pathlib import Path

from topin.embedded import postgres, proof, valkey

DATABASE = "topin"
FOR_PREPARATION_ONLY = ("DATABASE_OWNER_URL", "ADMIN_PASSWORD")  # what serves requests owns no table
CHOSEN_BY_PEOPLE = ("SECRET_KEY", "JWT_PRIVATE_KEY", "MESSAGE_KEYS", "VAPID_PRIVATE_KEY", "ADMIN_PASSWORD")


def of_run(var: Path, ports: dict[str, int], cluster: postgres.Cluster, cache: valkey.Valkey) -> dict[str, str]:
    cores = os.cpu_count() or 1
    defaults = {
        "SITE_URL": f"http://127.0.0.1:{ports['PORT']}",
        "API_WORKERS": str(min(cores, 4)),
        "API_THREADS": "2",
        "WORKER_CONCURRENCY": "2",  # one may be making an archive
        "MEDIA_CONCURRENCY": "1",  # a video keeps all cores busy
        "STATIC_ROOT": str(var / "static"),
        "MEDIA_ROOT": str(var / "media"),
        "PRIVATE_ROOT": str(var / "private"),
    }
    return {
        "EMBEDDED": "1",
        "VAR_DIR": str(var),
        **{name: str(port) for name, port in ports.items()},
        "DATABASE_URL": cluster.url(DATABASE, postgres.APP),
        "DATABASE_OWNER_URL": cluster.url(DATABASE, postgres.OWNER),
        "BROKER_URL": cache.url(valkey.BROKER),
        "CACHE_URL": cache.url(valkey.CACHE),
        "CHANNEL_URL": cache.url(valkey.CHANNEL),
        **{name: os.environ.get(name) or value for name, value in defaults.items()},
    }


def for_preparation(var: Path, secrets: dict[str, str], addresses: dict[str, str]) -> dict[str, str]:
    """What a person set by hand is kept; the servers' own passwords stay with the launcher."""
    chosen = {name: os.environ.get(name) or secrets[name] for name in CHOSEN_BY_PEOPLE}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {
        **os.environ,
        **addresses,
        **chosen,
        "PATH": path,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "topin.settings",
        proof.MARK: str(var),
    }


def for_serving(preparation: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in preparation.items() if name not in FOR_PREPARATION_ONLY}
