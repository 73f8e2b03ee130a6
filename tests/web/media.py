"""Media that are ready, as the media worker leaves them behind, for pages that show them."""

import json
from uuid import UUID, uuid4

from posts.services import create_post

BLURHASH = "LGF5]+Yk^6#M@-5c,1J5@[or[Q6."
SHAPES = {"image": (1600, 1067), "gif": (200, 150), "video": (1280, 720), "audio": (None, None)}


def with_media(superuser, person, *kinds, text="Look at this.", alt_text="", status="published", **more):
    """A post of somebody with media of these kinds; width, height, duration, captions are of each."""
    facts = {name: more.pop(name) for name in ("width", "height", "duration", "captions") if name in more}
    ids = [ready(superuser, person, kind, alt_text, **facts) for kind in kinds]
    return create_post(person.viewer, text=text, status=status, media_ids=ids, **more).loads()


def ready(superuser, person, kind="image", alt_text="", **facts):
    """An own medium that can be posted. Returns its id."""
    content_type = {"image": "image/jpeg", "gif": "image/gif", "video": "video/mp4", "audio": "audio/mpeg"}[kind]
    (media_id,) = superuser.execute(
        """insert into post_media (user_id, purpose, filename, content_type, size, sha256, alt_text, state, original,
                                   completed_at)
           values (%s, 'post', 'x', %s, 1000, %s, %s, 'processing', 'originals/' || %s, now()) returning id""",
        [person.id, content_type, uuid4().hex * 2, alt_text, uuid4().hex],
    ).fetchone()
    finished(superuser, media_id, kind, **facts)
    return media_id


def finished(superuser, media_id, kind="image", width=None, height=None, duration=None, captions=False):
    """Says of a medium that it was processed; no files are there."""
    width, height = (width, height) if width else SHAPES[kind]
    (content_id,) = superuser.execute(
        """insert into media_contents (sha256, size, kind, state, progress, width, height, duration, blurhash,
                                       variants, folder, finished_at)
           select m.sha256, m.size, %s, 'ready', 100, %s, %s, %s, %s, %s, %s, now() from post_media m where m.id = %s
           returning id""",
        [
            kind, width, height, duration, None if kind == "audio" else BLURHASH,
            json.dumps(variants(kind, width, height, captions)), uuid4().hex, media_id,
        ],
    ).fetchone()  # fmt: skip
    superuser.execute("update post_media set state = 'ready', content_id = %s where id = %s", [content_id, media_id])
    return UUID(str(media_id))


def variants(kind, width, height, captions):
    def one(name, file, content_type, wide=None):
        high = wide and round(wide * height / width)
        return {"name": name, "file": file, "width": wide, "height": high, "content_type": content_type, "size": 1000}

    if kind == "audio":
        return [one("audio", "audio.m4a", "audio/mp4")]
    if kind == "image":
        steps = sorted({min(step, width) for step in (320, 640, 1280, 2048)}, reverse=True)
        return [one(str(step), f"{step}.webp", "image/webp", step) for step in steps]
    poster = one("poster", "poster.webp", "image/webp", width)
    if kind == "gif":
        return [one("mp4", "mp4.mp4", "video/mp4", width), poster]
    films = [one("720p", "720p.mp4", "video/mp4", 1280), one("480p", "480p.mp4", "video/mp4", 854)]
    films.append(one("hls", "master.m3u8", "application/vnd.apple.mpegurl"))
    return [*films, poster, *([one("captions", "captions.vtt", "text/vtt")] if captions else [])]
