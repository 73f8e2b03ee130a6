"""Every table, verb and caller against the reviewed answers (tests/database/matrix)."""

import pytest

from tests.database.matrix import expectation
from tests.database.matrix.cast import CALLERS
from tests.database.matrix.fixtures import _empty_afterwards, everything  # noqa: F401  (fixtures)
from tests.database.matrix.mutants import VERBS_HELD
from tests.database.matrix.probes import VERBS, cells, is_granted, verbs_of
from topin import catalog

ROLES = {caller.role for caller in CALLERS.values()}
#: (table, policy) → why nobody in the world is let through, or nobody is kept out.
ONE_SIDED = {}


@pytest.fixture(params=sorted(catalog.our_tables()))
def table(request, everything):  # noqa: F811
    return everything.tables[request.param]


def test_every_table_has_reviewed_cells(everything):  # noqa: F811
    assert sorted(everything.tables) == expectation.reviewed_tables()


def test_everybody_reaches_what_was_reviewed_and_nothing_else(everything, table):  # noqa: F811
    assert expectation.answers(everything, table.name) == expectation.read(table.name)


def test_each_denial_stands_beside_somebody_who_is_let_through(everything, table):  # noqa: F811
    one_sided = {}
    for policy in table.policies:
        verbs = [verb for verb in VERBS_HELD[policy.verb] if verb in verbs_of(table.name)]
        tries = [cells(everything, table.name, v, caller) for v in verbs for caller in callers_of(policy.role)]
        reached = [labels for labels in tries if labels]
        kept_out = [labels for labels in tries if labels != set(everything.rows[table.name])]
        if not reached or (not kept_out and "true" not in (policy.using, policy.check)):
            one_sided[table.name, policy.name] = f"reached {len(reached)}, kept out {len(kept_out)}"
    assert one_sided.keys() == {key for key in ONE_SIDED if key[0] == table.name}, one_sided


def test_each_grant_has_its_policy_and_each_policy_its_grant(everything, table):  # noqa: F811
    granted = {(role, verb) for role in ROLES for verb in VERBS if is_granted(everything, table.name, verb, role)}
    ruled = [(role, policy.verb) for policy in table.policies for role in policy.role.split(", ")]
    assert sorted(ruled) == sorted(granted)  # one policy each: two would widen each other unseen


def test_partitions_are_reached_through_their_parents_only(superuser):
    direct = superuser.execute(
        """select c.relname, a.grantee::regrole from pg_class c, aclexplode(c.relacl) a
            where c.relispartition and c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner"""
    ).fetchall()
    assert direct == []


def callers_of(role):
    return [caller for caller in CALLERS.values() if caller.role in role.split(", ")]
