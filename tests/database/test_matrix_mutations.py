"""No policy may be weakened, tightened or lost without a cell of the matrix that notices."""

import pytest

from tests.database.matrix.fixtures import _empty_afterwards, everything  # noqa: F401  (fixtures)
from tests.database.matrix.mutants import survivors
from topin import catalog

#: (policy, mutant) → why nobody could tell the difference.
EQUIVALENT = {}


@pytest.mark.parametrize("table", sorted(catalog.our_tables()))
def test_each_faulty_policy_is_noticed(everything, table):  # noqa: F811
    policies = everything.tables[table].policies
    alive = {
        (f"{table}.{policy.name}", mutant)
        for policy in policies
        for mutant in survivors(everything, everything.tables[table], policy)
    }
    assert alive == {key for key in EQUIVALENT if key[0].startswith(f"{table}.")}
