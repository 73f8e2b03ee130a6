"""Every process of ours loads what all of them need, and no more: a start is half of what a deploy costs."""

import calendar
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from topin import lean

ROOT = Path(__file__).resolve().parent.parent.parent
#: What some kinds of processes use, and others do not → an example of who does without.
HEAVY = {
    "rest_framework.serializers": "workers",
    "drf_spectacular.utils": "workers",
    "rest_framework_simplejwt": "workers",
    "unfold.admin": "workers",
    "topin.urls": "workers",
    "authlib": "pages",
    "joserfc": "pages",
    "httpx": "pages",
    "jwt": "workers",
    "redis": "the courier",
    "celery": "pages",
    "numpy": "pages",
    "PIL": "pages",
    "boto3": "the courier",
    "twisted": "pages",
    "rich": "everybody",
}


def test_a_start_loads_nothing_that_half_of_the_processes_do_without():
    code = "import sys, django; django.setup(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY.keys() & set(done.stdout.split())


def test_a_late_module_is_the_module_itself():
    late = lean.late("calendar")
    assert late.monthrange is calendar.monthrange
    with pytest.raises(AttributeError):
        late.nothing  # noqa: B018


def test_what_is_left_out_is_found_again_afterwards():
    sys.modules.pop("this", None)
    with lean.without("this", "json"):
        with pytest.raises(ImportError):
            importlib.import_module("this")
        importlib.import_module("json")  # was loaded already
    assert "this" not in sys.modules
