"""Reporting a message: whoever received it shows it to the moderators."""

from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.management import call_command

from accounts.jobs import leaving
from accounts.leaving.sections import sections
from messaging import sealing
from moderation import services
from social import services as social
from tests.at_once import at_once
from tests.deeds import leave_for_good
from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import befriend, send
from topin import sql

MARK = "zq-said-in-private"


@pytest.fixture
def message(alice, bob):
    """What Alice wrote to Bob, whom she knows."""
    befriend(alice, bob)
    return send(alice, bob, text=f"{MARK} ✊").json


def report(api, person, message_id, reason="harassment", **fields):
    body = {"subject": {"type": "message", "id": str(message_id)}, "reason": reason, **fields}
    return api(person).post("/api/moderation/reports", body)


def read(mona, report_id):
    """What a moderator reads."""
    return services.view_reported_message(sql.Viewer.staff(mona.id), UUID(str(report_id)))


def reports(superuser, *columns):
    return superuser.execute(f"select {', '.join(columns)} from message_reports order by id").fetchall()


def test_a_member_reports_what_they_were_written(api, alice, bob, message):
    answer = report(api, bob, message["id"], note="Every evening")
    assert answer.status == 201
    made = answer.json
    assert made | {"id": "", "created_at": ""} == {
        "id": "",
        "subject": {"type": "message", "id": message["id"]},
        "reason": "harassment",
        "note": "Every evening",
        "state": "open",
        "outcome": None,
        "created_at": "",
        "decided_at": None,
    }
    assert api(bob).get("/api/moderation/reports").json == {"items": [made], "next_cursor": None}
    assert api(alice).get("/api/moderation/reports").json["items"] == [], "the author is told nothing"


def test_reports_are_listed_newest_first_page_by_page(api, alice, bob, message):
    for text in ("second", "third"):
        report(api, bob, send(alice, bob, text=text).json["id"])
    report(api, bob, message["id"])
    first = api(bob).get("/api/moderation/reports?limit=2").json
    rest = api(bob).get(f"/api/moderation/reports?limit=2&cursor={first['next_cursor']}").json
    ids = [item["id"] for item in first["items"] + rest["items"]]
    assert len(ids) == 3
    assert ids == sorted(ids, reverse=True)
    assert rest["next_cursor"] is None


def test_a_request_can_be_reported_without_accepting_it(api, alice, bob):
    message = send(alice, bob, text=MARK).json
    assert report(api, bob, message["id"], "spam").status == 201


def test_one_report_is_open_at_a_time(api, bob, message, mona):
    first = report(api, bob, message["id"])
    assert report(api, bob, message["id"], "spam").code == "already_reported"
    services.dismiss_message_report(sql.Viewer.staff(mona.id), UUID(first.json["id"]))
    assert report(api, bob, message["id"], "spam").status == 201


def test_of_reports_made_at_once_one_is_open(api, bob, message, superuser):
    answers = at_once(*[lambda: report(api, bob, message["id"])] * 5)
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409, 409]
    assert len(reports(superuser, "id")) == 1


def test_reporting_and_taking_back_at_once_leave_a_whole_report_or_none(api, alice, bob, mona, superuser):
    befriend(alice, bob)
    for _ in range(5):
        message = send(alice, bob, text=MARK).json["id"]
        answer, gone = at_once(
            lambda: report(api, bob, message),  # noqa: B023  (they are done when the turn ends)
            lambda: api(alice).delete(f"/api/messages/{message}?for=everyone"),  # noqa: B023
        )
        assert gone.status == 204
        assert answer.status in (201, 410)
        if answer.status == 201:
            assert read(mona, answer.json["id"]) == MARK


def test_whoever_does_not_see_the_message_learns_nothing(api, alice, bob, charlie, mona, message):
    absent = report(api, charlie, uuid4())
    assert absent.status == 404
    for person in (charlie, mona):
        assert without_id(report(api, person, message["id"])) == without_id(absent)
    assert api().post("/api/moderation/reports", {}).status == 401
    social.block_member(alice.viewer, bob.id)
    assert without_id(report(api, bob, message["id"])) == without_id(absent)


def without_id(answer):
    return answer.status, {**answer.json, "request_id": ""}


