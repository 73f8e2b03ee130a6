"""Whom members may want to follow: who is found, who never is, and why."""

from datetime import UTC, datetime, timedelta
from math import log

import pytest

from posts import services as posts
from social import services
from tests.deeds import approve, block, follow, set_profile
from topin import sql

URL = "/api/social/suggestions"


def found(api, person, query=""):
    return {item["handle"]: item["reason"] for item in api(person).get(URL + query).json["items"]}


def renew(person):
    services.refresh_suggestions(person.viewer, person.id)


@pytest.fixture
def dora(join):
    return join("dora")


@pytest.fixture
def between(alice, bob, charlie, dora):
    """alice follows bob, and bob follows charlie and dora."""
    follow(alice, bob)
    follow(bob, charlie, dora)


@pytest.fixture
def circle(superuser):
    """`circle("Bakers", alice, bob)` → its id."""

    def make(name, *members, visibility="secret"):
        (circle_id,) = superuser.execute(
            "insert into circles (slug, name, visibility, members_count) values (%s, %s, %s, %s) returning id",
            [name.lower(), name, visibility, len(members)],
        ).fetchone()
        for member in members:
            superuser.execute("insert into circle_members (circle_id, user_id) values (%s, %s)", [circle_id, member.id])
        return circle_id

    return make


@pytest.fixture
def tagged(superuser):
    """`tagged(bob, "bread")`: a post of bob's with that tag, as posts of any audience have it."""

    def write(author, tag, **fields):
        made = posts.create_post(author.viewer, text=f"Something about {tag}", **fields).loads()["id"]
        superuser.execute(
            "insert into post_tags (post_id, tag, author_id, place) values (%s, %s, %s, 0)", [made, tag, author.id]
        )
        return made

    return write


# -- Who is found, and why ------------------------------------------------------------------------


def test_friends_of_friends_are_suggested_through_whom_one_follows(api, alice, between):
    followed_by_bob = {"code": "followed_by", "text": "Followed by Bob"}
    assert found(api, alice) == {"charlie": followed_by_bob, "dora": followed_by_bob}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (1, "Followed by Bob and 1 other you follow"),
        (3, "Followed by Bob and 3 others you follow"),
    ],
)
def test_the_strongest_tie_is_named_and_the_others_are_counted(api, alice, bob, charlie, join, more, words):
    others = [join(f"other_{n}") for n in range(more)]
    follow(alice, bob, *others)
    follow(bob, alice, charlie)  # mutual: counts more than the others
    for other in others:
        follow(other, charlie)
    assert found(api, alice)["charlie"]["text"] == words


def test_who_follows_one_is_suggested(api, alice, bob):
    follow(bob, alice)
    assert found(api, alice) == {"bob": {"code": "follows_you", "text": "Follows you"}}


def test_who_is_in_the_same_circle_is_suggested(api, alice, bob, charlie, circle):
    circle("Bakers", alice, bob)
    circle("Sailors", bob, charlie)
    assert found(api, alice) == {"bob": {"code": "same_circle", "text": "In Bakers with you"}}


def test_who_posts_about_the_same_is_suggested(api, alice, bob, charlie, tagged):
    tagged(alice, "bread")
    tagged(bob, "bread")
    tagged(charlie, "ships")
    assert found(api, alice) == {"bob": {"code": "shared_tags", "text": "Posts about #bread too"}}


def test_only_public_posts_of_public_accounts_tell_what_somebody_writes_about(
    api, alice, bob, charlie, dora, tagged, superuser
):
    tagged(alice, "bread")
    tagged(bob, "bread", audience="followers")
    tagged(charlie, "bread")
    set_profile(superuser, charlie, "is_private", True)
    tagged(dora, "bread")
    assert set(found(api, alice)) == {"dora"}


def test_popular_accounts_help_newcomers(api, alice, bob, charlie, join):
    for n in range(5):
        follow(join(f"fan_{n}"), bob)
    follow(join("lonely"), charlie)
    sql.do(sql.SYSTEM, "fold_counters")
    assert found(api, alice) == {"bob": {"code": "popular", "text": "Many people here follow them"}}


