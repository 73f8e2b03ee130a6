"""Every mail in every language: complete, and the same in text and HTML."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from django.utils import translation

from tests.accounts.mail_words import ROOT, sentences, templates
from topin import mail

AT = datetime(2026, 11, 25, 16, 5, tzinfo=UTC)
CODE = {"code": "402913", "link": "https://topin.test/confirm?a=1&b=2", "minutes": 10}
CONTEXTS = {
    "confirmation": CODE,
    "recovery": CODE,
    "magiclink": CODE,
    "email_change": CODE | {"new_email": "new@topin.test"},
    "reauthentication": {"code": "402913", "minutes": 1},
    "new_sign_in": {"device": "Firefox · Linux", "ip": "203.0.113.7", "at": AT},
    "password_changed": {},
    "email_changed": {"old": "old@topin.test", "new": "new@topin.test"},
    "factor_changed": {"change": "removed"},
    "verification_outcome": {"approved": False, "reason": "The document is not readable"},
    "export_ready": {"link": "https://topin.test/archive", "days": 7},
    "deletion_asked": {"erases_at": AT},
    "account_erased": {"receipt": "0199"},
}
LANGUAGES = [code for code, _ in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def catalog():
    return lambda language: polib.pofile(str(_path(language, "po")))


def _path(language, suffix):
    return ROOT / "accounts" / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


class Seen(HTMLParser):
    """What somebody sees of a page, and what it is made of."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.links, self.unseen = [], set(), [], False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.unseen = tag in ("style", "title")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        self.unseen = False

    def handle_data(self, data):
        if not self.unseen:
            self.words.append(data)


def made(template, language, mailoutbox):
    """(subject, text, HTML) of a mail to Ada."""
    mail.send(template, "ada@topin.test", {"name": "Ada"} | CONTEXTS[template], language=language, key="x")
    [message] = mailoutbox
    return message.subject, message.body, message.alternatives[0][0]


def test_these_are_all_mails():
    assert {path.name.partition(".")[0] for path in templates() if path.name.endswith(".subject.txt")} == set(CONTEXTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", CONTEXTS)
def test_text_and_html_say_the_same(template, language, mailoutbox):
    _, text, html = made(template, language, mailoutbox)
    seen = Seen()
    seen.feed(html)
    words = " ".join("".join(seen.words).split())
    with translation.override(language):
        of_text_alone = translation.gettext("Or open this address:")  # text has no button to press
    for line in text.replace(of_text_alone, "").split("\n"):
        fact = re.match(r"[^:?!.]{1,40}: (\S.*)", line)  # "Device: Firefox" has two lines in HTML
        assert " ".join((fact[1] if fact else line).split()) in words


@pytest.mark.parametrize("template", CONTEXTS)
def test_no_mail_needs_an_image_a_script_or_a_thing_from_elsewhere(template, mailoutbox):
    _, _, html = made(template, "en", mailoutbox)
    seen = Seen()
    seen.feed(html)
    assert seen.tags.isdisjoint({"img", "script", "link", "iframe", "svg", "form"})
    assert "url(" not in html
    assert "@import" not in html
    assert len(html) < 12_000  # bytes; above 102 kB mail programs cut


@pytest.mark.parametrize("template", [name for name, context in CONTEXTS.items() if "code" in context])
def test_a_code_stands_alone_in_its_line_and_in_no_link(template, mailoutbox):
    subject, text, html = made(template, "en", mailoutbox)
    assert re.search(r"^402913$", text, re.MULTILINE)
    assert "402913" not in subject
    assert re.search(r"<span[^>]*>402913</span>", html)
    assert not re.search(r"<a [^>]*402913|<a [^>]*>[^<]*402913", html)


@pytest.mark.parametrize("template", [name for name, context in CONTEXTS.items() if "link" in context])
def test_the_link_is_the_first_address_of_the_text_and_the_only_one_of_the_html(template, mailoutbox):
    _, text, html = made(template, "en", mailoutbox)
    link = CONTEXTS[template]["link"]
    assert re.search(r"https?:\S+", text)[0] == link
    seen = Seen()
    seen.feed(html)
    assert seen.links == [link]
    assert link in "".join(seen.words)


def test_one_minute_and_many_are_said_rightly(mailoutbox):
    assert "within 1 minute." in made("reauthentication", "en", mailoutbox)[1]
    mailoutbox.clear()
    assert "خلال 10 دقائق" in made("recovery", "ar", mailoutbox)[1]


def test_a_decision_names_its_reason_only_when_there_is_one(mailoutbox):
    assert "Reason: The document is not readable" in made("verification_outcome", "en", mailoutbox)[1]
    mail.send("verification_outcome", "a@b.c", {"approved": True, "reason": ""}, key="x")
    assert "Reason" not in mailoutbox[1].body
    assert "Congratulations" in mailoutbox[1].body


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(catalog, language):
    entries = catalog(language)
    assert [e.msgid for e in entries if e.fuzzy or e.obsolete or not e.translated()] == []
    assert set(sentences()) - {e.msgid for e in entries} == set()
    plurals = int(re.search(r"nplurals=(\d)", entries.metadata["Plural-Forms"])[1])
    assert all(len(e.msgstr_plural) == plurals for e in entries if e.msgid_plural)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_forgets_or_invents_a_name(catalog, language):
    for entry in catalog(language):
        names = set(re.findall(r"%\((\w+)\)s", entry.msgid))
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert set(re.findall(r"%\((\w+)\)s", text)) == names, entry.msgid


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(catalog, language):
    assert _path(language, "mo").read_bytes() == catalog(language).to_binary()
