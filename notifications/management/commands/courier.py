"""`manage.py courier`: takes pushes and mails to their providers, until SIGTERM."""

import signal

from django.core.management.base import BaseCommand

from notifications import courier
from topin.checks import refuse_unsafe_start


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Takes pushes and mails of notifications to their providers; any number may run."

    def handle(self, *args, **options):
        refuse_unsafe_start()
        process = courier.Courier()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: process.stop())
        self.stdout.write("The courier runs")
        self.stdout.flush()  # a file is told too
        process.run()
