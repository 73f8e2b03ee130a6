"""Several people doing something in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def at_once(*deeds):
    """Runs the deeds in threads that begin together; returns what they returned, in order."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
