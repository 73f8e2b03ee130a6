"""What a browser remembers between asking for a mail and typing its code: signed cookies, no row anywhere."""

import time
from typing import NamedTuple

from django.conf import settings
from django.core import signing

COOKIE = "topin-asked"
AGE = 3600  # seconds: longer than the code lives, so that another one can still be asked for
NEW_PASSWORD_COOKIE = "topin-new-password"  # noqa: S105  (its name)


class Asked(NamedTuple):
    """A code is on its way: of which kind, to whom, and where its reader goes on to."""

    kind: str  # signup, email, recovery: what verify_code knows it by
    email: str
    next: str = ""
    mailed_at: int = 0  # unix seconds

    def now(self):
        """The same, mailed just now."""
        return self._replace(mailed_at=int(time.time()))

    @property
    def seconds_left(self):
        """Until another mail may be asked for."""
        return max(0, self.mailed_at + settings.GOTRUE_MAIL_INTERVAL - int(time.time()))


def remember(response, asked):
    _set(response, COOKIE, signing.dumps(tuple(asked), salt=COOKIE), AGE)


def recall(request):
    """The Asked of this browser, or None."""
    try:
        return Asked(*signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=AGE))
    except (signing.BadSignature, TypeError):
        return None


def forget(response):
    response.delete_cookie(COOKIE, samesite="Lax")


def let_renew_password(response, session):
    """This browser just proved that it reads the account's mail: its session may set a password without the old one."""
    text = signing.dumps(str(session.session_id), salt=NEW_PASSWORD_COOKIE)
    _set(response, NEW_PASSWORD_COOKIE, text, settings.GOTRUE_OTP_EXP)


def may_renew_password(request):
    try:
        text = request.COOKIES.get(NEW_PASSWORD_COOKIE, "")
        session_id = signing.loads(text, salt=NEW_PASSWORD_COOKIE, max_age=settings.GOTRUE_OTP_EXP)
    except signing.BadSignature:
        return False
    return session_id == str(request.viewer.session_id)


def end_renewal(response):
    response.delete_cookie(NEW_PASSWORD_COOKIE, samesite="Lax")


def _set(response, name, text, age):
    response.set_cookie(name, text, max_age=age, secure=settings.SECURE_SITE, httponly=True, samesite="Lax")
