from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from tests.deeds import block, like, post_by, set_profile
from topin import sql


def like_url(post):
    return f"/api/engagement/like/{post}"


def test_liking_twice_is_one_like(api, alice, bob):
    post = post_by(alice)
    for _ in range(2):
        answer = api(bob).post(like_url(post))
        assert (answer.status, answer.json) == (200, {"liked": True, "likes": 1})
    shown = api(bob).get(f"/api/posts/{post}").json
    assert (shown["counts"]["likes"], shown["viewer"]["liked"]) == (1, True)
    assert api(alice).get(f"/api/posts/{post}").json["viewer"]["liked"] is False


def test_unliking_takes_it_back_and_may_be_said_twice(api, alice, bob, charlie):
    post = post_by(alice)
    like(post, bob, charlie)
    for _ in range(2):
        assert api(bob).delete(like_url(post)).json == {"liked": False, "likes": 1}


def test_only_what_changed_is_an_event(alice, bob, superuser, api):
    post = post_by(alice)
    for _ in range(2):
        api(bob).post(like_url(post))
    for _ in range(2):
        api(bob).delete(like_url(post))
    kinds = superuser.execute("select kind, actor_id from events where subject_id = %s order by id", [post]).fetchall()
    assert kinds == [("post_published", alice.id), ("post_liked", bob.id), ("post_unliked", bob.id)]


def test_what_one_cannot_see_one_cannot_like(api, alice, bob):
    post = post_by(alice, audience="private")
    assert api(bob).post(like_url(post)).status == 404
    assert api(bob).delete(like_url(post)).status == 404
    assert api(alice).post(like_url(post)).json == {"liked": True, "likes": 1}


def test_a_like_of_what_became_hidden_cannot_be_taken_back(api, alice, bob, superuser):
    post = post_by(alice)
    like(post, bob)
    block(superuser, alice, bob)
    assert api(bob).delete(like_url(post)).status == 404
    assert api(alice).get(f"/api/posts/{post}").json["counts"]["likes"] == 1


def test_visitors_like_nothing(api, alice):
    assert api().post(like_url(post_by(alice))).status == 401


def test_likers_are_listed_newest_first(api, alice, bob, charlie):
    post = post_by(alice)
    like(post, bob, charlie)
    url = f"/api/engagement/likes/{post}"
    first = api().get(f"{url}?limit=1").json
    second = api().get(f"{url}?limit=1&cursor={first['next_cursor']}").json
    assert [p["items"][0]["handle"] for p in (first, second)] == ["charlie", "bob"]
    assert second["next_cursor"] is None


def test_likers_leave_out_whom_the_viewer_is_not_to_see(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    like(post, bob, charlie)
    block(superuser, charlie, bob)
    assert [i["handle"] for i in api(bob).get(f"/api/engagement/likes/{post}").json["items"]] == ["bob"]
    set_profile(superuser, bob, "is_hidden", True)
    assert [i["handle"] for i in api(alice).get(f"/api/engagement/likes/{post}").json["items"]] == ["charlie"]


def test_an_author_may_keep_the_likers_to_themselves(api, alice, bob, superuser):
    post = post_by(alice)
    like(post, bob)
    superuser.execute("update user_settings set show_likes = false where user_id = %s", [alice.id])
    answer = api(bob).get(f"/api/engagement/likes/{post}")
    assert (answer.status, answer.code) == (403, "likes_hidden")
    assert len(api(alice).get(f"/api/engagement/likes/{post}").json["items"]) == 1
    assert api(bob).get(f"/api/posts/{post}").json["counts"]["likes"] == 1


def test_the_count_is_exact_while_people_like_and_the_clock_folds(alice, bob, charlie, api, superuser):
    post = post_by(alice)

    def toggle(person):
        for _ in range(15):
            sql.do(person.viewer, "like_post", post)
            sql.do(person.viewer, "unlike_post", post)
        sql.do(person.viewer, "like_post", post)
        connections.close_all()

    def fold():
        for _ in range(30):
            sql.do(sql.SYSTEM, "fold_counters")
        connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        jobs = [pool.submit(toggle, p) for p in (alice, bob, charlie)] + [pool.submit(fold) for _ in range(2)]
        for job in jobs:
            job.result()
    assert api().get(f"/api/posts/{post}").json["counts"]["likes"] == 3
    sql.do(sql.SYSTEM, "fold_counters")
    assert superuser.execute("select likes from post_counters where post_id = %s", [post]).fetchone() == (3,)
    assert superuser.execute("select count(*) from counter_deltas").fetchone() == (0,)
    assert api().get(f"/api/posts/{post}").json["counts"]["likes"] == 3
