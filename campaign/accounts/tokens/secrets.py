"""The secret of a token: a prefix that scanners for leaked secrets know, 40 random characters, and a checksum."""

import re
import secrets
import zlib
from typing import Final

PREFIX: Final = "adz_"
_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM: Final = 40  # of 62 letters: 238 bits
_SUM: Final = 6
_SHAPE: Final = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_RANDOM + _SUM}}}")


def new_secret() -> str:
    body = "".join(secrets.choice(_LETTERS) for _letter in range(_RANDOM))
    return f"{PREFIX}{body}{_checksum(body)}"


def is_secret(given: str) -> bool:
    """Whether this can be a token at all: the right shape, and the checksum that follows from the rest."""
    if not _SHAPE.fullmatch(given):
        return False
    body = given[len(PREFIX) :]
    return _checksum(body[:_RANDOM]) == body[_RANDOM:]


def _checksum(body: str) -> str:
    left, letters = zlib.crc32(body.encode()), ""
    for _place in range(_SUM):
        left, letter = divmod(left, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters
