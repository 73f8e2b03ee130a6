"""The web client's sign-in: a cookie that names the same session row that apps' tokens name."""

from django.conf import settings

from topin.authentication import COOKIE, cookie_signer


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


def sign_out(response):
    response.delete_cookie(COOKIE, samesite="Lax")
