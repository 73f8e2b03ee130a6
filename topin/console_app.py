"""The console as an application of Django."""

from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks


class ConsoleConfig(SimpleAdminConfig):
    """Loads what the apps show in it with the addresses (topin/urls.py): most processes have no use for it."""

    def ready(self):
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(_check_pages, checks.Tags.admin)


def _check_pages(app_configs, **kwargs):
    """Django's own check, which looks at the pages that are loaded."""
    admin.autodiscover()
    return check_admin_app(app_configs)
