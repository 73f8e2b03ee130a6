"""How somebody who asks for a mail goes on from it."""

from typing import NamedTuple


class Way(NamedTuple):
    """Where a mailed link leads to in the end, and what of PKCE the client keeps for then."""

    #: As `redirects.allowed` let it pass; for `web` a path of ours.
    redirect_to: str = ""
    #: RFC 7636; None when the client wants its tokens without an exchange.
    challenge: str | None = None
    challenge_method: str | None = None
    #: Of the mail.
    language: str = "en"
    #: The link leads to a page of ours with a button, as mail scanners fetch whatever link they see.
    web: bool = False


DEFAULT_WAY = Way()
