"""An archive of everything: asked for, made by the clock, fetched by a signed link, and gone after some days."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from accounts.jobs import leaving as jobs
from accounts.leaving import making
from accounts.leaving.sections import LEFT_OUT, sections
from tests import mailboxes
from tests.at_once import at_once
from tests.deeds import block, follow, like, post_by
from tests.processes import eventually
from topin import clock, files, sql

EXPORT = "/api/users/me/export"


@pytest.fixture(autouse=True)
def _stores(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


@pytest.fixture
def asked(api, alice):
    answer = api(alice).post(EXPORT)
    assert answer.status == 202
    return answer.json["id"]


def state(api, person, export_id):
    return api(person).get(f"{EXPORT}/{export_id}").json


def path_of(url):
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def fetch(api, url):
    """The archive as {name of a file: bytes}, as somebody without any header gets it."""
    answer = api().client.get(path_of(url))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(archive):
    """The JSON files of an archive."""
    return {n.removesuffix(".json"): json.loads(text) for n, text in archive.items() if n.endswith(".json")}


def archives(person):
    try:
        return files.private.listdir(making.folder_of(person.id))[1]
    except FileNotFoundError:
        return []


def test_an_archive_is_asked_for_made_and_fetched(api, alice, asked):
    assert state(api, alice, asked) | {"created_at": ""} == {
        "id": asked, "status": "queued", "progress": 0, "size": None, "url": None, "created_at": "", "expires_at": None,
    }  # fmt: skip
    assert jobs.make_exports() == 1
    ready = state(api, alice, asked)
    assert (ready["status"], ready["progress"]) == ("ready", 100)
    archive = fetch(api, ready["url"])
    assert set(archive) == {f"{section.name}.json" for section in sections()} | {"README.txt"}
    assert all(section.about in archive["README.txt"].decode() for section in sections())
    assert jobs.make_exports() == 0


def test_the_link_downloads_a_file_that_no_cache_keeps(api, alice, asked):
    jobs.make_exports()
    answer = api().client.get(path_of(state(api, alice, asked)["url"]))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="topin-')
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_unpacked_is_of_the_day_it_was_packed(api, alice, asked):
    jobs.make_exports()
    body = api().client.get(path_of(state(api, alice, asked)["url"])).getvalue()
    years = {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(body)).infolist()}
    assert years == {datetime.now(UTC).year}


def test_asking_again_while_one_is_open_is_asking_once(api, alice, bob, asked, superuser):
    again = api(alice).post(EXPORT)
    assert (again.status, again.json) == (202, {"id": asked, "status": "queued"})
    assert api(bob).post(EXPORT).json["id"] != asked
    jobs.make_exports()
    assert api(alice).post(EXPORT).json["id"] != asked


def test_an_archive_is_nobody_else_s(api, alice, bob, asked):
    jobs.make_exports()
    foreign, absent = api(bob).get(f"{EXPORT}/{asked}").json, api(bob).get(f"{EXPORT}/{uuid4()}").json
    assert foreign | {"request_id": ""} == absent | {"request_id": ""}
    assert api().get(f"{EXPORT}/{asked}").status == 401
    assert api().post(EXPORT).status == 401


def test_a_link_that_was_changed_opens_nothing(api, alice, bob, asked):
    other = api(bob).post(EXPORT).json["id"]
    jobs.make_exports()
    own, theirs = path_of(state(api, alice, asked)["url"]), path_of(state(api, bob, other)["url"])
    assert api().client.get(own).status_code == 200
    for wrong in (own[:-1] + "x", own.replace(asked, other), own.partition("?")[0], theirs.replace(other, asked)):
        assert (api().get(wrong).status, api().get(wrong).code) == (404, "not_found")


def test_the_limit_of_sensitive_deeds_holds(api, alice):
    assert [api(alice).post(EXPORT).status for _ in range(11)] == [202] * 10 + [429]


def test_a_mail_brings_the_link(api, alice, asked, run_events, tmp_path):
    jobs.make_exports()
    run_events()
    (path,) = (tmp_path / "mail").glob("*.eml")
    message = mailboxes.read(path)
    assert message["To"] == alice.email
    assert state(api, alice, asked)["url"] in message.get_body(("plain",)).get_content().replace("\n", "")


def test_the_archive_holds_what_the_member_did(api, alice, bob, charlie, superuser):
    post = post_by(alice, "First words")
    gone = post_by(alice, "Words taken back")
    api(alice).delete(f"/api/posts/{gone}")
    like(post_by(bob, "Bob's own words"), alice)
    follow(alice, bob)
    follow(charlie, alice)
    block(superuser, alice, bob)
    api(alice).put("/api/users/me", {"bio": "I like foxes", "birthday": "1990-02-28"})
    api(alice).put("/api/settings/accessibility", {"theme": "dark"})
    found, text = made(api, alice)
    assert [(p["text"], p["deleted_at"] is None) for p in found["posts"]] == [
        ("First words", True),
        ("Words taken back", False),
    ]
    assert found["account"][0]["email"] == alice.email
    assert (found["profile"][0]["bio"], found["profile"][0]["birthday"]) == ("I like foxes", "1990-02-28")
    assert found["profile"][0]["counts"] == {"posts": 1, "followers": 1, "following": 1, "likes": 0}
    assert found["settings"][0]["accessibility"]["theme"] == "dark"
    assert [f["member"] for f in found["followers"]] == [{"id": str(charlie.id), "handle": "charlie"}]
    assert [f["member"]["handle"] for f in found["following"]] == ["bob"]
    assert len(found["likes"]) == len(found["blocks"]) == len(found["sessions"]) == 1
    assert str(post) in text


def made(api, person):
    export_id = api(person).post(EXPORT).json["id"]
    jobs.make_exports()
    archive = fetch(api, state(api, person, export_id)["url"])
    return read(archive), b"".join(archive.values()).decode()


def test_others_are_no_more_than_whom_the_member_may_see(api, alice, bob, charlie, superuser):
    follow(bob, alice)
    follow(charlie, alice)
    like(post_by(bob, "Bob's own words"), alice)
    block(superuser, charlie, alice)
    found, text = made(api, alice)
    assert [f["member"]["handle"] for f in found["followers"]] == ["bob"]
    assert "charlie" not in text
    assert str(charlie.id) not in text
    assert "Bob's own words" not in text
    assert bob.email not in text


def test_no_secret_is_in_it(api, alice, superuser):
    (password,) = superuser.execute("select password_hash from users where id = %s", [alice.id]).fetchone()
    superuser.execute(
        "insert into mfa_factors (user_id, secret, friendly_name) values (%s, 'sealed-secret', 'my phone')", [alice.id]
    )
    found, text = made(api, alice)
    assert found["second_factors"][0]["friendly_name"] == "my phone"
    assert "sealed-secret" not in text
    assert password not in text
    assert "password_hash" not in text


def test_long_lists_are_read_in_parts(api, alice, superuser):
    superuser.execute(
        "insert into posts (author_id, text) select %s, 'post ' || n from generate_series(1, 1100) n", [alice.id]
    )
    found, _ = made(api, alice)
    assert len({post["id"] for post in found["posts"]}) == len(found["posts"]) == 1100


def test_files_come_along(api, alice, superuser):
    files.keep(files.private, "documents/abc", b"a passport")
    files.keep(files.public, "pictures/1/avatar/256.webp", b"a face")
    superuser.execute(
        "insert into documents (user_id, name, filename, content_type, size)"
        " values (%s, 'documents/abc', '../../pass port.pdf', 'application/pdf', 10)",
        [alice.id],
    )
    superuser.execute(
        "insert into profile_pictures (user_id, kind, state, name) values (%s, 'avatar', 'ready', 'pictures/1/avatar')",
        [alice.id],
    )
    export_id = api(alice).post(EXPORT).json["id"]
    jobs.make_exports()
    archive = fetch(api, state(api, alice, export_id)["url"])
    inside = {name: content for name, content in archive.items() if not name.endswith((".json", ".txt"))}
    assert sorted(inside.values()) == [b"a face", b"a passport"]
    assert all(name.startswith(("documents/", "pictures/")) and ".." not in name for name in inside)


def test_after_its_days_the_archive_is_gone(api, alice, asked, superuser):
    jobs.make_exports()
    url = path_of(state(api, alice, asked)["url"])
    superuser.execute("update data_exports set expires_at = now() - interval '1 second'")
    assert (state(api, alice, asked)["status"], state(api, alice, asked)["url"]) == ("expired", None)
    assert (api().get(url).status, api().get(url).code) == (410, "gone")
    assert jobs.expire_exports() == 1
    assert archives(alice) == []
    assert (api().get(url).status, state(api, alice, asked)["status"]) == (410, "expired")
    assert jobs.expire_exports() == 0


def test_a_young_archive_stays(api, alice, asked):
    jobs.make_exports()
    assert jobs.expire_exports() == 0
    assert state(api, alice, asked)["status"] == "ready"


def test_an_archive_that_cannot_be_made_fails_after_some_tries(api, alice, asked, superuser, settings):
    settings.EXPORT_TRIES = 2
    with broken_section():
        jobs.make_exports()
        assert state(api, alice, asked)["status"] == "queued"
        assert jobs.make_exports() == 0, "a pause comes before the next try"
        superuser.execute("update data_exports set leased_until = now() - interval '1 second'")
        jobs.make_exports()
    assert state(api, alice, asked)["status"] == "failed"
    assert archives(alice) == []


class broken_section:
    """While it is entered, an archive breaks off in its last section."""

    def __enter__(self):
        from accounts.leaving import sections as registry

        self.registry = registry
        registry.register(registry.Section("broken", "Never made.", "no_such_function", ()))

    def __exit__(self, *error):
        del self.registry._sections["broken"]


DIES = """
import django; django.setup()
import os, signal
from accounts.leaving import archive, making
from topin import files
where = os.environ["DIES"]
if where == "writing":
    archive.Archive._write_section = lambda *args: (print("here", flush=True), signal.pause())
