"""Rules about the whole house: they hold for every table, function and policy, also those of tomorrow."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from topin import catalog, sql, sqlcode


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Nothing is written here, so nothing needs to be wiped."""


@pytest.fixture
def tables():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        return catalog.tables()


@pytest.fixture
def functions():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        return [f | {"schema": schema} for schema in ("api", "internal") for f in catalog.functions(schema)]


def test_row_level_security_is_forced_on_every_table_and_partition(superuser):
    open_tables = superuser.execute(
        """select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              and not (relrowsecurity and relforcerowsecurity)
              and relname !~ '^(django_|auth_)'"""
    ).fetchall()
    assert open_tables == []


def test_no_table_is_open_to_everybody(superuser):
    granted = superuser.execute(
        "select table_name from information_schema.role_table_grants "
        "where grantee = 'PUBLIC' and table_schema = 'public'"
    ).fetchall()
    assert granted == []


def test_no_function_may_be_called_by_everybody(functions):
    assert functions
    assert [f["name"] for f in functions if f["everybody"]] == []


def test_definer_functions_pin_their_search_path(functions):
    definers = [f for f in functions if f["definer"]]
    assert definers
    assert [f["name"] for f in definers if 'search_path=""' not in f["config"]] == []


def test_every_function_says_what_it_promises(functions):
    assert [f["name"] for f in functions if not f["comment"]] == []


def test_arguments_end_in_in(functions):
    def names(arguments):
        plain = re.sub(r"DEFAULT [^,]+|VARIADIC ", "", arguments)
        parts = [a.strip() for a in plain.split(",") if a.strip()]
        return [p.split()[0] for p in parts if p.split()[0] not in ("OUT", "TABLE")]

    odd = {f["name"]: n for f in functions for n in names(f["arguments"]) if not n.endswith("_in")}
    assert odd == {}


@pytest.mark.parametrize("path", sqlcode.files(), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_holds_what_its_name_says(path):
    text = path.read_text()
    kind, name = path.parent.name, path.stem
    if kind in ("functions", "internal"):
        schema = {"functions": "api", "internal": "internal"}[kind]
        assert re.findall(r"create or replace function (\w+\.\w+)", text) == [f"{schema}.{name}"]
    if "security definer" in re.sub(r"--.*", "", text):
        assert text.startswith("-- security definer: "), "a reason stands above every definer function"


def test_foreign_keys_are_indexed(superuser):
    bare = superuser.execute(
        """select conrelid::regclass::text, conname from pg_constraint c
            where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
              and conrelid::regclass::text !~ '^(django_|auth_)'
              and not exists (
                select from pg_index i where i.indrelid = c.conrelid
                   and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] <@ c.conkey
                   and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] @> c.conkey)"""
    ).fetchall()
    assert bare == []


def test_every_sql_function_is_used(functions):
    """By Python, by another SQL file, or by a policy; what nobody calls goes."""
    root = Path(settings.BASE_DIR)
    code = [p for folder in [*sqlcode_folders(root), root / "tests"] for p in folder.rglob("*")]
    words = [(p.name, set(re.findall(r"\w+", p.read_text()))) for p in code if p.suffix in (".py", ".sql")]
    names = {function["name"] for function in functions}
    dead = {name for name in names if not any(name in said for file, said in words if file != f"{name}.sql")}
    assert dead == set()


def sqlcode_folders(root):
    return [root / name for name in ("topin", *settings.DOMAINS, "web")]


def test_the_written_description_equals_the_database():
    call_command("describe_database", check=True)


def test_the_schema_is_what_the_code_expects(capsys):
    call_command("check_schema")


def test_no_cursor_outside_of_sql_py():
    """`topin/sql.py` is the only way into the database for the server (loading its code is a command's work)."""
    root = Path(settings.BASE_DIR)
    allowed = {"topin/sql.py", "topin/sqlcode.py"}
    found = []
    for folder in sqlcode_folders(root):
        for path in folder.rglob("*.py"):
            name = str(path.relative_to(root))
            if name in allowed or "/migrations/" in name or name.startswith("topin/embedded/"):
                continue
            if re.search(r"connections?(\[.*\])?\.cursor\(|psycopg\.connect|\.raw\(|RunSQL", path.read_text()):
                found.append(name)
    assert found == []
