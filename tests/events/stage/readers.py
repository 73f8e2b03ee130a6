"""Readers that do an effect which shows if it happened twice, and then go wrong in some way."""

import os
import signal
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from topin import sql
from topin.events import reads, tells


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


def tell(event, *words):
    """An effect in the outside world: a line that no rollback takes back."""
    with open(Path(settings.VAR_DIR) / "told", "a") as outside:
        print(event.kind, event.delivery_id, *words, file=outside)


@tells("told_well")
def tell_well(event):
    state = connection.connection.info.transaction_status.name
    tell(event, state, sql.viewer_now())
    with sql.acting_as(sql.SYSTEM):
        leave_trace(event)


@tells("told_deadly")
def tell_and_die_once(event):
    tell(event)
    if _first_time(event):
        os.kill(os.getpid(), signal.SIGKILL)


@tells("told_badly")
def tell_in_vain(event):
    tell(event)
    if not (Path(settings.VAR_DIR) / "mended").exists():
        raise RuntimeError("the world does not listen")


@tells("told_slowly")
def tell_slowly(event):
    tell(event)
    if _first_time(event):
        time.sleep(60)
