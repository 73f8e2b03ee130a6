"""An app for tests only: readers that fail in every way a reader can, and jobs that leave a trace.

Processes of the tests load it by DJANGO_SETTINGS_MODULE=tests.events.settings.
"""
