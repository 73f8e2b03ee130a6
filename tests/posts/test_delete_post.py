from uuid import uuid4

from tests.deeds import follow, post_by


def test_a_deleted_post_is_gone_for_its_author_and_absent_for_others(api, alice, bob):
    url = f"/api/posts/{post_by(alice)}"
    assert api(alice).delete(url).status == 204
    assert (api(alice).get(url).status, api(alice).delete(url).status) == (410, 410)
    assert (api(bob).get(url).status, api(bob).delete(url).status) == (404, 404)
    assert api().get(url).status == 404
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 0


def test_a_deleted_post_leaves_every_list(api, alice, bob):
    follow(bob, alice)
    post = post_by(alice)
    api(alice).delete(f"/api/posts/{post}")
    for person, url in [(bob, "/api/posts"), (alice, "/api/posts"), (None, f"/api/posts/user/{alice.id}")]:
        assert api(person).get(url).json["items"] == []


def test_a_deleted_post_takes_no_likes(api, alice, bob):
    post = post_by(alice)
    api(alice).delete(f"/api/posts/{post}")
    assert api(bob).post(f"/api/engagement/like/{post}").status == 404
    assert api(alice).post(f"/api/engagement/like/{post}").status == 410


def test_nobody_deletes_what_others_wrote(api, alice, bob):
    url = f"/api/posts/{post_by(alice)}"
    answer = api(bob).delete(url)
    assert (answer.status, answer.code) == (403, "forbidden")
    assert api(bob).get(url).status == 200
    assert api().delete(url).status == 401


def test_what_one_cannot_see_one_cannot_delete(api, alice, bob):
    assert api(bob).delete(f"/api/posts/{post_by(alice, audience='private')}").status == 404
    assert api(bob).delete(f"/api/posts/{uuid4()}").status == 404
