"""Passwords: kept as argon2id, compared in about the same time for every account, and the rules of a new one."""

import unicodedata
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l

SHORTEST: Final = 10
LONGEST: Final = 200  # more would only cost time to hash
_hasher = PasswordHasher()


def _same_everywhere(password: str) -> str:
    """Two keyboards may send й as one character or as two; the password is the same."""
    return unicodedata.normalize("NFC", password)[:LONGEST]


def hashed(password: str) -> str:
    """What is kept. About 50 ms of CPU and 64 MB, on purpose."""
    return _hasher.hash(_same_everywhere(password))


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return hashed("nobody has this password")


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one. Where there is no hash to compare with, it takes as long and says no."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), _same_everywhere(password)) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether it was hashed with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def ensure_good(password: str, email: str) -> None:
    """Raises Invalid, for the field `password`, when it is too short, too long or the address itself."""
    plain = _same_everywhere(password).casefold().strip()
    address = email.casefold()
    if len(password) > LONGEST:
        problem = Problem("password", "too_long", _l("A password has at most %(most)s characters.", most=LONGEST))
    elif len(password) < SHORTEST:
        problem = Problem(
            "password",
            "too_short",
            _l("A password has at least %(least)s characters. Four words in a row are easy to remember.", least=SHORTEST),
        )
    elif plain in {address, address.partition("@")[0]}:
        problem = Problem("password", "is_email", _l("Your e-mail address is no password: others know it."))
    elif len(set(plain)) < 4:
        problem = Problem("password", "too_simple", _l("This password has too few different characters."))
    else:
        return
    raise Invalid(problem.message, [problem])
