"""What sockets of one process ask of their streams goes into questions they share: each is answered."""

import asyncio

from tests.realtime.sockets import tell
from topin import streams
from topin.realtime import reader
from topin.realtime.threads import in_thread

SECONDS = 10


def test_whoever_asks_in_the_moment_in_which_all_questions_end_is_answered(alice, monkeypatch):
    tell(alice, times=3)
    epoch = streams.position_now(alice.viewer).epoch
    gate, arrived = asyncio.Event(), []

    async def held_back(work, *given):
        answer = await in_thread(work, *given)
        arrived.append(answer)
        await gate.wait()
        return answer

    async def both_end_at_once():
        asking, heard = reader.Reader(), []

        async def ask(*seqs):
            for seq in seqs:
                heard.append(await asking.read(alice.viewer, streams.Position(epoch, seq)))

        phones = []
        for seqs in ([0, 2], [1]):
            phones.append(asyncio.ensure_future(ask(*seqs)))
            while len(arrived) < len(phones):
                await asyncio.sleep(0.01)
        gate.set()
        await asyncio.wait_for(asyncio.gather(*phones), SECONDS)
        return heard

    monkeypatch.setattr(reader, "in_thread", held_back)
    told = asyncio.run(both_end_at_once())
    assert sorted(sum(part.events for part in one.parts) for one in told) == [1, 2, 3]
