"""Posts of the demo with pictures: drawn while it is loaded, and in all as if the media worker had made them."""

import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import blurhash
from PIL import Image

from posts import services
from posts.demo import scenes
from posts.demo.world import FOLDER
from posts.models import MediaContent, PostMedia
from topin import files, sql

WIDTHS = {"1280": scenes.WIDTH, "640": 640, "320": 320}  # as the worker names them: of what was handed in, no wider


def fill_pictures(ids):
    """Makes the posts through the front door and returns their ids. `ids`: handle → id."""
    told = json.loads((FOLDER / "pictures.json").read_text(encoding="utf-8"))
    return [_post(subject, ids[subject["author"]]) for subject in told]


def _post(subject, author_id):
    media = [_hand_in(author_id, **picture) for picture in subject["pictures"]]
    words = {"text": subject["text"], "audience": "public", "language": "en"}
    return services.create_post(sql.Viewer.user(author_id), **words, media_ids=media).loads()["id"]


def _hand_in(author_id, scene, alt_text):
    """The id of a picture that is ready."""
    content = _content(scenes.draw(scene))
    medium = PostMedia(
        user_id=author_id, purpose="post", filename=f"{scene}.webp", content_type="image/webp", size=content.size,
        sha256=content.sha256, alt_text=alt_text, state="ready", original=f"originals/{uuid4().hex}", content=content,
        completed_at=datetime.now(UTC),
    )  # fmt: skip
    medium.save(using="owner")
    return medium.id


def _content(picture):
    folder, variants, written = uuid4().hex, [], []
    for name, width in WIDTHS.items():
        picture = picture.resize((width, width * scenes.HEIGHT // scenes.WIDTH), Image.Resampling.BICUBIC)
        target = io.BytesIO()
        picture.save(target, "WEBP", quality=80, method=2)
        written.append(target.getvalue())
        files.keep(files.private, f"media/{folder}/{name}.webp", written[-1])
        variants.append(
            {"name": name, "file": f"{name}.webp", "width": width, "height": picture.height,
             "content_type": "image/webp", "size": len(written[-1])}
        )  # fmt: skip
    small = picture.resize((32, 32), Image.Resampling.BOX)
    rows = [[small.getpixel((x, y)) for x in range(32)] for y in range(32)]
    content = MediaContent(
        sha256=sha256(written[0]).hexdigest(), size=len(written[0]), kind="image", state="ready", progress=100,
        width=scenes.WIDTH, height=scenes.HEIGHT, blurhash=blurhash.encode(rows, 4, 3), variants=variants,
        folder=folder, finished_at=datetime.now(UTC),
    )  # fmt: skip
    content.save(using="owner")
    return content
