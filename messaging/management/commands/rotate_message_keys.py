"""`rotate_message_keys`: after a change of MESSAGE_KEYS, everything under an older key follows the first one."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from messaging import rotation, sealing


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = (
        "Wraps the keys of conversations, and seals reported messages, with the first of MESSAGE_KEYS. Safe while "
        "the site serves, beside another run, and to run again after it was broken off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what is under which key, and open it all")

    def handle(self, *args, check, **options):
        first = self._first()
        if not check and not rotation.opens(first):
            raise CommandError(
                f"The master key {first} in MESSAGE_KEYS is another one than it was: what it sealed now would be lost "
                "when that is put right. Put it right, or give the new key an id of its own."
            )
        closed = {}
        for rotated in sealing.ROTATED.values():
            found = self._check(rotated) if check else self._rotate(rotated, first)
            closed |= {(rotated.name, master): number for master, number in found.items()}
        if closed:
            raise CommandError(" ".join(_complaint(*what, number) for what, number in closed.items()))

    def _first(self):
        try:
            return sealing.first_master()
        except (ImproperlyConfigured, sealing.KeyUnavailable) as error:
            raise CommandError(f"MESSAGE_KEYS has no key that could be used: {error}") from error

    def _rotate(self, rotated, first):
        def tell(moved):
            self.stdout.write(f"{rotated.name}: {moved} moved …")
            self.stdout.flush()

        moved, closed = rotation.rotate(rotated, tell)
        self.stdout.write(f"{rotated.name}: {moved} moved under the master key {first}.")
        return closed

    def _check(self, rotated):
        counts, closed = rotation.check(rotated)
        for master, number in counts.items():
            state = f"{closed[master]} of them cannot be opened" if master in closed else "all can be opened"
            self.stdout.write(f"{rotated.name}: {number} under the master key {master}, {state}.")
        if not counts:
            self.stdout.write(f"{rotated.name}: none.")
        return closed


def _complaint(name, master, number):
    missing = master not in sealing.get_master_keys()
    why = "is missing from MESSAGE_KEYS" if missing else "is another one than it was, or somebody changed them"
    return (
        f"{number} {name} stay closed: the master key {master} {why}. Nothing is lost while it is kept somewhere: "
        "put it back and run this again."
    )
