"""Fields sealed at rest, blind indexes to find them by, and tokens kept only as hashes.

A sealed value is AES-256-GCM, bound to its table, column and row: copied into another row it does not open. It begins with the
number of its key, so that keys can change (`core.keys`). A blind index is an HMAC: equal texts have equal indexes, and nothing
can be read back.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count as counting
from operator import mul
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

FIRST: Final = b"\x01"  # sealed with key 1, as everything was before keys had numbers
NUMBERED: Final = b"\x02"  # then two bytes with the number
NUMBER: Final = 2
NONCE: Final = 12
DRAWN: Final = 1_000  # nonces at a time
UID_LENGTH: Final = 22
UID_DRAWN: Final = 24  # characters: what is drawn for one is no part of a character's bits, nor of another's
UID_BYTES: Final = 18
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXY"  # 29, a prime; no 0 O 1 I L U Z: read aloud and typed on old phones
CODE_LENGTH: Final = 7
PIN_LENGTH: Final = 6
_PLACE_OF: Final = {char: place for place, char in enumerate(ALPHABET)}
_FAIR: Final = 256 // len(ALPHABET) * len(ALPHABET)
_LETTERS: Final = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_UNFAIR: Final = bytes(range(_FAIR, 256))
CODE_HASH: Final = 16  # hex digits: two codes of one event never meet in them
_KEYS: Final = "campaign_keys"
_REREAD: Final = "campaign_keys_reread"


@dataclass(frozen=True)
class Keys:
    """The keys in use: those that open fields by their number, the one that seals, those of indexes and of tokens.

    `index` finds what can be found anew from a sealed column and changes with it; `bodies` is the first of them and stays, for
    what cannot be reckoned again.
    """

    fields: Mapping[int, AESGCM]
    sealing: int
    index: bytes
    bodies: bytes
    tokens: bytes

    @classmethod
    def derive(cls, data_key: bytes) -> "Keys":
        """The first keys of an installation."""
        bodies = derived_key(data_key, "index")
        return cls({1: AESGCM(derived_key(data_key, "fields"))}, 1, bodies, bodies, derived_key(data_key, "tokens"))


def derived_key(data_key: bytes, use: str) -> bytes:
    """256 bits for one use, from which neither the data key nor another follows."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use.encode()).derive(data_key)


def install_keys(keys: Keys, reread: Callable[[], Keys] | None = None) -> None:
    """Use these; `reread` is asked when a value was sealed with a key that another process made meanwhile."""
    current_app.extensions[_KEYS] = keys
    current_app.extensions[_REREAD] = reread


def keys_now() -> Keys:
    """Those in use. Whoever makes thousands of values asks once and hands them on: asking costs half as much as sealing."""
    keys: Keys = current_app.extensions[_KEYS]
    return keys


def seal(text: str, column: str, row: str, keys: Keys | None = None) -> bytes:
    """`text` sealed for `column` ("people.phone") of the row whose `uid` is `row`."""
    return seal_bytes(text.encode(), column, row, keys)


def seal_bytes(content: bytes, column: str, row: str, keys: Keys | None = None) -> bytes:
    """The same for what is no text, such as a part of a file."""
    return _sealed(keys or keys_now(), secrets.token_bytes(NONCE), content, f"{column}:{row}")


def sealing(column: str, keys: Keys) -> Callable[[str, str], bytes]:
    """`seal` for thousands of texts of one column, given text and row: nonces are drawn together."""
    nonces = _pieces(NONCE)
    return lambda text, row: _sealed(keys, next(nonces), text.encode(), f"{column}:{row}")


def _sealed(keys: Keys, nonce: bytes, content: bytes, place: str) -> bytes:
    return prefix_of(keys.sealing) + nonce + keys.fields[keys.sealing].encrypt(nonce, content, place.encode())


def _pieces(length: int) -> Iterator[bytes]:
    """Random bytes, so many at a time, for ever: asking the system for each piece costs more than sealing a value."""
    while True:
        drawn = secrets.token_bytes(length * DRAWN)
        for start in range(0, len(drawn), length):
            yield drawn[start : start + length]


def prefix_of(number: int) -> bytes:
    """How everything begins that was sealed with this key."""
    return FIRST if number == 1 else NUMBERED + number.to_bytes(NUMBER)


def sealing_key() -> int:
    """The number of the key that seals now."""
    return keys_now().sealing


def unseal(sealed: bytes, column: str, row: str) -> str:
    """The text again. Raises ValueError when it was sealed for another place, with another key, or was changed."""
    return unseal_bytes(sealed, column, row).decode()


