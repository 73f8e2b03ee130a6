"""`python -m tests.database.matrix --write`: writes `expected/` as the policies answer now, for review."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")

from tests import servers  # noqa: F401  (starts PostgreSQL and migrates)
from tests.database.matrix import expectation
from tests.database.matrix.world import world


def main():
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    with world(os.environ["SUPERUSER_URL"]) as everything:
        expectation.write(everything)


if __name__ == "__main__":
    main()
