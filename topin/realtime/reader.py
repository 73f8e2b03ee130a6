"""Reads streams for all sockets of this process: what is asked while a question runs goes into the next one.

A quiet server asks for each socket at once; the more there is to deliver, the more of it one question brings.
Sockets of one session that stand at the same place get the same answer, in the same bytes.
"""

import asyncio
from typing import NamedTuple

from topin import streams
from topin.realtime.frames import parts
from topin.realtime.rendering import needs_rendering
from topin.realtime.threads import in_thread

AT_ONCE = 200  # that one question asks about
QUESTIONS = 2  # that run at the same time


class Told(NamedTuple):
    """What follows a position, as clients get it."""

    parts: list
    has_more: bool


class Reader:
    def __init__(self):
        self.wanted = {}  # (viewer, position) → what they will be Told
        self.questions = set()
        self.rendering = set()

    async def read(self, viewer, position):
        """What a viewer is Told after a position. Raises Outdated, NotSignedIn, Unavailable.

        Whoever waits is not to be cancelled: others may wait for the same.
        """
        key = (viewer, position)
        told = self.wanted.get(key)
        if told is None:
            told = self.wanted[key] = asyncio.get_running_loop().create_future()
            if len(self.questions) < QUESTIONS:
                _begin(self._ask_all(), self.questions)
        return await told

    async def _ask_all(self):
        while self.wanted:
            taken = {key: self.wanted.pop(key) for key in list(self.wanted)[:AT_ONCE]}
            try:
                answers = await in_thread(_ask, list(taken))
            except Exception as error:
                answers = [error] * len(taken)
            for ((viewer, _), future), answer in zip(taken.items(), answers, strict=True):
                if isinstance(answer, streams.Page):
                    _begin(_render(future, viewer, answer), self.rendering)
                else:
                    _settle(future, answer)


def _begin(work, running):
    async def run():
        try:
            await work
        finally:
            # In the same step: who asked in between would count on work that has ended, and wait for good.
            running.discard(asyncio.current_task())

    running.add(asyncio.ensure_future(run()))  # the loop holds tasks weakly


def _ask(wanted):
    """What each (viewer, position) is Told, or the Page that is to be rendered before, or what is to be raised."""
    return [
        _told(page) if isinstance(page, streams.Page) and not needs_rendering(page.items) else page
        for page in streams.read_many(wanted)
    ]


async def _render(future, viewer, page):
    try:
        answer = await in_thread(lambda: _told(streams.rendered_page(viewer, page)))
    except Exception as error:
        answer = error
    _settle(future, answer)


def _told(page):
    return Told(parts(page), page.has_more)


def _settle(future, answer):
    if isinstance(answer, Told):
        future.set_result(answer)
    else:
        future.set_exception(answer)
        future.exception()  # whoever waited may have gone


reader = Reader()
