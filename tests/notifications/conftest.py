import pytest

from topin import events, relay, sql


@pytest.fixture
def run_events():
    """Does what relay and worker do, in this process, until no event and no delivery waits."""

    def waiting():
        with sql.acting_as(sql.SYSTEM):
            return [row["id"] for row in sql.rows("select id from event_deliveries where state = 'waiting'")]

    def run():
        while relay.take_events() or waiting():
            for delivery in waiting():
                assert events.deliver(delivery) == "done"

    return run
