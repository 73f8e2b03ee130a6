"""What is sealed comes back as it was, or not at all."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from messaging import checks, sealing
from messaging.sealing import KeyUnavailable
from tests.messaging.masters import keys_of, new_master
from topin import checks as starts

KEY = sealing.new_key()
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "messages.md"


@pytest.fixture
def example():
    """The example of docs/messages.md: {name: value}."""
    block = next(b for b in re.findall(r"```\n(.*?)```", DOCUMENT.read_text(), re.DOTALL) if "wrapped" in b)
    return dict(re.split(r"  +", line, maxsplit=1) for line in block.splitlines())


@given(st.text())
def test_every_text_comes_back_as_it_was(text):
    assert sealing.unseal(KEY, sealing.seal(KEY, text)) == text
    assert sealing.open_report(*sealing.seal_report(text)) == text


def test_nobody_sees_that_the_same_was_said_twice():
    assert len({sealing.seal(KEY, "yes") for _ in range(50)}) == 50


def test_a_text_is_laid_out_as_written():
    sealed = sealing.seal(KEY, "x" * 16)
    assert (sealed[:1], len(sealed)) == (b"\x01", 1 + 16 + 32 + 32)
    assert b"xxx" not in sealed


@pytest.mark.parametrize("place", range(1 + 16 + 16 + 32))
def test_a_changed_byte_is_refused_wherever_it_is(place):
    sealed = bytearray(sealing.seal(KEY, "hello"))
    sealed[place] ^= 1
    with pytest.raises(KeyUnavailable):
        sealing.unseal(KEY, bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 48, 49, 64])
def test_a_cut_text_is_refused(length):
    with pytest.raises(KeyUnavailable):
        sealing.unseal(KEY, sealing.seal(KEY, "hello")[:length])


def test_a_text_of_another_conversation_is_refused():
    with pytest.raises(KeyUnavailable):
        sealing.unseal(sealing.new_key(), sealing.seal(KEY, "hello"))
    with pytest.raises(KeyUnavailable):
        sealing.unseal(KEY, sealing.seal_report("hello")[1])


def test_a_wrapped_key_is_good_in_its_conversation_alone():
    here, elsewhere = uuid4(), uuid4()
    wrapped = sealing.wrap(here, KEY)
    assert sealing.unwrap(here, KEY.id, *wrapped) == KEY
    assert sealing.unwrap(str(here), str(KEY.id), *wrapped) == KEY
    for conversation, key in ((elsewhere, KEY.id), (here, uuid4())):
        with pytest.raises(KeyUnavailable):
            sealing.unwrap(conversation, key, *wrapped)


@pytest.mark.parametrize("wrapped", [b"", b"x" * 24, b"x" * 40, b"x" * 41])
def test_what_is_no_wrapped_key_opens_nothing(wrapped):
    with pytest.raises(KeyUnavailable):
        sealing.unwrap(uuid4(), KEY.id, sealing.first_master(), wrapped)


def test_fingerprints_tell_what_is_the_same_under_one_key_alone():
    assert sealing.fingerprint(KEY, b"yes") == sealing.fingerprint(KEY, b"yes")
    others = {sealing.fingerprint(KEY, b"no"), sealing.fingerprint(sealing.new_key(), b"yes")}
    assert sealing.fingerprint(KEY, b"yes") not in others


def test_a_key_is_never_printed():
    assert KEY.secret.hex() not in repr(KEY) + str(KEY) + f"{KEY}" + repr([KEY])
    assert repr(KEY.secret) not in repr(KEY) + f"{KEY}"


def test_the_written_example_is_true(example, settings):
    settings.MESSAGE_KEYS = keys_of(old=bytes.fromhex(example["master key"]))
    conversation, key_id = UUID(example["conversation"]), UUID(example["key id"])
    key = sealing.unwrap(conversation, key_id, "old", bytes.fromhex(example["wrapped"]))
    assert key.secret.hex() == example["conversation key"]
    assert sealing.wrap(conversation, key).wrapped.hex() == example["wrapped"]
    derived = [example[name] for name in ("encryption key", "authentication", "fingerprint key")]
    assert [one.hex() for one in sealing._derived(key.secret)] == derived
    assert sealing._wrapping_key(sealing._master("old"), conversation, key_id).hex() == example["wrapping key"]
    assert sealing.unseal(key, bytes.fromhex(example["sealed"])) == example["text"]


# -- MESSAGE_KEYS ---------------------------------------------------------------------------------


def test_the_first_key_seals_and_all_open(settings):
    conversation, one, two = uuid4(), new_master(), new_master()
    settings.MESSAGE_KEYS = keys_of(one=one)
    early, report = sealing.wrap(conversation, KEY), sealing.seal_report("hello")
    settings.MESSAGE_KEYS = keys_of(two=two, one=one)
    late = sealing.wrap(conversation, KEY)
    assert (early.master, late.master) == ("one", "two")
    assert sealing.unwrap(conversation, KEY.id, *early) == sealing.unwrap(conversation, KEY.id, *late) == KEY
    assert sealing.open_report(*report) == "hello"
    assert sealing.seal_report("hello")[0] == "two"


GOOD = keys_of(one=b"1" * 32)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one", "32 random bytes"),
        ("one:", "32 random bytes"),
        ("one:c2hvcnQ=", "32 random bytes"),
        ("one:Schlüssel", "32 random bytes"),
        (GOOD + "==", "32 random bytes"),
        (GOOD.replace("=", ""), "32 random bytes"),
        (GOOD.replace("one:", "one:\n"), "32 random bytes"),
        (GOOD.replace("one", "o e"), "needs an id"),
        (GOOD.replace("one", ""), "needs an id"),
        (GOOD.replace("one", "x" * 33), "needs an id"),
        (f"{GOOD},{GOOD}", "two keys with the id one"),
        (f"{GOOD},two:x", "the key two has to be"),
    ],
)
def test_a_malformed_key_is_told_without_telling_the_key(text, said):
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        sealing.read_master_keys(text)
    assert GOOD.partition(":")[2] not in str(refused.value)


def test_keys_are_read_in_their_order_with_blanks_around():
    pair = keys_of(b=b"2" * 32, a=b"1" * 32)
    assert list(sealing.read_master_keys(f" {pair.replace(',', ' , ')}, ")) == ["b", "a"]


def test_a_server_does_not_start_without_keys(settings):
    settings.MESSAGE_KEYS = ""
    assert [fault for fault in starts.faults() if "MESSAGE_KEYS" in fault] == list(checks.message_keys())
    assert "has to have a key" in next(checks.message_keys())
    settings.DEBUG = True
    assert list(checks.message_keys()) == []
    settings.MESSAGE_KEYS = "one:two"
    assert "32 random bytes" in next(checks.message_keys())
