"""The door of granian: REST API, web client, console."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
application = get_wsgi_application()

from topin.checks import refuse_unsafe_start  # noqa: E402  (needs the settings)

refuse_unsafe_start()
