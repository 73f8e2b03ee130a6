import base64
import stat

import environ
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from topin.embedded.secretsfile import SecretsFile


class Elsewhere(environ.Env):
    ENVIRON = {}  # not the environment of this test


def test_secrets_are_made_once_and_only_for_our_eyes(tmp_path):
    path = tmp_path / "secrets.env"
    first = SecretsFile(path).secrets()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SecretsFile(path).secrets() == first
    assert SecretsFile(tmp_path / "other.env").secrets() != first


def test_new_addresses_leave_the_secrets_as_they_are(tmp_path):
    path = tmp_path / "secrets.env"
    file = SecretsFile(path)
    first = file.secrets()
    file.write({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/x"})
    file.write({"DATABASE_URL": "postgres://a:b@127.0.0.1:2/x"})
    assert SecretsFile(path).secrets() == first
    assert path.read_text().count("DATABASE_URL") == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_that_a_newer_version_needs_is_added(tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("SECRET_KEY='kept'\n")
    secrets = SecretsFile(path).secrets()
    assert secrets["SECRET_KEY"] == "kept"
    assert secrets["ADMIN_PASSWORD"]


def test_the_settings_read_what_was_written(tmp_path):
    path = tmp_path / "secrets.env"
    secrets = SecretsFile(path).secrets()
    env = Elsewhere()
    env.read_env(path)
    pem = env.str("JWT_PRIVATE_KEY").replace("\\n", "\n")
    assert load_pem_private_key(pem.encode(), None).curve.name == "secp256r1"
    key_id, _, key = env.str("MESSAGE_KEYS").partition(":")
    assert key_id
    assert len(base64.b64decode(key)) == 32
    assert len(base64.urlsafe_b64decode(env.str("VAPID_PRIVATE_KEY") + "=")) == 32
    assert {name: env.str(name) for name in secrets} == secrets
