"""`ensure_administrator`: the first administrator, from ADMIN_EMAIL and ADMIN_PASSWORD."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import selectors, services
from topin.errors import Refused


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = "Makes ADMIN_EMAIL an administrator with ADMIN_PASSWORD; one who is that already keeps their password."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="set the password also of one who has one")

    def handle(self, *args, reset, **options):
        email = settings.ADMIN_EMAIL.lower()
        known = selectors.find_sign_in(email)
        if known and known["staff_role"] == "administrator" and not reset:
            self.stdout.write(f"{email} is an administrator already; --reset sets the password anew.")
            return
        if not settings.ADMIN_PASSWORD:
            raise CommandError("ADMIN_PASSWORD is not set: choose the administrator's password there.")
        try:
            services.ensure_administrator(email, settings.ADMIN_PASSWORD)
        except Refused as refusal:
            raise CommandError(f"ADMIN_EMAIL, ADMIN_PASSWORD: {refusal.detail}") from refusal
        self.stdout.write(f"{email} is an administrator now.")
