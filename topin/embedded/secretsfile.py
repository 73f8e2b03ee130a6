"""var/secrets.env: what a local run keeps secret, made once, and the addresses of the run, written at each start.

`topin/settings.py` reads it when nothing else is set, so that a shell beside `make run` uses the same servers.
"""

import base64
import os
import secrets
import shlex
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from topin.embedded import Trouble

HEAD = "# Made by `make run`; keep it: without it neither the database nor members' messages can be read.\n"
HEAD_OF_ADDRESSES = "\n# Where this run listens; written anew at each start.\n"


def _signing_key() -> str:
    """ES256, on one line: PEM with \\n for its ends of line."""
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode().strip().replace("\n", "\\n")


def _message_key() -> str:
    """The id of the key and its 32 bytes; more may follow after commas, the first one encrypts."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def _push_key() -> str:
    """P-256: the number of the key, base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "JWT_PRIVATE_KEY": _signing_key,
    "MESSAGE_KEYS": _message_key,
    "VAPID_PRIVATE_KEY": _push_key,
    "ADMIN_PASSWORD": lambda: secrets.token_urlsafe(12),
    "POSTGRES_PASSWORD": lambda: secrets.token_urlsafe(24),
    "OWNER_PASSWORD": lambda: secrets.token_urlsafe(24),
    "APP_PASSWORD": lambda: secrets.token_urlsafe(24),
    "VALKEY_PASSWORD": lambda: secrets.token_urlsafe(24),
}


class SecretsFile:
    def __init__(self, path: Path):
        self.path = path
        self._values = self._read()

    def secrets(self) -> dict[str, str]:
        """The secrets by name; those that are missing are made and written down first."""
        missing = [name for name in MAKERS if not self._values.get(name)]
        for name in missing:
            self._values[name] = MAKERS[name]()
        if missing:
            self.write({})
        return {name: self._values[name] for name in MAKERS}

    def write(self, addresses: dict[str, str]):
        """Replaces the file at one stroke, so that a crash never leaves half of it."""
        text = HEAD + _lines({name: self._values[name] for name in MAKERS})
        if addresses:
            text += HEAD_OF_ADDRESSES + _lines(addresses)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            os.fsync(file.fileno())
        fresh.replace(self.path)

    def _read(self) -> dict[str, str]:
        try:
            lines = self.path.read_text().splitlines()
        except FileNotFoundError:
            return {}
        except PermissionError as error:
            raise Trouble(f"{self.path} belongs to somebody else: run as its owner, or set VAR_DIR.") from error
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return {name.strip(): "".join(shlex.split(value)) for name, value in pairs}


def _lines(values: dict[str, str]) -> str:
    return "".join(f"{name}='{value}'\n" for name, value in values.items())


if __name__ == "__main__":  # fresh secrets for the .env of docker compose
    print(_lines({**{name: make() for name, make in MAKERS.items()}, "AWS_SECRET_ACCESS_KEY": secrets.token_hex(20)}))
