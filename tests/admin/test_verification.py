"""The queue of those who ask for a blue tick."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import services
from tests.accounts.pictures import encoded, quarters
from topin import files, sql


@pytest.fixture
def ask(superuser):
    """`ask(alice)` → the id of her request, with a document."""

    def asked(person, *, content=None, filename="passport.png", **fields):
        upload = SimpleUploadedFile(filename, content or encoded(quarters(60, 40)))
        document = services.add_document(person.viewer, upload).loads()["id"]
        given = {"category": "creator", "legal_name": f"Real {person.handle}", "links": ["https://example.com/me"]}
        services.ask_verification(person.viewer, **given | fields, document=document)
        found = superuser.execute(
            "select max(id::text)::uuid from verification_requests where user_id = %s", [person.id]
        )
        return found.fetchone()[0]

    return asked


def rows(answer):
    found = re.search(r'id="result_list".*?</table>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


def status_of(superuser, request_id):
    found = superuser.execute(
        "select status, reason, decided_by_id from verification_requests where id = %s", [request_id]
    )
    return found.fetchone()


def acts(superuser, person):
    found = superuser.execute("select action from audit_log where actor_id = %s order by id", [person.id]).fetchall()
    return [action for (action,) in found if action.startswith(("verification", "document"))]


QUEUE = "accounts/verificationrequest/"


def test_who_came_first_is_first(console, mona, alice, bob, ask):
    ask(bob)
    ask(alice)
    page = rows(console(mona).get(QUEUE))
    assert 0 < page.index("Real bob") < page.index("Real alice")


def test_an_empty_queue_says_that_nobody_waits(console, mona):
    desk = console(mona)
    page = desk.get(QUEUE).content.decode()
    assert "Nobody waits" in page
    assert "Create a new item" not in page
    assert "Nothing found" in desk.get(QUEUE, status="approved").content.decode()


def test_decided_requests_are_history(console, mona, alice, bob, ask):
    services.approve_verification(sql.Viewer.staff(mona.id), ask(alice))
    ask(bob)
    desk = console(mona)
    assert "Real alice" not in rows(desk.get(QUEUE))
    assert "Real alice" in rows(desk.get(QUEUE, status="approved"))
    assert "Real bob" not in rows(desk.get(QUEUE, status="approved"))
    assert "Real bob" in rows(desk.get(QUEUE, status="all"))


@pytest.mark.parametrize("term", ["@alice", "real ALI", "id"])
def test_a_request_is_found(console, mona, alice, bob, ask, term):
    request_id = ask(alice)
    ask(bob)
    found = rows(console(mona).get(QUEUE, q=str(request_id) if term == "id" else term))
    assert "Real alice" in found
    assert "Real bob" not in found


def test_the_page_shows_who_asks_and_why(console, mona, alice, bob, ask, superuser):
    superuser.execute("update profile_details set bio = '<b>Birds</b>' where user_id = %s", [alice.id])
    page = console(mona).get(f"{QUEUE}{ask(alice)}/change/").content.decode()
    for shown in ("@alice", "Real alice", "&lt;b&gt;Birds", "0 days", "passport.png", 'href="https://example.com/me"'):
        assert shown in page
    assert 'rel="noopener noreferrer nofollow"' in page
    assert not re.search(r"<style|<script>| style=| on[a-z]+=", page)


def test_links_that_run_are_not_links(console, mona, alice, ask, superuser):
    request_id = ask(alice)
    superuser.execute("""update verification_requests set links = '["javascript:alert(1)"]'""")
    assert b"javascript:alert" not in console(mona).get(f"{QUEUE}{request_id}/change/").content


def test_a_moderator_approves_and_comes_to_the_next(console, mona, alice, bob, api, ask, superuser):
    first, second = ask(alice), ask(bob)
    answer = console(mona).post(f"{QUEUE}{first}/approve/")
    assert answer["Location"] == f"/admin/{QUEUE}{second}/change/"
    assert status_of(superuser, first) == ("approved", None, mona.id)
    assert api().get(f"/api/users/{alice.id}").json["is_verified"] is True
    assert acts(superuser, mona) == ["verification_approved"]


def test_the_last_decision_leads_back_to_the_empty_queue(console, mona, alice, ask):
    desk = console(mona)
    assert desk.post(f"{QUEUE}{ask(alice)}/approve/")["Location"] == f"/admin/{QUEUE}"
    assert "Real" not in rows(desk.get(QUEUE))


def test_a_moderator_refuses_with_a_reason(console, mona, alice, api, ask, superuser):
    request_id = ask(alice)
    console(mona).post(f"{QUEUE}{request_id}/refuse/", reason="The document has expired.")
    assert status_of(superuser, request_id) == ("refused", "The document has expired.", mona.id)
    assert api(alice).get("/api/users/me/verification").json["reason"] == "The document has expired."
    assert acts(superuser, mona) == ["verification_refused"]


def test_without_a_reason_nothing_is_refused(console, mona, alice, ask, superuser):
    request_id = ask(alice)
    answer = console(mona).post(f"{QUEUE}{request_id}/refuse/", reason="  ")
    assert answer["Location"] == f"/admin/{QUEUE}{request_id}/change/"
    assert status_of(superuser, request_id)[0] == "pending"


def test_a_request_is_decided_once(console, mona, root, alice, ask, superuser):
    request_id = ask(alice)
    console(mona).post(f"{QUEUE}{request_id}/approve/")
    console(root).post(f"{QUEUE}{request_id}/refuse/", reason="Too late")
    assert status_of(superuser, request_id) == ("approved", None, mona.id)
    assert acts(superuser, root) == []


def test_nobody_decides_about_themselves(console, mona, ask, superuser):
    request_id = ask(mona)
    console(mona).post(f"{QUEUE}{request_id}/approve/")
    assert status_of(superuser, request_id)[0] == "pending"


def test_nothing_is_decided_by_following_a_link(console, mona, alice, ask, superuser):
    request_id = ask(alice)
    desk = console(mona)
    assert [desk.get(f"{QUEUE}{request_id}/{deed}/").status_code for deed in ("approve", "refuse", "document")] == [
        405
    ] * 3
    assert status_of(superuser, request_id)[0] == "pending"


def test_members_and_visitors_decide_nothing(visit, client, alice, ask, superuser):
    request_id = ask(alice)
    for browser in (client, visit(alice).client):
        assert browser.post(f"/admin/{QUEUE}{request_id}/approve/").status_code == 302
    assert status_of(superuser, request_id)[0] == "pending"


def test_each_look_at_the_document_is_written_down(console, mona, alice, ask, superuser):
    request_id = ask(alice)
    desk = console(mona)
    assert acts(superuser, mona) == [], "the page alone shows nothing of it"
    for _ in range(2):
        answer = desk.post(f"{QUEUE}{request_id}/document/")
        assert b"".join(answer.streaming_content) == encoded(quarters(60, 40))
        answer.close()
    assert acts(superuser, mona) == ["document_viewed"] * 2


@pytest.mark.parametrize(
    ("content", "filename", "disposition"),
    [(None, "me.png", "inline"), (b"%PDF-1.7\n<script>1</script>", 'a"\r\nX: y.pdf', "attachment")],
)
def test_a_document_runs_nothing_in_the_browser_of_staff(console, mona, alice, ask, content, filename, disposition):
    answer = console(mona).post(f"{QUEUE}{ask(alice, content=content, filename=filename)}/document/")
    assert answer["Content-Disposition"].startswith(disposition)
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "X" not in answer.headers
    answer.close()


def test_a_document_that_is_gone(console, mona, alice, ask, superuser):
    request_id = ask(alice)
    name = superuser.execute("select name from documents").fetchone()[0]
    files.remove(files.private, name)
    desk = console(mona)
    assert desk.post(f"{QUEUE}{request_id}/document/").status_code == 302
    superuser.execute("update verification_requests set document_id = null")
    assert desk.post(f"{QUEUE}{request_id}/document/").status_code == 302


def test_the_dashboard_and_the_sidebar_say_how_many_wait(console, mona, alice, bob, ask, superuser):
    desk = console(mona)
    assert "nobody waits" in desk.get().content.decode()
    ask(alice)
    ask(bob)
    superuser.execute("update verification_requests set created_at = now() - interval '3 days'")
    page = desk.get().content.decode()
    card = re.search(r"Verification requests.*?</a>", page, re.DOTALL)[0]
    assert "<strong>2</strong>" in card
    assert "the oldest for 3 days" in card
