"""Prints the SQL of our `initial` or of our `later` migrations, for squawk."""

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

for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
    kind = "initial" if migration.initial else "later"
    if app in ("topin", *settings.DOMAINS) and kind == sys.argv[1]:
        out = io.StringIO()
        call_command("sqlmigrate", app, name, database="owner", stdout=out)
        print(out.getvalue())
