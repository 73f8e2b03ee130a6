"""The product's settings and the stage of the tests."""

from topin.settings import *  # noqa: F403
from topin.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.events.stage"]
