import threading

import pytest

from tests.accounts.provider_fixtures import github, issuer, local_net, mock, running  # noqa: F401  (fixtures)
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from topin import sql


@pytest.fixture
def functions_asked_by(monkeypatch):
    """`functions_asked_by(deed, *given)` → the functions of the database that it calls, in their order.

    By its own thread: that of heartbeats may just be writing of whoever was seen before.
    """

    def of(deed, *given):
        asked, here = [], threading.get_ident()

        def note(function, seconds):
            if threading.get_ident() == here:
                asked.append(function)

        with monkeypatch.context() as patched:
            patched.setattr(sql, "_count_call", note)
            deed(*given)
        return asked

    return of
