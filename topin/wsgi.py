"""The door of granian: REST API, web client, console."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
application = get_wsgi_application()
