"""Which mails a request becomes, once it is known who it is for."""

from typing import NamedTuple

from django.conf import settings

from accounts.services.codes import both_must_agree


class Letter(NamedTuple):
    """One mail. `kind` is what its code is verified as, `method` what a session that begins by PKCE remembers."""

    template: str
    slot: str
    kind: str
    method: str
    address: str
    #: Asked for to come in with: a password that was there before the address was ever proved does not outlive it.
    takes_over: bool = False


def letters_for(ask, addressee):
    """The letters of a request (`mail_requests.CLOCKS`): none, one, or two when both addresses have to agree."""
    return _LETTERS[ask](addressee)


def _confirmation(addressee):
    """Nothing for whoever confirmed the address already."""
    if addressee["confirmed"]:
        return []
    return [Letter("confirmation", "confirmation", "signup", "email/signup", addressee["email"])]


def _recovery(addressee):
    return [Letter("recovery", "recovery", "recovery", "recovery", addressee["email"], takes_over=True)]


def _otp(addressee):
    """The first code of an account confirms its address, where addresses have to be confirmed."""
    if not addressee["confirmed"] and not settings.MAILER_AUTOCONFIRM:
        return [letter._replace(takes_over=True) for letter in _confirmation(addressee)]
    return [Letter("magiclink", "recovery", "magiclink", "magiclink", addressee["email"], takes_over=True)]


def _email_change(addressee):
    old, new = addressee["email"], addressee["new_email"]
    if not new:
        return []
    asked = [("email_change_current", old)] if old and both_must_agree() else []
    return [Letter("email_change", slot, *["email_change"] * 2, to) for slot, to in [*asked, ("email_change_new", new)]]


def _reauthentication(addressee):
    return [Letter("reauthentication", "reauthentication", "reauthentication", "", addressee["email"])]


_LETTERS = {
    "signup": _confirmation,
    "recovery": _recovery,
    "otp": _otp,
    "email_change": _email_change,
    "reauthentication": _reauthentication,
}
