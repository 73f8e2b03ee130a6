"""Where mails go: EMAIL_URL as Django's settings, and the folder that keeps each message as a file."""

import os
import tempfile
from pathlib import Path

import environ
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

FOLDER = "filemail://"
STARTTLS_PORT = 587


def settings_of(url):
    """Django's EMAIL_* settings. `filemail://<folder>` is ours, all else is django-environ's:
    smtp, smtp+tls (STARTTLS), smtp+ssl, consolemail. Raises ImproperlyConfigured.
    """
    found = environ.Env.email_url_config(url)
    found.pop("OPTIONS", None)
    if url.startswith(FOLDER):
        return found | {"EMAIL_BACKEND": "topin.mailbox.FolderBackend", "EMAIL_FILE_PATH": url.removeprefix(FOLDER)}
    if found.get("EMAIL_USE_TLS") and not found["EMAIL_PORT"]:
        found["EMAIL_PORT"] = STARTTLS_PORT
    return found


class FolderBackend(BaseEmailBackend):
    """One .eml a message, named after its Message-ID: what is sent twice is there once."""

    def send_messages(self, email_messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            _write(folder, message.message())
        return len(email_messages)


def _write(folder, message):
    """Whole or not at all: whoever looks finds no half of a message."""
    name = message["Message-ID"].strip("<>").partition("@")[0]
    handle, draft = tempfile.mkstemp(dir=folder, prefix=".draft-")
    try:
        with open(handle, "wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, folder / f"{name}.eml")
    except BaseException:
        os.unlink(draft)
        raise
