"""Providers that are on for a test."""

import pytest

from accounts.providers import documents
from accounts.providers.apple import Apple
from accounts.providers.google import Google
from tests.accounts.providers import GitHubLike, Issuer, running_mock, serving
from topin import net


@pytest.fixture(scope="module")
def running():
    with running_mock() as mock:
        yield mock


@pytest.fixture
def local_net(settings):
    settings.NET_ALLOW = ["127.0.0.0/8"]
    documents.forget()
    yield
    documents.forget()
    net._circuits.clear()


@pytest.fixture
def mock(running, settings, local_net):
    """Provider `example_id`: a real OpenID provider, in a process of its own."""
    settings.OAUTH_OPENID = [f"example_id|{running.issuer}|our-client|hidden"]
    return running


@pytest.fixture
def issuer(settings, local_net, monkeypatch):
    """Providers `google` and `apple`: one that says and signs what the test wants."""
    settings.OAUTH_GOOGLE_CLIENT_ID, settings.OAUTH_GOOGLE_SECRET = ["web-client", "android-client"], "hidden"
    with serving(Issuer()) as server:
        monkeypatch.setattr(Google, "issuer", server.url)
        monkeypatch.setattr(Apple, "issuer", server.url)
        yield server


@pytest.fixture
def github(settings, local_net):
    settings.OAUTH_GITHUB_CLIENT_ID, settings.OAUTH_GITHUB_SECRET = ["our-client"], "hidden"
    with serving(GitHubLike()) as server:
        settings.OAUTH_GITHUB_URL = settings.OAUTH_GITHUB_API_URL = server.url
        yield server
