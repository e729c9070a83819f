"""Fields sealed at rest, blind indexes to find them by, and tokens kept only as hashes.

A sealed value is AES-256-GCM, bound to its table, column and row: copied into another row it does not open. A blind index is
an HMAC: equal texts have equal indexes, and nothing can be read back. Both keys are derived from `CAMPAIGN_DATA_KEY`.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

VERSION: Final = b"\x01"
NONCE: Final = 12
UID_BYTES: Final = 16
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXY"  # 29, a prime; no 0 O 1 I L U Z: read aloud and typed on old phones
CODE_LENGTH: Final = 7
PIN_LENGTH: Final = 6
CODE_HASH: Final = 16  # hex digits: two codes of one event never meet in them
_KEY: Final = "campaign_keys"


@dataclass(frozen=True)
class Keys:
    """What is derived from the data key; made once when the application starts."""

    fields: AESGCM
    index: bytes
    tokens: bytes

    @classmethod
    def derive(cls, data_key: bytes) -> "Keys":
        def part(use: bytes) -> bytes:
            return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(data_key)

        return cls(AESGCM(part(b"fields")), part(b"index"), part(b"tokens"))


def install_keys(keys: Keys) -> None:
    current_app.extensions[_KEY] = keys


def _keys() -> Keys:
    keys: Keys = current_app.extensions[_KEY]
    return keys


def seal(text: str, column: str, row: str) -> bytes:
    """`text` sealed for `column` ("people.phone") of the row whose `uid` is `row`."""
    return seal_bytes(text.encode(), column, row)


def seal_bytes(content: bytes, column: str, row: str) -> bytes:
    """The same for what is no text, such as a part of a file."""
    nonce = secrets.token_bytes(NONCE)
    return VERSION + nonce + _keys().fields.encrypt(nonce, content, f"{column}:{row}".encode())


def unseal(sealed: bytes, column: str, row: str) -> str:
    """The text again. Raises ValueError when it was sealed for another place, with another key, or was changed."""
    return unseal_bytes(sealed, column, row).decode()


def unseal_bytes(sealed: bytes, column: str, row: str) -> bytes:
    """What `seal_bytes` sealed. Raises ValueError as `unseal` does."""
    if sealed[:1] != VERSION:
        raise ValueError(f"{column}: sealed in an unknown way")
    try:
        nonce, body = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        return _keys().fields.decrypt(nonce, body, f"{column}:{row}".encode())
    except InvalidTag as error:
        raise ValueError(f"{column}: does not open with this key in this row") from error


def blind_index(text: str, column: str) -> str:
    """32 hex digits, equal for equal texts of one column."""
    return hmac.digest(_keys().index, f"{column}:{text}".encode(), "sha256").hex()[:32]


def new_uid() -> str:
    """A random name for a row, 22 URL-safe characters; known before the row has a number."""
    return next(new_uids(1))


def new_uids(count: int) -> Iterator[str]:
    """So many of them, drawn at once: asking the system anew for each costs more than the rest."""
    drawn = secrets.token_bytes(UID_BYTES * count)
    for start in range(0, len(drawn), UID_BYTES):
        yield base64.urlsafe_b64encode(drawn[start : start + UID_BYTES]).rstrip(b"=").decode()


def new_token() -> str:
    """A secret for a link or a cookie, 43 URL-safe characters, 256 bits."""
    return secrets.token_urlsafe(32)


def derived_token(purpose: str, uid: str, generation: int) -> str:
    """A token that can be shown again and withdrawn by a new generation: 32 URL-safe characters, 192 bits."""
    digest = hmac.digest(_keys().tokens, f"{purpose}:{uid}:{generation}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def derived_pin(purpose: str, uid: str, generation: int) -> str:
    """Six digits that follow from the key in the same way; good only where guessing is counted and ends."""
    digest = hmac.digest(_keys().tokens, f"pin:{purpose}:{uid}:{generation}".encode(), "sha256")
    return f"{int.from_bytes(digest[:16]) % 10**PIN_LENGTH:0{PIN_LENGTH}d}"


def token_hash(token: str) -> str:
    """What is stored of a token, and all that is looked up: 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """A short public code: six characters that are not mixed up when read aloud, and a check character."""
    drawn, body = secrets.randbelow(len(ALPHABET) ** (CODE_LENGTH - 1)), ""
    for _place in range(CODE_LENGTH - 1):
        drawn, letter = divmod(drawn, len(ALPHABET))
        body += ALPHABET[letter]
    return body + check_character(body)


def is_code(typed: str) -> bool:
    """Whether this can be a code: the right letters, and the check character that follows from the others."""
    return len(typed) == CODE_LENGTH and set(typed) <= set(ALPHABET) and check_character(typed[:-1]) == typed[-1]


def code_hash(code: str) -> str:
    """What a phone at the door keeps of a code, and by which the code is looked up: 16 hex digits."""
    return hashlib.sha256(code.encode()).hexdigest()[:CODE_HASH]


def check_character(body: str) -> str:
    """The last character of a code: catches one wrong character and two that changed places."""
    total = sum((place + 2) * ALPHABET.index(char) for place, char in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
