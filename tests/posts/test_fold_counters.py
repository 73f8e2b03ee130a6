from posts import services
from tests.deeds import follow, post_by
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
