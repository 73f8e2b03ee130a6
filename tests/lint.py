"""The linters that need a database: `python -m tests.lint`.

check_schema, the written description, migrations (django-migration-linter, squawk) and the OpenAPI file.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests import servers  # noqa: F401  (starts them, and points the settings at them)

ROOT = Path(__file__).resolve().parent.parent


def main():
    failed = [name for name, check in CHECKS.items() if not _passed(name, check)]
    sys.exit(f"Failed: {', '.join(failed)}" if failed else 0)


def _passed(name, check):
    print(f"· {name}", flush=True)
    done = check()
    if done.returncode:
        print((done.stdout or "") + (done.stderr or ""))
    return done.returncode == 0


def _run(*command, **kwargs):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **kwargs)


def _manage(*arguments):
    return _run(sys.executable, "manage.py", *arguments)


def _squawk(kind, *exceptions):
    """What each migration does to the database, as SQL, through squawk."""
    statements = _run(sys.executable, str(ROOT / "tests" / "migrations_sql.py"), kind)
    if statements.returncode or not statements.stdout.strip():
        return statements
    squawk = Path(sys.executable).parent / "squawk"
    always = tomllib.loads((ROOT / ".squawk.toml").read_text())["excluded_rules"]
    excluded = [f"--exclude={name}" for name in (*always, *exceptions)]
    return _run(str(squawk), *excluded, input=statements.stdout)


#: An initial migration meets tables without rows, and no server that uses them.
ONLY_WITH_ROWS = ("adding-foreign-key-constraint", "adding-required-field")

CHECKS = {
    "check_schema": lambda: _manage("check_schema"),
    "docs/database": lambda: _manage("describe_database", "--check"),
    "models and migrations agree": lambda: _manage("makemigrations", "--check", "--dry-run"),
    "Django's own checks": lambda: _manage("check", "--fail-level", "WARNING"),
    "migration linter": lambda: _run(sys.executable, "-m", "tests.migrations_lint"),
    "squawk, initial migrations": lambda: _squawk("initial", *ONLY_WITH_ROWS),
    "squawk, later migrations": lambda: _squawk("later"),
    "docs/api/openapi.json": lambda: _manage("write_schema", "--check"),
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
    main()
