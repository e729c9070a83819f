"""How old somebody may be on a day, judged from what little is known: a year, and a date only where it was asked for."""

from calendar import isleap
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, extract, or_

from campaign.people.minors.schemas import Ages, Born
from campaign.people.models import Person

NO_RULE: Final = Ages(0, 0)
OLDEST_MINOR: Final = 21  # no rule asks for more (`age_rules`)


def youngest(born: Born, day: date) -> int | None:
    """The youngest somebody can be on `day`; None when nothing is known.

    Whoever has a birthday later in the year counts as not having had it. A date of another year than the known one is no
    date: the triggers judge the same way.
    """
    if born.day is not None and born.year in (None, born.day.year):
        return day.year - born.day.year - ((day.month, day.day) < (born.day.month, born.day.day))
    return None if born.year is None else day.year - born.year - 1


def may_be_under(born: Born, day: date, age: int) -> bool:
    """Whether somebody may be younger than `age` on `day`. An unknown year says nothing."""
    known = youngest(born, day)
    return known is not None and known < age


def is_date_wanted(born: Born, day: date, age: int) -> bool:
    """Whether only the date tells: somebody turns `age` in the year of `day`, and it is not known on which."""
    return born.day is None and born.year is not None and day.year - born.year == age


def of_person(person: Person) -> Born:
    return Born(person.birth_year, person.birth_date)


def under(day: date, age: int) -> ColumnElement[bool]:
    """The same as a condition on people, for the day of one event."""
    is_short = (day.month, day.day) == (2, 29) and not isleap(day.year - age)
    of_age = date(day.year - age, day.month, 28 if is_short else day.day)
    is_known = and_(
        Person.birth_date.is_not(None),
        or_(Person.birth_year.is_(None), extract("year", Person.birth_date) == Person.birth_year),
    )
    return or_(and_(is_known, Person.birth_date > of_age), and_(~is_known, Person.birth_year >= day.year - age))
