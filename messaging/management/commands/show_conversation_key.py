"""`show_conversation_key`: the open key of one conversation, for a lawful order or a repair. Who looked is kept."""

import getpass
from base64 import b64decode
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from messaging import sealing
from topin import sql


class Command(BaseCommand):
    requires_system_checks = []
    help = (
        "Prints the key that opens every message of one conversation (docs/messages.md). Whoever has it reads what two "
        "people said in private: the audit log keeps that it was shown, to whom and why."
    )

    def add_arguments(self, parser):
        parser.add_argument("conversation", type=UUID)
        parser.add_argument("--reason", required=True, help="why; it stands in the audit log")

    def handle(self, *args, conversation, reason, **options):
        if not reason.strip():
            raise CommandError("--reason has to say why.")
        with sql.acting_as(sql.SYSTEM):
            found = sql.call("get_wrapped_key", conversation)
            if found is None:
                raise CommandError("There is no such conversation, or nothing was said in it yet.")
            data = {"reason": reason, "system_user": getpass.getuser()}
            sql.call("audit_record", "conversation_key_shown", "conversation", conversation, data)
        key = found.loads()
        try:
            opened = sealing.unwrap(conversation, key["key"], key["master"], b64decode(key["wrapped"]))
        except sealing.KeyUnavailable as error:
            raise CommandError(f"The master key {key['master']} is missing from MESSAGE_KEYS, or another.") from error
        self.stdout.write(opened.secret.hex())
