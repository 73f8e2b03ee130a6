"""The web client's sign-in: a cookie that names the same session row that apps' tokens name."""

from django.conf import settings

from accounts import selectors
from topin import errors
from topin.authentication import COOKIE, cookie_signer, viewer_of_token


def sign_in(response, session):
    """Signs the browser in that gets this response. The row decides whether the cookie still counts."""
    response.set_cookie(
        COOKIE,
        cookie_signer().sign(f"{session.user_id.hex}.{session.session_id.hex}"),
        max_age=settings.WEB_SESSION_AGE,
        secure=settings.SECURE_SITE,
        httponly=True,
        samesite="Lax",
    )


def adopt(access_token):
    """The viewer whose live session an access token names, for `sign_in`. Raises NotSignedIn."""
    viewer = viewer_of_token(access_token)
    if selectors.check_session(viewer) != "live":
        raise errors.NotSignedIn("This session has ended, sign in again")
    return viewer


def sign_out(response):
    response.delete_cookie(COOKIE, samesite="Lax")
