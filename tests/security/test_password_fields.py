"""Fields of passwords: hidden while they are typed, and known to password managers."""

import pytest

from tests.web.conftest import Browser, Tags

OF_VISITORS = {"/signin": ["current-password"], "/signup": ["new-password"]}
OF_MEMBERS = {"/settings/account/password": ["current-password", "new-password"]}


@pytest.fixture
def fields(alice):
    """Address → the password fields of its page."""
    pages = {path: Browser().text(path) for path in OF_VISITORS} | {
        path: Browser(alice).text(path) for path in OF_MEMBERS
    }
    return {path: [f for f in Tags(html).all("input") if is_one(f)] for path, html in pages.items()}


def is_one(field):
    said = (field.get("type", ""), field.get("name", ""), field.get("autocomplete", ""))
    return any("password" in words for words in said)


def test_what_is_typed_is_hidden(fields):
    assert all(fields.values())
    assert {field["type"] for of_page in fields.values() for field in of_page} == {"password"}


def test_password_managers_are_told_which_one_it_is(fields):
    told = {path: sorted({field["autocomplete"] for field in of_page}) for path, of_page in fields.items()}
    assert told == OF_VISITORS | OF_MEMBERS


def test_nothing_is_said_of_a_pattern_or_a_largest_length_below_what_is_taken(fields):
    for of_page in fields.values():
        for field in of_page:
            assert "pattern" not in field
            assert int(field.get("maxlength", 72)) >= 64
