from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts import services
from accounts.jobs.profiles import remove_documents
from tests.accounts.letters import delivered
from tests.at_once import at_once
from topin import errors, files, sql

URL = "/api/users/me/verification"
PDF = b"%PDF-1.7\n1 0 obj\n"
ASKED = {"category": "creator", "legal_name": "Alice Adams", "links": ["https://alice.example"]}


def ask(api, person, **changes):
    return api(person).post(URL, ASKED | changes)


def hand_in(api, person, content=PDF, name="passport.pdf", field="file"):
    body = encode_multipart(BOUNDARY, {field: SimpleUploadedFile(name, content, "application/pdf")})
    return api(person).request("POST", f"{URL}/document", body, content_type=MULTIPART_CONTENT)


@pytest.fixture
def request_of(api):
    """`request_of(alice)` → the id of her new request."""
    return lambda person, **changes: UUID(ask(api, person, **changes).json["id"])


@pytest.fixture
def moderator(mona):
    return sql.Viewer.staff(mona.id)


@pytest.fixture
def stored(superuser):
    """Rows of documents: [(name, filename, content type, size)]."""
    return lambda: superuser.execute("select name, filename, content_type, size from documents order by id").fetchall()


# -- asking ----------------------------------------------------------------------------------------


def test_a_member_asks_and_follows_what_becomes_of_it(alice, api):
    assert api(alice).get(URL).status == 404
    answer = ask(api, alice)
    assert answer.status == 201
    assert answer.json | {"id": "", "created_at": ""} == {
        "id": "", "status": "pending", "reason": None, "category": "creator", "created_at": "", "decided_at": None,
    }  # fmt: skip
    assert api(alice).get(URL).json == answer.json
    assert api().get(URL).status == 401


def test_one_request_is_open_at_a_time(alice, api):
    assert ask(api, alice).status == 201
    again = ask(api, alice)
    assert (again.status, again.code) == (409, "verification_open")


def test_of_two_requests_at_once_one_counts(alice, api, superuser):
    answers = at_once(*[lambda: ask(api, alice) for _ in range(3)])
    assert sorted(a.status for a in answers) == [201, 409, 409]
    assert superuser.execute("select count(*) from verification_requests").fetchone() == (1,)


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("category", "king", "category"), ("category", None, "category"), ("legal_name", "", "legal_name"),
        ("legal_name", "x" * 101, "legal_name"), ("legal_name", "a\u202eb", "legal_name"),
        ("legal_name", "\u200b", "legal_name"), ("links", "https://x.example", "links"),
        ("links", [f"https://{n}.example" for n in range(6)], "links"), ("links", ["javascript:alert(1)"], "links.0"),
        ("links", ["ftp://x.example"], "links.0"), ("links", [""], "links.0"), ("document", "x", "document"),
    ],
)  # fmt: skip
def test_what_a_request_refuses(alice, api, field, value, at):
    answer = ask(api, alice, **{field: value})
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [at]


def test_links_and_document_may_be_left_out(alice, api):
    assert api(alice).post(URL, {"category": "other", "legal_name": "愛麗絲"}).status == 201


def test_asking_is_a_sensitive_deed(alice, api):
    for _ in range(10):
        ask(api, alice)
    assert ask(api, alice).code == "rate_limited"
    assert api(alice).get(URL).status == 200


# -- documents -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [(PDF, "application/pdf", "pdf"), (b"\xff\xd8\xff\xe0rest", "image/jpeg", "jpg"),
     (b"\x89PNG\r\n\x1a\nrest", "image/png", "png"), (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp", "webp")],
)  # fmt: skip
def test_a_document_is_kept_where_only_we_read_it(alice, api, stored, content, kind, ending):
    answer = hand_in(api, alice, content, "C:\\scans\\pass\u202eport.exe")
    assert answer.status == 201
    [(name, filename, content_type, size)] = stored()
    assert (filename, content_type, size) == ("passport.exe", kind, len(content))
    assert name.startswith("documents/")
    assert name.endswith(f".{ending}")
    assert len(name) >= 32 + len("documents/")
    with files.private.open(name) as kept:
        assert kept.read() == content
    assert not files.public.exists(name)
    assert ask(api, alice, document=answer.json["id"]).status == 201


@pytest.mark.parametrize("content", [b"MZ\x90", b"<html>", b"GIF89a", b"....WEBP....", b"RIFF\0\0\0\0WAVE", b" %PDF-"])
def test_what_is_no_document_by_its_content_is_refused(alice, api, stored, content):
    answer = hand_in(api, alice, content)
    assert (answer.status, answer.code) == (415, "unsupported_media_type")
    assert stored() == []


def test_an_empty_or_missing_file_is_refused(alice, api, stored):
    assert hand_in(api, alice, b"").status in (400, 415)
    assert hand_in(api, alice, field="photo").json["errors"][0]["field"] == "file"
    assert api(alice).post(f"{URL}/document", {"file": "x"}).status == 415
    assert api(alice).request("POST", f"{URL}/document", b"x", content_type="multipart/form-data").status == 400
    assert stored() == []