if where == "stored":
    making.sql.do = (lambda do: lambda v, f, *a: (print("here", flush=True), signal.pause())
                     if f == "finish_export" else do(v, f, *a))(making.sql.do)
making.make_next()
"""


@pytest.mark.parametrize("where", ["writing", "stored"])
def test_a_killed_worker_is_followed_by_another(api, alice, asked, superuser, settings, where):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "topin.settings", "DIES": where, "EXPORT_LEASE": "600"}
    worker = subprocess.Popen(
        [sys.executable, "-c", DIES], env=environment, stdout=subprocess.PIPE, cwd=Path(settings.BASE_DIR)
    )
    assert worker.stdout.readline() == b"here\n"
    worker.kill()
    worker.wait()
    found = state(api, alice, asked)
    assert (found["status"], found["url"]) == ("running", None), "nothing half done is shown"
    assert jobs.make_exports() == 0, "the lease still runs"
    superuser.execute("update data_exports set leased_until = now()")
    assert jobs.make_exports() == 1
    assert state(api, alice, asked)["status"] == "ready"
    assert archives(alice) == [f"{asked}-2.zip"], "what the killed one left is gone"
    ready = superuser.execute("select count(*) from events where kind = 'export_ready'").fetchone()
    assert ready == (1,)


def test_a_worker_that_lost_its_lease_shows_nothing(api, alice, asked, superuser):
    claimed = claim()
    superuser.execute("update data_exports set leased_until = now()")
    jobs.make_exports()
    with pytest.raises(making.LeaseLost):
        making._make(asked, alice.id, claimed["try"])
    assert archives(alice) == [f"{asked}-2.zip"]


def claim(at_once=5):
    found = sql.do(sql.SYSTEM, "claim_export", making._lease(), 5, at_once)
    return found and found.loads()


def test_two_workers_share_the_work(api, alice, bob):
    for person in (alice, bob):
        api(person).post(EXPORT)
    first, second = claim(), claim()
    assert {first["user_id"], second["user_id"]} == {str(alice.id), str(bob.id)}
    assert claim() is None


def test_archives_leave_workers_for_everything_else(api, alice, bob, charlie, superuser, settings):
    for person in (alice, bob, charlie):
        api(person).post(EXPORT)
    taken = [found for found in at_once(*[lambda: claim(at_once=1)] * 6) if found]
    assert [one["user_id"] for one in taken] == [str(alice.id)]
    assert settings.EXPORTS_AT_ONCE == 1
    assert jobs.make_exports() == 0, "one is being made"
    superuser.execute("update data_exports set leased_until = now() where status = 'running'")
    assert jobs.make_exports() == 3, "whoever is gone holds up nobody for longer than a lease"


def test_a_large_archive_keeps_its_lease_while_it_is_stored(api, alice, asked, superuser, monkeypatch):
    keep, leases = files.keep, []

    def slow(store, name, content):
        superuser.execute("update data_exports set leased_until = now()")
        keep(store, name, content)
        leases.append(superuser.execute("select leased_until > now() from data_exports").fetchone())

    monkeypatch.setattr(making, "NOTE_EVERY", 0)
    monkeypatch.setattr(files, "keep", slow)
    assert jobs.make_exports() == 1
    assert leases == [(True,)]
    assert state(api, alice, asked)["status"] == "ready"


def test_whoever_loses_the_lease_while_storing_leaves_no_half_archive(alice, asked, superuser, monkeypatch):
    monkeypatch.setattr(making, "NOTE_EVERY", 0)
    keep = files.keep

    def overtaken(store, name, content):
        superuser.execute("update data_exports set tries = tries + 1")
        keep(store, name, content)

    monkeypatch.setattr(files, "keep", overtaken)
    assert jobs.make_exports() == 1
    assert archives(alice) == []


def test_making_archives_may_take_longer_than_other_jobs(settings):
    """As the message to the worker says it: (hard, soft) limits in seconds."""
    limits = clock.limits_of("make_exports")
    assert limits["soft_time_limit"] > settings.EXPORT_SECONDS > settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert limits["time_limit"] > limits["soft_time_limit"]
    assert clock.limits_of("retention") == {}


MEMBER_COLUMNS = """
select distinct c.relname
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
   and (a.attname in ('user_id', 'actor_id', 'subject_id', 'author_id', 'owner_id', 'member_id')
        or c.relname in ('refresh_tokens', 'mfa_challenges')
        or exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'
                      and f.confrelid = 'users'::regclass and a.attnum = any (f.conkey)))
