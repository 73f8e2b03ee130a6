"""A row that no partition was made for is kept, and somebody is told."""

import pytest

from tests.deeds import post_by
from tests.figures import figures
from topin import jobs

MISSING = "rows without a partition of their own"
FAR_AHEAD = "internal.uuid_at('2041-01-01')"


@pytest.mark.parametrize(
    "insert",
    [
        f"insert into events (id, kind) values ({FAR_AHEAD}, 'early')",
        f"insert into user_events (id, user_id, seq, kind) values ({FAR_AHEAD}, %(alice)s, 1, 'early')",
        f"""insert into notifications (id, user_id, kind, group_key, updated_at)
            values ({FAR_AHEAD}, %(alice)s, 'system', 'early', now())""",
        f"insert into post_views (id, post_id, viewer_hash) values ({FAR_AHEAD}, %(post)s, 'somebody')",
    ],
    ids=["events", "user_events", "notifications", "post_views"],
)
def test_a_row_without_a_partition_is_an_alarm(superuser, alice, bob, insert):
    jobs.roll_partitions()
    post = post_by(bob)
    assert MISSING not in jobs.check_invariants()
    superuser.execute(insert, {"alice": alice.id, "post": post})
    assert jobs.check_invariants()[MISSING] == 1
    assert figures()["topin_default_partition_rows"] == 1


def test_prometheus_learns_how_many_connections_there_are_and_may_be(superuser):
    found = figures()
    assert 0 < found["topin_connections"] < found["topin_connections_allowed"]
