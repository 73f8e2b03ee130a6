import pytest
import redis

from topin.embedded import ports
from topin.embedded.valkey import CACHE, Valkey


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path / "valkey", ports.free(1)[0], password="s3cret")
    server.start()
    yield server
    server.stop()


def test_what_was_queued_outlives_a_restart(valkey):
    with redis.Redis.from_url(valkey.url()) as client:
        client.rpush("queue", "task")
    valkey.stop()
    valkey.start()
    with redis.Redis.from_url(valkey.url()) as client:
        assert client.lrange("queue", 0, -1) == [b"task"]


def test_it_never_forgets_a_task_to_make_room(valkey):
    with redis.Redis.from_url(valkey.url(CACHE)) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_strangers_on_the_machine_are_asked_for_the_password(valkey):
    with (
        redis.Redis(port=valkey.port) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()
