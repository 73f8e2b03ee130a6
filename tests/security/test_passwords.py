"""What a password may be: anything that is long enough and that nobody guesses first."""

import inspect
import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts import passwords

#: With which an attacker of this site begins: its name with what people put behind it.
ABOUT_US = ["topin2026", "TOPiN!2026", "T0p1n-12345", "topintopin", "mytopin123", "topin pass"]


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Nothing is written here, so nothing needs to be wiped."""


@pytest.mark.parametrize("password", ABOUT_US)
def test_our_own_name_is_no_password(password):
    assert "pwned" in passwords.weaknesses(password)


@pytest.mark.parametrize("password", ["topin gardeners of kent", "stopping by woods", "the topinambur blooms"])
def test_a_word_that_only_holds_our_name_is_as_good_as_any(password):
    assert passwords.weaknesses(password) == {}


@pytest.mark.parametrize("password", ["q7" * 32, "x" * 31 + "y" * 33, "rhubarb " * 8 + "custard!"], ids=len)
def test_64_characters_and_more_are_taken(password):
    passwords.require_strong(password)


ONE_KIND = ["rhubarbs", "RHUBARBS", "47291836", "!!??!!??", "    ~~~~", "каша-маша", "🍵🌱🌿🍀🌾🌻🌷🌼"]


@pytest.mark.parametrize("password", ONE_KIND)
def test_no_kind_of_sign_is_asked_for(password):
    assert passwords.weaknesses(password) == {}


@pytest.mark.parametrize("other", ["Rhubarb custard ", " Rhubarb custard", "rhubarb custard", "Rhubarb custar"])
def test_a_password_counts_exactly_as_it_was_given(other):
    kept = passwords.hashed("Rhubarb custard")
    assert passwords.matches("Rhubarb custard", kept)
    assert not passwords.matches(other, kept)


def test_the_most_common_ones_are_known():
    assert len(passwords._common()) >= 3_000
    assert "pwned" in passwords.weaknesses("Password1")


def test_hashes_are_argon2id_with_a_salt_of_each():
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    one, other = passwords.hashed("rhubarb custard"), passwords.hashed("rhubarb custard")
    assert one.startswith("argon2$argon2id$")
    assert one != other


def test_a_hash_is_as_dear_as_the_framework_advises():
    """The suite makes them cheap on the class itself, so that its source is asked."""
    source = inspect.getsource(Argon2PasswordHasher)
    cost = {name: int(value) for name, value in re.findall(r"(time_cost|memory_cost) = (\d+)", source)}
    assert cost["time_cost"] >= 2
    assert cost["memory_cost"] >= 19 * 1024  # KiB, as OWASP has it
