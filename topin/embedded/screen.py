"""What a person sees of a run: steps with their seconds, on a terminal or as plain lines in a file."""

import os
import shutil
import sys
from contextlib import contextmanager
from time import monotonic

GREEN, YELLOW, RED, BOLD, DIM = "32", "33", "31", "1", "2"
EVERY = 5  # seconds between signs of life where no terminal can be overwritten


class Screen:
    def __init__(self, out=sys.stdout):
        self.out = out
        self.is_terminal = out.isatty()
        self.is_coloured = self.is_terminal and not os.environ.get("NO_COLOR")
        out.reconfigure(errors="replace", line_buffering=True)
        self._began = self._spoken = monotonic()
        self._title = ""

    @contextmanager
    def step(self, title: str):
        """A step; `tick()` inside it shows that it goes on."""
        self._title, self._began, self._spoken = title, monotonic(), monotonic()
        self._draw(f"  {self.paint('·', YELLOW)} {title} …")
        try:
            yield
        except BaseException:
            self._end(RED, "✗")
            raise
        self._end(GREEN, "✓")

    def tick(self, what: str = ""):
        seconds = monotonic() - self._began
        room = shutil.get_terminal_size().columns - len(self._title) - 16
        what = what[: max(room, 0)]
        self._draw(f"  {self.paint('·', YELLOW)} {self._title} … {seconds:.0f} s  {self.paint(what, DIM)}")
        if not self.is_terminal and monotonic() - self._spoken > EVERY:
            self._spoken = monotonic()
            self.say(f"  · {self._title} … {seconds:.0f} s  {what}")

    def say(self, text: str = ""):
        """A line; nobody may be reading any more, and that is no reason to stop serving."""
        try:
            self.out.write(("\r\x1b[K" if self.is_terminal else "") + text + "\n")
            self.out.flush()
        except (OSError, ValueError):
            pass

    def warn(self, text: str):
        self.say(f"  {self.paint('!', YELLOW)} {text}")

    def paint(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.is_coloured and text else text

    def _draw(self, text: str):
        if self.is_terminal:
            try:
                self.out.write("\r\x1b[K" + text)
                self.out.flush()
            except (OSError, ValueError):
                pass

    def _end(self, colour: str, sign: str):
        seconds = self.paint(f"{monotonic() - self._began:.1f} s", DIM)
        self.say(f"  {self.paint(sign, colour)} {self._title}  {seconds}")
