"""Addresses of the API: looked up or resolved, what is found is the same."""

from uuid import UUID

import pytest
from django.http import Http404
from django.urls import resolve

from posts.api.posts import PinView, PostView
from topin import addresses
from topin.rest import NotFoundView

ONE, OTHER = UUID(int=1), UUID(int=2)  # the same in every process: they stand in names of tests


@pytest.fixture(autouse=True)
def nothing_is_known():
    addresses._known.clear()


def found(path):
    match, resolved = addresses.find(path), resolve(path)
    assert (match.func, match.args, match.kwargs) == (resolved.func, resolved.args, resolved.kwargs)
    assert (match.route, match.view_name) == (resolved.route, resolved.view_name)
    return match


def test_an_address_is_learned_once_and_then_known():
    for _ in range(2):
        assert found("/api/posts").kwargs == {}
    assert list(addresses._known) == ["/api/posts"]
    assert addresses.find("/api/posts") is addresses.find("/api/posts")


def test_ids_come_from_the_address_at_hand_and_not_from_the_first_one():
    assert found(f"/api/posts/{ONE}").kwargs == {"post_id": ONE}
    assert found(f"/api/posts/{OTHER}").kwargs == {"post_id": OTHER}
    assert found(f"/api/posts/{OTHER}").func.view_class is PostView
    assert found(f"/api/posts/{OTHER}/pin").func.view_class is PinView
    assert len(addresses._known) == 2


def test_an_id_is_a_text_where_the_pattern_takes_texts():
    for circle in (str(ONE), "readers", str(OTHER)):
        assert found(f"/api/circles/{circle}").kwargs == {"circle": circle}
    assert addresses._known == {}


@pytest.mark.parametrize(
    "path", ["/api/posts/<>", "/api/posts/<uuid:post_id>", "/api/nothing", f"/api/posts/{ONE}0", f"/api/posts/{ONE}/<>"]
)
def test_no_address_is_taken_for_a_known_one(path):
    found(f"/api/posts/{ONE}")
    for _ in range(2):
        assert found(path).func.view_class is NotFoundView
    assert len(addresses._known) == 1


def test_upper_case_ids_are_none():
    found(f"/api/posts/{ONE}")
    letters = UUID("abcdefab-0000-4000-8000-00000000000a")
    assert found(f"/api/posts/{letters}").kwargs == {"post_id": letters}
    assert found(f"/api/posts/{str(letters).upper()}").func.view_class is NotFoundView


def test_what_no_pattern_takes_is_not_found():
    with pytest.raises(Http404):
        addresses.find("/there/is/no/such/page")
