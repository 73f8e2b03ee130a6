"""ETags: what did not change is not sent again, and nobody overwrites what they have not read."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

ME = "/api/users/me"


def test_an_unchanged_profile_is_not_sent_again(api, alice):
    first = api(alice).get(ME)
    again = api(alice).get(ME, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_a_changed_profile_is(api, alice):
    etag = api(alice).get(ME).headers["etag"]
    api(alice).put(ME, {"bio": "new"})
    assert api(alice).get(ME, headers={"If-None-Match": etag}).status == 200


def test_a_writer_who_read_the_present_state_may_write(api, alice):
    etag = api(alice).get(ME).headers["etag"]
    assert api(alice).put(ME, {"bio": "new"}, headers={"If-Match": etag}).json["bio"] == "new"


def test_a_writer_who_read_an_old_state_may_not(api, alice):
    etag = api(alice).get(ME).headers["etag"]
    api(alice).put(ME, {"bio": "first"})
    answer = api(alice).put(ME, {"bio": "second"}, headers={"If-Match": etag})
    assert (answer.status, answer.code) == (412, "precondition_failed")
    assert api(alice).get(ME).json["bio"] == "first"


def test_of_many_writers_with_the_same_state_one_succeeds(api, alice):
    etag = api(alice).get(ME).headers["etag"]

    def write(number):
        try:
            return api(alice).put(ME, {"bio": f"by {number}"}, headers={"If-Match": etag}).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(8))) == [200] + [412] * 7
