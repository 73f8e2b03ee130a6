"""A server that takes a connection and says nothing counts as away, after the time that is set."""

import os
import socket
import subprocess
import sys

ASK = """
import django; django.setup()
from topin import errors, sql
try:
    sql.ask(sql.SYSTEM, "get_backlog")
except errors.Unavailable:
    print("away")
"""


def test_a_database_that_does_not_answer_is_away_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgres://topin_app@127.0.0.1:{silent.getsockname()[1]}/topin"
        environment = os.environ | {"DATABASE_URL": address, "DATABASE_CONNECT_SECONDS": "2"}
        # The other tests wait for longer than this.
        asked = subprocess.run(
            [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=35, check=False
        )
    assert asked.stdout.strip() == "away", asked.stderr
