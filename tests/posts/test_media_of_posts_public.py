"""Media that everybody may see lie in the public store under a name that lasts, and no others do."""

import pytest

from accounts import services as accounts
from accounts.jobs import leaving
from posts import services
from posts.media_audience_readers import AT_ONCE
from posts.services import media_audience
from tests.accounts.pictures import all_files
from tests.at_once import at_once
from tests.deeds import follow, leave_for_good, post_by, set_profile
from tests.people import PASSWORD
from tests.posts.media_tools import path_of
from tests.posts.ready_media import content_of, medium_of, work
from topin import files, sql
from topin.errors import Conflict


@pytest.fixture
def content(superuser):
    return content_of(superuser)


@pytest.fixture
def shown(superuser, content):
    """`shown(alice, audience="public")` → a post of hers with a picture of the one content."""
    return lambda person, **fields: post_by(person, media_ids=[medium_of(superuser, person, content)], **fields)


def public_files():
    return sorted(name for name in all_files(files.public) if name.startswith("media/"))


def folders():
    return {name.split("/")[1] for name in public_files()}


def address(api, person, post):
    return api(person).get(f"/api/posts/{post}").json["media"][0]["url"]


def is_public(url):
    return "/media/media/" in url and "/signed/" not in url


def test_a_picture_of_a_public_post_gets_an_address_that_lasts(alice, bob, api, shown, superuser):
    post = shown(alice)
    assert not is_public(address(api, bob, post)), "until there is a copy it is signed"
    assert set(work()) == {"done"}
    (folder,) = folders()
    assert superuser.execute("select public_folder from media_contents").fetchall() == [(folder,)]
    assert public_files() == [f"media/{folder}/320.webp", f"media/{folder}/640.webp"]
    url = address(api, bob, post)
    assert (is_public(url), url.endswith(f"/{folder}/640.webp")) == (True, True)
    answer = api().client.get(path_of(url))
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"webp  ")
    private = files.private.listdir("media")[1] + files.private.listdir("media")[0]
    assert folder not in private, "the public name tells nothing of the private one"


@pytest.mark.parametrize("audience", ["followers", "mutuals", "private"])
def test_pictures_for_some_are_never_public(alice, bob, api, shown, audience):
    follow(bob, alice)
    follow(alice, bob)
    post = shown(alice, audience=audience)
    work()
    assert public_files() == []
    for person in [alice] if audience == "private" else [alice, bob]:
        assert "/signed/" in address(api, person, post)


def test_pictures_of_drafts_and_private_accounts_are_not_public(alice, bob, superuser, shown):
    set_profile(superuser, bob, "is_private", True)
    shown(alice, status="draft")
    services.update_post(bob.viewer, shown(bob, audience="followers"), text="Mine")
    work()
    assert public_files() == []


def test_what_was_public_is_signed_for_those_who_may_see_it_elsewhere(alice, bob, api, shown):
    shown(alice)
    work()
    post = shown(bob, audience="private")
    assert "/signed/" in address(api, bob, post)


def narrowed(person, post):
    services.update_post(person.viewer, post, audience="followers")


def taken_out(person, post):
    services.update_post(person.viewer, post, text="Without", media=[])


def deleted(person, post):
    services.delete_post(person.viewer, post)


def account_made_private(person, post):
    accounts.update_privacy(person.viewer, {"is_private": True})


def profile_for_followers(person, post):
    accounts.update_privacy(person.viewer, {"profile_visibility": "followers"})


def account_to_be_deleted(person, post):
    accounts.ask_deletion(person.viewer, password=PASSWORD)


TAKEN_AWAY = [narrowed, taken_out, deleted, account_made_private, profile_for_followers, account_to_be_deleted]


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_what_is_taken_from_everybody_is_gone_from_the_public_store(alice, superuser, shown, take_away):
    post = shown(alice)
    work()
    assert public_files() != []
    take_away(alice, post)
    assert set(work()) == {"done"}
    assert public_files() == []
    assert superuser.execute("select public_folder from media_contents").fetchone() in [(None,), None]


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_it_stays_while_another_public_post_shows_it(alice, bob, api, shown, take_away):
    post, other = shown(alice), shown(bob)
    work()
    before = folders()
    take_away(alice, post)
    work()
    assert folders() == before
    assert is_public(address(api, bob, other))


def test_what_comes_back_gets_a_new_name(alice, bob, api, shown):
    post = shown(alice)
    work()
    first = folders()
    services.delete_post(alice.viewer, post)
    work()
    services.restore_post(alice.viewer, post)
    work()
    assert len(folders()) == 1
    assert folders() != first
    accounts.update_privacy(alice.viewer, {"is_private": True})
    work()
    accounts.update_privacy(alice.viewer, {"is_private": False})
    work()
    assert len(folders()) == 1
    assert is_public(address(api, bob, post))


