"""What the pages of seats send: who is ticked and what is to be done, and which plan is meant."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from campaign.core.text import clean_line
from campaign.motorcades.seats.schemas import MOST_AT_ONCE, Act, PlanKind
from campaign.web.forms import sent_key
from campaign.web.numbers import whole_or_none, wholes_in


@dataclass(frozen=True)
class Ticked:
    """What was ticked and chosen; a word that is none of ours becomes None."""

    act: Act | None
    people: frozenset[int]
    group_id: int | None
    car_id: int | None
    key: str


@dataclass(frozen=True)
class Asked:
    """Which plan: its kind, and the car that does not come."""

    kind: PlanKind
    without_id: int | None
    stamp: str
    key: str


def ticked(given: MultiDict[str, str]) -> Ticked:
    word = given.get("act", "")
    return Ticked(
        Act(word) if word in set(Act) else None, frozenset(wholes_in(given.getlist("person"))[: MOST_AT_ONCE + 1]),
        whole_or_none(given.get("group")), whole_or_none(given.get("car")), sent_key(given),
    )  # fmt: skip


def asked(given: MultiDict[str, str]) -> Asked:
    word = given.get("kind", "")
    kind = PlanKind(word) if word in set(PlanKind) else PlanKind.FRESH
    without = whole_or_none(given.get("without", "")) if kind is PlanKind.STEADY else None
    return Asked(kind, without, clean_line(given.get("stamp", ""))[:64], sent_key(given))
