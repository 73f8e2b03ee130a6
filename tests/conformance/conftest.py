"""The product in processes of its own, as the official clients meet it: mails in a folder, a provider next door."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from oidc_provider_mock import User, run_server_in_thread

from tests.site import running_site

FOLDER = Path(__file__).parent
PROVIDER = "local"
NORA = User(sub="nora", claims={"email": "nora@provider.test", "email_verified": True, "name": "Nora"})


class Site(NamedTuple):
    """A running product, and the folder its mails are put into."""

    url: str
    mails: Path

    @property
    def auth(self):
        return f"{self.url}/api/auth"


def pytest_collection_modifyitems(items):
    """One test process runs them, one after the other: each takes all processes of the product."""
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.xdist_group("conformance"))


@pytest.fixture(scope="module")
def provider():
    """The address of an OpenID provider."""
    with run_server_in_thread(user_claims=[NORA]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def open_site(tmp_path_factory, provider):
    folder = tmp_path_factory.mktemp("site")
    openid = f"{PROVIDER}|{provider}|topin|secret"
    with running_site(
        folder,
        MAILER_AUTOCONFIRM="1",
        GOTRUE_MAIL_INTERVAL="0",
        OAUTH_OPENID=openid,
        NET_ALLOW="127.0.0.0/8,::1/128",
        EMAIL_URL=f"filemail://{folder}/mail",
    ) as url:
        yield Site(url, folder / "mail")


@pytest.fixture(scope="module")
def confirming_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("confirming")
    with running_site(
        folder, MAILER_AUTOCONFIRM="0", GOTRUE_MAIL_INTERVAL="0", EMAIL_URL=f"filemail://{folder}/mail"
    ) as url:
        yield Site(url, folder / "mail")


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
