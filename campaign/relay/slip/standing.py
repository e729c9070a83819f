"""What of a chain cannot be moved any more: where the baton is, what was handed over, which handovers are agreed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Words, _
from campaign.relay.custody import queries as custody
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import OPEN_STATES, HandoverState
from campaign.relay.dates import Severity, Stay
from campaign.relay.schemas import SlipClash, StopRow
from campaign.web.templating import day

BEGUN = (HandoverState.LEFT, HandoverState.CONFIRMED)
PAGE = ("custody_staff.handover", "handover_id")


@dataclass(frozen=True)
class Agreed:
    """A handover that is agreed but has not left: it may still be given another day. A side that is a body is None."""

    id: int
    number: str
    giver: int | None
    receiver: int | None


@dataclass(frozen=True)
class Standing:
    """How far the relay has come.

    The first `done` stops have handed the baton on; `begun` says that it has set out, so that the stop at place `done`
    has it or is about to get it. Their days so far are facts.
    """

    done: int
    begun: bool
    agreed: tuple[Agreed, ...]


def hold_handovers(session: Session, relay_id: int) -> None:
    """Let no agreed handover of the relay leave, nor be confirmed or cancelled, until the unit of work ends."""
    session.execute(select(Handover.id).where(Handover.relay_id == relay_id, Handover.state.in_(OPEN_STATES)).with_for_update())


def standing_of(relay_id: int, chain: Sequence[StopRow]) -> Standing:
    """By the custody of the baton's items, and by the dates where it has none. Seven statements at most.

    A stop that still has the baton although its last day is over can be given a later one.
    """
    rows = db.session.execute(
        select(Handover.id, Handover.number, Handover.state, Handover.giver_stop_id, Handover.receiver_stop_id).where(
            Handover.relay_id == relay_id, Handover.state.in_((*BEGUN, *OPEN_STATES))
        )
    ).all()
    places = {stop.id: place for place, stop in enumerate(chain)}
    given = [places[row.giver_stop_id] + 1 for row in rows if row.state in BEGUN and row.giver_stop_id in places]
    taken = [places[row.receiver_stop_id] for row in rows if row.state in BEGUN and row.receiver_stop_id in places]
    held = _held_by(relay_id, places, len(chain))
    passed = held if held is not None else sum(stop.departs_on < _today(stop) for stop in chain)
    first = chain[0] if chain else None
    set_out = held is None and first is not None and first.arrives_on < _today(first)
    agreed = (
        Agreed(row.id, row.number, row.giver_stop_id, row.receiver_stop_id)
        for row in rows
        if row.state is HandoverState.PROPOSED
    )
    return Standing(max([passed, *given, *taken]), bool(given or taken or passed) or set_out, tuple(agreed))


def _held_by(relay_id: int, places: dict[int, int], stops: int) -> int | None:
    """The place of the stop that has the baton or is about to receive it; None where no item says so."""
    place = custody.places_of([relay_id]).get(relay_id)
    if place is None:
        return None
    if place.party.stop_id is None:
        return stops if place.has_begun else 0
    return places.get(place.party.stop_id, 0)


def _today(stop: StopRow) -> date:
    return clock.campaign_today(stop.time_zone)


def ensure_free(standing: Standing, chain: Sequence[StopRow], before: Sequence[Stay], after: Sequence[Stay]) -> None:
    """Raises Invalid where the new days would rewrite what is done, or lie in the past themselves."""
    rows = {stop.unit_code: stop for stop in chain}
    for place in range(standing.done):
        if place >= len(after) or _days(after[place]) != _days(before[place]):
            raise _fixed(
                _("%(place)s has handed the baton on already: its stay is not changed any more.", place=chain[place].name)
            )
    if standing.begun and standing.done < len(before):
        here, now = before[standing.done], after[standing.done] if standing.done < len(after) else None
        if now is None or (now.unit, now.arrives) != (here.unit, here.arrives):
            words = _(
                "The baton is at %(place)s already, or on its way there: its day of arrival and its place in the chain stay. "
                "Make its stay longer or shorter instead.", place=chain[standing.done].name,
            )  # fmt: skip
            raise _fixed(words)
    for words in _past(before, after, rows):
        raise _fixed(words)


def _days(stay: Stay) -> tuple[str, date, date]:
    return stay.unit, stay.arrives, stay.departs


def _fixed(words: Words) -> Invalid:
    return Invalid(words, [Problem("stop", "done", words)])


def _past(before: Sequence[Stay], after: Sequence[Stay], rows: dict[str, StopRow]) -> Iterator[str]:
    """A new day of arrival at the beginning, or of a handover, that is over already."""
    known = {stay.unit: stay for stay in before}
    today = _today(next(iter(rows.values())))
    if after[0].arrives < today and after[0].arrives != before[0].arrives:
        yield _("The relay would begin on %(day)s, which is over already.", day=day(after[0].arrives))
    for stay in after:
        if stay.departs < today and (stay.unit not in known or known[stay.unit].departs != stay.departs):
            name = rows[stay.unit].name if stay.unit in rows else stay.unit
            yield _("%(place)s would hand the baton over on %(day)s, which is over already.", place=name, day=day(stay.departs))


def clashes_of_agreed(
    standing: Standing, chain: Sequence[StopRow], before: Sequence[Stay], after: Sequence[Stay]
) -> Iterator[SlipClash]:
    """Handovers whose day becomes another are told; one whose two sides would no longer follow each other stands in the way."""
    codes = {stop.id: stop.unit_code for stop in chain}
    was, then = _pairs(before), _pairs(after)
    leaves = {stay.unit for stay in before} - {stay.unit for stay in after}
    for handover in standing.agreed:
        pair = codes.get(handover.giver or 0), codes.get(handover.receiver or 0)
        page = (*PAGE, handover.id)
        if leaves & {*pair} or (pair in was and pair not in then):
            words = _(
                "Handover No. %(number)s is agreed, and its sides would no longer follow each other.", number=handover.number
            )
            yield SlipClash(Severity.HARD, words, _("Cancel that handover first."), handover.giver or handover.receiver, page)
        elif pair in was and then[pair] != was[pair]:
            words = _(
                "Handover No. %(number)s is agreed for %(day)s, the chain would plan it for %(then)s.",
                number=handover.number, day=day(was[pair]), then=day(then[pair]),
            )  # fmt: skip
            note = _("Agree on the new day with both sides; the handover itself is not changed.")
            yield SlipClash(Severity.SOFT, words, note, handover.giver or handover.receiver, page)


def _pairs(stays: Sequence[Stay]) -> dict[tuple[str | None, str | None], date]:
    """Who hands over to whom on which day; None is the body at either end."""
    if not stays:
        return {}
    codes = [None, *(stay.unit for stay in stays), None]
    days = [stays[0].arrives, *(stay.departs for stay in stays)]
    return {(codes[place], codes[place + 1]): found for place, found in enumerate(days)}
