"""Media jobs in the console: what failed and why, and trying it once more."""

import re

import pytest

from tests.posts.media_tools import hand_in


@pytest.fixture
def failed(alice, api, superuser):
    """The id of a picture of alice's that could not be processed."""
    medium = hand_in(api, alice)
    superuser.execute("update post_media set state = 'failed', failure = 'checksum_mismatch' where id = %s", [medium])
    return medium


def state_of(superuser, medium):
    return superuser.execute("select state from post_media where id = %s", [medium]).fetchone()[0]


def rows(answer):
    return len(re.findall(rb'name="_selected_action"', answer.content))


def test_failures_are_what_staff_see_first(console, mona, alice, api, failed):
    hand_in(api, alice)
    desk = console(mona)
    page = desk.get("posts/postmedia/")
    assert rows(page) == 1
    assert b"checksum_mismatch" in page.content
    assert b"@alice" in page.content
    assert rows(desk.get("posts/postmedia/", state="all")) == 2
    assert rows(desk.get("posts/postmedia/", state="processing")) == 1


def test_jobs_are_found_by_kind_failure_and_member(console, mona, bob, api, superuser, failed):
    other = hand_in(api, bob, content_type="video/mp4")
    superuser.execute("update post_media set state = 'failed', failure = 'too_long' where id = %s", [other])
    desk = console(mona)
    assert rows(desk.get("posts/postmedia/")) == 2
    assert rows(desk.get("posts/postmedia/", kind="video")) == 1
    assert rows(desk.get("posts/postmedia/", kind="image")) == 1
    assert rows(desk.get("posts/postmedia/", kind="gif")) == 0
    assert rows(desk.get("posts/postmedia/", failure="too_long")) == 1
    assert rows(desk.get("posts/postmedia/", q="@bob")) == 1
    assert rows(desk.get("posts/postmedia/", q=str(failed))) == 1
    assert rows(desk.get("posts/postmedia/", q="nonsense")) == 0


def test_a_failure_of_what_was_made_of_a_file_counts_too(console, mona, superuser, failed):
    superuser.execute(
        """with made as (insert into media_contents (sha256, size, kind, state, failure, folder, tries)
                         values ('x', 5, 'gif', 'failed', 'too_many_frames', 'f00', 3) returning id)
           update post_media set failure = null, content_id = made.id from made"""
    )
    desk = console(mona)
    assert rows(desk.get("posts/postmedia/", kind="gif", failure="too_many_frames")) == 1
    assert b"too_many_frames" in desk.get(f"posts/postmedia/{failed}/change/").content


def test_a_failed_job_is_tried_again_and_that_is_written_down(console, mona, superuser, failed):
    desk = console(mona)
    assert b"Retry" in desk.get(f"posts/postmedia/{failed}/change/").content
    desk.post("posts/postmedia/", action="retry", _selected_action=str(failed))
    assert state_of(superuser, failed) == "processing"
    found = "select action, subject_id from audit_log where actor_id = %s and subject_type = 'media'"
    assert superuser.execute(found, [mona.id]).fetchall() == [("media_retried", failed)]
    (asked,) = superuser.execute("select count(*) from events where kind = 'media_uploaded'").fetchone()
    assert asked == 2


def test_only_what_failed_is_tried_again(console, mona, alice, api, superuser):
    medium = hand_in(api, alice)
    console(mona).post("posts/postmedia/?state=all", action="retry", _selected_action=str(medium))
    assert superuser.execute("select from audit_log where action = 'media_retried'").fetchall() == []


@pytest.mark.parametrize("purpose", ["message", "document"])
def test_what_is_in_messages_and_proofs_is_not_for_staff(console, mona, superuser, failed, purpose):
    superuser.execute("update post_media set purpose = %s", [purpose])
    desk = console(mona)
    assert rows(desk.get("posts/postmedia/")) == 0
    assert desk.get(f"posts/postmedia/{failed}/change/").status_code == 302
    desk.post("posts/postmedia/", action="retry", _selected_action=str(failed))
    assert state_of(superuser, failed) == "failed"


def test_members_have_no_business_there(visit, alice):
    assert visit(alice).get("posts/postmedia/").status_code == 302
