"""Every kind of notification: who makes it, and that it can be shown."""

from uuid import UUID, uuid4

import pytest

from accounts.notification_kinds import KINDS
from moderation import services as moderation
from notifications import services
from tests.messaging.talk import befriend, send
from tests.posts.ready_media import medium_of
from topin import sql

LIST = "/api/notifications"
#: What the site itself tells, or will (`internal.is_told_alone`).
ALONE = (
    *("poll_closed", "media_failed", "report_outcome", "moderation_action", "appeal_outcome", "verification_outcome"),
    *("revenue_ready", "withdrawal_update", "sponsorship_update", "new_sign_in", "system"),
)


@pytest.fixture
def told(api, run_events):
    """`told(alice)`: her notifications once all events are read."""

    def told_to(person):
        run_events()
        return api(person).get(LIST).json["items"]

    return told_to


def fail(medium):
    assert sql.do(sql.SYSTEM, "fail_media", medium, "broken")


def report(api, person, message):
    body = {"subject": {"type": "message", "id": message}, "reason": "spam"}
    return UUID(api(person).post("/api/moderation/reports", body).json["id"])


@pytest.mark.parametrize("kind", ALONE)
def test_what_the_site_tells_is_shown_with_a_sentence_and_a_place(kind, alice, told):
    services.notify_alone(kind=kind, user=alice.id, subject_type="decision", subject=uuid4())
    (item,) = told(alice)
    assert (item["kind"], item["actors"], item["actors_count"]) == (kind, [], 0)
    assert item["text"]
    assert item["url"] == "/notifications"


def test_sql_knows_which_kinds_name_nobody(superuser):
    rows = superuser.execute("select k, internal.is_told_alone(k) from unnest(%s::text[]) k", [list(KINDS)])
    assert {kind for kind, alone in rows if alone} == set(ALONE)


@pytest.mark.parametrize(
    ("content_type", "purpose", "text", "url"),
    [
        ("image/png", "post", "A picture that you uploaded could not be processed", "/drafts"),
        ("video/mp4", "message", "A video that you uploaded could not be processed", "/messages"),
        ("audio/mpeg", "post", "A recording that you uploaded could not be processed", "/drafts"),
        ("application/zip", "document", "A file that you uploaded could not be processed", "/settings/blue-tick"),
    ],
)
def test_the_owner_of_an_upload_that_failed_is_told(content_type, purpose, text, url, alice, bob, superuser, told):
    medium = medium_of(superuser, alice, state="processing", purpose=purpose)
    superuser.execute("update post_media set content_type = %s where id = %s", [content_type, medium])
    fail(medium)
    (item,) = told(alice)
    assert (item["kind"], item["text"], item["url"]) == ("media_failed", text, url)
    assert (item["subject"], item["actors"]) == ({"type": "media", "id": str(medium)}, [])
    assert told(bob) == []


def test_an_upload_that_is_tried_again_is_not_said_to_have_failed(api, alice, superuser, told):
    medium = medium_of(superuser, alice, state="processing")
    fail(medium)
    assert len(told(alice)) == 1
    superuser.execute("update post_media set state = 'processing' where id = %s", [medium])
    assert told(alice) == []
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 0}


@pytest.mark.parametrize(
    ("decide", "text"),
    [
        (moderation.uphold_message_report, "Thank you for your report: we agreed with you"),
        (moderation.dismiss_message_report, "Your report was looked at: we found no breach of the rules"),
    ],
)
def test_whoever_reported_is_told_how_it_ended_and_nobody_else(decide, text, api, alice, bob, mona, told):
    befriend(alice, bob)
    made = report(api, bob, send(alice, bob).json["id"])
    before = [i["id"] for i in told(alice)]
    assert "report_outcome" not in [i["kind"] for i in told(bob)]
    decide(sql.Viewer.staff(mona.id), made, note="Between us")
    item = told(bob)[0]
    assert (item["kind"], item["text"]) == ("report_outcome", text)
    assert item["subject"] == {"type": "report", "id": str(made)}
    assert "Between us" not in str(item)
    assert [i["id"] for i in told(alice)] == before
