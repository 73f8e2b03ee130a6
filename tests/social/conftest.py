from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
