"""Readers that do an effect which shows if it happened twice, and then go wrong in some way."""

import os
import signal
import time
from pathlib import Path

from django.conf import settings

from topin import sql
from topin.events import reads


def leave_trace(event):
    """An effect that nothing makes safe to repeat: one more event named after the delivery."""
    sql.call("event_record", "trace_left", event.delivery_id)


def _first_time(event):
    """Whether this is the first try of the delivery; remembered outside of the database."""
    mark = Path(settings.VAR_DIR) / f"tried-{event.delivery_id}"
    if mark.exists():
        return False
    mark.touch()
    return True


@reads("played_well")
def play(event):
    leave_trace(event)


@reads("played_well", queue="mail")
def play_too(event):
    leave_trace(event)


@reads("played_deadly")
def die_once(event):
    leave_trace(event)
    if _first_time(event):
        os.kill(os.getpid(), signal.SIGKILL)


@reads("played_always_deadly")
def die_always(event):
    leave_trace(event)
    os.kill(os.getpid(), signal.SIGKILL)


@reads("played_badly")
def refuse(event):
    leave_trace(event)
    if not (Path(settings.VAR_DIR) / "mended").exists():
        raise RuntimeError("the stage is broken")


@reads("played_slowly")
def sleep(event):
    leave_trace(event)
    if _first_time(event):
        time.sleep(60)


@reads("played_in_the_database")
def sleep_there(event):
    leave_trace(event)
    if _first_time(event):
        sql.rows("select pg_sleep(60)")