def test_a_document_has_a_largest_size(alice, api, stored, settings):
    settings.DOCUMENT_BYTES = 1000
    assert hand_in(api, alice, PDF.ljust(1000)).status == 201
    for size in (1001, 100_000):
        answer = hand_in(api, alice, PDF.ljust(size))
        assert (answer.status, answer.code) == (413, "too_large")
    assert len(stored()) == 1


def test_a_document_sent_twice_with_one_key_is_kept_once(alice, api, stored):
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("x.pdf", PDF)})
    key = {"Idempotency-Key": "once"}
    answers = [
        api(alice).request("POST", f"{URL}/document", body, content_type=MULTIPART_CONTENT, headers=key) for _ in "12"
    ]
    assert [a.status for a in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert len(stored()) == 1


def test_visitors_hand_in_nothing(api, stored):
    assert hand_in(api, None).status == 401
    assert stored() == []


def test_only_so_many_documents_wait_to_be_used(alice, api, stored):
    made = [hand_in(api, alice) for _ in range(11)]
    assert [a.status for a in made] == [201] * 10 + [409]
    assert made[-1].code == "too_many_documents"
    ask(api, alice, document=made[0].json["id"])
    assert hand_in(api, alice).status == 201


def test_uploads_have_a_limit_of_their_own(alice, api, superuser):
    for _ in range(60):
        superuser.execute("delete from documents")
        assert hand_in(api, alice).status == 201
    assert hand_in(api, alice).code == "rate_limited"


def test_somebody_else_s_document_is_as_absent_as_none(alice, bob, api):
    foreign = hand_in(api, bob).json["id"]
    for document in (foreign, str(uuid4())):
        answer = ask(api, alice, document=document)
        assert (answer.status, answer.code) == (400, "invalid")
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("document", "not_found")]
    assert ask(api, bob, document=foreign).status == 201


# -- deciding --------------------------------------------------------------------------------------


def test_an_approved_member_has_the_tick_everywhere(alice, bob, api, request_of, moderator, superuser, run_events):
    request = request_of(alice)
    services.approve_verification(moderator, request)
    assert api(bob).get(f"/api/users/{alice.id}").json["is_verified"] is True
    mine = api(alice).get(URL).json
    assert (mine["status"], mine["reason"]) == ("approved", None)
    assert mine["decided_at"]
    assert ask(api, alice).code == "already_verified"
    audit = superuser.execute(
        "select actor_id, action, subject_id from audit_log where action like 'verif%'"
    ).fetchall()
    assert audit == [(moderator.user_id, "verification_approved", request)]
    run_events()
    [note] = api(alice).get("/api/notifications").json["items"]
    assert (note["kind"], note["actors"], note["actors_count"]) == ("verification_outcome", [], 0)
    assert note["text"] == "Your profile has the blue tick now"
    assert note["subject"] == {"type": "verification", "id": str(request)}
    assert api(alice).get("/api/notifications/unread-count").json == {"count": 1}


def test_a_refused_member_reads_why_and_may_ask_again(alice, api, request_of, moderator, superuser, run_events):
    services.refuse_verification(moderator, request_of(alice), "  The name is another.  ")
    mine = api(alice).get(URL).json
    assert (mine["status"], mine["reason"]) == ("refused", "The name is another.")
    assert api(alice).get("/api/users/me").json["is_verified"] is False
    assert superuser.execute("select data from audit_log where action = 'verification_refused'").fetchall() == [
        ({"reason": "The name is another."},)
    ]
    run_events()
    assert api(alice).get("/api/notifications").json["items"][0]["text"].endswith("was refused")
    assert ask(api, alice).status == 201


def test_a_refusal_needs_a_reason(alice, api, request_of, moderator):
    request = request_of(alice)
    for reason in ("", "  ", None):
        with pytest.raises(errors.Invalid):
            services.refuse_verification(moderator, request, reason)
    assert api(alice).get(URL).json["status"] == "pending"


def test_a_request_is_decided_once_however_many_decide_at_once(alice, join, request_of, superuser):
    request = request_of(alice)
    staff = [sql.Viewer.staff(join(f"mod_{n}", staff_role="moderator").id) for n in range(4)]

    def decide(viewer, approves):
        try:
            if approves:
                services.approve_verification(viewer, request)
            else:
                services.refuse_verification(viewer, request, "No.")
        except errors.Conflict as refusal:
            return refusal.code
        return "done"

    answers = at_once(*[lambda v=v, n=n: decide(v, n % 2) for n, v in enumerate(staff)])
    assert sorted(answers) == ["decided"] * 3 + ["done"]
    events = superuser.execute("select count(*) from events where kind = 'verification_decided'").fetchone()
    audit = superuser.execute("select count(*) from audit_log where action like 'verification_%'").fetchone()
    assert (events, audit) == ((1,), (1,))
    [(status, verified)] = superuser.execute(
        "select r.status, p.is_verified from verification_requests r join profiles p using (user_id)"
    ).fetchall()
    assert verified == (status == "approved")


