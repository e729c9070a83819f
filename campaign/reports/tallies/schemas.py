"""What a stop comes to in one measure, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import Stage

EVERY_KIND: Final = ""  # a tally over all kinds of events


@dataclass(frozen=True)
class Tally:
    """One measure of a stop over its events of one kind, or of every kind.

    `people` counts each audience once and is None of what is no people. `missing`: events that were held and where this
    measure is usual, but of which nothing was said.
    """

    code: str
    kind: str
    stage: Stage
    times: Sum
    people: Sum | None = None
    missing: int = 0

    @property
    def headline(self) -> Sum:
        """What is told first: people where there are people."""
        return self.times if self.people is None else self.people

    def __add__(self, other: "Tally") -> "Tally":
        """The same measure of two stops: nobody is at the events of two stops for one audience, so both are added."""
        people = None if self.people is None and other.people is None else (self.people or Sum()) + (other.people or Sum())
        return replace(self, times=self.times + other.times, people=people, missing=self.missing + other.missing)


def together(tallies: Iterable[Tally]) -> Tally | None:
    """All of them added; None where there is none."""
    whole: Tally | None = None
    for one in tallies:
        whole = one if whole is None else whole + one
    return whole