def test_a_hidden_post_loses_its_public_pictures(alice, superuser, shown):
    post = shown(alice)
    work()
    superuser.execute("update posts set hidden_at = now() where id = %s", [post])
    with sql.acting_as(sql.SYSTEM):
        sql.rows("select internal.event_record('media_audience_changed', id) from media_contents")
    work()
    assert public_files() == []


def test_a_member_with_many_media_is_gone_through_in_pieces(alice, superuser):
    contents = [content_of(superuser) for _ in range(5)]
    for content in contents:
        post_by(alice, media_ids=[medium_of(superuser, alice, content)])
    work()
    assert len(folders()) == 5
    set_profile(superuser, alice, "is_private", True)
    assert media_audience.tell_media_of_member(sql.SYSTEM, alice.id, None, 2) is True
    assert AT_ONCE > 5, "the reader goes on with the rest"
    work()
    assert public_files() == []


def test_settings_that_change_no_audience_cause_no_work(alice, superuser, shown):
    shown(alice)
    work()
    accounts.update_privacy(alice.viewer, {"read_receipts": False})
    work()
    counted = superuser.execute("select count(*) from events where kind = 'media_audience_changed'").fetchone()
    assert counted == (1,)


def test_whoever_is_killed_leaves_nothing_behind(alice, superuser, shown, monkeypatch):
    """The copy was made, and nobody was told: the next try makes the same one."""
    shown(alice)
    settle = media_audience._settle

    def dies(viewer, content_id, copy):
        assert copy is None, "killed"
        return settle(viewer, content_id, copy)

    with monkeypatch.context() as patched:
        patched.setattr(media_audience, "_settle", dies)
        work()
    left = folders()
    assert len(left) == 1
    superuser.execute("update event_deliveries set next_try_at = now() where state = 'waiting'")
    work()
    assert folders() == left
    assert superuser.execute("select public_folder from media_contents").fetchone()[0] in left


def test_what_was_narrowed_while_it_was_copied_is_not_shown(alice, superuser, shown, monkeypatch):
    post = shown(alice)
    share = files.share_folder

    def slow(*names):
        share(*names)
        narrowed(alice, post)

    with monkeypatch.context() as patched:
        patched.setattr(files, "share_folder", slow)
        work()
    assert public_files() == []
    assert superuser.execute("select public_folder from media_contents").fetchone() == (None,)


def test_two_who_settle_at_once_agree(content, shown, alice):
    shown(alice)
    at_once(
        *[lambda name=name: media_audience.settle_media_audience(sql.SYSTEM, content, name) for name in ("a1", "b2")]
    )
    assert len(folders()) == 1


def test_settling_what_is_gone_does_nothing(alice, superuser, shown, content):
    superuser.execute("delete from media_contents")
    media_audience.settle_media_audience(sql.SYSTEM, content, "c3")
    assert public_files() == []


def test_erased_posts_take_files_along_that_nobody_else_shows(alice, bob, superuser, content, shown):
    post, other = shown(alice), shown(bob)
    alone = content_of(superuser)
    post_by(alice, media_ids=[medium_of(superuser, alice, alone)])
    work()
    leave_for_good(superuser, alice)
    leaving.erase_deleted_accounts()
    work()
    assert superuser.execute("select id from media_contents").fetchall() == [(content,)]
    assert superuser.execute("select post_id from post_media").fetchall() == [(other,)]
    assert post != other
    assert len(folders()) == 1
    assert len({name.split("/")[1] for name in all_files(files.private) if name.startswith("media/")}) == 1


def test_of_two_posts_that_want_one_picture_one_gets_it(alice, superuser):
    for _ in range(10):
        medium = medium_of(superuser, alice)

        def attach():
            try:
                return post_by(alice, media_ids=[medium])  # noqa: B023  (run in this round)
            except Conflict as refused:
                return refused.code

        ended = at_once(attach, attach)
        assert ended.count("media_in_use") == 1


@pytest.mark.parametrize("others", [0, 1], ids=["and emptied", "and given another picture"])
def test_what_is_narrowed_and_changed_in_one_go_loses_its_copy(alice, superuser, shown, others):
    post = shown(alice)
    work()
    assert len(folders()) == 1
    media = [{"id": medium_of(superuser, alice)} for _ in range(others)]
    services.update_post(alice.viewer, post, audience="followers", media=media, text="Words")
    work()
    assert public_files() == []
