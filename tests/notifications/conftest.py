import pytest

from notifications.courier import Courier
from tests import mailboxes
from tests.deeds import follow
from tests.notifications.apple import apple, certificate  # noqa: F401  (fixtures)
from topin import events, relay, sql
from topin.embedded import ports


@pytest.fixture(scope="session")
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


@pytest.fixture
def courier():
    """One that works when it is told to: `courier.round()`."""
    one = Courier()
    yield one
    one.pool.shutdown()


@pytest.fixture
def ring(run_events):
    """`ring(alice, bob)`: her devices are to tell her that Bob follows her."""

    def ring_about(person, *followers):
        for follower in followers:
            follow(follower, person)
        run_events()

    return ring_about


@pytest.fixture
def postman(settings):
    """Whoever takes what is mailed, over real SMTP: `postman.mails`."""
    settings.SITE_URL = "https://topin.test"
    port = ports.free(1)[0]
    mailboxes.use(settings, f"smtp://127.0.0.1:{port}")
    with mailboxes.mail_server(port) as postman:
        yield postman


@pytest.fixture
def mailed(run_events, courier, postman):
    """`mailed()`: the mails that go out once all events are read."""

    def sent():
        before = len(postman.mails)
        run_events()
        while courier.round():
            pass
        return postman.mails[before:]

    return sent
