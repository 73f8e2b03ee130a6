"""The plans of what a function really runs inside, and what is wrong with them.

`auto_explain` tells the client of every statement that ran, nested ones too, with the rows that each node read.
"""

import json
import re
from contextlib import contextmanager

import psycopg

MANY = 10_000  # rows: a table of more is not scanned, and no node reads more
WORKER = "topin_worker"
SOME = 500  # rows: no node calls one of our functions for more
CONDITIONS = ("Filter", "Index Cond", "Recheck Cond", "Join Filter", "Hash Cond", "Merge Cond")

LISTEN = """
load 'auto_explain';
set auto_explain.log_min_duration = 0;
set auto_explain.log_nested_statements = on;
set auto_explain.log_analyze = on;
set auto_explain.log_timing = off;
set auto_explain.log_verbose = on;
set auto_explain.log_format = json;
set auto_explain.log_level = notice;
"""


@contextmanager
def plans_of(connection, viewer_id):
    """Yields a list that fills with the plans of all that runs on the connection as a viewer (None: a visitor, WORKER:
    a job of the clock)."""
    heard = []

    def hear(notice):
        if "plan:\n" in (notice.message_primary or ""):
            heard.append(json.loads(notice.message_primary.partition("plan:\n")[2]))

    become = ["topin_anon", ""] if viewer_id is None else ["topin_user", str(viewer_id)]
    with connection.transaction(force_rollback=True):
        connection.execute(
            "select set_config('role', %s, true), set_config('topin.user_id', %s, true)",
            [WORKER, ""] if viewer_id == WORKER else become,
        )
        connection.add_notice_handler(hear)
        try:
            yield heard
        finally:
            connection.remove_notice_handler(hear)


def calls_of(names):
    """What finds calls of functions in expressions, as EXPLAIN prints them: with their schema or without."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\(")


def faults(plan, sizes, calls):
    """Sentences about a plan; `sizes`: how many rows a table has, `calls`: see calls_of."""
    return [
        f"{fault} in: {plan['Query Text']}" for node in nodes(plan["Plan"]) for fault in _faults(node, sizes, calls)
    ]


def nodes(node):
    yield node
    for inner in node.get("Plans", ()):
        yield from nodes(inner)


def rows_read(node):
    """Rows that a node had in its hands: given on, or looked at and dropped."""
    removed = sum(n for name, n in node.items() if name.startswith("Rows Removed by"))
    return (node.get("Actual Rows", 0) + removed) * node.get("Actual Loops", 1)


def _faults(node, sizes, calls):
    kind, table = node["Node Type"], node.get("Relation Name", "")
    if kind.endswith("Seq Scan") and sizes.get(table, 0) > MANY and node.get("Actual Loops", 1):
        yield f"{kind} of {table} ({sizes[table]} rows)"
    if rows_read(node) > MANY:
        yield f"{kind} {table or node.get('Function Name', '')} reads {rows_read(node):.0f} rows"
    for name in CONDITIONS:
        if rows_read(node) > SOME and calls.search(node.get(name, "")):
            yield f"{name} of a {kind} {table} calls a function for {rows_read(node):.0f} rows: {node[name]}"
    made = [column for column in node.get("Output", ()) if calls.search(column)]
    if made and rows_read(node) > SOME and not node.get("Plans"):
        yield f"{kind} {table} calls a function for {rows_read(node):.0f} rows: {made}"


def connect(url):
    connection = psycopg.connect(url, autocommit=True)
    connection.execute(LISTEN)
    return connection
