"""Writes docs/database/ from the live database: tables and who may do what, functions and their promises."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from topin import describe, sql


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing, fail when something differs")

    def handle(self, *, check, **options):
        folder = Path(settings.BASE_DIR) / "docs" / "database"
        with sql.acting_as(sql.SYSTEM, read_only=True):
            pages = describe.pages()
        stale = [n for n, text in pages.items() if not (folder / n).exists() or (folder / n).read_text() != text]
        extra = [path.name for path in folder.glob("*.md") if path.name not in pages]
        if check:
            if stale or extra:
                raise CommandError(
                    f"docs/database/ differs from the database in {', '.join(sorted(stale + extra))}: "
                    "run `manage.py describe_database`."
                )
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(pages[name])
        for name in extra:
            (folder / name).unlink()
        self.stdout.write(f"docs/database/: {len(pages)} pages, {len(stale)} changed, {len(extra)} removed")
