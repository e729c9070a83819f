"""What can be wrong with what people say of themselves, judged the same for a form, a coordinator and an import."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from campaign.core.errors import Problem
from campaign.core.i18n import Words, _, _l

AGE_OF_CONSENT: Final = 16
OLDEST: Final = 110
FEWEST_LETTERS: Final = 2
A_PARENT_FIRST: Final = _l(
    "Nobody under 16 takes part without the consent of a parent. A parent signs it on paper with the coordinator of the event."
)


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


def may_be_a_child(birth_year: int | None, day: date) -> bool:
    """Whether somebody born in that year may be under 16 on `day`.

    Only a year is asked, so whoever turns 16 in the year of `day` counts as fifteen. An unknown year says nothing. Until a
    parent's consent can be recorded (SPEC P2), nobody who may be a child is registered at all: a place, a waiting list and a
    parent's signature belong together, and half of it would put a child on a list.
    """
    return birth_year is not None and day.year - birth_year <= AGE_OF_CONSENT


def birth_year_problem(birth_year: int | None, today: date, event_day: date) -> Problem | None:
    """What is wrong with a birth year, for an event on `event_day` registered for on `today`; an unknown one is fine."""
    if birth_year is None:
        return None
    if words := birth_year_complaint(birth_year, today):
        return Problem("birth_year", "no_year", words)
    if may_be_a_child(birth_year, min(today, event_day)):
        return Problem("birth_year", "child", A_PARENT_FIRST)
    return None


def problems_with(full_name: str, birth_year: int | None, today: date, event_day: date) -> Iterator[Problem]:
    """All that is wrong with a name and a birth year."""
    if words := name_complaint(full_name):
        yield Problem("full_name", "no_name", words)
    if problem := birth_year_problem(birth_year, today, event_day):
        yield problem
