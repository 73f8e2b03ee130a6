"""What staff see and may do; what the database role of the console allows."""

import re
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from messaging import services as messages
from moderation import services as moderation
from posts import services as posts_services
from topin import sql

LISTS = [
    "accounts/user/",
    "accounts/usersession/",
    "accounts/verificationrequest/",
    "posts/post/",
    "posts/comment/",
    "messaging/conversation/",
    "moderation/messagereport/",
    "notifications/notificationdelivery/",
    "topin/event/",
    "topin/eventdelivery/",
    "topin/jobslot/",
    "topin/auditlog/",
]


@pytest.fixture
def life(alice, bob, dead_delivery, superuser):
    """Something in every list."""
    post = posts_services.create_post(alice.viewer, text="Bread & <i>butter</i>").loads()["id"]
    posts_services.like_post(bob.viewer, post)
    posts_services.create_comment(bob.viewer, post, text="With salt")
    superuser.execute("insert into job_slots (task, slot, last_error) values ('tests.job', now(), 'It broke')")
    superuser.execute(
        "insert into verification_requests (user_id, category, legal_name) values (%s, 'creator', 'Al')", [alice.id]
    )
    superuser.execute("insert into audit_log (action, actor_id) values ('tested', %s)", [alice.id])
    message = messages.send_message(alice.viewer, recipient_id=bob.id, text="With jam")["id"]
    moderation.report_message(bob.viewer, message_id=message, reason="spam")
    superuser.execute(
        """insert into notification_deliveries (user_id, channel, kind, group_key, state, expires_at)
           values (%s, 'email', 'follow', 'a group', 'failed', now())""",
        [alice.id],
    )
    return post


@contextmanager
def watched():
    """Collects (database role, statement) of every query of the ORM."""
    seen = []

    def look(execute, statement, *args):
        with connection.connection.cursor() as cursor:
            seen.append((cursor.execute("select current_user").fetchone()[0], statement))
        return execute(statement, *args)

    with connection.execute_wrapper(look):
        yield seen


@pytest.mark.parametrize("path", ["", *LISTS])
def test_a_moderator_sees_every_page_in_few_queries(console, mona, life, path):
    desk = console(mona)
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(path)
    assert answer.status_code == 200
    assert b"console-empty" in answer.content or b"result_list" in answer.content or path == ""
    assert len(queries) <= 10
    assert not [q for q in queries if "COUNT(" in q["sql"]], "big tables are not counted"


@pytest.mark.parametrize("path", LISTS)
def test_the_console_reads_as_the_role_of_staff(console, mona, life, path):
    desk = console(mona)
    table = {
        "user": "users",
        "post": "posts",
        "comment": "comments",
        "event": "events",
        "eventdelivery": "event_deliveries",
    }
    table |= {"jobslot": "job_slots", "auditlog": "audit_log"}
    table |= {"usersession": "user_sessions", "verificationrequest": "verification_requests"}
    table |= {"conversation": "conversations", "messagereport": "message_reports"}
    table |= {"notificationdelivery": "notification_deliveries"}
    with watched() as seen:
        desk.get(path)
    roles = {role for role, statement in seen if f'FROM "{table[path.split("/")[1]]}"' in statement}
    assert roles == {"topin_staff"}


def test_outside_of_the_console_the_orm_sees_no_member(mona):
    with pytest.raises(Exception, match="permission denied for table users"):
        User.objects.defer("password").first()


def test_staff_cannot_read_a_password(mona):
    with pytest.raises(psycopg.Error, match="permission denied"), sql.acting_as(sql.Viewer.staff(mona.id)):
        sql.rows("select password_hash from users")


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("accounts/user/", {"q": "@ali"}, "alice@topin.test"),
        ("accounts/user/", {"q": "alice@topin.test"}, "alice@topin.test"),
        ("accounts/user/", {"role": "moderator"}, "mona@topin.test"),
        ("posts/post/", {"q": "butter"}, "@alice"),
        ("posts/post/", {"q": "@alice", "audience": "public", "state": "shown", "within": "day"}, "@alice"),
        ("topin/event/", {"kind": "post_published"}, "post_published"),
        ("topin/jobslot/", {"state": "failing"}, "It broke"),
        ("topin/auditlog/", {"action": "tested"}, "tested"),
    ],
)
def test_searching_and_filtering_find(console, mona, life, path, query, found):
    assert found in results(console(mona).get(path, **query))


