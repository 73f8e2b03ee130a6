"""The product in processes of its own, as the official clients meet it: mails in a folder, a provider next door."""

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from supabase_auth import SyncGoTrueClient
from supabase_auth.errors import AuthApiError

from tests.accounts.providers import running_mock
from tests.site import running_site

FOLDER = Path(__file__).parent
PROVIDER = "keycloak"  # a name that every client knows


class Site(NamedTuple):
    """A running product, and the folder its mails are put into."""

    url: str
    mails: Path

    @property
    def auth(self):
        return f"{self.url}/api/auth"


@pytest.fixture(scope="module")
def provider():
    """The address of an OpenID provider, where Nora is known."""
    with running_mock() as mock:
        mock.set_person("nora", email="nora@provider.test", email_verified=True, name="Nora")
        yield mock.issuer


@pytest.fixture(scope="module")
def open_site(tmp_path_factory, provider):
    """New members are in at once."""
    more = {"OAUTH_OPENID": f"{PROVIDER}|{provider}|topin|secret", "NET_ALLOW": "127.0.0.0/8"}
    with _site(tmp_path_factory, MAILER_AUTOCONFIRM="1", **more) as site:
        yield site


@pytest.fixture(scope="module")
def confirming_site(tmp_path_factory):
    """New members have to confirm their address. A module has one site or the other: they share a database."""
    with _site(tmp_path_factory, MAILER_AUTOCONFIRM="0") as site:
        yield site


@contextmanager
def _site(tmp_path_factory, **settings):
    folder = tmp_path_factory.mktemp("site")
    mails = folder / "mail"
    with running_site(folder, GOTRUE_MAIL_INTERVAL="0", EMAIL_URL=f"filemail://{mails}", **settings) as url:
        yield Site(url, mails)


@pytest.fixture
def tour():
    """`tour("member_tour", …)` runs a script of the official JavaScript clients to its end."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: the official JavaScript clients were not tried")
    if not (FOLDER / "node_modules" / "@supabase" / "supabase-js").exists():
        pytest.skip("run `npm ci` in tests/conformance to try the official JavaScript clients")

    def run(script, *arguments):
        command = [node, str(FOLDER / f"{script}.mjs"), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.stdout == "ok\n", done.stdout + done.stderr

    return run


@pytest.fixture
def new_client():
    """`new_client(site)` → a Python client that nobody signed in yet."""

    def new(site, **options):
        headers = {"apikey": "sb_publishable_any", "Authorization": "Bearer sb_publishable_any"}
        return SyncGoTrueClient(url=site.auth, headers=headers, auto_refresh_token=False, **options)

    return new


def new_email():
    return f"{uuid4().hex}@topin.test"


def refused(code):
    """The next lines are answered with this code."""
    return pytest.raises(AuthApiError, check=lambda error: error.code == code)
