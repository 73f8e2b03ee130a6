"""Sets of callers as people write them: `visitor members -blocked staff worker`."""

from collections import Counter

from tests.database.matrix.cast import CALLERS, MEMBERS, STAFF

GROUPS = {"members": MEMBERS, "staff": STAFF}
EVERY, REST = "every row", "every other row"


def callers_in_words(callers, row=""):
    """In the order of the cast; the member whose row it is, among others, is `self`."""
    words = []
    for name in CALLERS:
        group = next((g for g, names in GROUPS.items() if name in names), None)
        if group is None or not _is_shorter(group, callers):
            words += [name] if name in callers else []
        elif group not in words:
            words += [group, *[f"-{n}" for n in GROUPS[group] if n not in callers]]
    owner = row.split("/")[0]
    return " ".join("self" if word == owner else word for word in words)


def _is_shorter(group, callers):
    """Whether a group with exceptions says it better than names do."""
    missing = set(GROUPS[group]) - set(callers)
    return len(missing) <= len(GROUPS[group]) // 3


def rows_in_words(answers):
    """Row → answer, with the answer of most rows said once, at the end."""
    common, times = Counter(answers.values()).most_common(1)[0]
    if times == len(answers):
        return {EVERY: common}
    if times < 3 or times <= len(answers) / 2:
        return answers
    return {row: answer for row, answer in answers.items() if answer != common} | {REST: common}
