"""Deeds under way while their member is erased."""

import pytest

from accounts.jobs import leaving as jobs
from posts import services
from tests import mailboxes
from tests.deeds import comment_on, leave_for_good, like, post_by
from tests.waiting import behind


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


@pytest.mark.parametrize("of_comment", [False, True], ids=["post", "comment"])
def test_a_like_that_is_being_taken_back_is_counted_once(api, alice, bob, charlie, superuser, of_comment):
    post = post_by(alice)
    content = comment_on(post, alice) if of_comment else post
    like(content, bob, charlie)
    leave_for_good(superuser, bob)
    taking_back = bob.viewer._replace(session_id=None), ("unlike_content", content)
    _, erased = behind(superuser, *taking_back, jobs.erase_deleted_accounts)
    assert erased == 1
    assert services.like_content(charlie.viewer, content).loads() == {"liked": True, "likes": 1}
