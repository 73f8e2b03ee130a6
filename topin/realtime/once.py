"""Whether something is the first of its kind within some seconds."""

from time import monotonic


class Once:
    """Remembers keys for `seconds`, and then no longer: what it holds is bounded by how fast they come."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.times = {}  # key → when it was first, the oldest first

    def first(self, key):
        """Whether this key did not come within the last seconds; from now on it did."""
        now = monotonic()
        while self.times and (oldest := next(iter(self.times.items())))[1] <= now - self.seconds:
            del self.times[oldest[0]]
        if key in self.times:
            return False
        self.times[key] = now
        return True
