"""The address that a post links to, read from its text."""

from urllib.parse import urlsplit

import regex

LONGEST = 2_000  # bytes
FOUND = regex.compile(r"(?<![\p{L}\p{M}\p{N}_])https?://[^\s\p{Cc}\p{Cf}\p{Cs}<>\"'`“”«»]+", regex.IGNORECASE)
CLOSING = {")": "(", "]": "[", "}": "{"}


def find_link(text):
    """The first http(s) address of a text, without what the sentence around it put behind; None where there is none."""
    links = (_trim(match[0]) for match in FOUND.finditer(text))
    return next((link for link in links if _is_address(link)), None)


def _trim(link):
    """Full stops and closing brackets end sentences more often than addresses."""
    while link and (link[-1] in ".,:;!?…*~|" or _closes_nothing(link)):
        link = link[:-1]
    return link


def _closes_nothing(link):
    opening = CLOSING.get(link[-1])
    return opening is not None and link.count(opening) < link.count(link[-1])


def _is_address(link):
    try:
        parts = urlsplit(link)
        return bool(parts.hostname and parts.port != 0) and len(link.encode()) <= LONGEST
    except ValueError:  # a port that is no number, a bracket that opens no address
        return False
