"""What a block ends between two who are not yet connected: open requests, and being suggested."""

from uuid import uuid4

import pytest

from social import services
from tests.deeds import follow, set_profile
from tests.social.test_blocked_side import OF_SOMEBODY, ask, named


@pytest.fixture
def private_bob(superuser, alice, bob):
    """Between alice and bob nothing but open requests, either way."""
    for person in (alice, bob):
        set_profile(superuser, person, "is_private", True)
    follow(alice, bob)
    follow(bob, alice)
    return {"alice": alice.id}


REQUESTS = ["GET /api/social/requests", "GET /api/social/requests/sent"]
ANSWERS = [endpoint for endpoint in OF_SOMEBODY if "/api/social/requests/" in endpoint]


@pytest.mark.parametrize("endpoint", REQUESTS)
def test_open_requests_leave_the_lists_with_a_block(api, alice, bob, private_bob, endpoint):
    path = endpoint.partition(" ")[2]
    assert named(api(bob).get(path).body, alice)
    services.block_member(alice.viewer, bob.id)
    assert named(api(bob).get(path).body, alice) == named(api(alice).get(path).body, bob) == []


@pytest.mark.parametrize("endpoint", ANSWERS)
def test_open_requests_are_not_answered_across_a_block(api, alice, bob, private_bob, endpoint):
    services.block_member(alice.viewer, bob.id)
    path, nobody = OF_SOMEBODY[endpoint], {"alice": uuid4()}
    assert ask(api, bob, endpoint, path, private_bob) == ask(api, bob, endpoint, path, nobody)


def test_she_is_suggested_to_bob_until_she_blocks_him(api, alice, bob, charlie):
    follow(bob, charlie)
    follow(charlie, alice)
    assert named(api(bob).get("/api/social/suggestions").body, alice)
    services.block_member(alice.viewer, bob.id)
    assert named(api(bob).get("/api/social/suggestions").body, alice) == []
