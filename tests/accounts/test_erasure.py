"""After the time of grace nothing of a member is left, others' counts are exact, and a receipt says so."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from accounts import services
from accounts.jobs import leaving as jobs
from accounts.leaving import erasing
from accounts.way import Way
from tests import mailboxes
from tests.accounts.gotrue import sign_in, sign_up
from tests.accounts.traces import MARK, Traces
from tests.crash import states_after_crashes
from tests.deeds import block, follow, leave_for_good, like, post_by
from tests.people import PASSWORD
from topin import events, files, sql
from topin import jobs as floor_jobs

#: Where the bare id of somebody who is gone may stand, and why.
IDS_LEFT = {
    "audit_log.actor_id": "who did what stays answerable; the id names nobody any more",
    "audit_log.subject_id": "as its actor",
    "audit_log.data": "ids only",
    "events.actor_id": "facts of the last weeks keep their ids for late readers",
    "events.subject_id": "as their actor",
    "events.data": "ids only",
    "user_events.payload": "streams of others have no gaps; they hold ids and last days",
    "event_deliveries.crowd_id": "as the subject of its event; finished deliveries go after a day",
}
#: Tables that neither name a member nor hang on one that does, and what makes sure that nothing is told there.
IMPERSONAL = {
    "job_slots": "jobs of the clock are about no member; their results are numbers",
    "mail_requests": "a keyed hash of the address; the erasure removes the row by it",
    "conversations": "two members' together; it goes with the first of them who is erased",
    "circles": "a circle is its members' together; the last one who is erased takes its words along",
    "link_previews": "what pages say of themselves; the last post that links to one takes it along",
    "media_contents": "what was made of a file, for all who handed it in; the last medium that shows it takes it along",
    "media_keys": "our own, which sign addresses",
    "push_channels": "push services and what is wrong with them, about no member",
    "post_views": "salted hashes that lead back to nobody, erased with their post",
    "trends": "a ranking by ids, kept for an hour",
    "topic_trends": "what at least five people write about, made anew every ten minutes",
    "django_admin_log": "the console's log: entries of the member go, those about them lose their words",
    "django_session": "sessions of staff, who cannot leave; they end after hours",
    "auth_group": "the console's, empty",
    "auth_group_permissions": "the console's, empty",
    "auth_permission": "names of models",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
}

#: Words that may stay.
WORDS_LEFT = {
    "handle_history.handle": "a handle is kept from others, and leads to nobody",
    "hidden_topics.topic": "a topic, about nobody; who hid it is taken out",
    "ranking_versions.weights": "names of weights and numbers",
}


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


@pytest.fixture
def traces(superuser, alice, bob):
    return Traces(superuser, alice, bob)


def test_nothing_of_the_member_is_left_in_any_table(superuser, alice, traces):
    leave_for_good(superuser, alice)
    traces.leave_everywhere()
    superuser.execute("update users set email = %s where id = %s", [alice.email, alice.id])
    superuser.execute("update profiles set handle = 'alice', is_hidden = true where user_id = %s", [alice.id])
    assert len(traces.found(MARK)) > 40, "there is something to be erased"
    assert jobs.erase_deleted_accounts() == 1
    assert traces.found(MARK) == set(WORDS_LEFT)
    assert traces.found(alice.email) == set()
    assert traces.found(alice.id) - set(IDS_LEFT) == set()
    kept = superuser.execute("select handle, user_id from handle_history where handle = 'alice'").fetchall()
    assert kept == [("alice", None)]
    assert superuser.execute("select count(user_id) from handle_history").fetchone() == (0,)


def test_real_deeds_leave_nothing_either(superuser, alice, bob, api, run_events, traces):
    api(alice).put("/api/users/me", {"display_name": "Alice Liddell", "bio": "Down the rabbit hole"})
    post = post_by(alice, "Curiouser and curiouser")
    like(post, bob)
    like(post_by(bob), alice)
    follow(alice, bob)
    run_events()
    leave_for_good(superuser, alice)
    run_events()
    jobs.erase_deleted_accounts()
    run_events()
    for words in ("Liddell", "rabbit hole", "Curiouser", alice.email):
        assert traces.found(words) == set(), words
    assert traces.found(alice.id) - set(IDS_LEFT) == set()
    assert api(bob).get("/api/notifications").json["items"] == []


def test_every_table_is_looked_after(traces, superuser):
    """Each table names members, hangs on one that does, or is on the list. A new one has to be thought of here."""
    everything = superuser.execute(
        """select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              and not relispartition"""
    ).fetchall()
    reached = {t.name for t in traces.tables.values() if traces.names_of(t) or traces._refers(t)} | {"users"}
    assert {name for (name,) in everything} - reached - set(IMPERSONAL) == set()
    assert not reached & set(IMPERSONAL)


def test_every_reference_to_a_member_is_among_what_is_filled(traces, superuser):
    references = superuser.execute(
        """select c.conrelid::regclass::text, a.attname from pg_constraint c
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            where c.contype = 'f' and c.confrelid = 'users'::regclass and c.conparentid = 0"""
    ).fetchall()
    missing = [(t, c) for t, c in references if t in traces.tables and c not in traces.names_of(traces.tables[t])]
    assert references
    assert missing == []
    assert {t for t, _ in references} - set(traces.tables) <= set(IMPERSONAL)


def test_counts_of_others_stay_exact(superuser, alice, bob, charlie, api):
    post = post_by(bob)
    like(post, alice, charlie)
    like(post_by(alice), bob)
    for follower, followed in ((alice, bob), (charlie, bob), (bob, alice), (bob, charlie)):
        follow(follower, followed)
    services.like_profile(alice.viewer, bob.id)
    services.like_profile(charlie.viewer, bob.id)
    services.like_profile(bob.viewer, alice.id)
    leave_for_good(superuser, alice)
    for folded in (False, True):
        if folded:
            floor_jobs.fold_counters()
        else:
            jobs.erase_deleted_accounts()
        counts = api(bob).get("/api/users/me").json["counts"]
        assert counts == {"posts": 1, "followers": 1, "following": 1, "likes": 1}
        assert api(charlie).get(f"/api/posts/{post}").json["counts"]["likes"] == 1
    left = superuser.execute("select count(*) from counter_deltas").fetchone()
    assert left == (0,)


def test_what_others_wrote_stays(superuser, alice, bob, api):
    post = post_by(bob, "Mine")
    like(post, alice)
    block(superuser, bob, alice)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert api(bob).get(f"/api/posts/{post}").json["text"] == "Mine"
    assert api(bob).get("/api/users/me").status == 200


def test_the_address_is_free_at_once_and_the_handle_after_a_time(superuser, alice, api, settings):
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert sign_in(alice.email).code == "invalid_credentials"
    assert api().get("/api/users/check-handle/alice").json["reason"] == "taken"
    assert api().get("/api/users/by-handle/alice").status == 404
    made = sign_up(alice.email, data={"handle": "alice"})
    assert made.status == 200
    again = api(Authorization=f"Bearer {made.json['access_token']}").get("/api/users/me").json
    assert again["id"] != str(alice.id)
    assert again["handle"] != "alice"
    superuser.execute("update handle_history set given_up_at = now() - %s", [timedelta(settings.HANDLE_KEEP_DAYS + 1)])
    sql.do(sql.SYSTEM, "forget_handles", timedelta(settings.HANDLE_KEEP_DAYS))
    assert api().get("/api/users/check-handle/alice").json["available"] is True


def test_nobody_is_erased_before_the_time_or_after_coming_back(superuser, alice, bob, charlie):
    services.ask_deletion(alice.viewer, password=PASSWORD)
    leave_for_good(superuser, bob)
    sign_in(bob.email)
    leave_for_good(superuser, charlie)
    assert jobs.erase_deleted_accounts() == 1
    left = superuser.execute("select id from users").fetchall()
    assert {alice.id, bob.id} <= {row[0] for row in left}
    assert charlie.id not in {row[0] for row in left}
    assert jobs.erase_deleted_accounts() == 0


def test_nobody_erases_who_did_not_ask(superuser, alice):
    assert erasing.erase(alice.id) is False
    with pytest.raises(Exception, match="not due"):
        sql.do(sql.SYSTEM, "erase_account", alice.id, b"", None)


def test_only_the_clock_erases(alice, mona):
    for viewer in (alice.viewer, mona.viewer, sql.Viewer.staff(mona.id, mona.session_id), sql.ANONYMOUS):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql.do(viewer, "erase_account", alice.id, b"", None)


SEALED_REQUESTS = "select count(*) from events where kind = 'mail_asked' and data ? 'sealed'"


def test_whom_a_mail_was_for_is_forgotten_a_day_after_it_went(superuser, alice, bob, run_events):
    services.ask_recovery(alice.email, Way())
    run_events()
    services.ask_recovery(bob.email, Way())
    floor_jobs.retention()
    assert superuser.execute(SEALED_REQUESTS).fetchone() == (2,), "one went just now, one not yet"
    superuser.execute("update event_deliveries set done_at = done_at - interval '25 hours'")
    floor_jobs.retention()
    assert superuser.execute(SEALED_REQUESTS).fetchone() == (1,)
    run_events()
    left = superuser.execute("select count(*) from event_deliveries where state <> 'done'").fetchone()
    assert left == (0,)


def test_mails_that_never_went_out_are_erased_too(superuser, alice, bob, run_events, tmp_path):
    leave_for_good(superuser, alice)
    for person in (alice, bob):
        services.ask_recovery(person.email, Way())
    assert jobs.erase_deleted_accounts() == 1
    assert superuser.execute(SEALED_REQUESTS).fetchone() == (1,), "bob's stays"
    run_events()
    mails = [mailboxes.read(path)["To"] for path in (tmp_path / "mail").glob("*.eml")]
    assert mails.count(bob.email) == 1
    left = superuser.execute("select count(*) from event_deliveries where state <> 'done'").fetchone()
    assert left == (0,), "whoever reads it later finds nothing to do"


def test_a_receipt_is_mailed_and_the_address_forgotten(superuser, alice, run_events, tmp_path):
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    sealed_ones = "select count(*) from events where kind = 'account_erased' and data ? 'sealed'"
    assert superuser.execute(sealed_ones).fetchone() == (1,)
    run_events()
    assert superuser.execute(sealed_ones).fetchone() == (0,)
    (receipt,) = superuser.execute("select id from account_deletions where user_id is null").fetchone()
    mails = [mailboxes.read(path) for path in (tmp_path / "mail").glob("*.eml")]
    (mail,) = [m for m in mails if str(receipt) in m.get_body(("plain",)).get_content()]
    assert mail["To"] == alice.email


def test_a_receipt_that_is_sent_twice_is_the_same_mail(superuser, alice, run_events, tmp_path, monkeypatch):
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    with monkeypatch.context() as patched:
        patched.setattr(events.sql, "do", _dies_at(events.sql.do, "forget_receipt"))
        with pytest.raises(AssertionError):
            run_events()
    deliver_again(superuser, "mail_receipt")
    run_events()
    mails = [mailboxes.read(path) for path in (tmp_path / "mail").glob("*.eml")]
    erased = [m["Message-ID"] for m in mails if "erased" in m["Subject"]]
    assert len(set(erased)) == 1


def deliver_again(superuser, reader):
    superuser.execute(
        "update event_deliveries set state = 'waiting', done_at = null, tries = 0 where reader like %s", [f"%{reader}"]
    )


def _dies_at(do, name):
    def dying(viewer, function, *args):
        if function == name:
            raise ConnectionError("the worker is gone")
        return do(viewer, function, *args)

    return dying


def test_files_go_after_the_commit_and_may_go_again(superuser, alice, bob, run_events):
    kept = files.keep(files.private, "documents/of-bob", b"kept")
    files.keep(files.private, "documents/of-alice", b"gone")
    files.keep(files.public, "pictures/7/avatar/256.webp", b"gone")
    superuser.execute(
        "insert into documents (user_id, name, content_type, size) values"
        " (%s, 'documents/of-alice', 'application/pdf', 4), (%s, 'documents/of-bob', 'application/pdf', 4)",
        [alice.id, bob.id],
    )
    superuser.execute(
        "insert into profile_pictures (user_id, kind, state, name) values (%s, 'avatar', 'ready', 'pictures/7/avatar')",
        [alice.id],
    )
    services.ask_export(alice.viewer)
    jobs.make_exports()
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert files.private.exists("documents/of-alice"), "first the database, then the files"
    run_events()
    deliver_again(superuser, "delete_files")
    run_events()
    for store, name in (
        (files.private, "documents/of-alice"),
        (files.public, "pictures/7/avatar/256.webp"),
        (files.private, f"exports/{alice.id}"),
    ):
        assert not store.exists(name), name
    assert files.private.exists(kept)


def test_an_archive_under_way_ends_with_its_account(superuser, alice):
    from accounts.leaving import making

    services.ask_export(alice.viewer)
    claimed = sql.do(sql.SYSTEM, "claim_export", timedelta(seconds=60), 5, 1).loads()
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    with pytest.raises(making.LeaseLost):
        making._make(claimed["id"], alice.id, claimed["try"])
    assert not files.private.exists(making.name_of(alice.id, claimed["id"], claimed["try"]))


def test_what_staff_decided_stays_without_who_decided(superuser, bob, mona):
    superuser.execute(
        "insert into verification_requests (user_id, category, legal_name, status, decided_by_id)"
        " values (%s, 'other', 'Bob', 'refused', %s)",
        [bob.id, mona.id],
    )
    superuser.execute("update users set staff_role = null where id = %s", [mona.id])
    leave_for_good(superuser, mona)
    jobs.erase_deleted_accounts()
    found = superuser.execute("select legal_name, decided_by_id from verification_requests").fetchall()
    assert found == [("Bob", None)]


def test_the_console_s_log_forgets_who_it_was_about(superuser, alice, mona):
    superuser.execute("insert into django_content_type (app_label, model) values ('tests', 'thing')")
    (kind,) = superuser.execute("select id from django_content_type where model = 'thing'").fetchone()
    superuser.execute(
        "insert into django_admin_log (action_time, object_id, object_repr, action_flag, change_message, user_id,"
        " content_type_id) values (now(), %s, %s, 2, '[]', %s, %s)",
        [str(alice.id), alice.email, mona.id, kind],
    )
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert superuser.execute("select object_repr, user_id from django_admin_log").fetchall() == [("", mona.id)]
    superuser.execute("delete from django_admin_log; delete from django_content_type where model = 'thing'")


def test_an_erasure_is_whole_or_not_at_all(superuser, alice, bob, api):
    follow(bob, alice)
    like(post_by(alice), bob)
    leave_for_good(superuser, alice)
    crashes = 0
    for before, after, finished in states_after_crashes(superuser, lambda: erasing.erase(alice.id)):
        if finished:
            assert after != before
            break
        assert after == before
        crashes += 1
    assert crashes > 30
    assert api(bob).get(f"/api/users/{alice.id}").json | {"request_id": ""} == api(bob).get(
        f"/api/users/{uuid4()}"
    ).json | {"request_id": ""}


def test_one_that_fails_does_not_hold_up_the_others(superuser, alice, bob, monkeypatch):
    for person in (alice, bob):
        leave_for_good(superuser, person)
    erase = erasing.erase

    def erase_or_fail(user_id):
        if user_id == alice.id:
            from topin import errors

            raise errors.Unavailable()
        return erase(user_id)

    monkeypatch.setattr(erasing, "erase", erase_or_fail)
    with pytest.raises(erasing.NotAllErased, match="1 erased, 1 failed"):  # so that the slot is run again
        jobs.erase_deleted_accounts()
    monkeypatch.undo()
    assert jobs.erase_deleted_accounts() == 1
