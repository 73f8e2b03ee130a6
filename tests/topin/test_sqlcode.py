"""The database's code is what the files say: no more, no less, and never half of it.

Loading it takes seconds, so that one house goes through a few releases, each of which changes several things.
"""

import os
import shutil
import subprocess
import sys
from typing import NamedTuple

import psycopg
import pytest
from django.conf import settings

from tests import servers

DATABASE = "topin_sqlcode"
FUNCTION = "create or replace function api.{name}() returns {kind} language sql as $$ select {value}::{kind} $$;"
NEXT_RELEASE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("topin", "{last}")]
    fields = [("id", models.BigAutoField(primary_key=True))]
    operations = [migrations.CreateModel("Wave", fields, {{"db_table": "waves"}})]
"""


def database_of(name):
    """A database with everything migrated."""
    name = f"{DATABASE}_{name}_{servers.WORKER or 'main'}"
    servers.copy_template(name)
    return name


class Release(NamedTuple):
    """What `manage.py migrate` said, and what the database has since."""

    done: subprocess.CompletedProcess
    functions: dict  # those of `api` → what they return
    policies: list  # of job_slots
    waves: list  # schemas that have a table of this name


class House:
    """A copy of the code that may be changed, and a database that runs already."""

    def __init__(self, folder):
        self.tree, self.database = folder / "tree", database_of("house")
        skip = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", "node_modules", "tests", "docs", "bench")
        shutil.copytree(settings.BASE_DIR, self.tree, ignore=skip)
        self.sql = self.tree / "topin" / "sql"

    def function(self, name):
        return self.sql / "functions" / f"{name}.sql"

    def release(self):
        env = os.environ | {
            "DATABASE_URL": os.environ["TEST_APP_URL"].format(database=self.database),
            "DATABASE_OWNER_URL": os.environ["TEST_OWNER_URL"].format(database=self.database),
        }
        command = [sys.executable, "manage.py", "migrate", "--skip-checks"]
        done = subprocess.run(command, cwd=self.tree, env=env, capture_output=True, text=True, check=False)
        with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=self.database)) as connection:
            functions = connection.execute(
                "select proname, prorettype::regtype::text from pg_proc where pronamespace = 'api'::regnamespace"
            ).fetchall()
            policies = connection.execute(
                "select policyname from pg_policies where policyname like 'slots_select_staff%'"
            ).fetchall()
            waves = connection.execute(
                "select relnamespace::regnamespace::text from pg_class where relname = 'waves'"
            ).fetchall()
        return Release(done, dict(functions), [name for (name,) in policies], [schema for (schema,) in waves])


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def first(house):
    """Two more functions, a policy by another name, and a table."""
    house.function("extra_thing").write_text(FUNCTION.format(name="extra_thing", kind="int", value="1"))
    house.function("turning_thing").write_text(FUNCTION.format(name="turning_thing", kind="int", value="null"))
    slots = house.sql / "policies" / "job_slots.sql"
    slots.write_text(slots.read_text().replace("slots_select_staff on", "slots_select_staff_renamed on"))
    migrations = house.tree / "topin" / "migrations"
    last = sorted(path.stem for path in migrations.glob("0*.py"))[-1]
    (migrations / "0999_waves.py").write_text(NEXT_RELEASE.format(last=last))
    (house.sql / "policies" / "waves.sql").write_text("select internal.lock_down('waves');\n")
    made = house.release()
    assert made.done.returncode == 0, made.done.stderr
    return made


@pytest.fixture(scope="module")
def broken(house, first):
    """A function that calls what is not there."""
    house.function("broken_thing").write_text(FUNCTION.format(name="broken_thing", kind="int", value="nothing_there()"))
    made = house.release()
    house.function("broken_thing").unlink()
    return made


@pytest.fixture(scope="module")
def second(house, broken):
    """A function less, and one that returns something else."""
    house.function("extra_thing").unlink()
    house.function("turning_thing").write_text(FUNCTION.format(name="turning_thing", kind="text", value="null"))
    made = house.release()
    assert made.done.returncode == 0, made.done.stderr
    return made


def test_a_deleted_file_deletes_its_function(first, second):
    assert "extra_thing" in first.functions
    assert "extra_thing" not in second.functions
    assert "viewer_id" in second.functions


def test_a_broken_file_is_named_and_leaves_the_old_code(first, broken):
    assert broken.done.returncode != 0
    assert "broken_thing.sql" in broken.done.stderr
    assert "Traceback" not in broken.done.stderr
    assert broken.functions == first.functions
    assert broken.policies == first.policies


def test_a_changed_return_type_just_works(first, second):
    assert (first.functions["turning_thing"], second.functions["turning_thing"]) == ("integer", "text")


def test_unchanged_code_is_not_loaded_again(house, second):
    again = house.release()
    assert "SQL code: unchanged" in again.done.stdout
    assert again.functions == second.functions


def test_policies_that_call_no_function_are_replaced_too(first):
    assert first.policies == ["slots_select_staff_renamed"]


def test_a_table_of_the_next_release_outlives_the_code_that_is_torn_down(first, second):
    """On a database that runs already, unlike on an empty one, the code's schemas are there when tables are made."""
    assert first.waves == second.waves == ["public"]


def test_the_first_rows_of_a_new_database_find_their_partitions():
    """In the default partition they would be in the way of the one that the clock makes while members write."""
    database = database_of("new")
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database=database)) as connection:
        connection.execute("insert into events (kind) values ('hour_rung')")
        (partition,) = connection.execute("select tableoid::regclass::text from events").fetchone()
        assert partition != "events_default"
