"""The reviewed answers: one file a table in `expected/`, a line a row: who reaches it."""

import json
from pathlib import Path

from tests.database.matrix.cast import CALLERS, STAFF, member_id
from tests.database.matrix.probes import cells, verbs_of
from tests.database.matrix.wording import callers_in_words, rows_in_words
from tests.database.matrix.world import CHANGES

STAFF_BY_ID = {member_id(name): name for name in STAFF}
FOLDER = Path(__file__).parent / "expected"


def answers(world, table):
    """What a file says: verb → who holds a grant, and for each row who reaches it."""
    return {_heading(table, verb): _of_verb(world, table, verb) for verb in verbs_of(table)}


def _heading(table, verb):
    if verb != "change":
        return verb
    column, value = CHANGES[table]
    return f"update {column} = {STAFF_BY_ID.get(value, value)}"


def _of_verb(world, table, verb):
    found = {name: cells(world, table, verb, caller) for name, caller in CALLERS.items()}
    granted = {name: labels for name, labels in found.items() if labels is not None}
    if not granted:
        return "granted to nobody"
    rows = {row: callers_in_words([n for n in granted if row in granted[n]], row) for row in world.rows[table]}
    return {"granted to": callers_in_words(granted), **rows_in_words(rows)}


def read(table):
    """The reviewed answers, or None for a table that nobody reviewed."""
    path = FOLDER / f"{table}.json"
    return json.loads(path.read_text()) if path.exists() else None


def reviewed_tables():
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def write(world):
    FOLDER.mkdir(exist_ok=True)
    for table in reviewed_tables():
        (FOLDER / f"{table}.json").unlink()
    for table in world.tables:
        (FOLDER / f"{table}.json").write_text(json.dumps(answers(world, table), indent=2) + "\n")
