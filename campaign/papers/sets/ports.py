"""The port by which events tell paper sets what a stop consists of, and what has stirred since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campaign.papers.schemas import Subject
from campaign.papers.sets.schemas import Part


@dataclass(frozen=True)
class SetPort:
    """`parts_of`: what happens at a stop, in the order of time. `coming`: stops with what happens there on these days.

    Both take a constant number of statements and see what the asker sees.
    """

    parts_of: Callable[[int], Sequence[Part]]
    coming: Callable[[date, date], Sequence[tuple[Subject, Sequence[Part]]]]


PORTS: list[SetPort] = []
"""Filled by the registry."""
STIRRED: list[Callable[[Sequence[int], int, datetime], int]] = []
"""How many things about these events changed since this line of the audit and this real moment; one statement each."""
