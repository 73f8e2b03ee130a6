from uuid import UUID, uuid4

import pytest

from tests.deeds import post_by


def test_several_posts_come_in_the_order_asked_for_and_the_rest_is_missing(api, alice, bob):
    public, private, other = post_by(alice, "public"), post_by(alice, "mine", audience="private"), uuid4()
    url = f"/api/posts?ids={private},{other},{public}"
    answer = api(bob).get(url).json
    assert [item["text"] for item in answer["items"]] == ["public"]
    assert answer["missing"] == [str(private), str(other)]
    assert [item["text"] for item in api(alice).get(url).json["items"]] == ["mine", "public"]
    assert api().get(url).json["missing"] == [str(private), str(other)]


@pytest.mark.parametrize("ids", ["", "x", ",", ",".join(str(UUID(int=n)) for n in range(101))])
def test_ids_that_are_none_or_too_many_are_refused(api, alice, ids):
    answer = api(alice).get(f"/api/posts?ids={ids}")
    assert (answer.status, answer.code) == (400, "invalid")
