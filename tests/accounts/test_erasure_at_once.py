"""Deeds under way while their member is erased."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from accounts.jobs import leaving as jobs
from posts import services
from tests import mailboxes
from tests.deeds import comment_on, leave_for_good, like, post_by
from tests.waiting import wait_until_blocked
from topin import sql


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


@pytest.mark.parametrize("of_comment", [False, True], ids=["post", "comment"])
def test_a_like_that_is_being_taken_back_is_counted_once(api, alice, bob, charlie, superuser, of_comment):
    post = post_by(alice)
    content = comment_on(post, alice) if of_comment else post
    like(content, bob, charlie)
    leave_for_good(superuser, bob)
    taken, go_on = Event(), Event()

    def take_back_and_linger():
        with sql.acting_as(bob.viewer._replace(session_id=None)):
            sql.call("unlike_content", content)
            taken.set()
            go_on.wait(20)
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        lingering = pool.submit(take_back_and_linger)
        assert taken.wait(20)
        erasing = pool.submit(jobs.erase_deleted_accounts)
        wait_until_blocked(superuser)
        go_on.set()
        lingering.result()
        assert erasing.result() == 1
    assert services.like_content(charlie.viewer, content).loads() == {"liked": True, "likes": 1}
