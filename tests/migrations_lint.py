"""django-migration-linter over our migrations: what would break a server of the release before."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
django.setup()

from django.conf import settings
from django_migration_linter import MigrationLinter

linter = MigrationLinter(
    str(settings.BASE_DIR),
    database="owner",
    include_apps=["topin", *settings.DOMAINS],
    no_cache=True,
    quiet=["ok", "ignore"],
)
linter.lint_all_migrations()
linter.print_summary()
sys.exit(1 if linter.has_errors else 0)
