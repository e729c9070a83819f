"""The file of a package: a head in the open, an envelope, a signature (decision 0053).

`ADZPACK1` · length of the head (4 bytes, big-endian) · head (JSON) · the envelope, AES-256-GCM over a ZIP of JSON lines, with
the head bound to it · Ed25519 signature (64 bytes) over everything before. The key of the envelope lies in the head of the way
out, wrapped with a passphrase (scrypt); on the way back the head has none: both machines know it.
"""

import base64
import io
import json
import secrets
import zipfile
from pathlib import PurePosixPath
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from campaign.core import crypto
from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.exchange.packages.schemas import FORMAT, Sealed, Tables, Values

MAGIC: Final = b"ADZPACK1"
SIGNATURE: Final = 64
NONCE: Final = 12
MOST_HEAD: Final = 1 << 16
MOST_OPENED: Final = 1 << 30  # bytes of the tables together: what is larger was made to fill a disk
_GROUPS, _LETTERS = 5, 4  # of a passphrase: 97 bits
_WORK: Final = 1 << 15  # of scrypt: a tenth of a second, 32 MB

BROKEN: Final = _l("This file is no package, or it was cut or changed on the way. Copy it once more from where it was made.")
NOT_OURS: Final = _l("This package was made by another installation, or for another journey. Nothing was changed.")
WRONG_WORDS: Final = _l(
    "The passphrase is not the one of this package. Type it as it was shown, the letters in groups of four."
)
OTHER_FORMAT: Final = _l(
    "This package was made by another version of the program. Bring both machines to the same version, and pack again."
)


def new_passphrase() -> str:
    """Five groups of four letters that are not mixed up when they are read aloud."""
    letters = (secrets.choice(crypto.ALPHABET) for _number in range(_GROUPS * _LETTERS))
    drawn = "".join(letters)
    return "-".join(drawn[start : start + _LETTERS] for start in range(0, len(drawn), _LETTERS))


def new_key() -> bytes:
    """A secret of 32 bytes: for an envelope, or to sign with."""
    return secrets.token_bytes(32)


def public_of(secret: bytes) -> str:
    """By which signatures of this secret are known: 64 hex digits."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw().hex()


def _wrapping(passphrase: str, salt: bytes) -> AESGCM:
    typed = "".join(letter for letter in passphrase.upper() if letter in crypto.ALPHABET)
    return AESGCM(Scrypt(salt=salt, length=32, n=_WORK, r=8, p=1).derive(typed.encode()))


def wrapped(key: bytes, passphrase: str) -> Values:
    """The key of an envelope as the head of the way out carries it."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE)
    sealed = _wrapping(passphrase, salt).encrypt(nonce, key, MAGIC)
    return {"salt": salt.hex(), "wrapped": (nonce + sealed).hex()}


def unwrapped(head: Values, passphrase: str) -> bytes:
    """Raises Invalid for another passphrase."""
    try:
        salt, sealed = bytes.fromhex(head["salt"]), bytes.fromhex(head["wrapped"])
        return _wrapping(passphrase, salt).decrypt(sealed[:NONCE], sealed[NONCE:], MAGIC)
    except InvalidTag as error:
        raise Invalid(WRONG_WORDS) from error
    except (KeyError, ValueError, TypeError) as error:
        raise Invalid(BROKEN) from error


def written(head: Values, facts: Values, tables: Tables, key: bytes, signs: bytes) -> bytes:
    """The whole file. Some 10 MB a second."""
    said = json.dumps(head | {"format": FORMAT, "signer": public_of(signs)}, ensure_ascii=False).encode()
    nonce = secrets.token_bytes(NONCE)
    begun = MAGIC + len(said).to_bytes(4) + said
    whole = begun + nonce + AESGCM(key).encrypt(nonce, _zipped(facts, tables), said)
    return whole + Ed25519PrivateKey.from_private_bytes(signs).sign(whole)


def _zipped(facts: Values, tables: Tables) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("package.json", json.dumps(facts, ensure_ascii=False))
        for name, rows in tables.items():
            archive.writestr(f"tables/{name}.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return out.getvalue()


def head_of(content: bytes) -> Values:
    """What stands in the open, after the signature was found to be that of the signer it names. Raises Invalid."""
    head, _said, _envelope = _parted(content)
    return head


def _parted(content: bytes) -> tuple[Values, bytes, bytes]:
    """The head, read and as it is written; and the envelope."""
    size = int.from_bytes(content[len(MAGIC) : len(MAGIC) + 4])
    begin = len(MAGIC) + 4
    if content[: len(MAGIC)] != MAGIC or size > MOST_HEAD or len(content) < begin + size + NONCE + SIGNATURE:
        raise Invalid(BROKEN)
    said = content[begin : begin + size]
    head = _read(said)
    if head.get("format") != FORMAT:
        raise Invalid(OTHER_FORMAT)
    try:
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(head.get("signer"))))
        signer.verify(content[-SIGNATURE:], content[:-SIGNATURE])
    except (InvalidSignature, ValueError) as error:
        raise Invalid(BROKEN) from error
    return head, said, content[begin + size : -SIGNATURE]


def _read(text: bytes | str) -> Values:
    try:
        read: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(BROKEN) from error
    if not isinstance(read, dict):
        raise Invalid(BROKEN)
    return read


def opened_with(content: bytes, key: bytes, signer: str = "") -> Sealed:
    """The package out of its envelope; `signer`, where it is known, is who must have signed it. Raises Invalid."""
    head, said, envelope = _parted(content)
    if signer and head["signer"] != signer:
        raise Invalid(NOT_OURS)
    try:
        packed = AESGCM(key).decrypt(envelope[:NONCE], envelope[NONCE:], said)
    except InvalidTag as error:
        raise Invalid(NOT_OURS) from error
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_OPENED:
                raise Invalid(BROKEN)
            facts = _read(archive.read("package.json"))
            names = [name for name in archive.namelist() if name.startswith("tables/")]
            return Sealed(head, facts, {PurePosixPath(name).stem: _rows(archive.read(name).decode()) for name in names})
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise Invalid(BROKEN) from error


def _rows(text: str) -> list[Values]:
    return [_read(line) for line in text.split("\n") if line]


def shown(public: str) -> str:
    """A public key as people compare it: four groups of four."""
    return " ".join(public[start : start + 4] for start in range(0, 16, 4))


def file_name(place: str, day: str) -> str:
    """By what the file is known in a folder."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in place.lower()).strip("-")
    return f"adalzhol-{kept or 'stop'}-{day}.adalpack"


def as_hex(secret: bytes) -> str:
    """A secret inside the envelope."""
    return base64.b16encode(secret).decode()


def from_hex(text: Any) -> bytes:
    """Raises Invalid for what is none."""
    try:
        secret = base64.b16decode(text)
    except (ValueError, TypeError) as error:
        raise Invalid(BROKEN) from error
    if len(secret) != 32:
        raise Invalid(BROKEN)
    return secret
