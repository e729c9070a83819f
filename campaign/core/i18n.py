"""The words of the interface, and texts that people wrote in several languages."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from flask_babel import LazyString, force_locale, get_locale, gettext, ngettext
from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator

from campaign.core.languages import FALLBACKS, FURTHER, LANGUAGE_NAMES, LANGUAGE_SHORTS, LANGUAGES, OWN, nearest, own

Words: TypeAlias = str | LazyString
Shape = TypeVar("Shape")
V = TypeVar("V")
_STOPS = "\u00a0г..", "\u00a0г."


def _(words: str, /, **values: Any) -> str:
    """The sentence in the reader's language, with its values put in. A date that ends in «г.» ends the sentence too.

    What stands in «» within «» is put between „“: «Лекция „Честный выбор“».
    """
    return _nested(str(gettext(words, **values)).replace(*_STOPS))


def _l(words: str, /, **values: Any) -> Words:
    """The same, looked up only when it is shown: for what is written outside a request."""
    return LazyString(_, words, **values)


def _n(one: str, many: str, num: int, /, **values: Any) -> str:
    """The form of the words that goes with `num`, which may stand in them as %(num)s."""
    return _nested(str(ngettext(one, many, num, **values)).replace(*_STOPS))


def _nested(text: str) -> str:
    """The text with other marks round what is quoted within a quotation. Two looks at a text without any."""
    if text.count("«") < 2:
        return text
    depth, signs = 0, list(text)
    for place, sign in enumerate(signs):
        if sign == "«":
            depth += 1
            signs[place] = sign if depth == 1 else "„"
        elif sign == "»" and depth:
            signs[place] = sign if depth == 1 else "“"
            depth -= 1
    return text if depth else "".join(signs)


__all__ = [
    "FALLBACKS",
    "FURTHER",
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "LANGUAGE_SHORTS",
    "OWN",
    "Translated",
    "TranslatedText",
    "Words",
    "_",
    "_l",
    "_n",
    "in_every_language",
    "language",
    "nearest",
    "own",
    "own_language",
    "spoken",
    "use_language",
]


def language() -> str:
    """The language of the person being answered, one of LANGUAGES."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "kk"


def own_language() -> str:
    """The same, or the nearest of kk, ru and en: for what the house can say, count and sort in these only."""
    return own(language())


def spoken(table: Mapping[str, V]) -> V:
    """What a table of languages has for the person being answered, in their language or the nearest it has."""
    return nearest(table, language())


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak `code` inside the block, whatever the request's language is (a paper, a letter)."""
    with force_locale(code):
        yield


def _with_every_language(shape: type[Shape]) -> type[Shape]:
    """Give the text a field for each further language, behind those of the house's own."""
    for code in FURTHER:
        setattr(shape, code, "")
    shape.__annotations__ = shape.__annotations__ | dict.fromkeys(FURTHER, str)
    return shape


@dataclass(frozen=True, slots=True)
@_with_every_language
class Translated:
    """One text in up to as many languages as are declared; empty means: not written in this language."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def text(self, code: str | None = None) -> str:
        """The text in `code` (the reader's language when None), else in the nearest language it has."""
        for other in FALLBACKS[code or language()]:
            if words := getattr(self, other):
                return str(words)
        return ""

    def __str__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru or self.en or (FURTHER and self.as_dict()))

    def each(self, change: Callable[[str], str]) -> "Translated":
        """The text with every language of it changed; what is not written stays so."""
        return Translated(**{code: change(words) for code, words in self.as_dict().items()})

    def as_dict(self) -> dict[str, str]:
        """Only the languages that are written, for storage and JSON."""
        return {code: words for code in LANGUAGES if (words := getattr(self, code))}

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Translated":
        return cls(**{code: words.get(code, "") for code in LANGUAGES})


def in_every_language(say: Callable[[], str]) -> Translated:
    """What `say` says in each language, to be kept."""
    said = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = say()
    return Translated.of(said)


@lru_cache(maxsize=4096)
def _read(stored: str) -> Translated:
    """What a column holds: the same few names and titles in thousands of rows, each read once."""
    return Translated.of(json.loads(stored))


class TranslatedText(TypeDecorator[Translated]):
    """Stores a `Translated` as one JSON value."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Translated | None, dialect: Dialect) -> Any:
        return None if value is None else value.as_dict()

    def process_result_value(self, value: Any, dialect: Dialect) -> Translated | None:
        return None if value is None else Translated.of(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """SQLite hands over the text that it keeps, of which each is read once; other drivers have read it already."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda stored: None if stored is None else _read(stored)
