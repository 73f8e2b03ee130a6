"""The lists of suggestions: pages, how long they last, what was dismissed, and the job."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from social import jobs, services
from tests.at_once import at_once
from tests.deeds import block, follow, set_profile
from tests.social.test_suggestions import URL, between, dora, found, renew  # noqa: F401  (some are fixtures)
from topin import errors, sql


def test_pages_repeat_and_skip_nobody(api, alice, bob, join):
    follow(alice, bob)
    people = [join(f"person_{n}") for n in range(7)]
    follow(bob, *people)
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{URL}?limit=3&cursor={cursor}").json
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(seen) == sorted(p.handle for p in people)


def test_members_are_shown_as_everywhere(api, alice, between):  # noqa: F811
    (item, _) = api(alice).get(URL).json["items"]
    assert set(item) == {
        "id", "handle", "display_name", "avatar_url", "is_verified", "is_private", "reason",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["cursor=x", "cursor=" + "A" * 60])
def test_a_broken_cursor_is_told(api, alice, query):
    answer = api(alice).get(f"{URL}?{query}")
    assert (answer.status, answer.code) == (400, "bad_cursor")


def test_a_cursor_of_another_list_is_told(api, alice, bob, charlie):
    for person in (bob, charlie):
        services.mute_member(alice.viewer, person.id)
    other = api(alice).get("/api/social/muted?limit=1").json["next_cursor"]
    assert api(alice).get(f"{URL}?cursor={other}").code == "bad_cursor"


def test_visitors_have_none(api, bob):
    assert api().get(URL).status == api().delete(f"{URL}/{bob.id}").status == 401


def age(superuser, person, **age):
    superuser.execute(
        "update suggestion_lists set computed_at = now() - %s::interval where user_id = %s",
        [timedelta(**age), person.id],
    )


def computed_at(superuser, person):
    return superuser.execute("select computed_at from suggestion_lists where user_id = %s", [person.id]).fetchone()


def test_a_list_lasts_until_it_is_too_old(api, alice, bob, join, superuser, between):  # noqa: F811
    people = [join(f"person_{n}") for n in range(20)]
    follow(bob, *people)
    assert len(found(api, alice, "?limit=100")) == 22
    age(superuser, alice, hours=23)
    first = computed_at(superuser, alice)
    follow(bob, join("late"))
    assert "late" not in found(api, alice, "?limit=100")
    assert computed_at(superuser, alice) == first
    age(superuser, alice, hours=25)
    assert "late" in found(api, alice, "?limit=100")
    assert computed_at(superuser, alice) > first


def test_a_later_page_computes_nothing(api, alice, between, superuser):  # noqa: F811
    cursor = api(alice).get(f"{URL}?limit=1").json["next_cursor"]
    age(superuser, alice, hours=25)
    before = computed_at(superuser, alice)
    assert len(api(alice).get(f"{URL}?cursor={cursor}").json["items"]) == 1
    assert computed_at(superuser, alice) == before


def test_a_newcomer_who_follows_somebody_need_not_wait(api, alice, bob, charlie):
    follow(bob, charlie)
    assert found(api, alice) == {}
    follow(alice, bob)
    assert set(found(api, alice)) == {"charlie"}


def test_a_short_list_ages_quickly(api, alice, bob, between, join, superuser):  # noqa: F811
    assert len(found(api, alice)) == 2
    follow(bob, join("late"))
    assert len(found(api, alice)) == 2
    age(superuser, alice, minutes=11)
    assert len(found(api, alice)) == 3


def test_only_the_best_are_kept(alice, bob, join, superuser, settings):
    settings.SUGGESTIONS_KEPT = 3
    follow(alice, bob)
    follow(bob, *[join(f"person_{n}") for n in range(5)])
    assert services.refresh_suggestions(alice.viewer, alice.id) == 3


def test_nobody_refreshes_the_list_of_another_member(alice, bob):
    with pytest.raises(errors.NotFound):
        services.refresh_suggestions(alice.viewer, bob.id)
    with pytest.raises(errors.NotFound):
        services.refresh_suggestions(sql.SYSTEM, uuid4())
    assert services.refresh_suggestions(sql.SYSTEM, bob.id) == 0


def test_a_list_refreshed_by_several_at_once_is_one_list(alice, between, superuser):  # noqa: F811
    deeds = [lambda: services.refresh_suggestions(alice.viewer, alice.id)] * 4
    assert at_once(*deeds) == [2, 2, 2, 2]
    assert superuser.execute("select count(*) from suggestions").fetchone() == (2,)


# -- Dismissals -----------------------------------------------------------------------------------


def test_the_dismissed_never_come_back(api, alice, charlie, between):  # noqa: F811
    assert set(found(api, alice)) == {"charlie", "dora"}
    assert [api(alice).delete(f"{URL}/{charlie.id}").status for _ in range(2)] == [204, 204]
    assert set(found(api, alice)) == {"dora"}
    renew(alice)
    assert set(found(api, alice)) == {"dora"}


def test_a_dismissal_concerns_nobody_else(api, alice, bob, charlie, dora, between, join):  # noqa: F811
    erin = join("erin")
    follow(erin, bob)
    services.dismiss_suggestion(alice.viewer, charlie.id)
    assert set(found(api, erin)) == {"charlie", "dora"}


def test_oneself_and_who_does_not_exist_are_not_dismissed(api, alice, bob, charlie, superuser):
    set_profile(superuser, bob, "is_hidden", True)
    block(superuser, charlie, alice)
    absent = api(alice).delete(f"{URL}/{uuid4()}")
    assert absent.status == 404
    for person in (bob, charlie):
        answer = api(alice).delete(f"{URL}/{person.id}")
        assert (answer.status, answer.code) == (404, absent.code)
    assert api(alice).delete(f"{URL}/{alice.id}").status == 400


# -- The job --------------------------------------------------------------------------------------


def test_the_job_renews_old_lists_of_members_who_were_here_lately(alice, bob, charlie, superuser):
    for person in (alice, bob, charlie):
        renew(person)
    age(superuser, alice, hours=25)
    age(superuser, bob, hours=26)
    age(superuser, charlie, hours=1)
    fresh = computed_at(superuser, charlie)
    superuser.execute("update user_sessions set last_seen_at = now() - interval '8 days' where user_id = %s", [bob.id])
    old = computed_at(superuser, bob)
    assert jobs.refresh_suggestions() == 1
    assert computed_at(superuser, alice)[0] > datetime.now(UTC) - timedelta(minutes=5)
    assert (computed_at(superuser, bob), computed_at(superuser, charlie)) == (old, fresh)
    assert jobs.refresh_suggestions() == 0


def test_the_job_begins_with_the_oldest(alice, bob, superuser, monkeypatch):
    for person, hours in ((alice, 25), (bob, 30)):
        renew(person)
        age(superuser, person, hours=hours)
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    assert jobs.refresh_suggestions() == 1
    assert computed_at(superuser, bob) > computed_at(superuser, alice)


def test_a_newcomer_who_follows_nobody_is_not_computed_anew_at_every_look(alice, superuser):
    services.get_suggestions(alice.viewer, 10)
    first = superuser.execute("select computed_at from suggestion_lists").fetchone()
    services.get_suggestions(alice.viewer, 10)
    assert superuser.execute("select computed_at from suggestion_lists").fetchone() == first
