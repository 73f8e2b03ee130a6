"""The sentences that mails are made of, as makemessages finds them in templates and code.

`python -m tests.accounts.mail_words` brings the catalogues up to date; what is new in them waits for its translation.
"""

import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("accounts/devices.py",)
FOLDERS = ("topin/templates/mail", "accounts/templates/mail")
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:n?gettext|_)\({STRING}(?:,\s*{STRING})?")


def templates():
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())


def sentences():
    """{singular: plural or None}."""
    texts = [templatize(path.read_text()) for path in templates()] + [(ROOT / name).read_text() for name in CODE]
    calls = [call for text in texts for call in CALL.findall(text)]
    return {ast.literal_eval(one): ast.literal_eval(many) if many else None for one, many in calls}


def write():
    """Adds new sentences to each catalogue, takes those away that nobody says any more, and compiles them."""
    said = sentences()
    for path in (ROOT / "accounts/locale").glob("*/LC_MESSAGES/django.po"):
        catalog = polib.pofile(str(path), wrapwidth=110)
        known = {entry.msgid for entry in catalog}
        catalog[:] = [entry for entry in catalog if entry.msgid in said]
        for one in sorted(set(said) - known):
            flags = ["python-format"] if "%(" in one else []
            catalog.append(polib.POEntry(msgid=one, msgid_plural=said[one] or "", flags=flags))
        catalog.sort(key=lambda entry: entry.msgid)
        catalog.save()
        path.with_suffix(".mo").write_bytes(catalog.to_binary())


if __name__ == "__main__":
    write()