def test_a_message_that_was_hidden_or_is_over_cannot_be_reported(api, alice, bob, message, superuser):
    api(bob).delete(f"/api/messages/{message['id']}")
    assert report(api, bob, message["id"]).status == 404
    other = send(alice, bob).json["id"]
    superuser.execute("update messages set expires_at = now() where id = %s", [other])
    assert report(api, bob, other).status == 404


def test_own_messages_are_deleted_and_not_reported(api, alice, message):
    answer = report(api, alice, message["id"])
    assert (answer.status, answer.code) == (409, "own_message")


def test_of_a_deleted_message_nothing_is_left_to_report(api, alice, bob, message):
    api(alice).delete(f"/api/messages/{message['id']}?for=everyone")
    assert report(api, bob, message["id"]).status == 410


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": "boredom"}, "reason"),
        ({"reason": None}, "reason"),
        ({"note": "x" * 1_001}, "note"),
        ({"subject": {"type": "message", "id": "7"}}, "subject.id"),
        ({"subject": "message"}, "subject"),
    ],
)
def test_what_a_report_must_say(api, bob, message, changed, field):
    body = {"subject": {"type": "message", "id": message["id"]}, "reason": "spam", "note": "x" * 1_000}
    answer = api(bob).post("/api/moderation/reports", body | changed)
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"].startswith(field)
    assert api(bob).post("/api/moderation/reports", body).status == 201


def test_other_things_cannot_be_reported_here(api, bob, alice):
    body = {"subject": {"type": "user", "id": str(alice.id)}, "reason": "spam"}
    answer = api(bob).post("/api/moderation/reports", body)
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0] == {
        "field": "subject.type", "code": "invalid_choice", "message": "Only messages can be reported here",
    }  # fmt: skip


def test_reporting_is_a_sensitive_deed(api, bob, message):
    answers = [report(api, bob, uuid4()).status for _ in range(11)]
    assert answers == [404] * 10 + [429]
    assert api(bob).get("/api/moderation/reports").status == 200


def test_a_repeated_request_is_one_report(api, bob, message, superuser):
    body = {"subject": {"type": "message", "id": message["id"]}, "reason": "spam"}
    once, again = (
        api(bob).post("/api/moderation/reports", body, headers={"Idempotency-Key": "one"}) for _ in range(2)
    )
    assert once.body == again.body
    assert reports(superuser, "reason") == [("spam",)]


def test_the_fact_holds_ids_only(api, alice, bob, message, superuser):
    made = report(api, bob, message["id"], note=MARK).json
    (found,) = superuser.execute(
        "select actor_id, subject_id, data from events where kind = 'message_reported'"
    ).fetchall()
    assert found == (
        bob.id,
        UUID(message["id"]),
        {"report_id": made["id"], "conversation_id": message["conversation_id"], "author_id": str(alice.id)},
    )


def test_the_copy_is_sealed_and_opens_for_moderators(api, bob, message, mona, superuser):
    made = report(api, bob, message["id"]).json
    ((sealed, master),) = reports(superuser, "sealed", "master")
    assert MARK.encode() not in sealed
    assert master in sealing.get_master_keys()
    assert read(mona, made["id"]) == f"{MARK} ✊"


def test_the_copy_outlives_the_message(api, bob, message, mona, superuser):
    made = report(api, bob, message["id"]).json
    api(bob).put(f"/api/messages/{message['id']}/read")
    when = superuser.execute("select now() + interval '25 hours'").fetchone()[0]
    assert sql.do(sql.SYSTEM, "delete_expired_messages", when) == 1
    assert superuser.execute("select count(*) from messages").fetchone() == (0,)
    assert read(mona, made["id"]) == f"{MARK} ✊"


def test_the_copy_outlives_its_being_taken_back(api, alice, bob, message, mona):
    made = report(api, bob, message["id"]).json
    api(alice).delete(f"/api/messages/{message['id']}?for=everyone")
    assert read(mona, made["id"]) == f"{MARK} ✊"


def test_copies_follow_the_master_key(api, bob, message, mona, settings, superuser):
    old, new = new_master(), new_master()
    settings.MESSAGE_KEYS = f"{keys_of(old=old)},{settings.MESSAGE_KEYS}"
    made = report(api, bob, message["id"]).json
    assert reports(superuser, "master") == [("old",)]
    settings.MESSAGE_KEYS = f"{keys_of(new=new)},{settings.MESSAGE_KEYS}"
    call_command("rotate_message_keys", verbosity=0)
    assert reports(superuser, "master") == [("new",)]
    settings.MESSAGE_KEYS = keys_of(new=new)
    assert read(mona, made["id"]) == f"{MARK} ✊"


