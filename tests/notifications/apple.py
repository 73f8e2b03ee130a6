"""Apple's environments, which know us."""

from typing import NamedTuple

import pytest

from tests.notifications.standins.apns import KEY_ID, TEAM_ID, TOPIC, Apns, Team, running
from tests.notifications.standins.certificate import write_certificate
from topin import net


class Apple(NamedTuple):
    production: Apns
    sandbox: Apns
    team: Team

    @property
    def requests(self):
        return self.production.received + self.sandbox.received


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return write_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def apple(settings, certificate):
    """Both environments, which we know, and which know us."""
    team = Team()
    settings.NET_ALLOW, settings.NET_CA = ["127.0.0.0/8"], str(certificate[0])
    settings.APNS_KEY, settings.APNS_KEY_ID = team.pem, KEY_ID
    settings.APNS_TEAM_ID, settings.APNS_TOPIC = TEAM_ID, TOPIC
    net._circuits.clear()
    net._http2.close()
    with running(team, certificate) as production, running(team, certificate) as sandbox:
        settings.APNS_URL_PRODUCTION, settings.APNS_URL_SANDBOX = production.url, sandbox.url
        yield Apple(production, sandbox, team)
    net._http2.close()
    net._circuits.clear()
