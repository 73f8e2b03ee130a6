"""Where mails of the tests go: a folder, and a mail server of our own that speaks real SMTP."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from topin import mailbox


def use(settings, url):
    """Sends by this EMAIL_URL from now on."""
    for name, value in mailbox.settings_of(url).items():
        setattr(settings, name, value)


def read(source):
    """A message, of a path or of bytes."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    return BytesParser(policy=policy.default).parsebytes(data)


class Postman:
    """Takes every mail but those to `away` (for now) and `gone` (for good)."""

    def __init__(self):
        self.mails = []
        self.raw = []  # as they came over the wire

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return "550 5.1.1 Nobody lives here"
        if address.startswith("away"):
            return "450 4.2.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.raw.append(envelope.content)
        self.mails.append(read(envelope.content))
        return "250 OK"


@contextmanager
def mail_server(port, **options):
    """Yields the Postman of a server on this port."""
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield postman
    finally:
        controller.stop()


def certificate(path):
    """A server's TLS context, with a certificate for 127.0.0.1 that only those trust who are given `path`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
