"""The mail folder, as somebody who waits for a message reads it."""

import re
import time
from email import policy
from email.parser import BytesParser
from typing import NamedTuple

SECONDS = 30  # until a mail has to be there


class Mail(NamedTuple):
    subject: str
    text: str
    code: str | None
    link: str | None


class Mailbox:
    """Hands out each mail of a folder once."""

    def __init__(self, folder):
        self.folder = folder
        self.seen = set()

    def next(self, address):
        """The next Mail to this address that holds a code: notices come by themselves."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            for path in sorted(self.folder.glob("*.eml")):
                if path not in self.seen and (mail := _read(path, address)):
                    self.seen.add(path)
                    if mail.code:
                        return mail
            time.sleep(0.05)
        raise AssertionError(f"No mail came to {address}")


def _read(path, address):
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    if address not in message["To"]:
        return None
    text = message.get_body(("plain",)).get_content()
    code, link = re.search(r"^\s*(\d{6,10})\s*$", text, re.M), re.search(r"https?:\S+", text)
    return Mail(message["Subject"], text, code and code[1], link and link[0])
