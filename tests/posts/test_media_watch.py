"""How media fare, for whoever runs TOPiN."""

from datetime import timedelta

import pytest

from tests.figures import figures
from tests.posts.media_tools import hand_in
from topin import jobs

LATE = "files that wait too long to be processed, oldest in s"


@pytest.fixture(autouse=True)
def _partitions():
    jobs.roll_partitions()


def let_pass(superuser, seconds):
    superuser.execute("update post_media set completed_at = completed_at - %s", [timedelta(seconds=seconds)])


def test_a_file_that_nobody_works_on_is_an_alarm_after_a_while(superuser, alice, api):
    hand_in(api, alice)
    let_pass(superuser, 100)
    assert jobs.check_invariants() == "all well"
    let_pass(superuser, 600)
    assert jobs.check_invariants()[LATE] == 600
    superuser.execute("update post_media set state = 'ready'")
    assert jobs.check_invariants() == "all well"


def test_prometheus_learns_what_waits_and_what_failed(superuser, alice, api):
    assert figures()["topin_media_oldest_seconds"] == 0
    hand_in(api, alice)
    let_pass(superuser, 100)
    found = figures()
    assert found["topin_media_waiting"] == 1
    assert 100 <= found["topin_media_oldest_seconds"] < 200
    superuser.execute("update post_media set state = 'failed', completed_at = now()")
    found = figures()
    assert (found["topin_media_waiting"], found["topin_media_failed_today"]) == (0, 1)
    superuser.execute("update post_media set completed_at = now() - interval '1 day'")
    assert figures()["topin_media_failed_today"] == 0
