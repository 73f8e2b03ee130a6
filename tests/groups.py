"""Which tests stay together when several processes run them, and which begin first.

Loaded as a plugin (`-p tests.groups`). A file stays in one process, so that what its module starts is started
once; so do all browser tests and all conformance tests. What takes long begins first: at the end no process
waits for another. (The groups of xdist itself, `--dist loadgroup`, are nothing to pytest 9.2: it knows no
names of tests that were changed afterwards.)
"""

import os

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/e2e/", "tests/conformance/")
LONG = (
    *TOGETHER,
    "tests/embedded/",
    "tests/events/",
    "tests/realtime/",
    "tests/clock/",
    "tests/topin/test_sqlcode.py",
)


class Groups(LoadScopeScheduling):
    """Hands out whole files, or all files of a folder that stays together."""

    def _split_scope(self, nodeid):
        return next(filter(nodeid.startswith, TOGETHER), nodeid.partition("::")[0])


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: tests of processes wait for most of their time, for starts and for leases."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # the order is ours
    return Groups(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long ones first; otherwise they stay in the random order that they have by now."""
    items.sort(key=lambda item: next((at for at, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG)))
