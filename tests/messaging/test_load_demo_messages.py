"""The demo's private talk."""

from uuid import UUID

from django.core.management import call_command

from messaging import selectors
from topin import sql


def talk_of(handle):
    with sql.acting_as(sql.SYSTEM, read_only=True):
        [row] = sql.rows("select user_id as id from profiles where handle = %s", [handle])
    viewer = sql.Viewer.user(row["id"])
    found = selectors.get_conversations(viewer, "active", 20)["items"]
    return viewer, {one["participant"]["handle"]: one for one in found}


def test_demo_people_talk_once_however_often_it_is_loaded(join, superuser):
    for handle in ("ada", "bilal", "carmen", "dmitri"):
        join(handle)
        superuser.execute("update users set email = replace(email, '@topin', '@demo.topin')")
    for _ in range(2):
        call_command("load_demo_messages", verbosity=0)
    ada, talk = talk_of("ada")
    assert set(talk) == {"bilal", "carmen", "dmitri"}
    assert talk["bilal"]["expiry"] == "keep"
    assert talk["carmen"]["unread_count"] == 2
    assert talk["dmitri"]["unread_count"] == 0
    said = selectors.get_messages(ada, UUID(talk["bilal"]["id"]), 100)["items"]
    assert len(said) == 8
    assert [r["emoji"] for m in said for r in m["reactions"]] == ["🧀", "😂"]


def test_without_demo_people_nothing_happens(alice, superuser):
    call_command("load_demo_messages", verbosity=0)
    assert superuser.execute("select count(*) from conversations").fetchone() == (0,)
