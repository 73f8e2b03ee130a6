"""What templates of media ask for: sizes of pictures to choose among, lengths in words, and a ground to wait on."""

from string import ascii_lowercase, ascii_uppercase, digits

from django import template
from django.conf import settings

register = template.Library()
POSTER = "poster"
HLS_FROM = 30  # seconds: shorter films have arrived before another quality would be worth a change
#: Width by height of the boxes of single media, in hundredths: classes .ratio-50 … of media.css.
RATIOS = [50, 56, 67, 75, 80, 90, 100, 112, 125, 133, 150, 178, 200, 240]
#: The digits of a blurhash.
BASE83 = digits + ascii_uppercase + ascii_lowercase + "#$%*+,-.:;=?@[]^_{|}~"


def _of_type(media, start):
    return [v for v in media["variants"] if v["content_type"].startswith(start) and v["name"] != POSTER]


@register.filter
def srcset(media):
    """The renditions of a picture with their widths, for a browser to choose by its screen."""
    return ", ".join(f"{v['url']} {v['width']}w" for v in _of_type(media, "image/") if v["width"])


@register.filter
def poster(media):
    """The picture that stands for a film."""
    found = [v["url"] for v in media["variants"] if v["name"] == POSTER]
    return found[0] if found else media["thumbnail_url"]


@register.filter
def films(media):
    """MP4 of a film, the small one first: a browser takes the first whose condition holds."""
    found = sorted(_of_type(media, "video/mp4"), key=lambda v: v["height"] or 0)
    return [{**v, "small": v is not found[-1]} for v in found]


@register.filter
def playlist(media):
    """The address of the HLS playlist where streaming pays: films of HLS_FROM seconds and more."""
    if (media["duration"] or 0) < HLS_FROM:
        return ""
    return next((v["url"] for v in media["variants"] if v["content_type"] == "application/vnd.apple.mpegurl"), "")


@register.filter
def captions(media):
    return next((v["url"] for v in media["variants"] if v["content_type"].startswith("text/vtt")), "")


@register.filter
def ground(media):
    """The colour that a picture has on the whole, `#rrggbb`: its blurhash carries it as one number, behind two digits
    about other things (https://github.com/woltapp/blurhash/blob/master/Algorithm.md). "" where it has none."""
    if not media["blurhash"]:
        return ""
    number = 0
    for digit in media["blurhash"][2:6]:
        number = number * 83 + BASE83.index(digit)
    return f"#{number:06x}"


@register.filter
def ratio(media):
    """The name of the box that fits best, known before the picture is there: nothing moves when it comes."""
    wanted = 100 * media["width"] / media["height"] if media["width"] and media["height"] else 178
    return min(RATIOS, key=lambda known: max(known / wanted, wanted / known))


@register.filter
def clock(seconds):
    """How long something plays: `1:05`, `1:02:03`."""
    whole = round(seconds or 0)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def gallery(post):
    """The media of a post that can be shown: {seen: [those to look at], heard: [sounds], first: one or None}."""
    ready = [media for media in post.get("media") or () if media["status"] == "ready" and media["url"]]
    seen, heard = ([m for m in ready if (m["kind"] == "audio") is sounds] for sounds in (False, True))
    return {"seen": seen, "heard": heard, "first": next(iter([*seen, *heard]), None)}


@register.simple_tag
def alt_text_limit():
    """Characters, as people see them, that the words about a medium may have."""
    return settings.ALT_TEXT_LENGTH
