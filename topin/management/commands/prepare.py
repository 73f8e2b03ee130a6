"""`prepare`: everything between an empty database and a server that may start, in one process. Safe to repeat."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

VAR = Path(settings.VAR_DIR)


class Command(BaseCommand):
    help = "Migrates, makes the administrator, loads the demo into a new database, collects static files."

    def handle(self, *args, **options):
        self._do("Migrating", "migrate", interactive=False)
        self._do("Administrator", "ensure_administrator")
        if settings.DEMO and not (VAR / "run" / "demo.json").exists():  # the last thing that load_demo writes
            self._do("Loading the demo people and their posts", "load_demo")
            self._do("Loading what they say in private", "load_demo_messages")
        self._collect_static()

    def _do(self, title, command, **options):
        self.stdout.write(f"{title} …")
        call_command(command, stdout=self.stdout, **options)

    def _collect_static(self):
        """Skipped when no file changed since: hashing them all takes seconds."""
        stamp = VAR / "run" / "static.stamp"
        state = _state_of_static_files()
        if stamp.exists() and stamp.read_text() == state and Path(settings.STATIC_ROOT).exists():
            return
        stamp.unlink(missing_ok=True)
        self._do("Collecting static files", "collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state)


def _state_of_static_files():
    digest = hashlib.sha256(settings.STATIC_ROOT.encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
