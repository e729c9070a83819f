"""A file that only the backup key opens: compressed, in sealed parts whose order, number and end are sealed with them.

Layout: MAGIC, 16 bytes of salt, 8 bytes that tell one key from another; then parts of PART bytes, each sealed with AES-256-GCM
under a key of this file alone. The nonce is the number of the part and whether it is the last, so that a part that was moved,
doubled or cut off does not open. The head is authenticated with every part.
"""

import secrets
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from campaign.core.errors import Invalid
from campaign.core.i18n import _l

MAGIC: Final = b"adalzhol backup 1\n"
SALT: Final = 16
KEY_SIGN: Final = 8
PART: Final = 1 << 18
TAG: Final = 16
QUICK: Final = 1  # zlib's lowest level: most of what is large is sealed already and does not shrink


def _derived(key: bytes, salt: bytes, use: bytes, length: int = 32) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=b"adalzhol backup " + use).derive(key)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class Sealed:
    """The writing end. `close` seals the last part: a file without it is refused."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(SALT)
        self._head = MAGIC + salt + _derived(key, salt, b"sign", KEY_SIGN)
        self._cipher = AESGCM(_derived(key, salt, b"parts"))
        self._file, self._number, self._waiting = file, 0, bytearray()
        self._packer = zlib.compressobj(QUICK)
        file.write(self._head)

    def write(self, content: bytes) -> None:
        self._take(self._packer.compress(content))

    def _take(self, packed: bytes) -> None:
        self._waiting += packed
        while len(self._waiting) > PART:
            self._seal(bytes(self._waiting[:PART]), last=False)
            del self._waiting[:PART]

    def _seal(self, part: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), part, self._head))
        self._number += 1

    def close(self) -> None:
        self._take(self._packer.flush())
        self._seal(bytes(self._waiting), last=True)


def opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """What was written, piece by piece. Raises Invalid: no backup, another key, a changed byte, a cut end."""
    head = file.read(len(MAGIC) + SALT + KEY_SIGN)
    salt = head[len(MAGIC) : len(MAGIC) + SALT]
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + SALT + KEY_SIGN:
        raise Invalid(_l("This is no backup of this program, or of a version that this one does not know."))
    if head[-KEY_SIGN:] != _derived(key, salt, b"sign", KEY_SIGN):
        raise Invalid(_l("This backup was made with another key: set CAMPAIGN_BACKUP_KEY to the one it was made with."))
    unpacker = zlib.decompressobj()
    for part in _parts(file, AESGCM(_derived(key, salt, b"parts")), head):
        yield unpacker.decompress(part)
    yield unpacker.flush()


def _parts(file: BinaryIO, cipher: AESGCM, head: bytes) -> Iterator[bytes]:
    number, part = 0, file.read(PART + TAG)
    last = False
    while not last:
        following = file.read(PART + TAG)
        last = not following
        try:
            yield cipher.decrypt(_nonce(number, last), part, head)
        except (InvalidTag, ValueError) as error:
            raise Invalid(
                _l("This backup is damaged: it was changed or cut off. Nothing was touched; take another one.")
            ) from error
        number, part = number + 1, following


def lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces put together and cut again at the ends of lines; never more than one line and one piece in memory."""
    rest: list[bytes] = []
    for piece in pieces:
        first, *more = piece.split(b"\n")
        rest.append(first)
        for beginning in more:
            yield b"".join(rest)
            rest = [beginning]
    if last := b"".join(rest):
        yield last
