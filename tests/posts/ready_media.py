"""Media that were processed, behind the product's back: what posts do with them needs no decoder."""

import json
from hashlib import sha256
from uuid import uuid4

from topin import events, files, relay, sql

PICTURES = [
    {"name": str(w), "file": f"{w}.webp", "width": w, "height": w // 2, "content_type": "image/webp", "size": 6}
    for w in (640, 320)
]  # fmt: skip


def content_of(superuser, *, word=None, public_folder=None):
    """What was made of a picture, with its files in the private store. Returns its id."""
    word, folder = word or uuid4().hex, uuid4().hex
    for variant in PICTURES:
        files.keep(files.private, f"media/{folder}/{variant['file']}", b"webp  ")
        if public_folder:
            files.keep(files.public, f"media/{public_folder}/{variant['file']}", b"webp  ")
    made = superuser.execute(
        """insert into media_contents (sha256, size, kind, state, progress, folder, public_folder, variants,
                                       width, height, blurhash)
           values (%s, 12, 'image', 'ready', 100, %s, %s, %s, 640, 320, 'LKO2') returning id""",
        [sha256(word.encode()).hexdigest(), folder, public_folder, json.dumps(PICTURES)],
    )
    return made.fetchone()[0]


def medium_of(superuser, person, content=None, *, state="ready", **columns):
    """A medium of somebody, of a content of its own or a given one, and in no post. Returns its id."""
    content = content or content_of(superuser)
    columns = {"purpose": "post", "alt_text": "", **columns}
    made = superuser.execute(
        f"""insert into post_media (user_id, state, content_id, filename, content_type, size, sha256, original,
                                    completed_at, {", ".join(columns)})
            select %s, %s, c.id, 'x.png', 'image/png', 12, c.sha256, 'originals/' || gen_random_uuid(), now(),
                   {", ".join(["%s"] * len(columns))}
              from media_contents c where c.id = %s returning id""",
        [person.id, state, *columns.values(), content],
    )
    return made.fetchone()[0]


def work():
    """What relay and workers do, but for mails and strangers' pages, until nothing is due. Returns how it ended."""
    ended = []
    while relay.take_events() or _waiting():
        ended += [events.deliver(delivery_id, tries) for delivery_id, tries in _waiting()]
    return ended


def _waiting():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        rows = sql.rows(
            """select id, tries from event_deliveries
                where queue in ('default', 'fanout', 'media') and state = 'waiting' and next_try_at <= now()"""
        )
    return [(row["id"], row["tries"]) for row in rows]
