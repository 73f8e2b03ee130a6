"""GET /api/posts/ranking, and the versions that administrators publish."""

import pytest
from psycopg.errors import InsufficientPrivilege

from posts import selectors, services
from tests.at_once import at_once
from tests.deeds import follow, post_by
from tests.posts.feeds import items_of, page_of, plant_interest, planted_post, texts_of
from topin import errors, sql

RANKING = "/api/posts/ranking"


@pytest.fixture
def root(join):
    return join("root_of_all", staff_role="administrator")


def staff(person):
    return sql.Viewer.staff(person.id)


def test_members_read_weights_and_rules(api, alice):
    answer = api(alice).get(RANKING)
    assert answer.status == 200
    assert answer.json["version"] == 0
    assert answer.json["weights"]["followed"] == 3
    assert answer.json["weights"]["half_life_hours"] == 24
    assert all(isinstance(weight, (int, float)) for weight in answer.json["weights"].values())
    assert {"score", "freshness", "feedback", "in_a_row", "seen", "never"} <= set(answer.json["rules"])
    assert "24 hours" in answer.json["rules"]["freshness"]
    assert (api().get(RANKING).status, api().get(RANKING).code) == (401, "not_authenticated")


def test_the_newest_version_holds_and_says_what_it_says(api, superuser, alice, root):
    assert services.publish_ranking(staff(root), {"followed": 7, "half_life_hours": 12}, 0) == 1
    assert services.publish_ranking(staff(root), {"followed": 5.5}, 1) == 2
    answer = api(alice).get(RANKING).json
    assert (answer["version"], answer["weights"]["followed"], answer["weights"]["half_life_hours"]) == (2, 5.5, 24)
    found = superuser.execute(
        "select actor_id, data from audit_log where action = 'ranking_published' order by id"
    ).fetchall()
    assert found == [
        (root.id, {"version": 1, "weights": {"followed": 7, "half_life_hours": 12}}),
        (root.id, {"version": 2, "weights": {"followed": 5.5}}),
    ]


def test_a_published_ranking_holds_from_the_next_page_on(api, superuser, join, alice, root):
    plant_interest(superuser, alice, "tea")
    for n in range(8):
        planted_post(superuser, join(f"author{n}"), "tea" if n % 2 else f"other{n}", str(n))
    bob = join("bob")
    follow(alice, bob)
    for n in range(4):
        post_by(bob, f"by bob {n}")
    first = page_of(api, alice, limit=1)
    services.publish_ranking(staff(root), {"followed": 1000, "similar": 0, "topic": 0}, 0)
    second = page_of(api, alice, limit=2, cursor=first["next_cursor"])
    assert all(item["author"]["handle"] == "bob" for item in second["items"])


@pytest.mark.parametrize(
    ("weights", "field"),
    [({"love": 1}, "love"), *[({"followed": wrong}, "followed") for wrong in (-1, 1001, "1", None, True, [1])]],
)
def test_weights_that_are_none_are_refused(superuser, root, weights, field):
    for deed in (
        lambda: services.publish_ranking(staff(root), weights, 0),
        lambda: selectors.preview_ranking(staff(root), weights, is_sample=False),
    ):
        with pytest.raises(errors.Invalid) as refused:
            deed()
        assert refused.value.errors[0].field == field
    assert superuser.execute("select from ranking_versions").fetchall() == []


def test_administrators_alone_publish_and_preview(root, mona, alice):
    for person in (mona, alice):
        with pytest.raises(errors.Forbidden):
            services.publish_ranking(staff(person), {"followed": 1}, 0)
        with pytest.raises(errors.Forbidden):
            selectors.preview_ranking(staff(person), {"followed": 1}, is_sample=False)
    with pytest.raises(InsufficientPrivilege):
        services.publish_ranking(alice.viewer, {"followed": 1}, 0)
    assert selectors.get_ranking(staff(mona)).loads()["version"] == 0


def test_of_two_who_publish_at_once_the_second_looks_again(superuser, root, join):
    def publish():
        try:
            return services.publish_ranking(staff(root), {"followed": 1}, 0)
        except errors.Conflict as refusal:
            return refusal.code

    assert sorted(map(str, at_once(*[publish] * 4))) == ["1", "outdated", "outdated", "outdated"]
    with pytest.raises(errors.Conflict):
        services.publish_ranking(staff(root), {"followed": 1}, 5)
    assert superuser.execute("select version from ranking_versions").fetchall() == [(1,)]


def test_a_preview_shows_both_rankings_and_changes_nothing(api, superuser, join, root):
    bob = join("bob")
    follow(root, bob)
    post_by(bob, "by bob")
    post_by(join("carol"), "by carol")
    found = selectors.preview_ranking(staff(root), {"followed": 0, "fresh": 900}, is_sample=False)
    assert [item["text"] for item in found["now"]] == ["by bob", "by carol"]
    assert sorted(item["text"] for item in found["then"]) == ["by bob", "by carol"]
    assert {item["handle"]: item["why"] for item in found["now"]} == {"bob": "followed", "carol": "fresh"}
    assert found["then"][0]["score"] > found["now"][0]["score"]
    assert superuser.execute("select from feed_seen union all select from feed_cache").fetchall() == []
    assert len(items_of(api, root)) == 2


def test_the_preview_of_a_sample_tells_public_posts_of_somebody_who_is_not_named(api, superuser, join, root, alice):
    bob = join("bob")
    follow(alice, bob)
    post_by(bob, "for followers", audience="followers")
    assert selectors.preview_ranking(staff(root), {}, is_sample=True) == {"now": [], "then": []}
    assert texts_of(items_of(api, alice)) == ["for followers"]
    post_by(bob, "for all")
    post_by(bob, "for followers too", audience="followers")
    found = selectors.preview_ranking(staff(root), {}, is_sample=True)
    assert [item["text"] for item in found["now"]] == [item["text"] for item in found["then"]] == ["for all"]
    assert str(alice.id) not in str(found)
