"""What a start says about MESSAGE_KEYS."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from messaging import rotation, sealing
from topin import checks


@checks.finds_faults
def message_keys():
    """Without a master key nobody can write or read a message."""
    try:
        keys = sealing.get_master_keys()
    except ImproperlyConfigured as error:
        yield str(error)
    else:
        if not keys and not settings.DEBUG:
            yield "MESSAGE_KEYS has to have a key that seals messages: an id, a colon and `openssl rand -base64 32`."


@checks.warns
def lost_keys():
    """One that is not there any more, or is another one, closes messages that somebody still has."""
    for name in sorted({name for rotated in sealing.ROTATED.values() for name in rotated.masters()}):
        if name not in sealing.get_master_keys():
            yield (
                f"Messages are under the master key {name}, which is missing from MESSAGE_KEYS: until it is back "
                "they cannot be opened, and nobody can write in those conversations."
            )
        elif not rotation.opens(name):
            yield (
                f"Messages are under the master key {name}, and the one in MESSAGE_KEYS is another: until it is put "
                "right they cannot be opened, and nothing new is sealed under that name."
            )