@pytest.mark.parametrize(
    ("path", "query", "absent"),
    [
        ("accounts/user/", {"q": "@ali"}, "bob@topin.test"),
        ("accounts/user/", {"role": "moderator"}, "bob@topin.test"),
        ("posts/post/", {"q": "margarine"}, "@alice"),
        ("posts/post/", {"state": "deleted"}, "@alice"),
        ("topin/event/", {"kind": "post_published"}, "post_liked"),
        ("topin/jobslot/", {"state": "done"}, "It broke"),
    ],
)
def test_searching_and_filtering_leave_out(console, mona, life, path, query, absent):
    assert absent not in results(console(mona).get(path, **query))


def results(answer):
    """The rows of a list, without the search box and the filters around them."""
    found = re.search(r'id="result_list".*?</table>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


def test_a_post_shows_its_likes_before_they_are_folded(console, mona, life):
    page = console(mona).get(f"posts/post/{life}/change/").content.decode()
    assert re.search(r"Likes.*?>\s*1\s*<", page, re.DOTALL)


def test_what_members_write_is_escaped(console, mona, life):
    desk = console(mona)
    for path in ("posts/post/", f"posts/post/{life}/change/"):
        page = desk.get(path).content
        assert b"&lt;i&gt;butter" in page
        assert b"<i>butter" not in page


def test_the_page_of_a_member_shows_sessions_and_posts(console, mona, alice, life):
    page = console(mona).get(f"accounts/user/{alice.id}/change/").content.decode()
    assert "Newest sessions" in page
    assert "127.0.x.x" in page
    assert "Bread &amp; &lt;i&gt;butter" in page


def test_the_console_runs_no_inline_script_or_style(console, mona, life):
    desk = console(mona)
    for path in ["", *LISTS, f"posts/post/{life}/change/", "notifications/pushchannel/"]:
        answer = desk.get(path)
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
        assert not re.search(r"<style|<script>| style=| on[a-z]+=", answer.content.decode()), path


def test_nothing_of_the_console_is_kept_by_the_browser(visit, console, mona):
    half = visit(mona)
    half.give_password()
    for answer in (half.get("second-factor/"), console(mona).get()):
        assert "no-store" in answer["Cache-Control"]


def test_nobody_adds_or_deletes_here(console, root, alice):
    desk = console(root)
    assert desk.get("accounts/user/add/").status_code == 403
    assert desk.post(f"accounts/user/{alice.id}/delete/", post="yes").status_code == 403


def test_a_form_without_its_token_does_nothing(console, mona, dead_delivery, superuser):
    desk = console(mona)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.client.cookies
    form = {"action": "replay", "_selected_action": str(dead_delivery)}
    assert strict.post("/admin/topin/eventdelivery/", form).status_code == 403
    assert state_of(superuser, dead_delivery) == "dead"


def state_of(superuser, delivery_id):
    return superuser.execute("select state from event_deliveries where id = %s", [delivery_id]).fetchone()[0]


def test_a_dead_delivery_is_replayed_and_that_is_written_down(console, mona, dead_delivery, superuser):
    desk = console(mona)
    answer = desk.post("topin/eventdelivery/", action="replay", _selected_action=str(dead_delivery))
    assert answer.status_code == 302
    assert state_of(superuser, dead_delivery) == "waiting"
    found = "select action, subject_id from audit_log where actor_id = %s and subject_type = 'delivery'"
    assert superuser.execute(found, [mona.id]).fetchall() == [("delivery_replayed", dead_delivery)]


def test_only_the_dead_are_replayed(console, mona, dead_delivery, superuser):
    superuser.execute("update event_deliveries set state = 'done' where id = %s", [dead_delivery])
    console(mona).post("topin/eventdelivery/?state=all", action="replay", _selected_action=str(dead_delivery))
    assert state_of(superuser, dead_delivery) == "done"
    assert superuser.execute("select from audit_log where action = 'delivery_replayed'").fetchall() == []


def test_an_error_is_shown_as_text(console, mona, dead_delivery):
    page = console(mona).get(f"topin/eventdelivery/{dead_delivery}/change/").content
    assert b"ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    assert b"Replay" in page
