from tests.accounts.provider_fixtures import github, issuer, local_net, mock, running  # noqa: F401  (fixtures)
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.web.conftest import rate_limits  # noqa: F401  (a fixture)
