"""Writes docs/api/openapi.json, the API's schema as GET /api/schema answers it."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from drf_spectacular.generators import SchemaGenerator


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing, fail when it differs")

    def handle(self, *, check, **options):
        path = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.json"
        text = json.dumps(SchemaGenerator().get_schema(request=None, public=True), indent=1, sort_keys=True) + "\n"
        if check:
            if not path.exists() or path.read_text() != text:
                raise CommandError("docs/api/openapi.json is not what the code says: run `manage.py write_schema`.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {len(text) // 1024} KiB")
