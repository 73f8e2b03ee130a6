"""Policies with a fault in them, one at a time, and whether the matrix notices."""

from dataclasses import dataclass

from psycopg import sql

from tests.database.matrix.cast import CALLERS
from tests.database.matrix.probes import VERBS, cells, undone, verbs_of

#: Tables and verbs whose policies for a role read a table (the `a` rows are a policy's own table).
READERS = """
select distinct p.tablename, lower(p.cmd)
  from pg_depend d
  join pg_policy o on o.oid = d.objid
  join pg_policies p on p.policyname = o.polname and format('public.%%I', p.tablename)::regclass = o.polrelid
 where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'n'
   and d.refobjid = ('public.' || %s)::regclass and o.polrelid <> d.refobjid
   and p.roles && string_to_array(%s, ', ')::name[]
"""

VERBS_HELD = {verb: (verb,) for verb in VERBS} | {"update": ("update", "change")}


@dataclass(frozen=True)
class Mutant:
    """One fault: what became of the policy, and the statement that makes it so."""

    name: str
    statement: sql.Composed


def mutants_of(table, policy):
    """The policy without effect, without mercy, and gone; each half of its own where they differ."""
    halves = {"using": policy.using, "with check": policy.check}
    halves = {clause: text for clause, text in halves.items() if text}
    for value in ("true", "false"):
        if set(halves.values()) != {value}:
            yield _altered(table, policy, dict.fromkeys(halves, value), value)
        if len(set(halves.values())) == 2:
            yield from (_altered(table, policy, {clause: value}, f"{clause} {value}") for clause in halves)
    yield Mutant("dropped", _statement("drop policy {policy} on {table}", table, policy))


def _altered(table, policy, clauses, name):
    text = " ".join(f"{clause} ({value})" for clause, value in clauses.items())
    return Mutant(name, _statement("alter policy {policy} on {table} " + text, table, policy))


def _statement(text, table, policy):
    return sql.SQL(text).format(policy=sql.Identifier(policy.name), table=sql.Identifier("public", table.name))


def survivors(world, table, policy):
    """Names of the mutants of a policy that change no cell."""
    roles = policy.role.split(", ")
    callers = [caller for caller in CALLERS.values() if caller.role in roles]
    readers = world.connection.execute(READERS, [table.name, policy.role]).fetchall() if policy.verb == "select" else []
    own = [(table.name, verb) for verb in verbs_of(table.name) if verb in VERBS_HELD[policy.verb]]
    places = [(*place, caller) for place in [*own, *readers] for caller in callers]
    sound = {}
    return [mutant.name for mutant in mutants_of(table, policy) if not _is_noticed(world, mutant, places, sound)]


def _is_noticed(world, mutant, places, sound):
    """Whether a cell differs from the sound policy's. Looks no further than the first that does."""
    for place in places:
        if place not in sound:
            sound[place] = cells(world, *place)
        with undone(world) as connection:
            connection.execute(mutant.statement)
            if cells(world, *place) != sound[place]:
                return True
    return False
