"""`manage.py courier`: takes pushes and mails to their providers, until SIGTERM."""

from django.core.management.base import BaseCommand

from notifications import courier
from topin.serving import serve


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Takes pushes and mails of notifications to their providers; any number may run."

    def handle(self, *args, **options):
        serve(self, courier.Courier, "courier")
