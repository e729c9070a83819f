"""The languages of the house: the one place that lists them. A further one is a line here and a file of words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, `name` and `short` are its own, as its speakers look for them.

    `nearest` says in which languages somebody who reads this one is answered where nothing is written in it, first the best.
    """

    code: str
    name: str
    short: str
    nearest: tuple[str, ...]


# The first three are the house's own: every sentence, paper and counted noun exists in each of them.
DECLARED: Final = (
    Language("kk", "Қазақша", "ҚАЗ", ("ru", "en")),
    Language("ru", "Русский", "РУС", ("kk", "en")),
    Language("en", "English", "ENG", ("ru", "kk")),
)
OWN: Final = ("kk", "ru", "en")
LANGUAGES: Final = tuple(one.code for one in DECLARED)
FURTHER: Final = LANGUAGES[len(OWN) :]
LANGUAGE_NAMES: Final = {one.code: one.name for one in DECLARED}
LANGUAGE_SHORTS: Final = {one.code: one.short for one in DECLARED}
FALLBACKS: Final = {one.code: (one.code, *one.nearest) for one in DECLARED}


def nearest(table: Mapping[str, V], code: str) -> V:
    """What a table of languages has for `code`, or for the first of its nearest: a width, the words of a law.

    >>> nearest({"kk": "Ту", "en": "Flag"}, "ru")
    'Ту'
    """
    return next(table[other] for other in FALLBACKS[code] if other in table)


def own(code: str) -> str:
    """`code`, or the nearest of the house's own three: in it nouns are counted and names are put in order."""
    return next(other for other in FALLBACKS[code] if other in OWN)
