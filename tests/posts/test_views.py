from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import block, post_by
from topin import sql

HASH = "f" * 64


def view(api, person, post, **headers):
    return api(person, **headers).post(f"/api/posts/{post}/view")


def views_of(api, post):
    return api().get(f"/api/posts/{post}").json["counts"]["views"]


def seen_on(superuser, post, day, viewers):
    """Rows of views on an earlier day, as they were counted then."""
    for viewer in range(viewers):
        superuser.execute(
            "insert into post_views (id, post_id, viewer_hash) values (internal.view_id(%s, %s, %s), %s, %s)",
            [day, post, str(viewer), post, str(viewer)],
        )


def figures(superuser):
    rows = superuser.execute("select post_id, day, views from post_view_days order by day, post_id").fetchall()
    return [(post, day, views) for post, day, views in rows]


def test_a_view_counts_once_for_each_viewer_and_day(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    for person in (bob, bob, charlie):
        answer = view(api, person, post)
        assert (answer.status, answer.body) == (204, b"")
    assert views_of(api, post) == 2
    # What was seen yesterday counts again today.
    superuser.execute("delete from post_views where viewer_hash <> ''")
    seen_on(superuser, post, datetime.now(UTC).date() - timedelta(days=1), 3)
    view(api, bob, post)
    assert views_of(api, post) == 3


def test_the_authors_own_looks_are_no_views(api, alice):
    post = post_by(alice)
    assert view(api, alice, post).status == 204
    assert views_of(api, post) == 0


def test_visitors_are_told_apart_by_address_and_user_agent(api, alice):
    post = post_by(alice)
    for address, agent in (("192.0.2.1", "Fox"), ("192.0.2.1", "Fox"), ("192.0.2.1", "Owl"), ("192.0.2.2", "Fox")):
        assert view(api, None, post, X_Forwarded_For=address, User_Agent=agent).status == 204
    assert views_of(api, post) == 3


def test_what_is_kept_of_a_viewer_leads_to_nobody(api, alice, bob, superuser):
    post = post_by(alice)
    view(api, bob, post)
    view(api, None, post, X_Forwarded_For="192.0.2.1", User_Agent="Fox")
    kept = superuser.execute("select id::text || viewer_hash from post_views").fetchall()
    made = [services.viewer_hash(bob.viewer, "", ""), services.viewer_hash(sql.ANONYMOUS, "192.0.2.1", "Fox")]
    for (row,) in kept:
        assert not any(secret in row for secret in (str(bob.id), "192.0.2.1", "Fox", *made))
    with override_settings(SECRET_KEY="another"):
        assert services.viewer_hash(bob.viewer, "", "") != made[0]


def test_several_posts_are_reported_at_once_and_unseen_ones_passed_over(api, alice, bob, charlie, superuser):
    mine, public, private, blocked = post_by(bob), post_by(alice), post_by(alice, audience="private"), post_by(charlie)
    block(superuser, charlie, bob)
    ids = [str(post) for post in (mine, public, public, private, blocked, uuid4())]
    for _ in range(2):
        answer = api(bob).post("/api/posts/views", {"post_ids": ids})
        assert (answer.status, answer.body) == (204, b"")
    rows = superuser.execute("select post_id from post_views").fetchall()
    assert rows == [(public,)]
    assert views_of(api, public) == 1


def test_one_post_that_is_not_there_is_refused(api, alice, bob):
    post = post_by(alice, audience="private")
    hidden, absent = (view(api, bob, which, X_Request_ID="same") for which in (post, uuid4()))
    assert (hidden.status, hidden.body) == (404, absent.body)
    assert view(api, None, post).status == 404
    services.delete_post(alice.viewer, post)
    assert view(api, alice, post).status == 410


def test_drafts_have_no_views(api, alice, superuser):
    post = post_by(alice, status="draft")
    assert view(api, alice, post).status == 204
    assert superuser.execute("select count(*) from post_views").fetchone() == (0,)


@pytest.mark.parametrize("body", [{}, {"post_ids": "x"}, {"post_ids": ["x"]}, {"post_ids": None}])
def test_what_are_no_ids_is_refused(api, bob, body):
    answer = api(bob).post("/api/posts/views", body)
    assert (answer.status, answer.code) == (400, "invalid")


def test_no_more_posts_at_once_than_the_limit(api, alice, bob):
    ids = [str(uuid4()) for _ in range(101)]
    assert api(bob).post("/api/posts/views", {"post_ids": ids[:100]}).status == 204
    assert api(bob).post("/api/posts/views", {"post_ids": ids}).status == 400
    assert api(bob).post("/api/posts/views", {"post_ids": []}).status == 204


def test_views_have_a_limit_of_their_own(api, alice, bob, rate_limits):
    post = post_by(alice)
    rate_limits("view=2/1m,write=1/1m,anonymous=1/1m")
    assert view(api, bob, post).headers["ratelimit-limit"] == "2"
    assert api(bob).post("/api/posts/views", {"post_ids": [str(post)]}).status == 204
    assert view(api, bob, post).code == "rate_limited"
    assert api(bob).post(f"/api/posts/{post}/bookmark").status == 200, "views do not count as writes"
    assert [view(api, None, post).status for _ in range(3)] == [204, 204, 429]


def test_counts_are_exact_when_devices_report_in_any_order_at_once(api, alice, bob, charlie, superuser):
    posts = [post_by(alice) for _ in range(12)]

    def report(person, order):
        mine = services.viewer_hash(person.viewer, "", "")
        return services.increment_post_views(person.viewer, order, mine)

    counted = at_once(
        *[lambda p=p, o=o: report(p, o) for p in (bob, charlie) for o in (posts, posts[::-1], posts[6:] + posts[:6])]
    )
    assert sum(counted) == 24
    assert {views_of(api, post) for post in posts} == {2}
    sql.do(sql.SYSTEM, "fold_counters")
    assert {views_of(api, post) for post in posts} == {2}


def test_a_view_counts_once_in_the_default_partition_and_after_it_moved(api, alice, bob, superuser):
    post = post_by(alice)
    assert [services.view_post(bob.viewer, post, HASH) for _ in range(2)] == [True, False]
    (part,) = superuser.execute("select tableoid::regclass::text from post_views").fetchone()
    if part == "post_views_default":
        with sql.acting_as(sql.SYSTEM):
            sql.call("roll_partitions")
    (part,) = superuser.execute("select tableoid::regclass::text from post_views").fetchone()
    assert part == f"post_views_{datetime.now(UTC):%Y%m}01"
    assert services.view_post(bob.viewer, post, HASH) is False


def test_ids_of_views_lie_in_their_day_and_are_version_7(superuser):
    day, post = datetime(2026, 3, 1, tzinfo=UTC), uuid4()
    made = superuser.execute(
        "select internal.view_id(%(day)s, %(post)s, 'a'), internal.view_id(%(day)s, %(post)s, 'a'),"
        " internal.view_id(%(day)s, %(post)s, 'b'), internal.view_id(%(day)s + 1, %(post)s, 'a')",
        {"day": day.date(), "post": post},
    ).fetchone()
    assert made[0] == made[1]
    assert len(set(made)) == 3
    for id, milliseconds in zip(made, [0, 0, 0, 86_400_000], strict=True):
        assert (id.version, id.variant) == (7, "specified in RFC 4122")
        assert id.int >> 80 == int(day.timestamp() * 1000) + milliseconds


def test_days_that_are_over_are_summed_once_also_after_a_pause(alice, superuser):
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=n) for n in range(5)]
    first, second = sorted((post_by(alice), post_by(alice)))
    for day, views in zip(days, (1, 2, 3, 0, 5), strict=True):
        seen_on(superuser, first, day, views)
    seen_on(superuser, second, days[1], 4)
    expected = [(first, days[4], 5), (first, days[2], 3), (first, days[1], 2), (second, days[1], 4)]
    assert services.sum_views(sql.SYSTEM) == 4
    assert figures(superuser) == expected
    assert services.sum_views(sql.SYSTEM) == 0
    assert figures(superuser) == expected