def test_deciding_and_asking_again_at_once_do_not_hold_each_other_up(alice, api, request_of, moderator):
    request = request_of(alice)
    _, asked = at_once(lambda: services.approve_verification(moderator, request), lambda: ask(api, alice))
    assert (asked.status, asked.code in ("verification_open", "already_verified")) == (409, True)


def test_nobody_decides_about_themselves_or_about_nothing(mona, request_of, moderator):
    with pytest.raises(errors.Forbidden):
        services.approve_verification(moderator, request_of(mona))
    with pytest.raises(errors.NotFound):
        services.approve_verification(moderator, uuid4())


def test_members_decide_nothing_and_see_only_their_own(alice, bob, request_of, api):
    request = request_of(bob)
    with pytest.raises(Exception, match="permission denied"):
        services.approve_verification(alice.viewer, request)
    assert api(alice).get(URL).status == 404
    with sql.acting_as(alice.viewer):
        assert sql.rows("select id from verification_requests") == []
        assert sql.rows("select id from documents") == []


def test_the_outcome_is_mailed(alice, bob, request_of, moderator, superuser):
    services.approve_verification(moderator, request_of(alice))
    services.refuse_verification(moderator, request_of(bob), "The name is another.")
    first, second = [letter for letter in delivered(superuser) if "code" not in letter.subject]
    assert (first.to, second.to) == (alice.email, bob.email)
    assert "The name is another." in second.text
    assert "The name is another." not in first.text


def test_whoever_switched_such_mails_off_gets_none_and_is_told_in_the_list(
    alice, api, request_of, moderator, superuser, run_events
):
    chosen = """update user_settings set notifications = '{"kinds": {"verification_outcome": {"email": false}}}'
                 where user_id = %s"""
    superuser.execute(chosen, [alice.id])
    services.approve_verification(moderator, request_of(alice))
    assert [letter.to for letter in delivered(superuser)] == []
    run_events()
    assert len(api(alice).get("/api/notifications").json["items"]) == 1


def test_whoever_switched_the_notification_off_is_not_told_in_the_list(
    alice, api, request_of, moderator, superuser, run_events
):
    chosen = """update user_settings set notifications = '{"kinds": {"verification_outcome": {"in_app": false}}}'
                 where user_id = %s"""
    superuser.execute(chosen, [alice.id])
    services.approve_verification(moderator, request_of(alice))
    run_events()
    assert api(alice).get("/api/notifications").json["items"] == []


# -- removing --------------------------------------------------------------------------------------


@pytest.fixture
def pass_time(superuser):
    def age(**ago):
        superuser.execute("update documents set created_at = created_at - %s", [timedelta(**ago)])
        superuser.execute("update verification_requests set decided_at = decided_at - %s", [timedelta(**ago)])

    return age


def test_a_document_goes_so_many_days_after_the_decision(
    alice, api, stored, request_of, moderator, settings, pass_time, run_events, superuser
):
    settings.DOCUMENT_DAYS = 3
    request = request_of(alice, document=hand_in(api, alice).json["id"])
    [(name, *_)] = stored()
    pass_time(days=100)
    assert remove_documents() == 0  # it waits for its decision, however long
    services.refuse_verification(moderator, request, "No.")
    pass_time(days=2)
    assert remove_documents() == 0
    pass_time(days=1)
    assert remove_documents() == 1
    assert stored() == []
    assert files.private.exists(name)  # until the commit was read
    run_events()
    assert not files.private.exists(name)
    assert api(alice).get(URL).json["status"] == "refused"
    superuser.execute("update event_deliveries set state = 'waiting', tries = 0 where reader like '%remove_file'")
    run_events()  # twice is once
    assert remove_documents() == 0


def test_a_document_of_a_newer_request_stays(alice, api, stored, request_of, moderator, pass_time):
    document = hand_in(api, alice).json["id"]
    services.refuse_verification(moderator, request_of(alice, document=document), "No.")
    pass_time(days=100)
    request_of(alice, document=document)
    assert remove_documents() == 0
    assert len(stored()) == 1


def test_a_document_that_nobody_used_goes_after_a_day(alice, api, stored, pass_time, run_events):
    hand_in(api, alice)
    [(name, *_)] = stored()
    pass_time(hours=23)
    assert remove_documents() == 0
    pass_time(hours=1)
    assert remove_documents() == 1
    run_events()
    assert not files.private.exists(name)


def test_using_a_document_and_removing_it_at_once_never_breaks(alice, api, stored, pass_time, superuser):
    for _ in range(3):
        superuser.execute("delete from verification_requests")
        document = hand_in(api, alice).json["id"]
        pass_time(hours=25)
        asked, removed = at_once(lambda d=document: ask(api, alice, document=d), remove_documents)
        assert (asked.status, removed) in ((201, 0), (400, 1))
        superuser.execute("update verification_requests set document_id = null")
        superuser.execute("delete from documents")


def test_a_document_whose_file_was_never_written_goes_too(alice, api, stored, pass_time, run_events):
    hand_in(api, alice)
    files.remove(files.private, stored()[0][0])  # as if the process had died before it wrote
    pass_time(hours=24)
    assert remove_documents() == 1
    run_events()
    assert stored() == []
