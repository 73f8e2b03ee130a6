"""The sentences that notifications are made of, as they stand in code and in templates of mails.

`python -m tests.notifications.words` brings the catalogues up to date; what is new in them waits for its translation.
"""

import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent / "notifications"
CATALOGS = ROOT / "locale"
ONE = ("gettext", "gettext_lazy", "gettext_noop", "alone")
MANY = ("ngettext", "ngettext_lazy", "people")
CALL = re.compile(r"\bn?gettext\((?:[^()]|\([^()]*\))*\)")


def sentences():
    """{singular: plural or None}."""
    sources = [path.read_text() for path in ROOT.rglob("*.py") if "migrations" not in path.parts]
    templates = [templatize(path.read_text()) for path in (ROOT / "templates").rglob("*") if path.is_file()]
    calls = [call for text in templates for call in CALL.findall(text)]
    found = [words for text in sources for words in _said(ast.parse(text))]
    found += [words for call in calls for words in _said(ast.parse(_plain(call)))]
    return dict(found)


def _plain(call):
    """What stands for a template's tag, as Python reads it."""
    return call.replace(" u'", " '").replace("(u'", "('")


def _said(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id in ONE and words:
            yield words[0], None
        elif node.func.id in MANY and len(words) == 2:
            yield words[0], words[1]


def write():
    """Adds new sentences to each catalogue, takes those away that nobody says any more, and compiles them."""
    said = sentences()
    for path in CATALOGS.glob("*/LC_MESSAGES/django.po"):
        catalog = polib.pofile(str(path), wrapwidth=110)
        catalog[:] = [entry for entry in catalog if entry.msgid in said]
        known = {entry.msgid for entry in catalog}
        for one in sorted(set(said) - known):
            flags = ["python-format"] if "%(" in one else []
            catalog.append(polib.POEntry(msgid=one, msgid_plural=said[one] or "", flags=flags))
        catalog.sort(key=lambda entry: entry.msgid)
        catalog.save()
        path.with_suffix(".mo").write_bytes(catalog.to_binary())


if __name__ == "__main__":
    write()
