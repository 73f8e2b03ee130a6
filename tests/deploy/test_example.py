"""`.env.example` and what is really read say the same."""

import re

import pytest

from tests.deploy.variables import ROOT, defaults_of_settings, example, in_example, read_by_settings, read_elsewhere

# They show an example instead of their default.
FILLED_IN = {"SITE_URL", "AWS_ACCESS_KEY_ID", "DEFAULT_FROM_EMAIL", "ADMIN_EMAIL", "EMAIL_URL"}


def test_every_variable_that_is_read_is_explained():
    assert read_by_settings() - in_example() == set()
    assert read_elsewhere() - in_example() == set()


def test_nothing_is_explained_that_nobody_reads():
    assert in_example() - read_by_settings() - read_elsewhere() == set()


@pytest.mark.parametrize("name", sorted(read_by_settings() - FILLED_IN))
def test_the_default_shown_is_the_default(name):
    default = defaults_of_settings()[name]
    if default is not None:
        assert example()[name] == default


def test_each_variable_stands_below_a_sentence():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for above, line in zip(lines, lines[1:], strict=False):
        if re.match(r"(# )?[A-Z][A-Z_0-9]+=", line):
            assert above.startswith("# ") or re.match(r"[A-Z_]+=", above), line
