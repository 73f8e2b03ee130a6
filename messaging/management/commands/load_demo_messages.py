"""Has the demo's people talk in private. Safe to run again: it does nothing where they have talked already."""

import json
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand

from messaging import demo, selectors, services
from social.services import follow_member
from topin import sql

TALK = Path(demo.__file__).parent / "talk.json"
DEMO_PEOPLE = """
select p.handle, p.user_id as id from profiles p join users u on u.id = p.user_id
 where u.email = p.handle || '@demo.topin.test'
"""


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        with sql.acting_as(sql.SYSTEM, read_only=True):
            viewers = {row["handle"]: sql.Viewer.user(row["id"]) for row in sql.rows(DEMO_PEOPLE)}
        talk = [one for one in json.loads(TALK.read_text(encoding="utf-8")) if set(one["between"]) <= viewers.keys()]
        begun = [one for one in talk if begin(viewers, one)]
        if options["verbosity"]:
            self.stdout.write(f"Demo: {len(begun)} private conversations")


def begin(viewers, talk):
    """Lets two people say what they say; whether there was anything to do."""
    one, other = (viewers[handle] for handle in talk["between"])
    if selectors.get_conversation_with(one, other.user_id):
        return False
    follow_member(one, other.user_id)
    follow_member(other, one.user_id)
    sent = [say(viewers, talk, 0)]
    services.update_conversation(one, UUID(sent[0]["conversation_id"]), {"expiry": talk.get("expiry", "24h")})
    sent += [say(viewers, talk, place) for place in range(1, len(talk["said"]))]
    for place, handle, emoji in talk.get("reactions", []):
        services.react_to_message(viewers[handle], UUID(sent[place]["id"]), emoji)
    for (sender, _), message in list(zip(talk["said"], sent, strict=True))[: len(sent) - talk["unread"]]:
        services.read_message(viewers[peer_of(talk, sender)], UUID(message["id"]))
    return True


def say(viewers, talk, place):
    sender, text = talk["said"][place]
    return services.send_message(viewers[sender], recipient_id=viewers[peer_of(talk, sender)].user_id, text=text)


def peer_of(talk, handle):
    return next(other for other in talk["between"] if other != handle)
