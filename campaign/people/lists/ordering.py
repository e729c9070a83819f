"""In which order people stand on a list: by name, or by organisation, group or role and then by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

from campaign.core.i18n import _l, language
from campaign.core.text import sort_key
from campaign.papers.schemas import Choice
from campaign.people.lists.schemas import EventList, ListLine


class Order(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    GROUP = "group"
    ROLE = "role"


ORDER: Final = Choice(
    "order", _l("Order of the list"), Order.NAME.value,
    values=(
        (Order.NAME.value, _l("by name")), (Order.ORGANISATION.value, _l("by organisation, then by name")),
        (Order.GROUP.value, _l("by group, then by name")), (Order.ROLE.value, _l("by role, then by name")),
    ),
)  # fmt: skip
Line = TypeVar("Line")
_SAID: Final[dict[Order, Callable[[ListLine], str]]] = {
    Order.NAME: lambda line: line.full_name,
    Order.ORGANISATION: lambda line: line.organisation,
    Order.GROUP: lambda line: line.group,
    Order.ROLE: lambda line: line.role.text(),
}


def ordered(lines: Sequence[Line], order: Order, said: Callable[[Line], str]) -> tuple[Line, ...]:
    """Lines that stand in the order of names already, by what is `said` of them, in the alphabet of the language spoken.

    Those of whom nothing is said come last.
    """
    if order is Order.NAME:
        return tuple(lines)
    keys = {words: (not words, sort_key(words, language())) for words in map(said, lines)}
    return tuple(sorted(lines, key=lambda line: keys[said(line)]))


def in_order(shown: EventList, chosen: Mapping[str, str]) -> EventList:
    """The list in the order that was chosen."""
    order = Order(chosen.get(ORDER.name, ORDER.usual))
    return replace(shown, lines=ordered(shown.lines, order, _SAID[order]))
