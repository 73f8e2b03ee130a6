"""What somebody typed into search, read: words, "phrases", -without, #tags and from:handle."""

from collections import defaultdict
from typing import NamedTuple

import regex

from posts.tags import find_tags
from posts.words import find_words, lexemes_of, phrase_of

TERM = regex.compile(r"""(?P<minus>(?<!\S)[-−])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""")
FROM = regex.compile(r"from:@?([A-Za-z0-9_]{3,30})", regex.IGNORECASE)
SNIPPET = 160  # characters that are shown around what was found
BEFORE = 40  # of them in front of it


class Asked(NamedTuple):
    """`query`: what a post must be, as PostgreSQL reads a tsquery; empty: nothing is asked for.

    `wide`: the words alone that any such post has, whatever their order. `author`: a handle in lower case, or "".
    `terms`: the texts to be marked in what was found.
    """

    query: str
    wide: str
    author: str
    terms: tuple[str, ...]


def read_query(q):
    """Asked, of a text of any kind: what is no word is passed over."""
    wanted, wide, refused, terms, author = [], [], [], [], ""
    for match in TERM.finditer(q):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        name = match["word"] and not match["minus"] and FROM.fullmatch(text)
        tags = find_tags(text) if match["phrase"] is None else []
        lexemes = [f"#{tag}" for tag in tags] or lexemes_of(text)
        asked = " & ".join(f"'{lexeme}'" for lexeme in lexemes) if tags else phrase_of(text)
        if name:
            author = name[1].lower()
        elif match["minus"] and asked:
            refused.append(f"!({asked})")
        elif asked:
            wanted.append(f"({asked})")
            wide += lexemes
            terms.append(text)
    if not wanted and not author:
        return Asked("", "", "", ())
    return Asked(
        " & ".join(wanted + refused), " & ".join(f"'{lexeme}'" for lexeme in dict.fromkeys(wide)), author, tuple(terms)
    )


def match_of(text, terms):
    """{text, ranges}: the part of a text around what was found, and where in that part it stands.

    Ranges are [start, end) in code points, in their order, and never overlap. "…" stands where something is left out.
    """
    spans = _merged(_places(text, terms))
    start, end = _window(text, spans)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    moved = len(head) - start
    ranges = [[max(a, start) + moved, min(b, end) + moved] for a, b in spans if a < end and b > start]
    return {"text": head + text[start:end] + tail, "ranges": ranges}


def _places(text, terms):
    """Where a text has the words of a term one after the other. The text is read once, however many terms there are."""
    wanted = {tuple(word.text for word in find_words(term)) for term in set(terms)} - {()}
    by_first = defaultdict(list)
    for names in wanted:
        by_first[names[0]].append(names)
    words = list(find_words(text))
    for n, word in enumerate(words):
        for names in by_first.get(word.text, ()):
            last = n + len(names) - 1
            if last < len(words) and all(words[n + k].text == name for k, name in enumerate(names)):
                yield word.start, words[last].end


def _merged(spans):
    found = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _window(text, spans):
    """Where the shown part begins and ends: at a blank where one is near, never within a character as people see it."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    first = spans[0][0] if spans else 0
    start = max(0, min(first - BEFORE, len(text) - SNIPPET))
    edges = [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]
    blanks = {match.end() for match in regex.finditer(r"\s+", text)}
    begins = [edge for edge in edges if start <= edge <= max(first, start)] or [start]
    start = next((edge for edge in begins if edge == 0 or edge in blanks), begins[0])
    ends = [edge for edge in edges if start < edge <= start + SNIPPET] or [edges[-1]]
    return start, ends[-1]
