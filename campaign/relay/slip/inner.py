"""Relays inside of stops when the stops around them move: they go along, and stay within the days of their stop."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from campaign.core import clock
from campaign.core.i18n import _, _l
from campaign.relay import queries as relay_queries
from campaign.relay.custody import queries as custody
from campaign.relay.dates import Severity, Stay
from campaign.relay.schemas import RelayRow, SlipClash, StopMove, StopRow
from campaign.relay.slip.schemas import InnerRelay
from campaign.web.templating import day_span

PAGE = ("relay_staff.relay", "relay_id")


def inner_of(moves: Sequence[StopMove]) -> tuple[tuple[InnerRelay, ...], tuple[SlipClash, ...]]:
    """What goes along inside of these stops, and what keeps it from that.

    One statement, and seven more where something is inside.
    """
    by_stop = {move.stop_id: move for move in moves}
    rows = relay_queries.nested_relays(list(by_stop)) if moves else ()
    if not rows:
        return (), ()
    ids = [row.id for row in rows]
    chains, begun = (
        relay_queries.chains_of(ids),
        {place.relay_id for place in custody.places_of(ids).values() if place.has_begun},
    )
    found: list[InnerRelay] = []
    clashes: list[SlipClash] = []
    for row in rows:
        move = by_stop[row.parent_stop_id or 0]
        days = (move.after.arrives - move.before.arrives).days if move.after is not None else 0
        chain = chains.get(row.id, ())
        inner = InnerRelay(row, move.stop_id, days, tuple(moves_of(chain, days)))
        clashes += _clashes(inner, move, row.id in begun)
        if days:
            found.append(inner)
    return tuple(found), tuple(clashes)


def moves_of(chain: Sequence[StopRow], days: int) -> Iterator[StopMove]:
    """A whole chain, so many days later."""
    step = timedelta(days=days)
    for stop in chain:
        before = Stay(stop.unit_code, stop.position, stop.arrives_on, stop.departs_on)
        after = replace(before, arrives=before.arrives + step, departs=before.departs + step)
        yield StopMove(stop.id, stop.relay_id, stop.region_id, stop.name, stop.time_zone, before, after)


def _clashes(inner: InnerRelay, move: StopMove, begun: bool) -> Iterator[SlipClash]:
    page = (*PAGE, inner.relay.id)
    if move.after is None:
        words = _("%(place)s has a relay of its own inside.", place=move.name)
        yield SlipClash(Severity.HARD, words, _l("Take that relay back first, or move this stop instead."), move.stop_id, page)
    elif inner.days and (begun or inner.relay.starts_on < clock.campaign_today(move.time_zone)):
        words = _("The relay inside %(place)s has begun, so it cannot go along.", place=move.name)
        yield SlipClash(Severity.HARD, words, _l("Make the stay longer or shorter instead."), move.stop_id, page)
    elif not inner.relay.may_outlast and not move.after.arrives <= inner.starts_on <= inner.ends_on <= move.after.departs:
        words = _(
            "The relay inside %(place)s would run %(days)s, beyond the stay of its stop.", place=move.name,
            days=day_span((inner.starts_on, inner.ends_on)),
        )  # fmt: skip
        yield SlipClash(Severity.HARD, words, _l("Move or shorten the relay inside first."), move.stop_id, page)


def clashes_with_around(relay: RelayRow, after: Sequence[Stay]) -> Iterator[SlipClash]:
    """Of a relay that is itself inside of a stop: it stays within the days of that stop. One statement where it is."""
    if relay.parent_stop_id is None or relay.may_outlast:
        return
    around = relay_queries.stop_row(relay.parent_stop_id)
    if not around.arrives_on <= after[0].arrives <= after[-1].departs <= around.departs_on:
        words = _(
            "The relay inside %(place)s would run %(days)s, beyond the stay of its stop.", place=around.name,
            days=day_span((after[0].arrives, after[-1].departs)),
        )  # fmt: skip
        yield SlipClash(Severity.HARD, words, _l("Make the stay of the stop around it longer first."), None)
