"""Bodies of web push that only the browser can read: RFC 8291, in the encoding of RFC 8188 with one record."""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4_096  # bytes, the header of the body included: push services take no more
LONGEST = RECORD - 86 - 1 - 16  # bytes of plain text: without header, padding and tag
POINT = Encoding.X962, PublicFormat.UncompressedPoint
LAST_RECORD = b"\x02"


def encrypt(plain, p256dh, auth, *, key=None, salt=None):
    """The body of one push for the subscription with these two keys (bytes). Raises ValueError for keys that are none.

    `key` and `salt` are random but in the example of the RFC.
    """
    if len(auth) != 16:
        raise ValueError("the secret of a subscription has 16 bytes")
    if len(plain) > LONGEST:
        raise ValueError(f"more than {LONGEST} bytes")
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    key, salt = key or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    ours = key.public_key().public_bytes(*POINT)
    shared = key.exchange(ec.ECDH(), browser)
    secret = _derive(shared, auth, b"WebPush: info\0" + p256dh + ours, 32)
    content_key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return header + AESGCM(content_key).encrypt(nonce, plain + LAST_RECORD, None)


def _derive(secret, salt, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