def unseal_bytes(sealed: bytes, column: str, row: str) -> bytes:
    """What `seal_bytes` sealed. Raises ValueError as `unseal` does."""
    key, begins = _opening(sealed, column)
    nonce, body = sealed[begins : begins + NONCE], sealed[begins + NONCE :]
    try:
        return key.decrypt(nonce, body, f"{column}:{row}".encode())
    except (InvalidTag, ValueError) as error:
        raise ValueError(f"{column}: does not open with this key in this row") from error


def _opening(sealed: bytes, column: str) -> tuple[AESGCM, int]:
    """The key that opens it, and where the nonce begins."""
    if sealed[:1] == FIRST:
        number, begins = 1, 1
    elif sealed[:1] == NUMBERED:
        begins = 1 + NUMBER
        number = int.from_bytes(sealed[1:begins])
    else:
        raise ValueError(f"{column}: sealed in an unknown way")
    key = keys_now().fields.get(number)
    if key is None and (reread := current_app.extensions[_REREAD]) is not None:
        current_app.extensions[_KEYS] = reread()
        key = keys_now().fields.get(number)
    if key is None:
        raise ValueError(f"{column}: sealed with key {number}, which is not there any more")
    return key, begins


def blind_index(text: str, column: str) -> str:
    """32 hex digits, equal for equal texts of one column, for ever: for what cannot be reckoned again, such as a body."""
    return _hidden(keys_now().bodies, text, column)


def search_index(text: str, column: str, keys: Keys | None = None) -> str:
    """The same for finding a sealed column, from which it can be reckoned again: `keys rotate --index` changes it."""
    return _hidden((keys or keys_now()).index, text, column)


def _hidden(key: bytes, text: str, column: str) -> str:
    return hmac.digest(key, f"{column}:{text}".encode(), "sha256").hex()[:32]


def new_uid() -> str:
    """A random name for a row, 22 URL-safe characters; known before the row has a number."""
    return next(new_uids(1))


def new_uids(count: int) -> Iterator[str]:
    """So many of them, drawn at once: asking the system anew for each costs more than the rest."""
    drawn = base64.urlsafe_b64encode(secrets.token_bytes(UID_BYTES * count)).decode()
    for start in range(0, len(drawn), UID_DRAWN):
        yield drawn[start : start + UID_LENGTH]


def new_token() -> str:
    """A secret for a link or a cookie, 43 URL-safe characters, 256 bits."""
    return secrets.token_urlsafe(32)


def derived_token(purpose: str, uid: str, generation: int, keys: Keys | None = None) -> str:
    """A token that can be shown again and withdrawn by a new generation: 32 URL-safe characters, 192 bits."""
    digest = hmac.digest((keys or keys_now()).tokens, f"{purpose}:{uid}:{generation}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def derived_pin(purpose: str, uid: str, generation: int) -> str:
    """Six digits that follow from the key in the same way; good only where guessing is counted and ends."""
    digest = hmac.digest(keys_now().tokens, f"pin:{purpose}:{uid}:{generation}".encode(), "sha256")
    return f"{int.from_bytes(digest[:16]) % 10**PIN_LENGTH:0{PIN_LENGTH}d}"


def token_hash(token: str) -> str:
    """What is stored of a token, and all that is looked up: 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """A short public code: six characters that are not mixed up when read aloud, and a check character."""
    return next(new_codes(1))


def new_codes(count: int) -> Iterator[str]:
    """So many of them, drawn at once; two may be the same."""
    letters, needed = "", count * (CODE_LENGTH - 1)
    while len(letters) < needed:  # bytes beyond the last multiple of the alphabet's length would favour its first letters
        drawn = secrets.token_bytes(needed - len(letters) + CODE_LENGTH)
        letters += drawn.translate(_LETTERS, _UNFAIR).decode()
    for start in range(0, needed, CODE_LENGTH - 1):
        body = letters[start : start + CODE_LENGTH - 1]
        yield body + check_character(body)


def is_code(typed: str) -> bool:
    """Whether this can be a code: the right letters, and the check character that follows from the others."""
    return len(typed) == CODE_LENGTH and set(typed) <= set(ALPHABET) and check_character(typed[:-1]) == typed[-1]


def code_hash(code: str) -> str:
    """What a phone at the door keeps of a code, and by which the code is looked up: 16 hex digits."""
    return hashlib.sha256(code.encode()).hexdigest()[:CODE_HASH]


def check_character(body: str) -> str:
    """The last character of a code: catches one wrong character and two that changed places."""
    return ALPHABET[sum(map(mul, map(_PLACE_OF.__getitem__, body), counting(2))) % len(ALPHABET)]
