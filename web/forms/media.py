"""The media of a form: which, in which order, in what words. Where no script arranges them, buttons of it do."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from posts import selectors, serializers, services
from posts.media_types import TYPES
from topin import errors
from topin.rest import checked

TYPES_OF_FILES = ",".join(["image/*", "video/*", "audio/*", *TYPES["post"], ".heic", ".heif", ".avif", ".flac", ".m4a"])
STEPS = {"earlier": -1, "later": 1}
#: By purpose: how many media, and how that is said.
MOST = {
    "post": ("POST_MEDIA", _("A post has at most %d pictures, videos and sounds.")),
    "message": ("MESSAGE_MEDIA", _("A message has at most %d pictures, videos and sounds.")),
}


def choices():
    """What the composer's tray asks for besides what lies in it."""
    return {
        "media_limit": settings.POST_MEDIA,
        "media_types": TYPES_OF_FILES,
    }


def ids_of(data):
    """The media of a sent form, each once, in their order."""
    return list(dict.fromkeys(value for value in data.getlist("media_id") if value))


def words_of(data):
    """{id: alt text} of those whose words came with the form."""
    return {id: data[f"alt_text:{id}"] for id in ids_of(data) if f"alt_text:{id}" in data}


def arranged(data):
    """The ids after the button that was pressed without a script: `earlier:<id>`, `later:<id>`, `remove:<id>`."""
    ids = ids_of(data)
    deed, _colon, id = data.get("media_do", "").partition(":")
    if id not in ids:
        return ids
    at = ids.index(id)
    ids.pop(at)
    if deed != "remove":
        ids.insert(max(0, at + STEPS.get(deed, 0)), id)
    return ids


def tray(viewer, ids, words):
    """Media of the viewer as the tray shows them, with the words as they were typed, without those that are gone."""
    found = []
    for id in ids:
        try:
            (media_id,) = checked(serializers.PostIds, {"ids": [id]})["ids"]
            medium = selectors.get_media(viewer, media_id).loads()
        except errors.Refused:
            continue
        found.append({**medium, "alt_text": words.get(id, medium["alt_text"])})
    return found


def hand_in(viewer, uploads, taken, purpose="post"):
    """Takes files of a form that has so many already. Returns (ids, [{message}] about those that were not taken)."""
    setting, words = MOST[purpose]
    most = getattr(settings, setting)
    ids, faults, room = [], [], max(0, most - taken)
    for upload in uploads[:room]:
        try:
            fields = checked(serializers.NewMedia, {**services.facts_of(upload), "purpose": purpose})
            ids.append(services.hand_in_media(viewer, upload, **fields).loads()["id"])
        except errors.Refused as refusal:
            message = refusal.errors[0].message if refusal.errors else refusal.detail
            faults.append({"message": f"{upload.name}: {message}"})
    if len(uploads) > room:
        faults.append({"message": str(words) % most})
    return ids, faults


def save_words(viewer, data):
    """Keeps the alt texts that came with a new post, where they are others than before."""
    words = words_of(data)
    for medium in tray(viewer, words, {}):
        text = checked(serializers.ChangedMedia, {"alt_text": words[medium["id"]]})["alt_text"]
        if text != medium["alt_text"]:
            services.update_media(viewer, medium["id"], alt_text=text)


def retry(viewer, data):
    """The button `retry:<id>` without a script."""
    deed, _colon, id = data.get("media_do", "").partition(":")
    if deed == "retry" and id in ids_of(data):
        (media_id,) = checked(serializers.PostIds, {"ids": [id]})["ids"]
        services.retry_media(viewer, media_id)
