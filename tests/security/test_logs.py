"""What somebody sends stands in the log as words, if at all: it ends no line and begins none."""

import io
import json
import logging

import pytest

from topin import log

FORGED = 'a\n2026-01-01T00:00:00Z [info     ] signed in user_id=1\r\n{"event": "signed in"}'


@pytest.fixture
def written(settings):
    """The lines that a logger of ours writes as JSON."""
    settings.LOG_FORMAT = "json"
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:]
    log.configure()
    (handler,) = [h for h in root.handlers if isinstance(h, logging.StreamHandler) and h not in before]
    handler.setStream(stream)
    yield lambda: stream.getvalue().splitlines()
    settings.LOG_FORMAT = "console"
    log.configure()
    for handler in before:
        if handler not in root.handlers:
            root.addHandler(handler)


def test_nobody_writes_a_line_of_their_own(written):
    logging.getLogger("topin.tests").warning("Somebody sent %s", FORGED)
    (line,) = written()
    said = json.loads(line)
    assert FORGED in said["event"]
    assert (said["level"], said["logger"]) == ("warning", "topin.tests")


def test_every_line_says_when_in_utc(written):
    logging.getLogger("topin.tests").warning("Something")
    assert json.loads(written()[0])["timestamp"].endswith("Z")
