from uuid import uuid4

import pytest

from posts import services
from tests.deeds import block, post_by
from topin import sql

COLOURS = {"options": ["Red", "Green", "Blue"], "multiple": False, "closes_in": 3600}
SEVERAL = COLOURS | {"multiple": True}


def poll_of(api, person, post):
    return api(person).get(f"/api/posts/{post}").json["poll"]


def options_of(api, person, post):
    return [option["id"] for option in poll_of(api, person, post)["options"]]


def vote(api, person, post, *options, **headers):
    return api(person, **headers).post(f"/api/posts/{post}/votes", {"option_ids": list(options)})


def votes_in(poll):
    return [option["votes"] for option in poll["options"]]


def end(superuser, post):
    """Lets the poll's time pass; nobody has closed it yet."""
    superuser.execute("update post_polls set closes_at = now() where post_id = %s", [post])


def test_a_poll_is_shown_without_figures_until_the_viewer_votes(api, alice, bob):
    post = post_by(alice, poll=COLOURS)
    shown = poll_of(api, bob, post)
    assert [option["text"] for option in shown["options"]] == ["Red", "Green", "Blue"]
    assert votes_in(shown) == [None, None, None]
    assert (shown["id"], shown["multiple"], shown["closed"], shown["closes_in"]) == (str(post), False, False, 3600)
    assert (shown["voters_count"], shown["viewer_votes"]) == (None, [])


def test_voting_answers_the_poll_with_its_figures(api, alice, bob):
    post = post_by(alice, poll=COLOURS)
    green = options_of(api, bob, post)[1]
    answer = vote(api, bob, post, green)
    assert answer.status == 200
    assert (votes_in(answer.json), answer.json["voters_count"]) == ([0, 1, 0], 1)
    assert answer.json["viewer_votes"] == [green]
    assert poll_of(api, bob, post) == answer.json


def test_the_author_sees_the_figures_at_any_time_and_visitors_only_in_the_end(api, alice, bob, superuser):
    post = post_by(alice, poll=COLOURS)
    vote(api, bob, post, options_of(api, bob, post)[0])
    assert votes_in(poll_of(api, alice, post)) == [1, 0, 0]
    assert poll_of(api, alice, post)["voters_count"] == 1
    assert votes_in(poll_of(api, None, post)) == [None, None, None]
    end(superuser, post)
    assert votes_in(poll_of(api, None, post)) == [1, 0, 0]
    assert poll_of(api, None, post)["voters_count"] == 1


def test_a_vote_may_change_until_the_end_and_counts_once(api, alice, bob):
    post = post_by(alice, poll=COLOURS)
    red, green, _ = options_of(api, bob, post)
    for choice in (red, green, green):
        answer = vote(api, bob, post, choice)
    assert (votes_in(answer.json), answer.json["voters_count"]) == ([0, 1, 0], 1)


def test_an_empty_choice_withdraws_the_vote(api, alice, bob):
    post = post_by(alice, poll=COLOURS)
    vote(api, bob, post, options_of(api, bob, post)[0])
    for _ in range(2):
        answer = vote(api, bob, post)
        assert (answer.status, answer.json["viewer_votes"], answer.json["voters_count"]) == (200, [], None)
    assert votes_in(poll_of(api, alice, post)) == [0, 0, 0]
    assert poll_of(api, alice, post)["voters_count"] == 0


def test_several_options_are_for_polls_that_allow_it(api, alice, bob):
    one, many = post_by(alice, poll=COLOURS), post_by(alice, poll=SEVERAL)
    red, green, _ = options_of(api, bob, one)
    answer = vote(api, bob, one, red, green)
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, "too_many")
    assert vote(api, bob, one, red, red).json["viewer_votes"] == [red]
    red, green, blue = options_of(api, bob, many)
    vote(api, bob, many, red, green)
    answer = vote(api, bob, many, green, blue)
    assert (votes_in(answer.json), answer.json["voters_count"]) == ([0, 1, 1], 1)
    assert answer.json["viewer_votes"] == [green, blue]


def test_options_of_another_poll_are_not_there(api, alice, bob):
    post, other = post_by(alice, poll=SEVERAL), post_by(alice, poll=COLOURS)
    mine, foreign = options_of(api, bob, post)[0], options_of(api, bob, other)[0]
    for option in (foreign, str(uuid4())):
        answer = vote(api, bob, post, mine, option)
        assert (answer.status, answer.code) == (400, "invalid")
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("option_ids", "not_found")]
    assert votes_in(poll_of(api, alice, post)) == [0, 0, 0]


@pytest.mark.parametrize("body", [{}, {"option_ids": "x"}, {"option_ids": ["x"]}, {"option_ids": None}, []])
def test_what_is_no_choice_is_refused(api, alice, bob, body):
    assert api(bob).post(f"/api/posts/{post_by(alice, poll=COLOURS)}/votes", body).status == 400