def test_activity_is_left_out_of_it_by_who_wants_that(api, alice, bob, tagged, between, superuser, join):
    writer = join("writer")
    tagged(alice, "bread")
    tagged(writer, "bread")
    assert set(found(api, alice)) == {"charlie", "dora", "writer"}
    superuser.execute("update user_settings set personalised = false where user_id = %s", [alice.id])
    assert set(found(api, alice)) == {"charlie", "dora"}  # the kept ones too
    renew(alice)
    assert set(found(api, alice)) == {"charlie", "dora"}


def test_a_mutual_tie_and_a_newer_tie_count_more(api, alice, bob, charlie, dora, join, superuser):
    erin = join("erin")
    follow(alice, bob, erin)
    follow(bob, charlie)
    follow(erin, dora)
    follow(erin, alice)
    assert list(found(api, alice)) == ["dora", "charlie"]
    superuser.execute("update followers set created_at = now() - interval '3 years' where followed_id = %s", [dora.id])
    renew(alice)
    assert list(found(api, alice)) == ["charlie", "dora"]


def test_those_whom_thousands_follow_are_damped(alice, bob, charlie, dora, between, superuser):
    superuser.execute("update profile_counters set followers = 50000 where user_id = %s", [charlie.id])
    renew(alice)
    scores = dict(
        superuser.execute("select suggested_id, score from suggestions where user_id = %s", [alice.id]).fetchall()
    )
    assert scores[dora.id] / scores[charlie.id] == pytest.approx((1 + log(50)) / (1 + 0.01 * log(50_001)), rel=0.001)


# -- Who never is ---------------------------------------------------------------------------------


def _followed(alice, charlie, superuser):
    follow(alice, charlie)


def _requested(alice, charlie, superuser):
    set_profile(superuser, charlie, "is_private", True)
    follow(alice, charlie)


def _blocking(alice, charlie, superuser):
    block(superuser, alice, charlie)


def _blocked(alice, charlie, superuser):
    block(superuser, charlie, alice)


def _muted(alice, charlie, superuser):
    services.mute_member(alice.viewer, charlie.id)


def _dismissed(alice, charlie, superuser):
    services.dismiss_suggestion(alice.viewer, charlie.id)


def _suspended(alice, charlie, superuser):
    set_profile(superuser, charlie, "is_hidden", True)


def _undiscoverable(alice, charlie, superuser):
    superuser.execute("update user_settings set discoverable = false where user_id = %s", [charlie.id])


def _private_undiscoverable(alice, charlie, superuser):
    set_profile(superuser, charlie, "is_private", True)
    _undiscoverable(alice, charlie, superuser)


def _for_nobody(alice, charlie, superuser):
    set_profile(superuser, charlie, "visibility", "nobody")


def _named_a_muted_word(alice, charlie, superuser):
    services.mute_word(alice.viewer, "charlie")


def _described_by_a_muted_word(alice, charlie, superuser):
    superuser.execute("update profile_details set bio = 'All about crypto' where user_id = %s", [charlie.id])
    services.mute_word(alice.viewer, "crypto")


NEVER = [
    _followed, _requested, _blocking, _blocked, _muted, _dismissed, _suspended, _undiscoverable,
    _private_undiscoverable, _for_nobody, _named_a_muted_word, _described_by_a_muted_word,
]  # fmt: skip


@pytest.mark.parametrize("happened", NEVER, ids=lambda deed: deed.__name__.strip("_"))
def test_some_are_never_computed(api, alice, charlie, between, superuser, happened):
    happened(alice, charlie, superuser)
    assert set(found(api, alice)) == {"dora"}
    kept = superuser.execute("select count(*) from suggestions where user_id = %s", [alice.id]).fetchone()
    assert kept == (1,)


@pytest.mark.parametrize("happened", NEVER, ids=lambda deed: deed.__name__.strip("_"))
def test_what_happened_since_counts_for_kept_ones(api, alice, charlie, dora, between, superuser, happened):
    assert set(found(api, alice)) == {"charlie", "dora"}
    happened(alice, charlie, superuser)
    # As a long list is kept: a short one would be computed anew after a follow.
    superuser.execute("update suggestion_lists set computed_at = now() where user_id = %s", [alice.id])
    assert set(found(api, alice)) == {"dora"}