def test_without_its_key_a_copy_is_closed_and_not_lost(api, bob, message, mona, settings, superuser):
    kept = settings.MESSAGE_KEYS
    made = report(api, bob, message["id"]).json
    settings.MESSAGE_KEYS = keys_of(other=new_master())
    with pytest.raises(sealing.KeyUnavailable):
        read(mona, made["id"])
    assert report(api, bob, message["id"]).code == "message_key_unavailable"
    settings.MESSAGE_KEYS = kept
    assert read(mona, made["id"]) == f"{MARK} ✊"


def test_the_reporter_sees_what_came_of_it(api, bob, alice, message, mona):
    other = send(alice, bob).json["id"]
    first, second = (report(api, bob, m).json["id"] for m in (message["id"], other))
    desk = sql.Viewer.staff(mona.id)
    services.uphold_message_report(desk, UUID(first), note="Clear")
    services.dismiss_message_report(desk, UUID(second))
    found = api(bob).get("/api/moderation/reports").json["items"]
    assert [(item["state"], item["outcome"]) for item in found] == [("decided", "dismissed"), ("decided", "upheld")]
    assert "Clear" not in api(bob).get("/api/moderation/reports").body.decode()


def test_staff_reach_no_message_and_no_copy_past_the_audit(api, bob, message, mona):
    report(api, bob, message["id"])
    for table, columns in [
        ("messages", "id"), ("message_reactions", "emoji"), ("conversation_keys", "id"), ("message_reports", "sealed"),
    ]:  # fmt: skip
        with pytest.raises(psycopg.Error, match="permission denied"), sql.acting_as(sql.Viewer.staff(mona.id)):
            sql.rows(f"select {columns} from {table}")


@pytest.mark.parametrize("statement", [
    "insert into message_reports (message_id, conversation_id, reason, sent_at) values (null, null, '', null)",
    "update message_reports set state = 'dismissed'",
    "delete from message_reports",
    "select sealed from message_reports",
    "select author_id from message_reports",
    "select decision_note from message_reports",
])  # fmt: skip
def test_members_write_no_report_and_read_no_copy_by_themselves(api, bob, message, statement):
    report(api, bob, message["id"])
    with pytest.raises(psycopg.Error, match="permission denied"), sql.acting_as(bob.viewer):
        sql.rows(statement + " returning id" * (not statement.startswith("select")))


def test_an_archive_holds_the_reporter_s_words_and_not_the_author_s(api, alice, bob, message, superuser):
    report(api, bob, message["id"], note="Every evening")
    (section,) = [s for s in sections() if s.name == "reports"]
    (row,) = [row for rows in section.pages(bob.id) for row in rows]
    assert row["item"]["note"] == "Every evening"
    assert MARK not in str(row)
    assert list(section.pages(alice.id)) == []


def test_with_its_author_a_report_loses_whom_and_what_it_was_about(api, alice, bob, message, superuser):
    report(api, bob, message["id"], note="Alice, every evening")
    leave_for_good(superuser, alice)
    assert leaving.erase_deleted_accounts() == 1
    assert reports(superuser, "author_id", "sealed", "master", "note", "reporter_id", "state") == [
        (None, None, None, "", bob.id, "open")
    ]


def test_with_its_reporter_a_report_loses_their_words(api, alice, bob, message, mona, superuser):
    made = report(api, bob, message["id"], note="Every evening").json
    services.uphold_message_report(sql.Viewer.staff(mona.id), UUID(made["id"]), note="Bob is right")
    leave_for_good(superuser, bob)
    assert leaving.erase_deleted_accounts() == 1
    assert reports(superuser, "reporter_id", "note", "decision_note", "state") == [(None, "", "", "upheld")]
    assert read(mona, made["id"]) == f"{MARK} ✊", "the author is still there, and what was decided about it too"
    said = superuser.execute("select data from audit_log where action = 'message_report_upheld'").fetchone()
    assert said == ({},)
