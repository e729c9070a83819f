"""What is typed into the list of hours: a field a person, and one reason for all corrections."""

from collections.abc import Mapping

from campaign.core.text import clean_line
from campaign.people.hours.schemas import HoursWish, Typed, minutes_in
from campaign.web.numbers import whole_or_nought

_PREFIX = "hours-"


def typed_hours(given: Mapping[str, str]) -> Typed:
    """Fields are named `hours-17` and `seen-17` after the registration; an empty one says nothing."""
    words = {int(name[len(_PREFIX) :]): clean_line(given[name]) for name in given if _is_ours(name)}
    written = {number: typed for number, typed in words.items() if typed}
    minutes = {number: minutes_in(typed) for number, typed in written.items()}
    wishes = tuple(
        HoursWish(number, found, whole_or_nought(given.get(f"seen-{number}")))
        for number, found in minutes.items()
        if found is not None
    )
    wrong = tuple(number for number, found in minutes.items() if found is None)
    return Typed(words, wishes, wrong, clean_line(given.get("reason", "")))


def _is_ours(name: str) -> bool:
    number = name.removeprefix(_PREFIX)
    return name.startswith(_PREFIX) and number.isascii() and number.isdigit() and len(number) < 10
