"""A message at rest is opened by the npm package crypto-js, with the script that docs/examples shows."""

import os
import shutil
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from messaging import sealing
from tests.messaging.talk import befriend, send

FOLDER = Path(__file__).parent
EXAMPLE = Path(settings.BASE_DIR) / "docs" / "examples" / "open-message.mjs"


@pytest.fixture
def open_message(tmp_path):
    """`open_message(key, sealed)` → (exit status, what the script wrote)."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: crypto-js was not tried")
    if not (FOLDER / "node_modules" / "crypto-js").exists():
        pytest.skip("run `npm ci` in tests/conformance to try crypto-js")
    shutil.copy(EXAMPLE, tmp_path)
    (tmp_path / "node_modules").symlink_to(FOLDER / "node_modules")

    def run(key, sealed):
        command = [node, str(tmp_path / EXAMPLE.name), sealed.hex()]
        environment = os.environ | {"CONVERSATION_KEY": key.hex()}
        done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()

    return run


@pytest.fixture
def key(alice, bob, superuser):
    """`key()`: the open key of the only conversation."""
    befriend(alice, bob)

    def unwrapped():
        row = superuser.execute("select conversation_id, id, master, wrapped from conversation_keys").fetchone()
        return sealing.unwrap(*row).secret

    return unwrapped


def sealed(superuser, answer):
    """What stands in the database of a message that was sent."""
    assert answer.status == 201
    message = UUID(answer.json["id"])
    return superuser.execute("select sealed from messages where id = %s", [message]).fetchone()[0]


@pytest.mark.parametrize("text", ["x", "exactly 16 bytes", "Grüße, 👩🏽‍🚀!\nمرحبا", "long " * 900 + "end"])
def test_crypto_js_reads_what_was_sent(open_message, key, alice, bob, superuser, text):
    stored = sealed(superuser, send(alice, bob, text=text))
    assert open_message(key(), stored) == (0, text + "\n")


def test_crypto_js_refuses_what_was_changed_and_other_keys(open_message, key, alice, bob, superuser):
    stored = sealed(superuser, send(alice, bob, text="between us"))
    refused = (1, "This was not sealed with this key, or was changed since\n")
    for place in (0, 5, 20, len(stored) - 1):
        changed = bytearray(stored)
        changed[place] ^= 1
        assert open_message(key(), bytes(changed)) == refused
    assert open_message(b"k" * 32, stored) == refused
    assert open_message(key(), stored[:40])[0] == 1
