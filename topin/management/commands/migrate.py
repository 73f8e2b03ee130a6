"""`migrate`, as the owner of the tables, and then the SQL code from its files."""

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from topin import sqlcode


class Command(Migrate):
    def handle(self, *args, **options):
        if "owner" not in settings.DATABASES:
            raise CommandError("DATABASE_OWNER_URL is not set: migrations run as the owner of the tables.")
        if options["database"] == "default":
            options["database"] = "owner"
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"] or self._unapplied():
            return  # code belongs to the newest structure only
        sqlcode.tell_database("topin.media_url", settings.MEDIA_BASE_URL)
        try:
            changed = sqlcode.load()
        except sqlcode.SqlCodeError as error:
            raise CommandError(f"The old SQL code still stands. {error}") from error
        self.stdout.write("SQL code: " + (f"{len(sqlcode.files())} files loaded" if changed else "unchanged"))
        sqlcode.call("roll_partitions")  # before the clock does, for the first rows of all

    def _unapplied(self):
        executor = MigrationExecutor(connections["owner"])
        return executor.migration_plan(executor.loader.graph.leaf_nodes())
