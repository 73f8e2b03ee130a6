"""What a courier claimed and has not begun, by channel: none that is slow takes the threads of the others."""

from collections import Counter, defaultdict, deque
from threading import Condition

UNKNOWN = 1.0  # seconds that a channel is thought to take until it was met
MEMORY = 0.8  # how much of what it took before counts beside the last time
REMEMBERED = 1_000  # channels


class Lanes:
    """A provider has half of the threads at most, and one push service of browsers half of that.

    Of the channels that may go on, the one with the least under way is next, and of these the quickest: whoever lets
    others wait, waits.
    """

    def __init__(self, threads, most):
        self.of_provider, self.of_service = max(1, threads // 2), max(1, threads // 4)
        self.most = most  # of one provider that may wait here
        self.waiting = defaultdict(deque)
        self.busy = defaultdict(int)  # by channel, and by provider
        self.took = {}
        self.changed = Condition()

    def add(self, jobs):
        """Lists of (channel, what is to be done)."""
        with self.changed:
            for channel, job in jobs:
                self.waiting[channel].append(job)

    def begin(self):
        """(channel, job) to do now; None where nothing waits that may go on."""
        with self.changed:
            free = [channel for channel in self.waiting if self._may_begin(channel)]
            if not free:
                return None
            channel = min(free, key=lambda name: (self.busy[name], self.took.get(name, UNKNOWN)))
            job = self.waiting[channel].popleft()
            if not self.waiting[channel]:
                del self.waiting[channel]
            for name in {channel, provider_of(channel)}:
                self.busy[name] += 1
            return channel, job

    def end(self, channel, seconds):
        """What was begun is over, and took so long."""
        with self.changed:
            for name in {channel, provider_of(channel)}:
                self.busy[name] -= 1
                if not self.busy[name]:
                    del self.busy[name]
            if len(self.took) > REMEMBERED:
                self.took.clear()
            self.took[channel] = self.took.get(channel, seconds) * MEMORY + seconds * (1 - MEMORY)
            self.changed.notify_all()

    def taken_back(self, channel):
        """The jobs of a channel that were not begun; they wait here no more."""
        with self.changed:
            jobs = self.waiting.pop(channel, ())
            self.changed.notify_all()
            return jobs

    def full(self):
        """Channels of which no more are to be claimed, as enough wait here; a provider where its channels are many."""
        with self.changed:
            return self._full()

    def wait_for_room(self, seconds):
        """Until a channel that is full is so no more, or so long."""
        with self.changed:
            full = self._full()
            self.changed.wait_for(lambda: not full <= self._full(), seconds)

    def wait_for_end(self):
        """Until nothing waits and nothing is under way."""
        with self.changed:
            self.changed.wait_for(lambda: not self.waiting and not self.busy)

    def _may_begin(self, channel):
        provider = provider_of(channel)
        most = self.of_provider if provider == channel else self.of_service
        return self.busy.get(channel, 0) < most and self.busy.get(provider, 0) < self.of_provider

    def _full(self):
        of_provider = Counter()
        for channel, jobs in self.waiting.items():
            of_provider[provider_of(channel)] += len(jobs)
        full = {channel for channel, jobs in self.waiting.items() if len(jobs) > self.of_provider}
        return full | {name for name, count in of_provider.items() if count > self.most}


def provider_of(channel):
    return channel.partition(":")[0]
