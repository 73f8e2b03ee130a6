"""What changed from one version of a text to the next, in words."""

from difflib import SequenceMatcher
from os.path import commonprefix

import regex

#: Words with the spaces behind them, and signs; letters of scripts without spaces each for themselves.
PIECES = regex.compile(r"(?:[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}_]+|.)\s*|\s+", regex.DOTALL)
MOST_PIECES = 150  # between the first change and the last: beyond, comparing costs more than it tells


def compared(versions):
    """The versions, newest first, each with `pieces`: [(kept|added|removed, text)] against the one before it."""
    return [
        {**version, "pieces": differences(before["text"], version["text"]) if before else None}
        for version, before in zip(versions, [*versions[1:], None], strict=True)
    ]


def differences(before, after):
    """[(kind, text)] that turn one text into the other, what was removed before what came instead."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    start = len(commonprefix([old, new]))
    end = len(commonprefix([old[start:][::-1], new[start:][::-1]]))
    head, tail = new[:start], new[len(new) - end :]
    found = [("kept", head), *_middle(old[start : len(old) - end], new[start : len(new) - end]), ("kept", tail)]
    return [(kind, "".join(pieces)) for kind, pieces in found if pieces]


def _middle(old, new):
    if max(len(old), len(new)) > MOST_PIECES:
        return [("removed", old), ("added", new)]
    found = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("kept", new[from_new:to_new]))
        else:
            found += [("removed", old[from_old:to_old]), ("added", new[from_new:to_new])]
    return found
