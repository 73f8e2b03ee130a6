from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from accounts.jobs import leaving
from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import block, leave_for_good, like, post_by, set_profile
from topin import sql


def like_url(post):
    return f"/api/engagement/like/{post}"


def read_likes(person, post):
    return sql.ask(person.viewer, "get_post", post).loads()["counts"]["likes"]


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


def likes_of_nothing(superuser):
    return superuser.execute(
        """select count(*) from likes l
            where l.post_id is not null and not exists (select from posts p where p.id = l.post_id)"""
    ).fetchone()[0]


def test_a_post_is_erased_together_with_its_likes(alice, bob, charlie, superuser):
    gone, stays = post_by(alice), post_by(alice)
    for post in (gone, stays):
        like(post, bob, charlie)
    services.delete_post(alice.viewer, gone)
    superuser.execute("update posts set deleted_at = deleted_at - interval '31 days' where id = %s", [gone])
    assert jobs.erase_deleted_posts() == 1
    assert likes_of_nothing(superuser) == 0
    assert superuser.execute("select count(*) from likes where post_id = %s", [stays]).fetchone() == (2,)


def test_an_author_is_erased_together_with_the_likes_of_their_posts(alice, bob, charlie, superuser):
    theirs, others = post_by(alice), post_by(bob)
    like(theirs, bob, charlie)
    like(others, alice, charlie)
    leave_for_good(superuser, alice)
    leaving.erase_deleted_accounts()
    assert likes_of_nothing(superuser) == 0
    assert superuser.execute("select user_id from likes").fetchall() == [(charlie.id,)]
    assert read_likes(charlie, others) == 1


def test_a_like_that_was_under_way_while_the_post_was_deleted_goes_with_it(alice, bob, superuser):
    post = post_by(alice)
    with sql.acting_as(bob.viewer):
        assert sql.call("like_post", post).loads() == {"liked": True, "likes": 1}
        at_once(lambda: services.delete_post(alice.viewer, post))  # does not wait for the like
    assert superuser.execute("select count(*) from likes where post_id = %s", [post]).fetchone() == (1,)
    superuser.execute("update posts set deleted_at = deleted_at - interval '31 days'")
    assert jobs.erase_deleted_posts() == 1
    assert superuser.execute("select count(*) from likes").fetchone() == (0,)


def test_likes_of_one_post_do_not_wait_for_each_other_or_for_who_holds_the_post(alice, bob, charlie, superuser):
    post = post_by(alice)
    with superuser.transaction():
        superuser.execute("select from posts where id = %s for update", [post])
        with sql.acting_as(bob.viewer):
            assert sql.call("like_post", post).loads()["likes"] == 1
            assert at_once(lambda: sql.do(charlie.viewer, "like_post", post).loads()["likes"]) == [1]
    assert read_likes(alice, post) == 2


def test_a_member_who_likes_and_unlikes_from_two_devices_is_counted_once(alice, bob, charlie):
    post = post_by(alice)
    like(post, charlie)
    for _ in range(10):
        answers = at_once(
            *[lambda deed=deed: sql.do(bob.viewer, deed, post) for deed in ("like_post", "unlike_post") * 2]
        )
        assert all(answer.loads()["likes"] in (1, 2) for answer in answers)
    like(post, bob)
    assert read_likes(alice, post) == 2


def waiting(superuser, post):
    return superuser.execute("select count(*) from counter_deltas where subject_id = %s", [post]).fetchone()[0]


def many_waiting(superuser, post):
    """A counter, and 200 waiting changes that add up to nothing, as 100 likes and unlikes leave them."""
    sql.do(sql.SYSTEM, "fold_counters")
    superuser.execute("insert into post_counters (post_id) values (%s) on conflict do nothing", [post])
    superuser.execute(
        "insert into counter_deltas (kind, subject_id, delta)"
        " select 'post_likes', %s, case when n %% 2 = 1 then 1 else -1 end from generate_series(1, 200) n",
        [post],
    )


def test_likes_fold_what_waits_where_it_is_much(alice, bob, charlie, superuser):
    post = post_by(alice)
    like(post, bob)
    many_waiting(superuser, post)
    assert sql.do(charlie.viewer, "like_post", post).loads() == {"liked": True, "likes": 2}
    assert waiting(superuser, post) == 0
    assert superuser.execute("select likes from post_counters where post_id = %s", [post]).fetchone() == (2,)
    assert sql.do(charlie.viewer, "unlike_post", post).loads() == {"liked": False, "likes": 1}


def test_likes_leave_folding_to_whoever_folds_or_erases_already(alice, bob, charlie, superuser):
    post = post_by(alice)
    many_waiting(superuser, post)
    with superuser.transaction():
        superuser.execute("select from post_counters where post_id = %s for update", [post])
        assert at_once(lambda: sql.do(bob.viewer, "like_post", post).loads()["likes"]) == [1]
    with superuser.transaction():
        superuser.execute("select internal.hold_erasing(true)")
        assert at_once(lambda: sql.do(charlie.viewer, "like_post", post).loads()["likes"]) == [2]
    assert waiting(superuser, post) == 202
