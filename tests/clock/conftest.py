from tests.processes import start  # noqa: F401  (a fixture)
