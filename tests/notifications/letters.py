"""Mails as their readers see them, and what members choose about them."""

import re
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from html.parser import HTMLParser
from urllib.parse import urlsplit

from psycopg.rows import namedtuple_row

from accounts import services as accounts
from notifications import services as notifications

MAILS = """
select state, reason, answer, tries, kind, group_key, extract(epoch from next_try_at - now())::float as waits
  from notification_deliveries where user_id = %s and channel = 'email' order by id
"""


def want_mails(person, *kinds):
    choose(person, kinds={kind: {"email": True} for kind in kinds})


def choose(person, **changes):
    accounts.update_notifications(person.viewer, changes)


def call(superuser, person, name):
    """Also by what no form takes."""
    superuser.execute("update profiles set display_name = %s where user_id = %s", [name, person.id])


def read_all(person):
    notifications.read_all_notifications(person.viewer, datetime.now(UTC) + timedelta(days=1))


def speak(person, language):
    accounts.update_accessibility(person.viewer, {"language": language})


def mails_for(superuser, person):
    """What became of each: state, reason, answer, tries, kind, group_key, and the seconds that it `waits`."""
    with superuser.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(MAILS, [person.id]).fetchall()


def subject(mail):
    return str(make_header(decode_header(mail["Subject"])))


def text(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html(mail):
    return mail.get_body(("html",)).get_content().replace("\r\n", "\n")


def unsubscribe_path(mail):
    """The address that a mail program posts to."""
    return urlsplit(re.fullmatch(r"<(\S+)>", mail["List-Unsubscribe"])[1]).path


class Page(HTMLParser):
    """What somebody sees of a mail's HTML, and what it is made of."""

    def __init__(self, mail):
        super().__init__()
        self.words, self.tags, self.links, self._unseen = [], set(), [], False
        self.feed(html(mail))

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._unseen = tag in ("style", "title")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        self._unseen = False

    def handle_data(self, data):
        if not self._unseen:
            self.words.append(data)
