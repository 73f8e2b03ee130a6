"""Rate limits: rules by name, headers, 429, and what holds when Valkey is away."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory, override_settings

from topin import errors, limits


def test_overrides_change_single_rules_or_all():
    found = limits.rules("signup=1000/1m, token=2/3h")
    assert found["signup"] == limits.Rule("signup", 1000, 60)
    assert found["token"] == limits.Rule("token", 2, 3 * 3600)
    assert found["write"] == limits.Rule("write", 120, 60)
    assert {(r.count, r.period) for r in limits.rules("*=5/1s").values()} == {(5, 1)}


@pytest.mark.parametrize("text", ["signup", "signup=0/1m", "signup=5/1w", "nothing_like_it=5/1m", "signup=-1/1m"])
def test_a_broken_override_is_named(text):
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMITS"):
        limits.rules(text)


def test_a_used_up_rule_refuses_and_says_when_to_come_back(rate_limits):
    rate_limits("write=2/1m")
    for left in (1, 0):
        state = limits.spend([("write", "somebody")])
        state.refuse()
        assert state.headers()["RateLimit-Remaining"] == str(left)
    with pytest.raises(errors.RateLimited) as refusal:
        limits.spend([("write", "somebody")]).refuse()
    assert 1 <= int(refusal.value.headers["Retry-After"]) <= 60
    limits.spend([("write", "somebody else")]).refuse()


def test_headers_speak_of_the_rule_with_the_smallest_share_left(rate_limits):
    rate_limits("member=1000/1m,write=4/1m")
    state = limits.spend([("member", "x"), ("write", "x")])
    assert state.headers()["RateLimit-Limit"] == "4"
    assert state.headers()["RateLimit-Remaining"] == "3"


def test_check_counts_nothing(rate_limits):
    rate_limits("signin=1/1m")
    for _ in range(3):
        limits.check("signin", "ada@topin.test", "10.0.0.1")
    limits.count("signin", "ada@topin.test", "10.0.0.1")
    with pytest.raises(errors.RateLimited):
        limits.check("signin", "ada@topin.test", "10.0.0.1")


def test_without_valkey_each_process_still_counts(rate_limits, settings, monkeypatch):
    rate_limits("write=2/1m")
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    limits._counter.cache_clear()
    try:
        for _ in range(2):
            limits.spend([("write", "alone")]).refuse()
        with pytest.raises(errors.RateLimited):
            limits.spend([("write", "alone")]).refuse()
    finally:
        limits._counter.cache_clear()
        limits._away["until"] = 0.0


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "6.6.6.6, 198.51.100.7", "198.51.100.7"),  # what the client claimed stands before
        (2, "6.6.6.6, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_a_trusted_proxy_added(proxies, forwarded, expected):
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(TRUSTED_PROXIES=proxies):
        assert limits.address(request) == expected
