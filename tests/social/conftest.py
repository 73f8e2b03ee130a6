from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.web.conftest import browser  # noqa: F401  (a fixture)
