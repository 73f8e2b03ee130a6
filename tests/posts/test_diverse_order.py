"""The order in which never more than two in a row are of an author or share a topic."""

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.posts.feeds import longest_row


@pytest.fixture
def order(superuser):
    """`order("AAB")` → the places in the order that it chose; a post is an author and its topics."""

    def chosen(posts, limit=100, before=()):
        def parted(some):
            return [UUID(int=ord(author)) for author, _ in some], ["\n".join(topics) for _, topics in some]

        found = superuser.execute(
            "select internal.diverse_order(%s::uuid[], %s::text[], %s, %s::uuid[], %s::text[])",
            [*parted(posts), limit, *parted(before)],
        ).fetchone()
        return found[0]

    return chosen


def by(authors):
    return [(author, []) for author in authors]


def about(*topics):
    return [(chr(65 + n), topic.split()) for n, topic in enumerate(topics)]


def test_what_fits_stays_in_its_order(order):
    assert order(by("ABAB")) == [1, 2, 3, 4]
    assert order(by("AABB")) == [1, 2, 3, 4]


def test_a_third_of_an_author_waits_for_somebody_else(order):
    assert order(by("AAAB")) == [1, 2, 4, 3]
    assert order(by("AAAAABB")) == [1, 2, 6, 3, 4, 7, 5]


def test_what_never_fits_is_left_out(order):
    assert order(by("AAAA")) == [1, 2]
    assert order(by("AAAAAB")) == [1, 2, 6, 3, 4]
    assert order([]) == []


def test_a_third_that_shares_a_topic_with_the_two_before_waits_too(order):
    assert order(about("tea", "tea", "tea", "milk")) == [1, 2, 4, 3]
    assert order(about("tea milk", "milk sugar", "tea sugar", "milk")) == [1, 2, 3, 4], "no two in common"
    assert order(about("tea milk", "tea milk", "milk", "tea", "water")) == [1, 2, 5, 3, 4]
    assert order(about("", "", "", "")) == [1, 2, 3, 4], "no topic is no topic in common"


def test_what_went_before_counts(order):
    assert order(by("AB"), before=by("AA")) == [2, 1]
    assert order(by("AAB"), before=by("BA")) == [1, 3, 2]
    assert order(by("AA"), before=by("A")) == [1]
    assert order([("B", ["tea"]), ("C", [])], before=about("tea", "tea milk")) == [2, 1]


def test_it_ends_at_its_limit(order):
    assert order(by("ABCD"), limit=2) == [1, 2]
    assert order(by("ABCD"), limit=0) == []


def lists_of(authors, topics, most):
    post = st.tuples(st.sampled_from(authors), st.lists(st.sampled_from(topics), unique=True))
    return st.lists(post, max_size=most)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=lists_of("ABCD", ["tea", "milk", "salt"], 25), before=lists_of("ABCD", ["tea", "milk"], 2))
def test_whatever_the_posts_are(order, posts, before):
    places = order(posts, before=before)
    assert len(set(places)) == len(places)
    row = [*before, *(posts[place - 1] for place in places)]
    # The two before may break the rule already; then only what follows is ours.
    for start in range(max(0, len(before) - 2), len(row) - 2):
        three = row[start : start + 3]
        assert longest_row(three, lambda post: {post[0]}) <= 2
        assert longest_row(three, lambda post: set(post[1])) <= 2
    left = [posts[n] for n in range(len(posts)) if n + 1 not in places]
    for author, topics in left:
        two = row[-2:]
        assert len(two) == 2, "one more always fits after fewer than two"
        assert {two[0][0]} == {two[1][0]} == {author} or set(two[0][1]) & set(two[1][1]) & set(topics)
