"""What the composer shows: the choices, what was being written, and what is sent of it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from web.forms import media
from web.forms.base import words_of

AUDIENCES = [
    ("public", _("Everyone")),
    ("followers", _("Followers")),
    ("mutuals", _("Mutuals")),
    ("private", _("Only me")),
]
REPLY_POLICIES = [
    ("everyone", _("Everyone can reply")),
    ("followers", _("Followers can reply")),
    ("mutuals", _("Mutuals can reply")),
    ("mentioned", _("Mentioned can reply")),
    ("nobody", _("Nobody can reply")),
]
POLL_LENGTHS = [
    (300, _("5 minutes")),
    (3600, _("1 hour")),
    (6 * 3600, _("6 hours")),
    (86_400, _("1 day")),
    (3 * 86_400, _("3 days")),
    (7 * 86_400, _("7 days")),
    (30 * 86_400, _("30 days")),
]
POLL_LENGTH = 86_400
EMPTY = {"text": "", "audience": "", "reply_policy": "everyone", "length": POLL_LENGTH}
#: What people read for refusals that speak to programs, by (field, code).
WORDS = {
    ("scheduled_at", "scheduled"): _("Choose when it is published."),
    ("scheduled_at", "invalid"): _("Choose when it is published."),
    ("scheduled_at", "out_of_range"): _("Choose a time between a minute and a year from now."),
    ("poll.options", "min_length"): _("A poll needs at least two options."),
    ("poll.options", "too_long"): _("An option of the poll is too long."),
    ("content_warning", "too_long"): _("The content warning is too long."),
    ("media_ids", "not_found"): _("One of the pictures is not there any more. Remove it and choose it again."),
    ("media", "not_found"): _("One of the pictures is not there any more. Remove it and choose it again."),
    ("quote_id", "not_found"): _("The post that you quote is not there any more."),
}


def composer(draft=None, refusal=None, circle=None, **more):
    """Context of `web/posts/_composer.html`; in a `circle` there is no other audience to choose."""
    draft = {**EMPTY, **(draft or {})}
    options = draft.get("options", [])
    return {
        "audiences": AUDIENCES,
        "reply_policies": REPLY_POLICIES,
        "poll_lengths": POLL_LENGTHS,
        "poll_options": [*options, *[""] * settings.POLL_OPTIONS][: settings.POLL_OPTIONS],
        "text_limit": settings.POST_TEXT_LENGTH,
        "draft": draft,
        "tray": draft.get("media", ()),
        **media.choices(),
        "refusal": refusal,
        "reasons": reasons(refusal),
        "circle": circle,
        **more,
    }


def reasons(refusal):
    """A refusal as sentences for people: [{message}], each once."""
    if refusal is None:
        return []
    if not refusal.errors:
        return [{"message": words_of(refusal)}]
    said = [WORDS.get((_place(error.field), error.code), error.message) for error in refusal.errors]
    return [{"message": message} for message in dict.fromkeys(map(str, said))]


def _place(field):
    """`poll.options.3` as `poll.options`."""
    return field.rstrip("0123456789").rstrip(".")


def sent(data):
    """The fields of a sent form, as `serializers.NewPost` takes them."""
    fields = {name: data.get(name, "") for name in ("text", "reply_policy", "quote_id") if name in data}
    fields |= _audience(data)
    if media_ids := media.ids_of(data):
        fields["media_ids"] = media_ids
    fields["content_warning"] = data.get("content_warning", "") if _is_on(data, "warning") else ""
    if _is_on(data, "poll"):
        fields["poll"] = {
            "options": options_of(data),
            "multiple": "poll_multiple" in data,
            "closes_in": data.get("poll_length", POLL_LENGTH),
        }
    if data.get("do") == "draft":
        fields["status"] = "draft"
    elif "with_schedule" in data:
        fields |= {"status": "scheduled", "scheduled_at": scheduled_at(data)}
    return {name: value for name, value in fields.items() if value != "" or name == "content_warning"}


def _audience(data):
    """Circles stand in the same list as `circle:<id>`."""
    audience, _colon, circle_id = data.get("audience", "").partition(":")
    circle_id = circle_id or data.get("circle_id")
    return {"audience": audience, **({"circle_id": circle_id} if audience == "circle" and circle_id else {})}


def _is_on(data, part):
    return f"with_{part}" in data


def options_of(data):
    """The options that somebody wrote something into."""
    return [text for text in data.getlist("poll_option") if text.strip()]


def scheduled_at(data):
    """The moment as the script reckoned it; without one the field is in UTC, as it says. None where it is empty."""
    if data.get("scheduled_at"):
        return data["scheduled_at"]
    return f"{data['scheduled_local']}Z" if data.get("scheduled_local") else None


def typed(data):
    """What was typed into a form, to be shown in it again."""
    audience = _audience(data)
    circle_id = audience.get("circle_id")
    return {
        "text": data.get("text", ""),
        "audience": f"circle:{circle_id}" if circle_id else audience["audience"],
        "reply_policy": data.get("reply_policy", "everyone"),
        "with_warning": _is_on(data, "warning"),
        "content_warning": data.get("content_warning", ""),
        "with_poll": _is_on(data, "poll"),
        "options": data.getlist("poll_option"),
        "multiple": "poll_multiple" in data,
        "length": _number(data.get("poll_length", str(POLL_LENGTH))),
        "with_schedule": _is_on(data, "schedule"),
        "scheduled": data.get("scheduled_local", ""),
        "scheduled_at": data.get("scheduled_at", ""),
    }


def _number(text):
    return int(text) if text.isascii() and text.isdigit() else ""
