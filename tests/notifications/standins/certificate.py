"""A certificate for 127.0.0.1 that nobody vouches for but a test."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A stand-in")])


def write_certificate(folder):
    """Makes one. Returns the paths of the certificate and of its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    builder = x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
    for extension, critical in _extensions(key.public_key()):
        builder = builder.add_extension(extension, critical)
    paths = folder / "certificate.pem", folder / "certificate-key.pem"
    paths[0].write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    paths[1].write_text(as_pem(key))
    return paths


def as_pem(key):
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, *form).decode()


def _extensions(public_key):
    yield x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
    yield x509.BasicConstraints(ca=True, path_length=None), True
    yield x509.SubjectKeyIdentifier.from_public_key(public_key), False
    uses = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
    uses |= dict.fromkeys(("crl_sign", "encipher_only", "decipher_only"), False)
    yield x509.KeyUsage(digital_signature=True, key_cert_sign=True, **uses), True