def test_posts_that_are_erased_meanwhile_are_not_summed(alice, superuser):
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    post = post_by(alice)
    seen_on(superuser, uuid4(), yesterday, 2)
    seen_on(superuser, post, yesterday, 1)
    services.sum_views(sql.SYSTEM)
    assert figures(superuser) == [(post, yesterday, 1)]


@pytest.fixture
def old_month(superuser):
    """A partition of two years ago."""
    superuser.execute(
        "select internal.add_partition('post_views', 'post_views_old', internal.uuid_at(%s), internal.uuid_at(%s))",
        [datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC)],
    )
    yield datetime(2024, 1, 15, tzinfo=UTC).date()
    superuser.execute("drop table if exists post_views_old")


def test_old_views_are_dropped_when_their_days_are_summed(alice, superuser, old_month):
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    post = post_by(alice)
    seen_on(superuser, post, old_month, 3)
    seen_on(superuser, post, yesterday, 1)
    jobs.sum_views()
    assert figures(superuser) == [(post, old_month, 3), (post, yesterday, 1)]
    assert superuser.execute("select to_regclass('post_views_old')").fetchone() == (None,)
    assert superuser.execute("select count(*) from post_views").fetchone() == (1,)


def test_views_stay_for_as_long_as_the_setting_says(alice, superuser, old_month, settings):
    settings.VIEW_DAYS = (datetime.now(UTC).date() - old_month).days + 31
    seen_on(superuser, post_by(alice), old_month, 3)
    jobs.sum_views()
    assert superuser.execute("select count(*) from post_views").fetchone() == (3,)
