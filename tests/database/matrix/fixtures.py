"""Fixtures of the two tests of the matrix."""

import os

import pytest

from tests.database.matrix.world import world


@pytest.fixture(scope="module")
def everything():
    """The world, once for all tests of a module: each of them undoes what it tries."""
    with world(os.environ["SUPERUSER_URL"]) as made:
        yield made


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Nothing is ever committed here, so nothing needs to be wiped."""
