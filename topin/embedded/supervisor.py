"""Keeps the processes of a run alive: starts them again with growing pauses, stops them in order."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from topin.embedded import Trouble, interrupts
from topin.embedded.logwatch import LogWatch
from topin.embedded.process import Process
from topin.embedded.proof import Register
from topin.embedded.screen import Screen

LONGEST_PAUSE = 30  # seconds
DATABASE_GRACE = 20  # seconds; servers that keep data are never hurried
HOPELESS = 3  # deaths during the start of a run
HEALTHY_AFTER = 60  # seconds of life after which earlier deaths are forgotten


@dataclass
class Charge:
    name: str
    process: Process
    start: Callable[[], None]
    grace: float  # seconds it may take to stop
    deaths: int = 0
    started: float = 0
    due: float | None = None  # when it is started again
    last_words: str = ""


class Supervisor:
    def __init__(self, register: Register, screen: Screen):
        self.register, self.screen = register, screen
        self.charges: list[Charge] = []
        self._logs = LogWatch()

    def start(self, name: str, process: Process, start: Callable[[], None] | None = None, grace: float = 5):
        """Takes charge of a process. `start` is how it is started, when that is more than `process.start`."""
        charge = Charge(name, process, start or process.start, grace)
        self.charges.append(charge)
        self._start(charge)

    def finish(self, name: str, process: Process, tick: Callable[[str], None]):
        """Runs a process to its end, which has to be a good one."""
        self.start(name, process, grace=1)
        while process.is_alive:
            tick(process.last_line())
            sleep(0.1)
        self.charges.pop()
        self.register.forget(name)
        if process.exit_code:
            raise Trouble(f"`{name}` failed. {process.last_words()}")

    def refuse_hopeless(self):
        """Raises Trouble when a process died again and again."""
        for charge in self.charges:
            if charge.deaths >= HOPELESS:
                raise Trouble(f"{charge.name} does not stay alive. {charge.last_words}")

    def watch(self):
        """One round: notes who died, starts again who has paused long enough, points at errors."""
        for charge in self.charges:
            if charge.process.is_alive:
                if charge.deaths and monotonic() - charge.started > HEALTHY_AFTER:
                    charge.deaths = 0
            elif charge.due is None:
                self._mourn(charge)
            elif monotonic() >= charge.due:
                self._start_again(charge)
        for process, line in self._logs.news([charge.process for charge in self.charges]):
            self.screen.warn(f"{process.name} wrote an error to {process.log}: {line}")

    def stop(self):
        """In reverse order of their start; a second Ctrl-C leaves them no time, PostgreSQL excepted."""
        for charge in reversed(self.charges):
            charge.process.stop(0 if interrupts.is_urgent() and charge.grace < DATABASE_GRACE else charge.grace)
            self.register.forget(charge.name)
        self.charges.clear()

    def _start(self, charge: Charge):
        try:
            charge.start()
        finally:  # a server that is not ready yet is alive all the same
            charge.started, charge.due = monotonic(), None
            if charge.process.is_alive:
                self.register.note(charge.name, charge.process.pid, charge.process.stop_signal, charge.grace)

    def _start_again(self, charge: Charge):
        try:
            self._start(charge)
        except Trouble as trouble:
            self.screen.warn(str(trouble))
            self._mourn(charge)

    def _mourn(self, charge: Charge):
        charge.process.end_group()
        self.register.forget(charge.name)
        pause = min(2**charge.deaths, LONGEST_PAUSE)
        charge.deaths += 1
        charge.due = monotonic() + pause
        charge.last_words = charge.process.last_words()
        self.screen.warn(f"{charge.name} {_how(charge.process.exit_code)}; started again in {pause} s.")
        if charge.process.exit_code and charge.process.exit_code > 0:
            self.screen.say(f"    {charge.last_words}")


def _how(exit_code: int) -> str:
    if exit_code < 0:
        return f"was ended by {signal.Signals(-exit_code).name}"
    return f"ended by itself (exit code {exit_code})"
