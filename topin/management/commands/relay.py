"""`manage.py relay`: hands events to their readers and slots to workers, until SIGTERM."""

import signal

from django.core.management.base import BaseCommand

from topin import relay
from topin.checks import refuse_unsafe_start


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Hands recorded events to their readers and due slots to workers; any number may run."

    def handle(self, *args, **options):
        refuse_unsafe_start()
        process = relay.Relay()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: process.stop())
        self.stdout.write("The relay runs")
        self.stdout.flush()  # a file is told too
        process.run()