"""


def test_every_table_that_names_a_member_is_in_the_archive_or_left_out_for_a_reason(superuser):
    found = {name for (name,) in superuser.execute(MEMBER_COLUMNS)}
    held = {table for section in sections() for table in section.tables}
    assert found - held - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) <= found, "what is left out is there"
    assert not held & set(LEFT_OUT)


def test_progress_is_committed_section_by_section(api, alice, asked, monkeypatch):
    seen = []
    note = making._Notes.__call__

    def look(self, progress):
        note(self, progress)
        seen.append(state(api, alice, asked)["progress"])

    monkeypatch.setattr(making._Notes, "__call__", look)
    jobs.make_exports()
    assert seen == sorted(seen)
    assert len(set(seen)) >= len(sections()) / 2
    eventually(lambda: state(api, alice, asked)["status"] == "ready")


def test_an_archive_is_kept_for_its_days(api, alice, asked, settings):
    settings.EXPORT_DAYS = 3
    jobs.make_exports()
    left = datetime.fromisoformat(state(api, alice, asked)["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=3) - timedelta(minutes=1) < left <= timedelta(days=3)


def test_the_lease_says_when_another_worker_follows(asked, settings):
    settings.EXPORT_LEASE = 0
    first = claim()
    second = claim()
    assert (first["id"], first["try"], second["id"], second["try"]) == (asked, 1, asked, 2)
