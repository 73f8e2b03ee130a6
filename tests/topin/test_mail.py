"""Mails go out whole, once, in the reader's language, to one address and to nobody else."""

import socket
import ssl
import threading
from contextlib import closing
from email.utils import parsedate_to_datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests import mailboxes
from topin import mail, mailbox
from topin.embedded import ports

LINK = "https://topin.test/api/auth/verify?token=abc&type=recovery"
CODE = {"name": "Alice", "code": "402913", "link": LINK, "minutes": 10}


@pytest.fixture
def folder(settings, tmp_path):
    """Where the mails of this test are."""
    mailboxes.use(settings, f"filemail://{tmp_path}/mail")
    return tmp_path / "mail"


@pytest.fixture
def port():
    return ports.free(1)[0]


def send(to="alice@topin.test", template="recovery", context=CODE, **options):
    return mail.send(template, to, context, **{"key": uuid4()} | options)


def only(folder):
    [path] = folder.glob("*")
    return mailboxes.read(path)


def test_a_mail_has_the_code_and_the_link_as_text_and_as_html(folder):
    assert send()
    message = only(folder)
    assert message["To"] == "alice@topin.test"
    assert message["From"] == "TOPiN <no-reply@topin.test>"
    assert message["Subject"] == "Choose a new password"
    assert message.get_content_type() == "multipart/alternative"
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "\n402913\n" in text
    assert f"\n{LINK}\n" in text
    assert ">402913<" in html
    assert f'href="{LINK.replace("&", "&amp;")}"' in html
    assert "402913" not in message["Subject"]


def test_programs_are_told_not_to_answer_it(folder):
    send()
    message = only(folder)
    assert message["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(message["Date"])
    assert message["List-Unsubscribe"] is None  # nobody can do without these


def test_a_second_try_is_the_same_mail(folder):
    key = uuid4()
    send(key=key)
    send(key=key)
    assert only(folder)["Message-ID"] == f"<{key}@topin.test>"


def test_mails_hold_codes_so_only_their_owner_reads_the_files(folder):
    send()
    [path] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_mail_that_cannot_be_written_leaves_nothing_behind(folder):
    key = uuid4()
    (folder / f"{key}.eml").mkdir(parents=True)  # in the way
    with pytest.raises(OSError, match=str(key)):
        send(key=key)
    assert [path.name for path in folder.iterdir()] == [f"{key}.eml"]


@pytest.mark.parametrize(
    "to",
    [
        "alice@topin.test\nBcc: eve@topin.test",
        "alice@topin.test\r\n",
        "alice@topin.test, eve@topin.test",
        "Alice <alice@topin.test>",
        "alice",
        "alice@topin.test eve@topin.test",
        "",
    ],
)
def test_what_is_not_one_address_gets_no_mail(folder, to):
    with pytest.raises(mail.Refused):
        send(to)
    assert not folder.exists()


@pytest.mark.parametrize("key", ["", "a\nb", "../a", "a@b", "a" * 101])
def test_a_key_is_a_word(folder, key):
    with pytest.raises(mail.Refused):
        send(key=key)
    assert not folder.exists()


def test_a_name_cannot_add_a_header_or_a_script(folder):
    send(context=CODE | {"name": "<script>\r\nBcc: eve@topin.test"})
    message = only(folder)
    assert message["Bcc"] is None
    assert "<script>" not in message.get_body(("html",)).get_content()
    assert "Hello <script>" in message.get_body(("plain",)).get_content()  # text needs no escaping


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "Neues Passwort wählen"),
        ("de-AT", "Neues Passwort wählen"),
        ("DE_at", "Choose a new password"),
        ("ar", "اختر كلمة مرور جديدة"),
        ("tlh", "Choose a new password"),
        ("", "Choose a new password"),
        (None, "Choose a new password"),
        ("x" * 1000, "Choose a new password"),
    ],
)
def test_it_is_in_the_readers_language_or_in_english(folder, language, subject):
    send(language=language)
    assert only(folder)["Subject"] == subject


def test_arabic_reads_from_right_to_left_and_codes_from_left_to_right(folder):
    send(language="ar")
    html = only(folder).get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in html
    assert 'class="code-box" align="center" dir="ltr"' in html


def test_a_mail_server_takes_it(settings, port):
    mailboxes.use(settings, f"smtp://127.0.0.1:{port}")
    with mailboxes.mail_server(port) as postman:
        assert send(language="de")
    [message] = postman.mails
    assert (message["To"], message["Subject"]) == ("alice@topin.test", "Neues Passwort wählen")
    assert "402913" in message.get_body(("plain",)).get_content()


def test_a_server_that_nobody_vouches_for_is_told_nothing(settings, port, tmp_path):
    mailboxes.use(settings, f"smtp+tls://127.0.0.1:{port}")
    context = mailboxes.certificate(tmp_path / "pem")
    server = mailboxes.mail_server(port, tls_context=context, require_starttls=True)
    with server as postman, pytest.raises(ssl.SSLError):
        send()
    assert postman.mails == []


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
def test_a_mail_server_takes_it_over_tls(settings, port, tmp_path, monkeypatch, scheme):
    mailboxes.use(settings, f"{scheme}://127.0.0.1:{port}")
    context = mailboxes.certificate(tmp_path / "pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "pem"))
    how = {"ssl_context": context} if scheme == "smtp+ssl" else {"tls_context": context, "require_starttls": True}
    with mailboxes.mail_server(port, **how) as postman:
        assert send()
    assert len(postman.mails) == 1


def test_an_address_that_is_refused_for_good_is_not_tried_again(settings, port):
    mailboxes.use(settings, f"smtp://127.0.0.1:{port}")
    with mailboxes.mail_server(port) as postman:
        assert send("gone@topin.test") is False
    assert postman.mails == []


def test_an_address_that_is_refused_for_now_is_a_failure(settings, port):
    mailboxes.use(settings, f"smtp://127.0.0.1:{port}")
    with mailboxes.mail_server(port), pytest.raises(SMTPRecipientsRefused):
        send("away@topin.test")


def test_a_server_that_is_not_there_is_a_failure(settings, port):
    mailboxes.use(settings, f"smtp://127.0.0.1:{port}")
    with pytest.raises(OSError):
        send()


def test_a_server_that_says_nothing_is_waited_for_only_so_long(settings):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        mailboxes.use(settings, f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        settings.EMAIL_TIMEOUT = 0.2
        waiting = threading.Thread(target=silent.accept, daemon=True)
        waiting.start()
        with pytest.raises((TimeoutError, SMTPException)):
            send()


def test_an_email_url_of_an_unknown_kind_is_refused():
    with pytest.raises(ImproperlyConfigured):
        mailbox.settings_of("pigeon://home")


def test_a_port_that_is_not_named_is_the_usual_one_of_its_kind():
    assert mailbox.settings_of("smtp+tls://host")["EMAIL_PORT"] == 587
    assert mailbox.settings_of("filemail:///var/mail")["EMAIL_FILE_PATH"] == "/var/mail"
