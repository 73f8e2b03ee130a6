from itertools import product

import pytest

from tests.deeds import approve, block, follow, set_profile
from topin import sql

AUDIENCES = ("everyone", "followers", "mutuals", "nobody")


@pytest.fixture
def show_to(superuser):
    def choose(person, audience):
        superuser.execute(
            "update user_settings set active_status_visibility = %s where user_id = %s", [audience, person.id]
        )

    return choose


def active(api, viewer, person):
    return api(viewer).get(f"/api/users/{person.id}").json["active"]


def admits(audience, followed_by, follows):
    """Whether a setting admits somebody who follows them (`followed_by`) or whom they follow."""
    return {"everyone": True, "followers": followed_by, "mutuals": followed_by and follows, "nobody": False}[audience]


@pytest.mark.parametrize("relation", ["strangers", "follower", "followed", "mutuals"])
def test_two_members_see_it_only_where_each_one_s_setting_admits_the_other(alice, bob, show_to, relation):
    if relation in ("follower", "mutuals"):
        follow(alice, bob)
    if relation in ("followed", "mutuals"):
        follow(bob, alice)
    alice_follows, bob_follows = relation in ("follower", "mutuals"), relation in ("followed", "mutuals")
    for mine, theirs in product(AUDIENCES, AUDIENCES):
        show_to(alice, mine)
        show_to(bob, theirs)
        expected = admits(mine, bob_follows, alice_follows) and admits(theirs, alice_follows, bob_follows)
        for pair in ((alice, bob), (bob, alice)):
            seen = sql.ask(sql.SYSTEM, "can_view_active_status", pair[0].id, pair[1].id)
            assert seen is expected, (mine, theirs, relation)


def test_mutuals_see_each_other_by_default_and_nobody_else(alice, bob, charlie, api):
    follow(alice, bob)
    follow(bob, alice)
    follow(charlie, alice)
    seen = active(api, bob, alice)
    assert seen["online"] is True
    assert seen["last_seen_at"].endswith("Z")
    assert active(api, charlie, alice) is None


def test_visitors_never_see_it(alice, api, show_to):
    show_to(alice, "everyone")
    assert active(api, None, alice) is None


def test_oneself_always_sees_it_and_the_profile_keeps_its_etag(alice, api, show_to, superuser):
    show_to(alice, "nobody")
    first = api(alice).get("/api/users/me")
    assert first.json["active"] == {"online": True, "last_seen_at": None}
    superuser.execute("update user_sessions set last_seen_at = now() - interval '1 second'")
    assert api(alice).get("/api/users/me").headers["etag"] == first.headers["etag"]


def test_it_is_never_seen_across_a_block_or_where_the_profile_is_limited(alice, bob, api, show_to, superuser):
    for person in (alice, bob):
        show_to(person, "everyone")
    assert active(api, bob, alice)["online"] is True
    set_profile(superuser, alice, "is_private", True)
    assert active(api, bob, alice) is None
    approve(superuser, bob, alice)
    assert active(api, bob, alice)["online"] is True
    block(superuser, bob, alice)
    assert active(api, bob, alice) is None
    assert sql.ask(sql.SYSTEM, "can_view_active_status", alice.id, bob.id) is False


def test_online_ends_when_nothing_was_seen_for_so_long(alice, bob, api, show_to, superuser, settings):
    for person in (alice, bob):
        show_to(person, "everyone")
    superuser.execute(
        "update user_sessions set last_seen_at = now() - interval '61 seconds' where user_id = %s", [alice.id]
    )
    assert active(api, bob, alice)["online"] is False
    settings.ONLINE_SECONDS = 120
    assert active(api, bob, alice)["online"] is True
    several = api(bob).get(f"/api/users?ids={alice.id}").json["items"][0]["active"]
    assert several == active(api, bob, alice) == api(bob).get("/api/users/by-handle/alice").json["active"]


def test_whoever_signed_out_everywhere_is_not_online(alice, bob, api, show_to):
    for person in (alice, bob):
        show_to(person, "everyone")
    sql.do(alice.viewer, "sign_out", "global")
    assert active(api, bob, alice) == {"online": False, "last_seen_at": None}


def test_a_session_that_waits_for_its_second_factor_is_no_presence(alice, bob, api, show_to, superuser):
    for person in (alice, bob):
        show_to(person, "everyone")
    superuser.execute("update user_sessions set waits_for_factor = true where user_id = %s", [alice.id])
    assert active(api, bob, alice)["online"] is False


def test_members_cannot_ask_about_others(alice, bob, charlie):
    with pytest.raises(Exception, match="permission denied"):
        sql.ask(alice.viewer, "can_view_active_status", bob.id, charlie.id)
