"""What makes a start unsafe. Servers and workers call `refuse_unsafe_start()` before they serve.

Each finding is one sentence that says what to do. Embedded mode and tests relax only what a laptop
cannot have. Apps add what they know of: `@checks.finds_faults`, `@checks.warns`.
"""

import logging
import pkgutil
import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from topin import limits, sql, sqlcode
from topin.lean import late

net = late("topin.net")  # where NET_CA is set
log = logging.getLogger(__name__)
SECRET_LENGTH = 40
_finders, _warners = [], []


def finds_faults(function):
    """Registers a function that yields what must not be in the settings, a sentence each."""
    _finders.append(function)
    return function


def warns(function):
    """Registers a function that yields what will not work, a sentence each; with a sound database, as the system."""
    _warners.append(function)
    return function


def refuse_unsafe_start():
    """Ends the process with a sentence for each thing that must not be. Raises SystemExit."""
    found = faults()
    if found:
        sys.exit("TOPiN does not start:\n" + "\n".join(f"  - {fault}" for fault in found))
    for warning in warnings():
        log.warning(warning)


def warnings():
    """What will not work though a server may start."""
    return [warning for warner in _warners for warning in warner()]


def faults():
    found = [*_settings_faults()]
    if not found:
        found += _database_faults()
    return found


def _settings_faults():
    if not settings.DEBUG:
        if len(settings.SECRET_KEY) < SECRET_LENGTH:
            yield f"SECRET_KEY has to be a random text of at least {SECRET_LENGTH} characters."
        if "PRIVATE KEY" not in settings.JWT_PRIVATE_KEY:
            yield "JWT_PRIVATE_KEY has to be an ES256 private key in PEM (openssl ecparam -name prime256v1 -genkey)."
        if "*" in settings.ALLOWED_HOSTS:
            yield "ALLOWED_HOSTS must name the hosts of this site; * lets anybody choose one."
    if settings.NET_CA and not net.can_vouch(settings.NET_CA):
        yield "NET_CA has to be the path of a file of certificates (PEM)."
    try:
        limits.rules(settings.RATE_LIMITS)
    except ImproperlyConfigured as error:
        yield str(error)
    for finder in _finders:
        yield from finder()


def _database_faults():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        facts = sql.call("get_server_facts").loads()
    if facts["superuser"]:
        yield "DATABASE_URL signs in as a superuser, for whom row level security does not hold; use topin_app."
    if not settings.TESTING:
        for name in ("fsync", "full_page_writes", "data_checksums"):
            if facts[name] != "on":
                yield f"PostgreSQL runs with {name} off: acknowledged data could be lost. Turn it on."
    if facts["code_digest"] != sqlcode.digest():
        yield "The SQL code in the database is not that of these files: run `manage.py migrate`."
    waiting = _unapplied(facts["migrations"])
    if waiting:
        yield f"Migrations wait ({', '.join(waiting[:3])}…): run `manage.py migrate`."


def _unapplied(applied):
    """Names of migrations on disk that the database has not seen."""
    known = {tuple(pair) for pair in applied}
    return [".".join(key) for key in sorted(_migrations_on_disk()) if key not in known]


def _migrations_on_disk():
    """As Django's loader lists them, but without loading each: that would take longer than all the rest of a start."""
    for app in apps.get_app_configs():
        for _, name, is_package in pkgutil.iter_modules([str(Path(app.path) / "migrations")]):
            if not is_package and name[0] not in "_~":
                yield app.label, name
