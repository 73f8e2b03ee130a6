"""Prints the SQL of every migration of ours, for squawk."""

import io
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

for app, name in sorted(MigrationLoader(None).disk_migrations):
    if app in ("topin", *settings.DOMAINS):
        out = io.StringIO()
        call_command("sqlmigrate", app, name, database="owner", stdout=out)
        print(out.getvalue())
