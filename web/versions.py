"""What changed from one version of a text to the next, in words."""

from difflib import SequenceMatcher
from itertools import groupby
from os.path import commonprefix

import regex

#: Words, spaces and signs; letters of scripts without spaces each for themselves.
PIECES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}_]+|\s+|.", regex.DOTALL)
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
    changed = _changes(old[start : len(old) - end], new[start : len(new) - end])
    found = [("kept", new[:start]), *changed, ("kept", new[len(new) - end :])]
    return [(kind, "".join(pieces)) for kind, pieces in found if pieces]


def _changes(old, new):
    """What lies between the first change and the last. A space alone between two changes changed with them."""
    if max(len(old), len(new)) > MOST_PIECES:
        yield from (("removed", old), ("added", new))
        return
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for is_kept, run in groupby(
        steps, lambda step: step[0] == "equal" and bool("".join(old[step[1] : step[2]]).strip())
    ):
        run = list(run)
        from_old, to_old, from_new, to_new = run[0][1], run[-1][2], run[0][3], run[-1][4]
        if is_kept:
            yield "kept", new[from_new:to_new]
        else:
            yield "removed", old[from_old:to_old]
            yield "added", new[from_new:to_new]
