"""GET /api/search/users: who is found by what is typed, in which order, and who never is."""

from urllib.parse import quote

import pytest

from social import services as social
from tests.deeds import block, follow, set_profile


@pytest.fixture
def found(api):
    """`found(viewer, "ali")` → handles of all pages, two at a time."""

    def walk(viewer, q, limit=2):
        handles, cursor = [], ""
        while cursor is not None:
            answer = api(viewer).get(f"/api/search/users?q={quote(q, safe='')}&limit={limit}&cursor={cursor}")
            assert answer.status == 200, answer.body
            handles += [item["handle"] for item in answer.json["items"]]
            cursor = answer.json["next_cursor"]
        return handles

    return walk


@pytest.fixture
def named(join, superuser):
    """`named("ada", "Ada Lovelace")` → a member of this name."""

    def make(handle, name):
        person = join(handle)
        superuser.execute("update profiles set display_name = %s where user_id = %s", [name, person.id])
        return person

    return make


@pytest.mark.parametrize(
    ("name", "hits", "misses"),
    [
        ("Žofia Müller-Łęcka", ["zofia", "ZOFIA", "Žofia", "muller", "Müller", "lecka", "mueler", "zofai"], ["peter"]),
        ("Иван Петров", ["Иван", "иван", "Петров", "петро", "Петрв", "ivan"], ["Ольга"]),
        ("Ελένη Παπαδοπούλου", ["ελενη", "Παπαδοπουλου", "Παπαδοπυλου"], ["Γιώργος"]),
        ("محمد أحمد", ["محمد", "أحمد", "احمد"], ["خالد"]),
        ("יוסף כהן", ["יוסף", "כהן"], ["דוד"]),
        ("김철수", ["김철수", "김철", "김철소"], ["박영희"]),
        ("東京太郎", ["東京", "東京太郎", "東"], ["大阪"]),
        ("さくら ももこ", ["さくら", "ももこ"], ["うめ"]),
        ("สมชาย ใจดี", ["สมชาย", "ใจดี"], ["มานี"]),
    ],
)
def test_names_of_any_script_are_found_with_typos(found, named, name, hits, misses):
    named("xq_one", name)
    for q in hits:
        assert found(None, q) == ["xq_one"], q
    for q in misses:
        assert found(None, q) == [], q


@pytest.mark.parametrize(
    "q", ["charlotte", "@charlotte", "Charlotte", "charlote", "charlottte", "chralotte", "harlotte", "char", "c"]
)
def test_handles_are_found_by_beginnings_and_with_typos(found, join, q):
    join("charlotte")
    join("zed_xu")
    assert found(None, q) == ["charlotte"]


@pytest.fixture
def count_followers(superuser):
    def count(handle, followers):
        superuser.execute(
            "update profile_counters c set followers = %s from profiles p"
            " where p.user_id = c.user_id and p.handle = %s",
            [followers, handle],
        )

    return count


def test_the_exact_handle_comes_first_then_those_that_begin_so_then_likenesses(
    found, named, superuser, count_followers
):
    named("marina", "Popular")
    named("maria_b", "Second")
    named("maria", "First")
    named("other_1", "Maria")
    superuser.execute("update profile_counters set followers = 1000000")
    count_followers("maria", 0)
    assert found(None, "maria") == ["maria", "maria_b", "other_1", "marina"]


def test_whom_one_knows_comes_before_others_of_the_name(found, named, alice, bob):
    people = {h: named(h, "Sam Smith") for h in ("a_stranger", "b_friend_of", "c_followed", "d_mutual", "e_stranger")}
    follow(alice, people["c_followed"], people["d_mutual"], bob)
    follow(people["d_mutual"], alice)
    follow(bob, people["b_friend_of"])
    assert found(alice, "sam smith")[:3] == ["d_mutual", "c_followed", "b_friend_of"]
    assert sorted(found(None, "sam smith")) == sorted(people)


def test_a_tick_and_followers_decide_between_equals(found, named, superuser, count_followers):
    for handle in ("one_kim", "two_kim", "three_kim"):
        named(handle, "Kim")
    superuser.execute("update profiles set is_verified = true where handle = 'two_kim'")
    count_followers("one_kim", 50)
    assert found(None, "kim") == ["two_kim", "one_kim", "three_kim"]


def test_who_does_not_want_to_be_found_is_not(found, alice, bob, charlie, superuser):
    assert found(bob, "alice") == found(None, "alice") == ["alice"]
    superuser.execute("update user_settings set discoverable = false where user_id = %s", [alice.id])
    assert found(bob, "alice") == found(None, "alice") == []
    assert found(alice, "alice") == ["alice"]
    superuser.execute("update user_settings set discoverable = true")
    for column, value, back in [("is_hidden", True, False), ("visibility", "nobody", "everyone")]:
        set_profile(superuser, alice, column, value)
        assert found(bob, "alice") == found(None, "alice") == []
        set_profile(superuser, alice, column, back)
    set_profile(superuser, alice, "is_private", True)
    assert found(bob, "alice") == ["alice"]
    block(superuser, alice, bob)
    block(superuser, charlie, alice)
    assert found(bob, "alice") == found(charlie, "alice") == found(alice, "bob") == found(alice, "charlie") == []


