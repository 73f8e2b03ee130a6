"""Between choosing pictures and posting them, where no script does it: the form comes again with its tray."""

from topin import limits
from web.forms import media


def is_wanted(request):
    """Whether a form was sent to add, arrange or remove media, rather than to be posted."""
    return "media_do" in request.POST or bool(request.FILES.getlist("files"))


def take(request, purpose="post"):
    """Does what the form asks for with its media. Returns (tray, [{message}] of what could not be done)."""
    ids = media.arranged(request.POST)
    media.retry(request.viewer, request.POST)
    files = request.FILES.getlist("files")
    limits.spend([("upload", str(request.viewer.user_id)) for _file in files]).refuse()
    added, faults = media.hand_in(request.viewer, files, len(ids), purpose)
    return media.tray(request.viewer, [*ids, *added], media.words_of(request.POST)), faults
