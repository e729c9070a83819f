"""Many words looked for at once: of thousands of people whose term is over, as fast as of one."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from campaign.core.i18n import Translated
from campaign.people.privacy.schemas import ERASED, Needles

BEGIN: Final = 6  # characters by which a word is looked up; shorter ones are tried one by one


class Words(Protocol):
    """What is to be taken out of a text."""

    def without(self, said: str) -> str:
        """The text with a dash in place of each of the words, the longest first."""


class Few:
    """Some words, each looked for in its turn."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = longest_first(words)

    def without(self, said: str) -> str:
        for word in self.words:
            if word in said:
                said = said.replace(word, ERASED)
        return said


class Many:
    """Thousands of words: a text is walked through once, whatever their number; some 0.1 µs a character."""

    def __init__(self, words: Iterable[str]) -> None:
        begins: dict[str, list[str]] = defaultdict(list)
        for word in set(words):
            begins[word[:BEGIN]].append(word)
        self._begins = dict(begins)
        self._short = [begin for begin in begins if len(begin) < BEGIN]
        self._lengths = sorted({len(begin) for begin in begins})

    def found(self, said: str) -> set[str]:
        """Those that stand in the text."""
        begins = self._begins
        if len(said) <= BEGIN:
            near: Any = (said[place : place + size] for size in self._lengths for place in range(len(said)))
        else:
            near = (said[place : place + BEGIN] for place in range(len(said) - BEGIN + 1))
        hits = {begin for begin in near if begin in begins} | {begin for begin in self._short if begin in said}
        return {word for begin in hits for word in begins[begin] if word in said}

    def without(self, said: str) -> str:
        hits = self.found(said) if said else ()
        return Few(hits).without(said) if hits else said


class Both:
    """The words of all, and in rows of somebody's those of theirs."""

    def __init__(self, first: Words, then: Words) -> None:
        self._first, self._then = first, then

    def without(self, said: str) -> str:
        return self._first.without(self._then.without(said))


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


class Sought:
    """Everything that means some people: their words, and the marks by which a row is known as one of theirs."""

    def __init__(self, needles: Sequence[Needles]) -> None:
        self.needles = tuple(needles)
        everywhere = [word for one in needles for word in one.everywhere]
        self.words: Words = Many(everywhere) if len(needles) > 1 else Few(everywhere)
        self._marks: dict[str, list[Needles]] = defaultdict(list)
        for one in needles:
            for mark in one.marks:
                self._marks[mark].append(one)
        self.is_nothing = not any(one.everywhere or one.names for one in needles)
        marked = {*everywhere, *self._marks}
        self.marked = Many({way for word in marked for way in (word, json.dumps(word)[1:-1])}) if len(needles) > 1 else None

    def cleaned(self, value: Any) -> Any:
        """The value with dashes in place of their words; in a row that is marked as theirs, of their names too."""
        return self._cleaned(value, self.words)

    def _cleaned(self, value: Any, words: Words) -> Any:
        if isinstance(value, str):
            return words.without(value)
        if isinstance(value, Translated):
            return Translated.of({code: words.without(said) for code, said in value.as_dict().items()})
        if isinstance(value, dict):
            within = self._within(value.values(), words)
            return {
                words.without(key) if isinstance(key, str) else key: self._cleaned(each, within) for key, each in value.items()
            }
        if isinstance(value, list | tuple):
            within = self._within(value, words)
            return [self._cleaned(each, within) for each in value]
        return value

    def _within(self, values: Iterable[Any], words: Words) -> Words:
        theirs = [one for each in values if isinstance(each, str) and each in self._marks for one in self._marks[each]]
        if not theirs:
            return words
        return Both(words, Few([word for one in theirs for word in one.in_their_rows]))

    def may_be_in(self, said: str) -> bool:
        """Whether a text as it is kept, JSON unopened, has one of their words or marks in it."""
        return self.marked is None or bool(self.marked.found(said))
