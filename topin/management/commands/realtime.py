"""`manage.py realtime`: serves sockets (and later event streams) until SIGTERM."""

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Serves sockets on REALTIME_PORT; any number may run, each on a port of its own."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.REALTIME_PORT)

    def handle(self, *args, **options):
        from topin.asgi import application  # here: importing it refuses an unsafe start
        from topin.realtime.server import RealtimeServer

        self.stdout.write(f"Sockets on {options['bind']}:{options['port']}")
        RealtimeServer(application, options["bind"], options["port"]).run()
