"""The database's code is what the files say: no more, no less, and never half of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import servers

DATABASE = "topin_sqlcode"


@pytest.fixture
def database():
    """With the code as the files have it: a test that changes nothing need not load it."""
    name = f"{DATABASE}_{servers.WORKER or 'main'}"
    servers.copy_template(name)
    return name


@pytest.fixture
def tree(tmp_path):
    """A copy of the code that a test may change."""
    copy = tmp_path / "tree"
    skip = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", "node_modules", "tests", "docs", "bench")
    shutil.copytree(settings.BASE_DIR, copy, ignore=skip)
    return copy


@pytest.fixture
def migrate(tree, database):
    def run():
        env = os.environ | {
            "DATABASE_URL": os.environ["TEST_APP_URL"].format(database=database),
            "DATABASE_OWNER_URL": os.environ["TEST_OWNER_URL"].format(database=database),
        }
        command = [sys.executable, "manage.py", "migrate"]
        return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def functions(database):
    def names():
        with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=database)) as connection:
            found = connection.execute("select proname from pg_proc where pronamespace = 'api'::regnamespace")
            return {name for (name,) in found}

    return names


def sql_file(tree, name):
    return tree / "topin" / "sql" / "functions" / name


def test_a_deleted_file_deletes_its_function(tree, migrate, functions):
    extra = sql_file(tree, "extra_thing.sql")
    extra.write_text("create or replace function api.extra_thing() returns int language sql as $$ select 1 $$;")
    assert migrate().returncode == 0
    assert "extra_thing" in functions()
    extra.unlink()
    assert migrate().returncode == 0
    assert "extra_thing" not in functions()
    assert "viewer_id" in functions()


def test_a_broken_file_is_named_and_leaves_the_old_code(tree, migrate, functions):
    before = functions()
    sql_file(tree, "broken_thing.sql").write_text(
        "create or replace function api.broken_thing() returns int language sql as $$ select nothing_there() $$;"
    )
    done = migrate()
    assert done.returncode != 0
    assert "broken_thing.sql" in done.stderr
    assert "Traceback" not in done.stderr
    assert functions() == before


def test_a_changed_return_type_just_works(tree, migrate, functions):
    path = sql_file(tree, "turning_thing.sql")
    for kind in ("int", "text"):
        path.write_text(
            f"create or replace function api.turning_thing() returns {kind} language sql as $$ select null::{kind} $$;"
        )
        assert migrate().returncode == 0
    assert "turning_thing" in functions()


def test_unchanged_code_is_not_loaded_again(migrate):
    assert "SQL code: unchanged" in migrate().stdout


def test_policies_that_call_no_function_are_replaced_too(tree, migrate, database):
    path = Path(tree) / "topin" / "sql" / "policies" / "job_slots.sql"
    path.write_text(path.read_text().replace("slots_select_staff on", "slots_select_staff_renamed on"))
    assert migrate().returncode == 0
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=database)) as connection:
        found = connection.execute("select policyname from pg_policies where policyname like 'slots_select_staff%'")
        assert found.fetchall() == [("slots_select_staff_renamed",)]


NEXT_RELEASE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("topin", "{last}")]
    fields = [("id", models.BigAutoField(primary_key=True))]
    operations = [migrations.CreateModel("Wave", fields, {{"db_table": "waves"}})]
"""


def test_a_table_of_the_next_release_outlives_the_code_that_is_torn_down(tree, migrate, database):
    """On a database that runs already, unlike on an empty one, the code's schemas are there when tables are made."""
    migrations = tree / "topin" / "migrations"
    last = sorted(path.stem for path in migrations.glob("0*.py"))[-1]
    (migrations / "0999_waves.py").write_text(NEXT_RELEASE.format(last=last))
    policy = tree / "topin" / "sql" / "policies" / "waves.sql"
    policy.write_text("select internal.lock_down('waves');\n")
    done = migrate()
    assert done.returncode == 0, done.stderr
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=database)) as connection:
        found = connection.execute("select relnamespace::regnamespace::text from pg_class where relname = 'waves'")
        assert found.fetchall() == [("public",)]


def test_the_first_rows_of_a_new_database_find_their_partitions(database):
    """In the default partition they would be in the way of the one that the clock makes while members write."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=database)) as connection:
        connection.execute("insert into events (kind) values ('hour_rung')")
        (partition,) = connection.execute("select tableoid::regclass::text from events").fetchone()
        assert partition != "events_default"
