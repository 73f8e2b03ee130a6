"""@handles: how they are read from a text, and whom they reach."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.jobs import leaving as jobs
from accounts.leaving.sections import sections
from posts.links import find_link
from posts.mentions import find_handles
from tests.deeds import block, circle_of, comment_on, follow, leave_for_good, post_by, set_profile

POSTS = "/api/posts"
HANDLES = st.from_regex(r"[a-z0-9_]{3,30}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@Alice, (@bob) and @alice: @x_1!", ["alice", "bob", "x_1"]),
        ("mail me: bob@alice.test or a.b@carol.test, x+@dora", []),
        ("@ab @" + "a" * 30 + " @" + "b" * 31, ["a" * 30]),
        ("@bobé @bob@other.test @@bob é@bob", []),
        ("https://a.test/@bob www.a.test/@bob @after", ["after"]),
        ("＠bob's @carol-anne @dora.", ["bob", "carol", "dora"]),
        ("@\u212aarl @ſam", []),
    ],
)
def test_handles_are_read_from_the_text(text, handles):
    assert find_handles(text) == handles


@given(st.text())
def test_whatever_the_text_its_handles_are_lower_and_each_once(text):
    handles = find_handles(text)
    assert len(set(handles)) == len(handles)
    assert all(3 <= len(handle) <= 30 and handle.isascii() and handle == handle.lower() for handle in handles)


@given(st.lists(HANDLES))
def test_handles_behind_a_sign_are_all_found_in_their_order(handles):
    assert find_handles(" and ".join(f"@{handle.upper()}" for handle in handles)) == list(dict.fromkeys(handles))


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://a.test/x?y=z#w. Or http://b.test", "https://a.test/x?y=z#w"),
        ("(https://a.test/wiki/Bread_(food))", "https://a.test/wiki/Bread_(food)"),
        ("<HTTPS://A.test/Path>, please", "HTTPS://A.test/Path"),
        ("no ftp://a.test, www.a.test, xhttps://a.test, https:// or http://?", None),
        ("http://a:b then https://c.test", "https://c.test"),
        ("http://[::1 http://a.test:99999/ http://ok.test/", "http://ok.test/"),
        ("https://a.test/" + "x" * 1_985, "https://a.test/" + "x" * 1_985),
        ("https://a.test/" + "x" * 1_986, None),
        ("https://münchen.test/straße", "https://münchen.test/straße"),
    ],
)
def test_the_first_address_is_the_link(text, link):
    assert find_link(text) == link


@given(st.text())
def test_whatever_the_text_a_link_is_part_of_it(text):
    for tried in (text, f"https://{text}", f"see http://a.test/{text}"):
        link = find_link(tried)
        assert link is None or (link in tried and len(link.encode()) <= 2_000 and not link[-1].isspace())


def mentioned(api, author, text, **fields):
    post = post_by(author, text, **fields)
    return [mention["handle"] for mention in api(author).get(f"{POSTS}/{post}").json["mentions"]]


def test_members_are_mentioned_in_the_order_of_the_text_each_once(api, alice, bob, charlie):
    text = "@charlie, @bob and @Charlie, but neither @alice nor @nobody_here"
    assert mentioned(api, alice, text) == ["charlie", "bob"]


def test_news_of_a_mention_goes_out_once(api, alice, bob, charlie, superuser):
    post = post_by(alice, "@bob")
    api(alice).put(f"{POSTS}/{post}", {"text": "@bob again"})
    api(alice).put(f"{POSTS}/{post}", {"text": "@charlie and @bob"})
    told = superuser.execute("select subject_id, data from events where kind = 'members_mentioned'").fetchall()
    assert told == [(post, {"comment_id": None, "author_id": str(alice.id)})] * 2
    rows = superuser.execute("select user_id, place from mentions where post_id = %s order by place", [post]).fetchall()
    assert rows == [(charlie.id, 0), (bob.id, 1)]


@pytest.mark.parametrize(
    ("policy", "reached"),
    [
        ("everyone", {"bob", "charlie", "dora"}),
        ("followers", {"charlie", "dora"}),
        ("mutuals", {"dora"}),
        ("nobody", set()),
    ],
)
def test_who_lets_only_some_mention_them_is_mentioned_by_those(api, join, alice, bob, charlie, policy, reached):
    """Of those who write to alice bob does not follow her, charlie does, and dora and she follow each other."""
    dora = join("dora")
    follow(charlie, alice)
    follow(dora, alice)
    follow(alice, dora)
    assert api(alice).put("/api/settings/privacy", {"mention_policy": policy}).status == 200
    assert {who.handle for who in (bob, charlie, dora) if mentioned(api, who, "@alice") == ["alice"]} == reached


def test_a_block_either_way_is_in_the_way(api, alice, bob, charlie, superuser):
    block(superuser, alice, bob)
    block(superuser, charlie, alice)
    assert mentioned(api, alice, "@bob @charlie") == []


def test_the_suspended_are_not_mentioned(api, alice, bob, superuser):
    set_profile(superuser, bob, "is_hidden", True)
    assert mentioned(api, alice, "@bob") == []


def test_only_who_sees_a_post_is_mentioned_in_it(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, charlie, visibility="private")
    follow(bob, alice)
    assert mentioned(api, alice, "@bob @charlie", audience="followers") == ["bob"]
    assert mentioned(api, alice, "@bob @charlie", audience="private") == []
    assert mentioned(api, alice, "@bob @charlie", audience="circle", circle_id=circle) == ["charlie"]


def test_only_so_many_are_mentioned(api, alice, bob, charlie, settings):
    settings.POST_MENTIONS = 1
    assert mentioned(api, alice, "@bob @charlie") == ["bob"]


def test_who_is_mentioned_may_answer_where_only_they_may(api, alice, bob, charlie):
    post = post_by(alice, "@bob", reply_policy="mentioned")
    seen = [api(who).get(f"{POSTS}/{post}").json["viewer"]["can_reply"] for who in (bob, charlie, alice)]
    assert seen == [True, False, True]


def test_an_erasure_takes_the_mentions_of_its_member(api, alice, bob, superuser):
    post_by(bob, "@alice")
    leave_for_good(superuser, alice)
    assert jobs.erase_deleted_accounts() == 1
    assert superuser.execute("select count(*) from mentions").fetchone() == (0,)


def test_an_archive_says_where_its_member_is_mentioned(api, alice, bob):
    posts = [post_by(bob, "@alice"), post_by(bob, "not her"), post_by(bob, "@alice again")]
    narrowed = post_by(bob, "@alice")
    api(bob).put(f"{POSTS}/{narrowed}", {"audience": "private"})
    (section,) = [s for s in sections() if s.name == "mentions"]
    items = [row["item"] for page in section.pages(alice.id) for row in page]
    assert [UUID(item["post_id"]) for item in items] == posts[::2]


def test_an_archive_is_silent_about_mentions_in_comments_that_are_hidden_from_its_member(
    alice, bob, charlie, superuser
):
    post = post_by(alice)
    seen, hidden = comment_on(post, alice, "Hello @bob"), comment_on(post, charlie, "Hello @bob")
    block(superuser, charlie, bob)
    (section,) = [s for s in sections() if s.name == "mentions"]
    found = [row["item"]["comment_id"] for page in section.pages(bob.id) for row in page]
    assert found == [str(seen)], hidden
