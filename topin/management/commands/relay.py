"""`manage.py relay`: hands events to their readers and slots to workers, until SIGTERM."""

from django.core.management.base import BaseCommand

from topin import relay
from topin.serving import serve


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Hands recorded events to their readers and due slots to workers; any number may run."

    def handle(self, *args, **options):
        serve(self, relay.Relay, "relay")
