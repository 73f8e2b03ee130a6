"""Compares tables, columns, functions, policies and grants with what the code expects; says what differs."""

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from topin import catalog, checks, sql, sqlcode


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        with sql.acting_as(sql.SYSTEM, read_only=True):
            found = [*checks.faults(), *_differences()]
        if found:
            raise CommandError("The database is not what the code expects:\n" + "\n".join(f"  - {f}" for f in found))
        self.stdout.write("The database is what the code expects.")


def _differences():
    live = {table["name"]: table for table in catalog.tables()}
    yield from _tables_and_columns(live)
    yield from _functions()
    yield from _policies(live)


def _tables_and_columns(live):
    for model in _models():
        table = live.get(model._meta.db_table)
        if table is None:
            yield f"table {model._meta.db_table} is missing"
            continue
        wanted = {field.column for field in model._meta.local_concrete_fields if field.column}
        there = {column["name"] for column in table["columns"]}
        for name in sorted(wanted - there):
            yield f"column {table['name']}.{name} is missing"
        for name in sorted(there - wanted):
            yield f"column {table['name']}.{name} is in no model"
    for name in sorted(set(live) - set(catalog.our_tables())):
        yield f"table {name} is in no model"


def _functions():
    for schema, kind in (("api", "functions"), ("internal", "internal")):
        live = {function["name"] for function in catalog.functions(schema)}
        wanted = {path.stem for path in sqlcode.files() if path.parent.name == kind}
        for name in sorted(wanted - live):
            yield f"function {schema}.{name} is missing"
        for name in sorted(live - wanted):
            yield f"function {schema}.{name} has no file"


def _policies(live):
    files = {path.stem for path in sqlcode.files() if path.parent.name == "policies"}
    for name, table in sorted(live.items()):
        if name not in files:
            yield f"table {name} has no file of policies"
        if not (table["secured"] and table["forced"]):
            yield f"table {name} has no forced row level security"


def _models():
    labels = ["topin", *settings.DOMAINS]
    return [m for label in labels for m in apps.get_app_config(label).get_models() if m._meta.managed]
