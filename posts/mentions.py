"""@handles, read from the text of a post or comment."""

import regex

#: An address (of the web or of mail) mentions nobody; neither does what goes on after a handle's 30 characters.
FOUND = regex.compile(
    r"(?i:https?://|www\.)\S+"
    r"|(?<![\p{L}\p{M}\p{N}_@＠/.+-])[@＠](?P<handle>[A-Za-z0-9_]{3,30})(?![\p{L}\p{M}\p{N}_@＠])"
)


def find_handles(text):
    """The handles of a text, each once, in the order of their first place, in lower case. Whether they are
    anybody's, and whom the author may mention, is the database's to say."""
    found = (match["handle"] for match in FOUND.finditer(text))
    return list(dict.fromkeys(handle.lower() for handle in found if handle))
