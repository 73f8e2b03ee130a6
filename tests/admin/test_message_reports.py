"""The queue of reported messages: the only texts of messages that a moderator reads, and each look is written down."""

import re
from uuid import UUID

import pytest

from moderation import services
from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import befriend, send
from topin import sql

MARK = "zq-said-in-private"
QUEUE = "moderation/messagereport/"


@pytest.fixture
def reported(alice, bob):
    """`reported("text")` → the id of Bob's report about a message of Alice."""
    befriend(alice, bob)

    def made(text, *, reason="harassment", note="", reporter=bob, author=alice):
        message = send(author, reporter, text=text).json
        report = services.report_message(reporter.viewer, message_id=UUID(message["id"]), reason=reason, note=note)
        return report.loads()["id"]

    return made


def rows(answer):
    found = re.search(r'id="result_list".*?</table>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


def acts(superuser, person):
    return superuser.execute(
        "select action, subject_id, data from audit_log where actor_id = %s and action ~ 'report' order by id",
        [person.id],
    ).fetchall()


def standing(superuser, report_id):
    return superuser.execute(
        "select state, decided_by_id, decision_note from message_reports where id = %s", [report_id]
    ).fetchone()


def test_the_grave_come_first_then_the_oldest(console, mona, reported):
    old, new = reported("one", reason="spam"), reported("two", reason="hate")
    grave = reported("three", reason="child_safety")
    page = rows(console(mona).get(QUEUE))
    places = [page.index(f"{QUEUE}{report}/change/") for report in (grave, old, new)]
    assert places == sorted(places)


def test_an_empty_queue_says_so(console, mona):
    assert "Nothing waits" in console(mona).get(QUEUE).content.decode()


def test_the_queue_shows_everything_but_the_text(console, mona, reported):
    report = reported(MARK, note="Every <evening>")
    desk = console(mona)
    queue, page = rows(desk.get(QUEUE)), desk.get(f"{QUEUE}{report}/change/").content.decode()
    for shown in ("harassment", "@alice", "@bob", "a text"):
        assert shown in queue
        assert shown in page
    assert "Every &lt;evening&gt;" in page
    assert MARK not in queue + page


def test_a_moderator_reads_the_reported_text_alone_and_each_look_is_audited(
    console, mona, alice, bob, reported, superuser
):
    send(alice, bob, text="zq-not-reported before")
    report = reported(f"{MARK} <b>")
    send(bob, alice, text="zq-not-reported after")
    desk = console(mona)
    desk.get(f"{QUEUE}{report}/change/")
    assert acts(superuser, mona) == [], "the page alone shows nothing of it"
    for _ in range(2):
        answer = desk.post(f"{QUEUE}{report}/text/")
        page = answer.content.decode()
        assert f"{MARK} &lt;b&gt;" in page
        assert "zq-not-reported" not in page
        assert "no-store" in answer["Cache-Control"]
        assert not re.search(r"<style|<script>| style=| on[a-z]+=", page)
    seen = acts(superuser, mona)
    assert [(action, subject) for action, subject, _ in seen] == [("reported_message_viewed", UUID(report))] * 2
    assert MARK not in str(seen)


def test_what_staff_may_read_holds_no_text_of_a_message(mona, alice, bob, reported, superuser):
    """Every column of every table that the role of the console may select, as the moderator finds it."""
    report = reported(MARK)
    send(alice, bob, text=f"{MARK} unreported")
    services.view_reported_message(sql.Viewer.staff(mona.id), UUID(report))
    columns = superuser.execute(
        """select c.relname, array_agg(quote_ident(a.attname)) from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
              and not a.attisdropped and has_column_privilege('topin_staff', c.oid, a.attnum, 'select') group by 1"""
    ).fetchall()
    tables = {name for name, _ in columns}
    assert {"conversations", "message_reports", "audit_log", "events"} <= tables
    assert not {"messages", "conversation_keys", "message_reactions"} & tables
    with sql.acting_as(sql.Viewer.staff(mona.id)):
        for table, names in columns:
            found = sql.rows(f"select concat_ws(' ', {', '.join(f'{n}::text' for n in names)}) as all from {table}")
            assert MARK not in str(found), table


def test_a_picture_is_counted_and_not_shown(console, mona, reported, superuser):
    report = reported("with a picture")
    superuser.execute("update message_reports set media_count = 2, sealed = null, master = null")
    desk = console(mona)
    page = desk.get(f"{QUEUE}{report}/change/").content.decode()
    assert "2 media, not kept" in page
    assert f"{QUEUE}{report}/text/" not in page
    assert "There is no text" in desk.post(f"{QUEUE}{report}/text/").content.decode()


def test_a_lost_key_is_one_clear_sentence(console, mona, reported, settings, superuser):
    report = reported(MARK)
    settings.MESSAGE_KEYS = keys_of(other=new_master())
    answer = console(mona).post(f"{QUEUE}{report}/text/")
    assert answer.status_code == 200
    assert "cannot be opened: the master key" in answer.content.decode()
    assert MARK not in answer.content.decode()
    assert len(acts(superuser, mona)) == 1, "who tried is written down too"


@pytest.mark.parametrize(("deed", "outcome"), [("dismiss", "dismissed"), ("uphold", "upheld")])
def test_a_moderator_decides_and_comes_to_the_next(console, mona, bob, api, reported, superuser, deed, outcome):
    first, second = reported("one"), reported("two")
    answer = console(mona).post(f"{QUEUE}{first}/{deed}/", note="Seen it")
    assert answer["Location"] == f"/admin/{QUEUE}{second}/change/"
    assert standing(superuser, first) == (outcome, mona.id, "Seen it")
    assert acts(superuser, mona) == [(f"message_report_{outcome}", UUID(first), {"note": "Seen it"})]
    told = {r["id"]: r["outcome"] for r in api(bob).get("/api/moderation/reports").json["items"]}
    assert told == {first: outcome, second: None}


def test_what_was_decided_is_history(console, mona, reported):
    report = reported("one")
    desk = console(mona)
    desk.post(f"{QUEUE}{report}/uphold/", note="Seen it")
    assert report not in rows(desk.get(QUEUE))
    assert report in rows(desk.get(QUEUE, state="upheld"))
    assert report not in rows(desk.get(QUEUE, state="dismissed"))
    page = desk.get(f"{QUEUE}{report}/change/").content.decode()
    for shown in ("Seen it", "@mona", "upheld"):
        assert shown in page
    assert f"{QUEUE}{report}/dismiss/" not in page


def test_a_report_is_decided_once(console, mona, root, reported, superuser):
    report = reported("one")
    console(mona).post(f"{QUEUE}{report}/dismiss/")
    answer = console(root).post(f"{QUEUE}{report}/uphold/", note="Too late")
    assert answer["Location"] == f"/admin/{QUEUE}{report}/change/"
    assert standing(superuser, report) == ("dismissed", mona.id, "")
    assert acts(superuser, root) == []


def test_a_note_has_its_length(console, mona, reported, superuser):
    report = reported("one")
    console(mona).post(f"{QUEUE}{report}/dismiss/", note="x" * 1_001)
    assert standing(superuser, report)[0] == "open"


def test_nobody_judges_what_they_reported_or_wrote(console, mona, root, alice, reported, superuser):
    befriend(mona, alice)
    made, about = reported(MARK, reporter=mona), reported(MARK, author=mona, reporter=alice)
    desk = console(mona)
    for report in (made, about):
        assert report not in desk.get(QUEUE).content.decode()
        assert desk.get(f"{QUEUE}{report}/change/").status_code == 302
        assert MARK not in desk.post(f"{QUEUE}{report}/text/", follow=True).content.decode()
        desk.post(f"{QUEUE}{report}/dismiss/")
        assert standing(superuser, report)[0] == "open"
    assert acts(superuser, mona) == []
    others = rows(console(root).get(QUEUE))
    assert made in others
    assert about in others


def test_nothing_is_shown_or_decided_by_following_a_link(console, mona, reported, superuser):
    report = reported(MARK)
    desk = console(mona)
    for deed in ("text", "dismiss", "uphold"):
        assert desk.get(f"{QUEUE}{report}/{deed}/").status_code == 405
    assert (standing(superuser, report)[0], acts(superuser, mona)) == ("open", [])


def test_members_and_visitors_get_nowhere(visit, client, alice, bob, reported, superuser):
    report = reported(MARK)
    for browser in (client, visit(alice).client, visit(bob).client):
        for deed in ("text", "dismiss", "uphold"):
            answer = browser.post(f"/admin/{QUEUE}{report}/{deed}/")
            assert answer.status_code == 302
            assert MARK.encode() not in answer.content
    assert standing(superuser, report)[0] == "open"


@pytest.mark.parametrize(
    ("term", "is_found"), [("@alice", True), ("@bob", True), ("@mona", False), ("id", True), ("person", True)]
)
def test_reports_are_found_by_who_is_in_them(console, mona, alice, reported, term, is_found):
    report = reported("one")
    term = {"id": report, "person": str(alice.id)}.get(term, term)
    assert (report in rows(console(mona).get(QUEUE, q=term))) is is_found


def test_the_pages_around_lead_to_the_report(console, mona, alice, bob, reported, superuser):
    report, other = reported("one"), reported("two", reason="spam")
    desk = console(mona)
    conversation = superuser.execute("select id from conversations").fetchone()[0]
    pages = [f"messaging/conversation/{conversation}/", f"accounts/user/{alice.id}/", f"accounts/user/{bob.id}/"]
    for path in [*pages, f"{QUEUE}{other}/"]:
        assert f"{QUEUE}{report}/change/" in desk.get(f"{path}change/").content.decode(), path


def test_the_dashboard_says_how_many_wait(console, mona, reported, superuser):
    desk = console(mona)
    assert "nothing waits" in card(desk)
    reported("one")
    assert "<strong>1</strong>" in card(desk)
    reported("two", reason="self_harm")
    superuser.execute("update message_reports set created_at = now() - interval '3 days'")
    assert "<strong>2</strong>" in card(desk)
    assert "1 about safety, the oldest for 3 days" in card(desk)
    assert 'data-tone="danger"' in card(desk)


def card(desk):
    page = desk.get().content.decode()
    return re.search(r'<a class="console-card" href="/admin/moderation/messagereport/".*?</a>', page, re.DOTALL)[0]


def test_the_author_who_left_is_shown_as_erased(console, mona, reported, superuser):
    report = reported(MARK)
    superuser.execute("update message_reports set author_id = null, sealed = null, master = null")
    desk = console(mona)
    assert "erased" in rows(desk.get(QUEUE))
    assert "erased" in desk.get(f"{QUEUE}{report}/change/").content.decode()
