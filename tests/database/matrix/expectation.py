"""The reviewed answers: one file a table in `expected/`, a line a row: who reaches it."""

import json
from pathlib import Path

from tests.database.matrix.cast import CALLERS, written
from tests.database.matrix.probes import VERBS, cells

FOLDER = Path(__file__).parent / "expected"


def answers(world, table):
    """What a file says: verb → who holds a grant, and for each row who reaches it."""
    return {verb: _of_verb(world, table, verb) for verb in VERBS}


def _of_verb(world, table, verb):
    found = {name: cells(world, table, verb, caller) for name, caller in CALLERS.items()}
    granted = {name: labels for name, labels in found.items() if labels is not None}
    if not granted:
        return "granted to nobody"
    rows = {label: written([n for n in granted if label in granted[n]]) for label in world.rows[table]}
    if len(set(rows.values())) == 1:
        rows = {"every row": next(iter(rows.values()))}
    return {"granted to": written(granted), **rows}


def read(table):
    """The reviewed answers, or None for a table that nobody reviewed."""
    path = FOLDER / f"{table}.json"
    return json.loads(path.read_text()) if path.exists() else None


def write(world):
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for table in world.tables:
        (FOLDER / f"{table}.json").write_text(json.dumps(answers(world, table), indent=2) + "\n")
