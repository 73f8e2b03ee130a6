"""npm's `@supabase/auth-js` against a real HTTP server. `npm ci` in this folder makes it ready."""

import shutil
import subprocess
from pathlib import Path
from threading import Thread

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler

FOLDER = Path(__file__).parent


@pytest.fixture
def address():
    """The product over HTTP, on a port of its own."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("mount", ["/api/auth", "/api/auth/v1"])
def test_the_official_client_lives_through_a_sign_in(address, mount):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: the official JavaScript client was not tried")
    if not (FOLDER / "node_modules" / "@supabase" / "auth-js").exists():
        pytest.skip("run `npm ci` in tests/conformance to try the official JavaScript client")
    command = [node, str(FOLDER / "sign_in.mjs"), address + mount]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "ok\n", done.stdout + done.stderr