@pytest.mark.parametrize("source", ["follower", "circle", "tag", "popular"])
def test_no_source_brings_the_blocked(api, alice, bob, charlie, join, circle, tagged, superuser, source):
    for person in (bob, charlie):
        if source == "follower":
            follow(person, alice)
        elif source == "circle":
            circle(f"with-{person.handle}", alice, person)
        elif source == "tag":
            tagged(alice, person.handle)
            tagged(person, person.handle)
        else:
            superuser.execute("update profile_counters set followers = 9 where user_id = %s", [person.id])
    block(superuser, bob, alice)
    assert set(found(api, alice)) == {"charlie"}


def test_private_accounts_that_let_themselves_be_found_are_suggested(api, alice, charlie, between, superuser):
    set_profile(superuser, charlie, "is_private", True)
    assert set(found(api, alice)) == {"charlie", "dora"}


def test_a_bio_that_one_may_not_read_cannot_be_guessed_by_muting_words(api, alice, charlie, between, superuser):
    _described_by_a_muted_word(alice, charlie, superuser)
    set_profile(superuser, charlie, "is_private", True)
    assert set(found(api, alice)) == {"charlie", "dora"}


# -- Reasons stay true ----------------------------------------------------------------------------


@pytest.mark.parametrize("fate", ["blocks", "hidden", "muted", "unfollowed", "nobody"])
def test_who_is_in_between_is_named_no_more_once_they_may_not_be(api, alice, bob, charlie, join, superuser, fate):
    erin = join("erin")
    follow(alice, bob, erin)
    follow(bob, alice, charlie)
    follow(erin, charlie)
    follow(bob, join("dora"))
    assert found(api, alice)["charlie"]["text"] == "Followed by Bob and 1 other you follow"
    if fate == "blocks":
        services.block_member(bob.viewer, alice.id)
    elif fate == "hidden":
        set_profile(superuser, bob, "is_hidden", True)
    elif fate == "muted":
        services.mute_member(alice.viewer, bob.id)
    elif fate == "unfollowed":
        services.unfollow_member(alice.viewer, bob.id)
    else:
        set_profile(superuser, bob, "visibility", "nobody")
    # Whom nobody else leads to is not shown without a reason.
    assert found(api, alice) == {"charlie": {"code": "followed_by", "text": "Followed by people you follow"}}
    renew(alice)
    again = found(api, alice)
    assert again["charlie"]["text"] == "Followed by Erin"
    assert "dora" not in again


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_circle_that_one_of_both_left_is_named_no_more(api, alice, bob, circle, superuser, who):
    made = circle("Bakers", alice, bob)
    assert set(found(api, alice)) == {"bob"}
    gone = {"alice": alice, "bob": bob}[who]
    superuser.execute("delete from circle_members where circle_id = %s and user_id = %s", [made, gone.id])
    assert found(api, alice) == {}


def test_a_closed_circle_is_named_no_more(api, alice, bob, circle, superuser):
    made = circle("Bakers", alice, bob)
    assert set(found(api, alice)) == {"bob"}
    superuser.execute("update circles set closed_at = now() where id = %s", [made])
    assert found(api, alice) == {}


def test_a_tag_of_a_deleted_post_is_named_no_more(api, alice, bob, tagged, superuser):
    tagged(alice, "bread")
    post = tagged(bob, "bread")
    assert set(found(api, alice)) == {"bob"}
    superuser.execute("update posts set deleted_at = now() where id = %s", [post])
    assert found(api, alice) == {}


def test_old_tags_do_not_count(api, alice, bob, tagged, superuser):
    tagged(alice, "bread")
    tagged(bob, "bread")
    before = datetime.now(UTC) - timedelta(days=100)
    superuser.execute("alter table post_tags disable trigger all")
    superuser.execute("update post_tags set post_id = internal.uuid_at(%s) where author_id = %s", [before, bob.id])
    superuser.execute("alter table post_tags enable trigger all")
    assert found(api, alice) == {}


def test_an_approved_follower_of_a_private_account_leads_on(api, alice, bob, charlie, dora, superuser):
    set_profile(superuser, bob, "is_private", True)
    follow(bob, charlie)
    assert found(api, alice) == {}
    approve(superuser, alice, bob)
    assert found(api, alice) == {"charlie": {"code": "followed_by", "text": "Followed by Bob"}}
