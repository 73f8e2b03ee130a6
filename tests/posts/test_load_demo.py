import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from topin import files, sql


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """The demo stays for the next test, which looks at it; it goes with the module."""


@pytest.fixture(scope="module")
def demo(_empty):
    call_command("load_demo", verbosity=0)
    yield json.loads((Path(settings.VAR_DIR) / "run" / "demo.json").read_text())
    _empty()


def test_the_demo_is_a_lively_place_that_obeys_the_rules(superuser, demo):
    def number(query):
        return superuser.execute(query).fetchone()[0]

    assert [person["name"] for person in demo] == ["Ada Fontaine", "Bilal Rahman", "Carmen Ortega"]
    assert number("select count(*) from profiles") == 40
    assert number("select count(*) from posts") >= 200
    assert number("select count(*) from likes l where not api.can_see_post(l.user_id, l.post_id)") == 0
    assert (
        number("select count(*) from posts where published_at > now() or published_at < now() - interval '11 days'")
        == 0
    )
    assert number("select count(distinct text) from posts") == number("select count(*) from posts")


def test_its_counts_are_exact(superuser, demo):
    sql.do(sql.SYSTEM, "fold_counters")
    wrong = superuser.execute(
        """select handle from profiles p join profile_counters c using (user_id)
            where c.followers <> (select count(*) from followers f where f.followed_id = p.user_id)
               or c.following <> (select count(*) from followers f where f.follower_id = p.user_id)
               or c.posts <> (select count(*) from posts o where o.author_id = p.user_id)"""
    ).fetchall()
    liked = superuser.execute(
        """select post_id from post_counters c
            where c.likes <> (select count(*) from likes l where l.post_id = c.post_id)"""
    ).fetchall()
    assert (wrong, liked) == ([], [])


def test_each_kind_of_circle_is_there_with_members_who_write(superuser, demo):
    found = superuser.execute(
        """select visibility, members_count,
                  members_count = (select count(*) from circle_members m where m.circle_id = c.id),
                  (select count(*) > 3 from posts p where p.circle_id = c.id),
                  (select bool_and(internal.circle_role(c.id, author_id) is not null) from posts p
                    where p.circle_id = c.id)
             from circles c order by visibility"""
    ).fetchall()
    assert [kind for kind, *_ in found] == ["private", "public", "secret"]
    assert all(members > 5 and facts == [True, True, True] for _, members, *facts in found)


def test_a_request_and_an_invite_wait_for_those_whom_make_run_names(superuser, demo):
    waiting = superuser.execute(
        """select o.handle, 'request' from circle_requests r
             join circle_members m on m.circle_id = r.circle_id and m.role = 'owner'
             join profiles o on o.user_id = m.user_id
           union all
           select p.handle, 'invite' from circle_invites i join profiles p on p.user_id = i.invitee_id"""
    ).fetchall()
    assert sorted(waiting) == [("bilal", "request"), ("carmen", "invite")]


def test_some_posts_show_pictures_that_are_there_and_described(superuser, demo):
    found = superuser.execute(
        """select m.alt_text, c.folder, c.variants, p.has_media
             from post_media m join media_contents c on c.id = m.content_id join posts p on p.id = m.post_id
            where m.state = 'ready'"""
    ).fetchall()
    assert len(found) >= 5
    assert len({alt_text for alt_text, *_ in found}) == len(found)
    for alt_text, folder, variants, has_media in found:
        assert (alt_text != "", has_media) == (True, True)
        for variant in variants:
            with files.private.open(f"media/{folder}/{variant['file']}") as file, Image.open(file) as picture:
                assert picture.size == (variant["width"], variant["height"])


def test_loading_it_again_changes_nothing(superuser, demo):
    def everything():
        return [
            superuser.execute(f"select count(*) from {table}").fetchone()
            for table in ("users", "posts", "followers", "likes", "circles", "circle_members", "post_media", "events")
        ]

    before = everything()
    call_command("load_demo", verbosity=0)
    assert everything() == before
