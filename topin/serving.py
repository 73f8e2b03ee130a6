"""Processes that work until they are told to end."""

import signal

from topin.checks import refuse_unsafe_start


def serve(command, make, name):
    """Runs `make()`, which has `run` and `stop`, in a management command, until SIGTERM or SIGINT."""
    refuse_unsafe_start()
    process = make()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: process.stop())
    command.stdout.write(f"The {name} runs")
    command.stdout.flush()  # a file is told too
    process.run()
