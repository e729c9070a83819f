"""Finding everything: what a search asks of each feature, and what a feature answers (DESIGN, rule 6).

A feature answers in its own room by its own queries, so that the scope of whoever asks narrows what there is; the registry
lists those who answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from campaign.core.actor import Actor, P
from campaign.core.i18n import LANGUAGES, Translated, Words, use_language
from campaign.core.text import clean_line, fold

LONGEST: Final = 100
SHORTEST: Final = 2  # letters
AT_ONCE: Final = 5  # rows of one kind on the page
COUNTED: Final = 100  # rows of a large table that are looked for; there may be more
Row = TypeVar("Row")


@dataclass(frozen=True)
class Asked:
    """The words of a search as they were typed, cleaned, and folded one by one; a figure alone is a number and no word."""

    text: str = ""
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: str) -> "Asked":
        """What was typed, not longer than LONGEST; a single letter means nothing.

        >>> Asked.of("  Қуаныш  Өмір ").words == Asked.of("Kuanysh Omir").words
        True
        """
        text = clean_line(raw)[:LONGEST]
        words = tuple(fold(text).split())
        return cls(text, words if sum(map(str.isalnum, text)) >= SHORTEST else ())

    @property
    def means_something(self) -> bool:
        return bool(self.words) or any(char.isdigit() for char in self.text)

    @property
    def has_letters(self) -> bool:
        return any(char.isalpha() for char in self.text)

    def fits(self, key: str) -> bool:
        """Whether each of the words stands in a folded text."""
        return bool(self.words) and all(word in key for word in self.words)

    def names(self, key: str) -> bool:
        """Whether each of them begins a word of it: for what is told in so many words that parts of them stand anywhere."""
        return bool(self.words) and all(f" {word}" in f" {key}" for word in self.words)


@dataclass(frozen=True)
class Deed:
    """What may be done at once with something found: a link, or with `sends` a button that sends the page's language."""

    label: Words
    url: str
    sends: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Found:
    """One thing found: by what it is called, where its page is, and what tells it from others.

    `exact`: it was asked for by what only it has, a number, a plate or a code.
    """

    title: str
    url: str
    second: str = ""
    exact: bool = False
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True)
class Finding:
    """The best of what was found, how many there are (`or_more`: no more were counted), and the list of them all, if any."""

    rows: tuple[Found, ...] = ()
    total: int = 0
    or_more: bool = False
    url: str = ""

    @property
    def is_exact(self) -> bool:
        return any(row.exact for row in self.rows)


class Finder(Protocol):
    """One kind of things that can be found.

    `personal`: what it finds names people, so that a look at it is written down. `numbered`: it is asked for one figure, too.
    """

    label: Words
    permission: P
    icon: str
    personal: bool
    numbered: bool

    def find(self, asked: Asked) -> Finding:
        """What of it the words mean, in a number of statements that does not grow with what there is."""
        ...


FINDERS: list[Finder] = []  # in the order of the page (registry/ports.py)


def key_of(*texts: Translated | str) -> str:
    """The texts folded, in every language that they are written in: what `Asked.fits` looks into."""
    spelled = (text.as_dict().values() if isinstance(text, Translated) else (text,) for text in texts)
    return " | ".join(dict.fromkeys(fold(words) for some in spelled for words in some))


def keys_of(names: Sequence[Words]) -> list[str]:
    """The same of words of the interface, each in all languages."""
    spelled = []
    for code in LANGUAGES:
        with use_language(code):
            spelled.append([fold(str(name)) for name in names])
    return [" | ".join(dict.fromkeys(one)) for one in zip(*spelled, strict=True)]


def best(asked: Asked, rows: Iterable[tuple[str, Row]], *, by_words: bool = False) -> list[Row]:
    """Of rows with their keys those that fit, those first whose key begins as the search does; else in their order."""
    is_meant = asked.names if by_words else asked.fits
    fitting = [(key, row) for key, row in rows if is_meant(key)]
    begins = " ".join(asked.words)
    return [row for _key, row in sorted(fitting, key=lambda one: not one[0].startswith(begins))]


def listed(rows: Sequence[Found], url: str = "") -> Finding:
    """The answer of whoever has looked through all there is."""
    return Finding(tuple(rows[:AT_ONCE]), len(rows), url=url)


def find_everything(actor: Actor, asked: Asked) -> list[tuple[Finder, Finding]]:
    """All kinds of which something was found that the actor may read, those with an exact hit first."""
    answering = [finder for finder in FINDERS if actor.may(finder.permission) and (asked.words or finder.numbered)]
    found = [(finder, finder.find(asked)) for finder in answering] if asked.means_something else []
    return sorted(((finder, some) for finder, some in found if some.rows), key=lambda one: not one[1].is_exact)
