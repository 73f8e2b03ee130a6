import pytest

from tests.deeds import block, follow, post_by, set_profile


def texts(answer):
    return [item["text"] for item in answer.json["items"]]


@pytest.fixture
def url(alice):
    for audience in ("public", "followers", "mutuals", "private"):
        post_by(alice, audience, audience=audience)
    return f"/api/posts/user/{alice.id}"


def test_everybody_finds_what_is_meant_for_them(api, alice, bob, charlie, url):
    follow(bob, alice)
    assert texts(api().get(url)) == ["public"]
    assert texts(api(charlie).get(url)) == ["public"]
    assert texts(api(bob).get(url)) == ["followers", "public"]
    follow(alice, bob)
    assert texts(api(bob).get(url)) == ["mutuals", "followers", "public"]
    assert texts(api(alice).get(url)) == ["private", "mutuals", "followers", "public"]


def test_pages_follow_each_other(api, alice, url):
    first = api(alice).get(f"{url}?limit=3")
    assert texts(first) == ["private", "mutuals", "followers"]
    last = api(alice).get(f"{url}?limit=3&cursor={first.json['next_cursor']}")
    assert (texts(last), last.json["next_cursor"]) == (["public"], None)


def test_a_limited_profile_shows_no_posts(api, alice, bob, superuser, url):
    set_profile(superuser, alice, "is_private", True)
    for stranger in (bob, None):
        answer = api(stranger).get(url)
        assert (answer.status, answer.code) == (403, "profile_limited")


def test_a_blocker_has_no_posts_for_the_blocked(api, alice, bob, superuser, url):
    block(superuser, alice, bob)
    assert api(bob).get(url).status == 404
    assert api(alice).get(f"/api/posts/user/{bob.id}").code == "profile_limited"
