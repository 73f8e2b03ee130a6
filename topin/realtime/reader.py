"""Reads streams for all sockets of this process: what is asked while a question runs goes into the next one.

A quiet server asks for each socket at once; the more there is to deliver, the more of it one question brings.
Sockets of one session that stand at the same place get the same answer.
"""

import asyncio

from topin import streams
from topin.realtime.rendering import needs_rendering
from topin.realtime.threads import in_thread

AT_ONCE = 200  # that one question asks about
QUESTIONS = 2  # that run at the same time


class Reader:
    def __init__(self):
        self.wanted = {}  # (viewer, position) → the page to come
        self.questions = set()
        self.rendering = set()

    async def read(self, viewer, position):
        """The Page after a position, as clients get it. Raises Outdated, NotSignedIn, Unavailable."""
        key = (viewer, position)
        if key not in self.wanted:
            self.wanted[key] = asyncio.get_running_loop().create_future()
            if len(self.questions) < QUESTIONS:
                _begin(self._ask_all(), self.questions)
        return await asyncio.shield(self.wanted[key])  # others may wait for the same

    async def _ask_all(self):
        while self.wanted:
            taken = {key: self.wanted.pop(key) for key in list(self.wanted)[:AT_ONCE]}
            try:
                pages = await in_thread(streams.read_many, list(taken))
            except Exception as error:
                pages = [error] * len(taken)
            for ((viewer, _), future), page in zip(taken.items(), pages, strict=True):
                if isinstance(page, streams.Page) and needs_rendering(page.items):
                    _begin(_render(future, viewer, page), self.rendering)
                else:
                    _settle(future, page)


def _begin(work, running):
    task = asyncio.ensure_future(work)
    running.add(task)  # the loop holds tasks weakly
    task.add_done_callback(running.discard)


async def _render(future, viewer, page):
    try:
        page = await in_thread(streams.rendered_page, viewer, page)
    except Exception as error:
        page = error
    _settle(future, page)


def _settle(future, page):
    if isinstance(page, streams.Page):
        future.set_result(page)
    else:
        future.set_exception(page)
        future.exception()  # whoever waited may have gone


reader = Reader()
