"""Applying a slip, and undoing it: each is one unit of work, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound, Stale
from campaign.core.i18n import _l, _n
from campaign.core.outward import Act
from campaign.relay import policies
from campaign.relay import queries as relay_queries
from campaign.relay.dates import Stay
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import StopMove
from campaign.relay.services import REMOVAL_PORTS, SEASON_PORTS, ensure_kit, events_of, made_stop
from campaign.relay.slip import ports, queries
from campaign.relay.slip.models import Slip
from campaign.relay.slip.schemas import SlipAct, SlipPreview, SlipWish
from campaign.relay.slip.standing import ensure_free, hold_handovers, standing_of
from campaign.territory.models import Unit

MEANWHILE = _l("Somebody else has changed this relay meanwhile. Here is what your step would do now; nothing was changed yet.")
_FAR = 100_000  # behind every position there is: positions are exchanged by way of it
_NO_SYNC = {"synchronize_session": False}
_FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Applied:
    """What a slip did."""

    slip_id: int
    stops: int
    things: int


def apply(wish: SlipWish, version: int, fingerprint: str, key: str) -> Applied:
    """Do what the preview of this wish showed.

    `version` is the relay's and `fingerprint` the preview's when the page was made. The same key gives the same answer. Raises
    NotFound, Refused, Invalid, Stale when something has changed since, Conflict while a hard clash stands.
    """
    with unit_of_work() as session:
        _ensure_may(session, wish.relay_id)
        if (earlier := operations.begin(session, "relay.slip", key, wish.as_facts())) is not None:
            return Applied(**earlier)
        _take_turn(session, wish.relay_id, version)
        seen = queries.preview(wish)
        if seen.fingerprint != fingerprint:
            raise Stale(MEANWHILE)
        _ensure_no_clash(seen)
        done = _carry_out(session, seen, version + 1)
        operations.finish(session, "relay.slip", key, vars(done))
        return done


def _ensure_may(session: Session, relay_id: int) -> None:
    region_id = session.scalar(select(Relay.region_id).where(Relay.id == relay_id))
    if region_id is None:
        raise NotFound(relay_queries.NO_RELAY)
    policies.ensure_can_plan(current_actor(), region_id)


def _take_turn(session: Session, relay_id: int, version: int) -> None:
    """One guarded UPDATE: of two people at once one goes on, and the other is told. Raises Stale."""
    mine = update(Relay).where(Relay.id == relay_id, Relay.version == version).values(version=Relay.version + 1)
    if session.execute(mine, execution_options=_NO_SYNC).rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(MEANWHILE)
    session.expire_all()
    hold_handovers(session, relay_id)
    for hold in ports.HELD_FIRST:
        hold(session, relay_id)


def _ensure_no_clash(seen: SlipPreview) -> None:
    if seen.hard:
        words = _n(
            "%(num)d clash stands in the way. Nothing was changed.", "%(num)d clashes stand in the way. Nothing was changed.",
            seen.hard,
        )  # fmt: skip
        raise Conflict(words)


def _carry_out(session: Session, seen: SlipPreview, version: int) -> Applied:
    wish, stops = seen.wish, _stops(session, seen.relay.id)
    relay = session.scalars(select(Relay).where(Relay.id == seen.relay.id), execution_options=_FRESH).one()
    facts: dict[str, Any] = {"relay": _of_relay(relay), "stops": [_of_stop(stop) for stop in stops], "inserted": None}
    made = _put_in(session, seen, stops)
    if made is not None and made not in stops:
        stops, facts["inserted"] = [*stops, made], made.id
    _write_chain(session, relay, stops, seen)
    facts["events"] = _fill(session, made, wish) if facts["inserted"] else 0
    facts["ports"] = {
        port.code: dict(port.apply(session, seen.moves, wish.only_unannounced, wish.reason)) for port in ports.SHIFT_PORTS
    }
    slip = _kept(session, seen, version, facts)
    return Applied(slip.id, slip.stops, slip.things)


def _stops(session: Session, relay_id: int) -> list[Stop]:
    """Every stop of the relay in its order, those left out behind. One statement."""
    asked = select(Stop).where(Stop.relay_id == relay_id).order_by(Stop.position)
    return list(session.scalars(asked, execution_options=_FRESH))


def _of_relay(relay: Relay) -> dict[str, Any]:
    return {
        "starts_on": relay.starts_on.isoformat(), "ends_on": relay.ends_on.isoformat(), "kilometres": relay.kilometres,
    }  # fmt: skip


def _of_stop(stop: Stop) -> dict[str, Any]:
    return {
        "id": stop.id, "position": stop.position, "arrives_on": stop.arrives_on.isoformat(),
        "departs_on": stop.departs_on.isoformat(), "kilometres": stop.kilometres, "road_km": stop.road_km,
        "left_out": stop.left_out,
    }  # fmt: skip


def _put_in(session: Session, seen: SlipPreview, stops: Sequence[Stop]) -> Stop | None:
    """The stop that is put in: a new one, or the one that was left out before."""
    line = next((line for line in seen.lines if line.stop_id is None), None)
    if line is None or line.after is None:
        return None
    known = next((stop for stop in stops if stop.unit_id == line.unit_id), None)
    if known is not None:
        return known
    zone = session.scalars(select(Unit.time_zone).where(Unit.id == line.unit_id)).one()
    made = Stop(
        relay_id=seen.relay.id, region_id=seen.relay.region_id, unit_id=line.unit_id, position=_FAR * 2,
        arrives_on=line.after.arrives, departs_on=line.after.departs, time_zone=zone,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _write_chain(session: Session, relay: Relay, stops: Sequence[Stop], seen: SlipPreview) -> None:
    """Give every stop its new place and days. A way that is another one is measured anew; what was typed of it is gone."""
    rows = {stop.unit_id: stop for stop in stops}
    order = [rows[line.unit_id] for line, _stay, _way in seen.chain]
    _renumber(session, [*order, *(stop for stop in stops if stop not in order)])
    giver: dict[int, int | None] = {line.unit_id: None for line in seen.before[:1]}
    giver |= {line.unit_id: before.unit_id for before, line in pairwise(seen.before)}
    gave: int | None = None
    for (line, stay, way), stop in zip(seen.chain, order, strict=True):
        if line.unit_id not in giver or giver[line.unit_id] != gave:
            stop.kilometres, stop.road_km = way, None
        stop.arrives_on, stop.departs_on, stop.left_out = stay.arrives, stay.departs, False
        gave = line.unit_id
    for stop in stops:
        stop.left_out = stop not in order
    relay.starts_on, relay.ends_on, relay.kilometres = order[0].arrives_on, seen.ends, seen.kilometres
    session.flush()


def _renumber(session: Session, order: Sequence[Stop]) -> None:
    """Positions from 1 in this order. No two stops have the same one at any moment."""
    if [stop.position for stop in order] == list(range(1, len(order) + 1)):
        return
    for shift in (_FAR, 1):
        for place, stop in enumerate(order):
            stop.position = place + shift
        session.flush()


def _fill(session: Session, made: Stop | None, wish: SlipWish) -> int:
    if made is None or not wish.kit:
        return 0
    ensure_kit(wish.kit)
    return sum(port.fill_stops(session, [made_stop(made)], wish.kit) for port in SEASON_PORTS)


def _kept(session: Session, seen: SlipPreview, version: int, facts: dict[str, Any]) -> Slip:
    wish, units = seen.wish, {line.stop_id: line.unit_id for line in seen.lines}
    about = wish.unit_id if wish.act is SlipAct.INSERT else units.get(wish.stop_id)
    slip = Slip(
        relay_id=seen.relay.id, region_id=seen.relay.region_id, act=wish.act, unit_id=about,
        other_unit_id=units.get(wish.other_stop_id) if wish.act is SlipAct.SWAP else None, days=wish.days, reason=wish.reason,
        only_unannounced=wish.only_unannounced, stops=len(seen.changed), things=len(seen.plan.shifts), facts=facts,
        version=version, made_at=clock.campaign_now(), made_by=current_actor().user_id,
    )  # fmt: skip
    session.add(slip)
    session.flush()
    after = {"slip": slip.id, "act": wish.act, "days": wish.days, "stops": slip.stops, "things": slip.things}
    audit.note(
        session, "relay.slipped", "relay", seen.relay.id, region_id=seen.relay.region_id, before=facts["relay"], after=after,
        reason=wish.reason,
    )  # fmt: skip
    _announce(session, seen.moves)
    return slip


def _announce(session: Session, moves: Sequence[StopMove]) -> None:
    """Which stops have other days now; without any for one that is left out."""
    told = (
        (
            move.region_id, move.stop_id,
            {
                "relay": move.relay_id, "arrives_on": move.after.arrives.isoformat() if move.after else None,
                "departs_on": move.after.departs.isoformat() if move.after else None,
            },
        )
        for move in moves
    )  # fmt: skip
    outward.announce_many(session, Act.RELAY_STOP_MOVED, told)


def undo(relay_id: int, slip_id: int) -> None:
    """Put back what the latest slip of a relay changed: the chain, and whatever shifted with it.

    Raises NotFound, Refused, Stale when it is not the latest or was undone, Conflict or Invalid with the reason when
    something has happened since.
    """
    with unit_of_work() as session:
        _ensure_may(session, relay_id)
        slip = session.scalars(select(Slip).where(Slip.id == slip_id, Slip.relay_id == relay_id)).one_or_none()
        if slip is None:
            raise NotFound(queries.NO_SLIP)
        if slip.undone_at is not None:
            raise Stale(_l("This step is undone already."))
        try:
            _take_turn(session, relay_id, slip.version)
        except Stale as error:
            raise Stale(_l("The relay was changed since. Only its latest step can be undone.")) from error
        _ensure_can_go_back(session, slip)
        _go_back(session, slip)
        audit.note(
            session, "relay.slip_undone", "relay", relay_id, region_id=slip.region_id, before={"slip": slip.id},
            after=slip.facts["relay"],
        )  # fmt: skip


def _ensure_can_go_back(session: Session, slip: Slip) -> None:
    """Raises Invalid where the baton has gone on since, Conflict where something was planned at a stop that was put in."""
    chain = relay_queries.chains_of([slip.relay_id])[slip.relay_id]
    codes = _codes(session, slip.relay_id)
    then = [_stay_of(was, codes[was["id"]]) for was in slip.facts["stops"] if not was["left_out"]]
    ensure_free(standing_of(slip.relay_id, chain), chain, queries.stays_of(chain), then)
    if (stop_id := slip.facts["inserted"]) is None:
        return
    gone = _l("Something was begun at the place that was put in. It stays; leave it out of the chain instead.")
    if len(events_of([stop_id])[stop_id]) != slip.facts["events"]:
        raise Conflict(gone)
    for port in REMOVAL_PORTS:
        try:
            port.ensure_removable(session, [stop_id])
        except Conflict as error:
            raise Conflict(gone) from error


def _codes(session: Session, relay_id: int) -> dict[int, str]:
    asked = select(Stop.id, Unit.code).join(Unit, Unit.id == Stop.unit_id)
    return {stop_id: code for stop_id, code in session.execute(asked.where(Stop.relay_id == relay_id))}


def _stay_of(was: Mapping[str, Any], code: str) -> Stay:
    return Stay(code, was["position"], date.fromisoformat(was["arrives_on"]), date.fromisoformat(was["departs_on"]))


def _go_back(session: Session, slip: Slip) -> None:
    facts = slip.facts
    moves = _moves_back(session, slip)
    for port in reversed(ports.SHIFT_PORTS):
        if port.code in facts["ports"]:
            port.undo(session, moves, facts["ports"][port.code])
    if facts["inserted"] is not None:
        session.execute(delete(Stop).where(Stop.id == facts["inserted"]))
    stops = {stop.id: stop for stop in _stops(session, slip.relay_id)}
    _renumber(session, [stops[was["id"]] for was in facts["stops"]])
    for was in facts["stops"]:
        _restore(stops[was["id"]], was)
    relay = session.scalars(select(Relay).where(Relay.id == slip.relay_id), execution_options=_FRESH).one()
    relay.starts_on, relay.ends_on = (date.fromisoformat(facts["relay"][name]) for name in ("starts_on", "ends_on"))
    relay.kilometres = facts["relay"]["kilometres"]
    _hand_on_the_turn(session, slip, relay.version)
    slip.undone_at, slip.undone_by = clock.campaign_now(), current_actor().user_id
    session.flush()
    _announce(session, moves)


def _hand_on_the_turn(session: Session, slip: Slip, version: int) -> None:
    """The chain is again as the slip before this one left it, so that one can be undone next."""
    before = Slip.relay_id == slip.relay_id, Slip.undone_at.is_(None), Slip.version == slip.version - 1
    session.execute(update(Slip).where(*before).values(version=version), execution_options=_NO_SYNC)


def _restore(stop: Stop, was: Mapping[str, Any]) -> None:
    stop.arrives_on, stop.departs_on = date.fromisoformat(was["arrives_on"]), date.fromisoformat(was["departs_on"])
    stop.kilometres, stop.road_km, stop.left_out = was["kilometres"], was["road_km"], was["left_out"]


def _moves_back(session: Session, slip: Slip) -> tuple[StopMove, ...]:
    """From where the stops were slipped to, to where they were."""
    rows = {stop.id: stop for stop in relay_queries.chains_of([slip.relay_id], with_left_out=True)[slip.relay_id]}
    found = []
    for was in slip.facts["stops"]:
        stop = rows[was["id"]]
        now, then = Stay(stop.unit_code, stop.position, stop.arrives_on, stop.departs_on), _stay_of(was, stop.unit_code)
        if stop.left_out != was["left_out"] or (now.arrives, now.departs) != (then.arrives, then.departs):
            back = None if was["left_out"] else then
            found.append(StopMove(stop.id, stop.relay_id, stop.region_id, stop.name, stop.time_zone, now, back))
    return tuple(found)
