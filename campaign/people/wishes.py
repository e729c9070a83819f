"""What can be wrong with what people say of themselves, judged the same for a form, a coordinator and an import."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from campaign.core.errors import Problem
from campaign.core.i18n import Words, _, _l

OLDEST: Final = 110
FEWEST_LETTERS: Final = 2


def name_complaint(full_name: str) -> Words | None:
    """A sentence when this is no name of a person: it has letters of some alphabet; signs and digits may stand beside them."""
    if sum(char.isalpha() for char in full_name) < FEWEST_LETTERS:
        return _l("Please write the name in letters, as in the document. For example: Сейтова Әлия.")
    return None


def birth_year_complaint(year: int, today: date) -> Words | None:
    """A sentence when nobody alive, or nobody yet, was born in that year."""
    if today.year - OLDEST <= year <= today.year:
        return None
    return _(
        "The year has four digits and lies between %(first)s and %(last)s.",
        first=today.year - OLDEST,
        last=today.year,
    )


def problems_with(full_name: str, birth_year: int | None, today: date) -> Iterator[Problem]:
    """All that is wrong with a name and a birth year; an unknown year is fine."""
    if words := name_complaint(full_name):
        yield Problem("full_name", "no_name", words)
    if birth_year is not None and (words := birth_year_complaint(birth_year, today)):
        yield Problem("birth_year", "no_year", words)