def test_who_is_not_found_takes_nobodys_place(api, alice, join, superuser, settings):
    shown = [join(f"dana_{n}") for n in range(3)]
    before = api(alice).get("/api/search/users?q=dana&limit=2").body
    for n in range(5):
        block(superuser, join(f"dana_a{n}"), alice)
    settings.SEARCH_PEOPLE = 3
    assert api(alice).get("/api/search/users?q=dana&limit=2").body == before
    assert len(shown) == 3


def test_an_item_says_what_the_two_are_to_each_other(api, alice, bob):
    follow(alice, bob)
    (item,) = api(alice).get("/api/search/users?q=bob").json["items"]
    assert set(item) == {"id", "handle", "display_name", "avatar_url", "is_verified", "is_private", "viewer"}
    assert (item["viewer"]["follow"], item["viewer"]["is_self"]) == ("following", False)
    (item,) = api().get("/api/search/users?q=bob").json["items"]
    assert item["viewer"] is None


def test_a_changed_handle_is_found_at_once(found, alice):
    from accounts import services as accounts

    accounts.change_handle(alice.viewer, "wonderland")
    assert found(None, "wonderland") == ["wonderland"]
    assert found(None, "alice") == ["wonderland"]  # her name is still Alice


def test_the_key_of_names_is_the_one_that_is_indexed(superuser):
    """The function and the two indexes say the same expression: else every search would read all names."""
    with superuser.transaction(force_rollback=True):
        superuser.execute("set local enable_seqscan = off; drop index circles_to_discover, circles_slug")
        for table, name, condition in [
            ("profiles", "' ' || handle || ' ' || display_name", "true"),
            ("circles", "' ' || slug || chr(10) || name", "closed_at is null and visibility <> 'secret'"),
        ]:
            plan = superuser.execute(
                f"explain select from {table} where {condition} and internal.name_key({name}) like '% abc%'"
            ).fetchall()
            assert any(f"{table}_search" in line for (line,) in plan), plan


def test_mentions_are_hinted_followed_first(api, alice, named, superuser):
    def hints(viewer, q):
        return [item["handle"] for item in api(viewer).get(f"/api/search/mentions?q={quote(q)}").json["items"]]

    for handle in ("sam_a", "sam_b", "samuel"):
        named(handle, "Popular")
    superuser.execute("update profile_counters set followers = 500")
    friend = named("xaver", "Sam the Second")
    follow(alice, friend)
    assert hints(alice, "sam")[0] == "xaver"
    assert sorted(hints(alice, "@sam")) == ["sam_a", "sam_b", "samuel", "xaver"]
    assert hints(alice, "sam_b") == ["sam_b"]
    assert hints(alice, "alice") == hints(alice, "zzz") == []
    assert sorted(hints(None, "SAM")) == ["sam_a", "sam_b", "samuel", "xaver"]


def test_nobody_is_hinted_whom_a_mention_would_not_reach(api, alice, bob, charlie, superuser):
    def hints(viewer):
        return [item["handle"] for item in api(viewer).get("/api/search/mentions?q=bob").json["items"]]

    def policy(value):
        superuser.execute("update user_settings set mention_policy = %s where user_id = %s", [value, bob.id])

    assert hints(alice) == ["bob"]
    policy("followers")
    assert hints(alice) == hints(None) == []
    follow(alice, bob)
    assert hints(alice) == ["bob"]
    policy("mutuals")
    assert hints(alice) == []
    follow(bob, alice)
    assert hints(alice) == ["bob"]
    policy("nobody")
    assert hints(alice) == []
    policy("everyone")
    assert hints(alice) == hints(charlie) == ["bob"]
    superuser.execute("update user_settings set discoverable = false where user_id = %s", [bob.id])
    assert hints(alice) == []
    superuser.execute("update user_settings set discoverable = true")
    social.block_member(charlie.viewer, bob.id)
    assert hints(charlie) == []
    assert [i["handle"] for i in api(bob).get("/api/search/mentions?q=charlie").json["items"]] == []


@pytest.mark.parametrize("door", ["users", "mentions", "tags"])
def test_what_cannot_be_asked_is_said(api, alice, door):
    for query in ("", "?q=", "?q=%20", "?q=" + "a" * 201, "?q=%00", "?q=a&limit=101", "?q=a&cursor=x"):
        assert api(alice).get(f"/api/search/{door}{query}").status == 400, query
    assert api(alice).get(f"/api/search/{door}?q={'a' * 200}").status == 200