def test_more_options_than_a_poll_can_have_are_refused(api, alice, bob):
    post = post_by(alice, poll=SEVERAL)
    assert vote(api, bob, post, *options_of(api, bob, post) * 2).status == 200
    assert vote(api, bob, post, *options_of(api, bob, post) * 3).status == 400


def test_voting_late_is_refused_also_before_the_poll_is_closed(api, alice, bob, superuser):
    post = post_by(alice, poll=COLOURS)
    red, green, _ = options_of(api, bob, post)
    vote(api, bob, post, red)
    end(superuser, post)
    for choice in ([green], []):
        answer = vote(api, bob, post, *choice)
        assert (answer.status, answer.code) == (409, "poll_closed")
    services.close_polls(sql.SYSTEM, 10)
    assert vote(api, bob, post, green).code == "poll_closed"
    assert (votes_in(poll_of(api, bob, post)), poll_of(api, bob, post)["closed"]) == ([1, 0, 0], True)


def test_a_post_without_a_poll_has_no_votes(api, alice, bob):
    answer = vote(api, bob, post_by(alice), str(uuid4()))
    assert (answer.status, answer.code) == (404, "not_found")


def test_the_poll_of_a_draft_has_not_begun(api, alice):
    post = post_by(alice, poll=COLOURS, status="draft")
    shown = poll_of(api, alice, post)
    assert (shown["closes_at"], shown["closed"], votes_in(shown)) == (None, False, [0, 0, 0])
    answer = vote(api, alice, post, shown["options"][0]["id"])
    assert (answer.status, answer.code) == (409, "not_published")


def test_who_cannot_see_the_post_cannot_vote(api, alice, bob, charlie, superuser):
    post = post_by(alice, poll=COLOURS)
    red = options_of(api, bob, post)[0]
    block(superuser, alice, charlie)
    hidden, absent = (vote(api, charlie, which, red, X_Request_ID="same") for which in (post, uuid4()))
    assert (hidden.status, hidden.body) == (404, absent.body)
    assert vote(api, None, post, red).status == 401
    assert vote(api, bob, post, red).status == 200
    services.delete_post(alice.viewer, post)
    assert vote(api, bob, post, red).status == 404
    assert vote(api, alice, post, red).status == 410


def test_counts_are_the_same_after_they_were_folded(api, alice, bob, charlie, superuser):
    post = post_by(alice, poll=SEVERAL)
    red, green, _ = options_of(api, bob, post)
    vote(api, bob, post, red, green)
    sql.do(sql.SYSTEM, "fold_counters")
    vote(api, charlie, post, green)
    vote(api, bob, post, green)
    for _ in range(2):
        shown = poll_of(api, alice, post)
        assert (votes_in(shown), shown["voters_count"]) == ([0, 2, 0], 2)
        sql.do(sql.SYSTEM, "fold_counters")
    stored = superuser.execute("select voters from post_polls where post_id = %s", [post]).fetchone()
    assert stored == (2,)


def test_votes_of_erased_members_go_from_running_polls_and_stay_in_results(api, alice, bob, charlie, superuser):
    running, closed = post_by(alice, poll=COLOURS), post_by(alice, poll=COLOURS)
    for post in (running, closed):
        for person in (bob, charlie):
            vote(api, person, post, options_of(api, person, post)[0])
    end(superuser, closed)
    superuser.execute("select internal.erase_polls_and_bookmarks(%s)", [bob.id])
    assert (votes_in(poll_of(api, alice, running)), poll_of(api, alice, running)["voters_count"]) == ([1, 0, 0], 1)
    assert (votes_in(poll_of(api, alice, closed)), poll_of(api, alice, closed)["voters_count"]) == ([2, 0, 0], 2)
    assert superuser.execute("select distinct user_id from post_poll_votes").fetchall() == [(charlie.id,)]


def test_the_archive_tells_what_one_voted_for(api, alice, bob, superuser):
    post = post_by(alice, poll=COLOURS)
    red = options_of(api, bob, post)[0]
    vote(api, bob, post, red)
    rows = sql.ask(sql.SYSTEM, "export_poll_votes", bob.id, None, 10).loads()
    assert [(r["item"]["post_id"], r["item"]["option_id"], r["item"]["option"]) for r in rows] == [
        (str(post), red, "Red")
    ]
    block(superuser, alice, bob)
    rows = sql.ask(sql.SYSTEM, "export_poll_votes", bob.id, None, 10).loads()
    assert [r["item"]["option"] for r in rows] == [None]
    assert sql.ask(sql.SYSTEM, "export_poll_votes", bob.id, rows[0]["key"], 10).loads() == []
