from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import comment_on, follow, like, post_by
from topin import sql


def profile_counts(api, person):
    return api().get(f"/api/users/{person.id}").json["counts"]


def test_folding_changes_no_count_that_anybody_sees(api, alice, bob):
    follow(bob, alice)
    services.delete_post(alice.viewer, post_by(alice))
    post_by(alice)
    before = profile_counts(api, alice)
    assert before == {"posts": 1, "followers": 1, "following": 0, "likes": 0}
    assert sql.do(sql.SYSTEM, "fold_counters") > 0
    assert profile_counts(api, alice) == before
    assert sql.do(sql.SYSTEM, "fold_counters") == 0


def test_folding_goes_on_where_the_subject_is_erased(superuser, alice):
    superuser.execute("insert into counter_deltas (kind, subject_id, delta) values ('post_likes', uuidv7(), 1)")
    assert sql.do(sql.SYSTEM, "fold_counters") == 1


def test_a_fold_takes_no_more_than_it_is_asked_to(alice):
    for _ in range(3):
        post_by(alice)
    assert sql.do(sql.SYSTEM, "fold_counters", 2) == 2
    assert sql.do(sql.SYSTEM, "fold_counters", 2) == 1


def test_posts_are_erased_while_the_clock_counts_what_they_have(alice, bob, charlie, superuser):
    poll = {"options": ["a", "b"], "multiple": False, "closes_in": 300}
    for _ in range(8):
        posts = [post_by(alice, poll=poll) for _ in range(4)]
        comments = [comment_on(post, bob) for post in posts]
        for liker in (bob, charlie):  # once folded, once waiting
            sql.do(sql.SYSTEM, "fold_counters")
            for content in posts + comments:
                like(content, liker)
            for post in posts:
                (option,) = superuser.execute(
                    "select id from post_poll_options where post_id = %s order by place limit 1", [post]
                ).fetchone()
                services.vote_in_poll(liker.viewer, post, [option])
        for post in posts:
            services.delete_post(alice.viewer, post)
        superuser.execute("update posts set deleted_at = deleted_at - interval '31 days'")
        erased, *_ = at_once(jobs.erase_deleted_posts, *[lambda: sql.do(sql.SYSTEM, "fold_counters")] * 2)
        assert erased == 4
    sql.do(sql.SYSTEM, "fold_counters")
    for table in ("post_counters", "comment_counters", "counter_deltas"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table
