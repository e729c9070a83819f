"""Opening campaigns, creating a season in one step, and taking it back."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, outward
from campaign.core.actor import current_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Translated, _l
from campaign.core.outward import Act
from campaign.relay import policies, queries
from campaign.relay.models import Campaign, Relay, Stop
from campaign.relay.planning import ensure_fits, propose
from campaign.relay.schemas import (
    CreatedSeason,
    EventBrief,
    KitBrief,
    MadeStop,
    NewCampaign,
    Plan,
    PlanWish,
    RemovalPort,
    SeasonPort,
)
from campaign.relay.wishes import facts_of
from campaign.territory.models import Body, Region

__all__ = [
    "REMOVAL_PORTS",
    "SEASON_PORTS",
    "change_campaign",
    "create_season",
    "ensure_kit",
    "events_of",
    "events_to_make",
    "kits",
    "made_stop",
    "open_campaign",
    "propose",
    "remove_season",
]

SEASON_PORTS: list[SeasonPort] = []  # filled by registry.py
REMOVAL_PORTS: list[RemovalPort] = []  # filled by registry.py
_BRAND = "«Адал жол – Честный путь»"


def create_season(wish: PlanWish, key: str, campaign_id: int | None = None) -> CreatedSeason:
    """Create the relay of this wish, all its stops and what the kit puts into them: all or nothing.

    `key` makes sending twice harmless. Without `campaign_id` the relay joins the campaign of its days, or one named after the
    region and the year is opened, which only a national coordinator may. Raises Invalid, NotFound, Refused, KeyReused.
    """
    plan = propose(wish)
    ensure_fits(plan)
    policies.ensure_can_plan(current_actor(), plan.region_id)
    with unit_of_work() as session:
        _ensure_can_carry(session, plan)
        if (answer := operations.begin(session, "relay.create_season", key, _facts(wish, campaign_id))) is not None:
            return CreatedSeason(**answer)
        ensure_kit(wish.kit)
        relay = _relay(session, plan, _campaign_of(session, plan, campaign_id))
        stops = _stops(session, relay, plan)
        events = _fill(session, stops, wish)
        made = {"relay_id": relay.id, "stops": len(stops), "events": events}
        audit.note(
            session, "relay.season_created", "relay", relay.id, region_id=relay.region_id,
            after={
                **made, "parent_stop_id": relay.parent_stop_id, "kit": wish.kit,
                "starts_on": relay.starts_on.isoformat(), "ends_on": relay.ends_on.isoformat(),
            },
        )  # fmt: skip
        outward.announce(session, Act.RELAY_CREATED, region_id=relay.region_id, relay=relay.id)
        operations.finish(session, "relay.create_season", key, made)
    return CreatedSeason(**made)


def _fill(session: Session, stops: Sequence[MadeStop], wish: PlanWish) -> int:
    """Put the events into the stops: those of the earlier relay's stop in the same place, else those of the kit."""
    earlier = _earlier(wish)
    pairs = [(earlier[stop.unit_id], stop) for stop in stops if stop.unit_id in earlier]
    fresh = [stop for stop in stops if stop.unit_id not in earlier]
    copied = sum(port.copy_stops(session, pairs) for port in SEASON_PORTS) if pairs else 0
    return copied + sum(port.fill_stops(session, fresh, wish.kit) for port in SEASON_PORTS if fresh)


def _earlier(wish: PlanWish) -> dict[int, int]:
    """The stops whose events are taken over, by their places. Raises NotFound for a relay that is not the actor's to see."""
    if wish.like_relay_id is None or not wish.own_events:
        return {}
    return {stop.unit_id: stop.id for stop in queries.chain_of(wish.like_relay_id)}


def _facts(wish: PlanWish, campaign_id: int | None) -> dict[str, Any]:
    """The wish in an order that is always the same, to tell a repeated form from another one."""
    return {**facts_of(wish), "campaign_id": campaign_id}


def _ensure_can_carry(session: Session, plan: Plan) -> None:
    """A stop carries a relay of its own, but a stop of such a relay does not. Raises Invalid."""
    if plan.parent is None:
        return
    if session.scalar(select(Relay.parent_stop_id).where(Relay.id == plan.parent.relay_id)) is not None:
        words = _l("This stop is part of a relay inside of another stop already, so it carries none of its own.")
        raise Invalid(words, [Problem("parent", "too_deep", words)])


def _campaign_of(session: Session, plan: Plan, campaign_id: int | None) -> int:
    if plan.parent is not None:
        return queries.campaign_of(plan.parent.relay_id).id
    if campaign_id is not None:
        return queries.campaign_row(campaign_id).id
    found = queries.campaign_for(plan.region_id, plan.wish.start)
    if found is None:  # of two who are first the second waits here, and joins the campaign of the first
        session.execute(select(Region.id).where(Region.id == plan.region_id).with_for_update(key_share=True))
        found = queries.campaign_for(plan.region_id, plan.wish.start)
    if found is not None:
        return found.id
    policies.ensure_can_open_campaign(current_actor())
    year, region = plan.wish.start.year, plan.region_name
    name = Translated(
        f"{_BRAND}, {region.kk}, {year} ж.", f"{_BRAND}, {region.ru}, {year} г.", f"{_BRAND}, {region.en}, {year}"
    )
    days = {"starts_on": plan.wish.start, "ends_on": plan.wish.until}
    campaign = Campaign(name=name, slogans=[], region_id=plan.region_id, made_at=clock.now(), **days)
    session.add(campaign)
    session.flush()
    audit.note(session, "relay.campaign_opened", "campaign", campaign.id, region_id=plan.region_id)
    return campaign.id


def _relay(session: Session, plan: Plan, campaign_id: int) -> Relay:
    relay = Relay(
        campaign_id=campaign_id, region_id=plan.region_id, as_of=plan.wish.as_of,
        last_receiver_id=_last_receiver(session, plan),
        starts_on=plan.stops[0].stay.arrives, ends_on=plan.stops[-1].stay.departs, last_day=plan.wish.until,
        kilometres=plan.kilometres, made_at=clock.now(), made_by=current_actor().user_id,
        wish=facts_of(plan.wish), parent_stop_id=plan.wish.parent_stop_id,
        may_outlast=plan.parent is not None and plan.wish.may_outlast,
    )  # fmt: skip
    session.add(relay)
    session.flush()
    return relay


def _last_receiver(session: Session, plan: Plan) -> int | None:
    """The body that receives the baton at the end: as wished, else the region's department, where it is known.

    Inside of a stop it may be any body unless wished.
    """
    code = plan.wish.last_receiver_code
    if code is None and plan.wish.like_relay_id is not None:
        return queries.relay_row(plan.wish.like_relay_id).last_receiver_id
    if plan.parent is not None and code is None:
        return None
    body_id = session.scalar(select(Body.id).where(Body.code == (code or f"department-{plan.region_code}")))
    if code and body_id is None:
        words = _l("There is no such body to receive the baton at the end.")
        raise Invalid(words, [Problem("last_receiver", "unknown_body", words)])
    return body_id


def _stops(session: Session, relay: Relay, plan: Plan) -> list[MadeStop]:
    rows = [
        Stop(
            relay_id=relay.id, region_id=relay.region_id, unit_id=stop.unit_id, position=stop.position,
            arrives_on=stop.stay.arrives, departs_on=stop.stay.departs, kilometres=stop.kilometres, time_zone=stop.time_zone,
        )
        for stop in plan.stops
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return [made_stop(row) for row in rows]


def made_stop(row: Stop) -> MadeStop:
    """A stop that was just written, as the ports fill it."""
    return MadeStop(row.id, row.relay_id, row.region_id, row.unit_id, row.arrives_on, row.departs_on, row.time_zone)


def remove_season(relay_id: int) -> None:
    """Take a season back with all its stops and drafts, while nothing has begun that people rely on.

    Raises NotFound, Refused, and Conflict with the reason when a port says that it is too late.
    """
    with unit_of_work() as session:
        # the relay first, as a slip holds it
        relay = session.scalar(select(Relay).where(Relay.id == relay_id).with_for_update(key_share=True))
        if relay is None:
            raise NotFound(queries.NO_RELAY)
        policies.ensure_can_plan(current_actor(), relay.region_id)
        nested = select(Relay.id).join(Stop, Stop.id == Relay.parent_stop_id).where(Stop.relay_id == relay_id)
        relay_ids = [*session.scalars(nested), relay_id]  # what lies inside goes first
        stop_ids = list(session.scalars(select(Stop.id).where(Stop.relay_id.in_(relay_ids))))
        for port in REMOVAL_PORTS:
            port.ensure_removable(session, stop_ids)
        audit.note(
            session, "relay.season_removed", "relay", relay_id, region_id=relay.region_id,
            before={"stops": len(stop_ids), "starts_on": relay.starts_on.isoformat(), "ends_on": relay.ends_on.isoformat()},
        )  # fmt: skip
        outward.announce(session, Act.RELAY_REMOVED, region_id=relay.region_id, relay=relay_id)
        campaign_id = relay.campaign_id
        for gone in relay_ids:
            session.execute(delete(Relay).where(Relay.id == gone))
        _close_if_empty(session, campaign_id)


def _close_if_empty(session: Session, campaign_id: int) -> None:
    """A campaign that only this season had opened goes with it."""
    with widened():  # a relay of another region may have joined it
        left = session.scalar(select(func.count()).select_from(Relay).where(Relay.campaign_id == campaign_id))
    opened_by_season = session.scalar(select(Campaign.region_id).where(Campaign.id == campaign_id)) is not None
    if opened_by_season and not left:
        session.execute(delete(Campaign).where(Campaign.id == campaign_id))
        audit.note(session, "relay.campaign_removed", "campaign", campaign_id)


def open_campaign(new: NewCampaign) -> int:
    """Open a campaign for the whole country; its id. Raises Refused, Invalid."""
    with unit_of_work() as session:
        policies.ensure_can_open_campaign(current_actor())
        _check_campaign(new)
        campaign = Campaign(made_at=clock.now())
        _write(campaign, new)
        session.add(campaign)
        session.flush()
        audit.note(session, "relay.campaign_opened", "campaign", campaign.id, after=_told(new))
        return campaign.id


def change_campaign(campaign_id: int, new: NewCampaign, version: int) -> None:
    """Give a campaign other words, days or a hotline. From then on it is the country's, not one season's.

    Raises NotFound, Refused, Stale, Invalid.
    """
    with unit_of_work() as session:
        policies.ensure_can_open_campaign(current_actor())
        campaign = session.scalar(select(Campaign).where(Campaign.id == campaign_id).with_for_update())
        if campaign is None:
            raise NotFound(_l("There is no such campaign."))
        campaign.step(version)
        _check_campaign(new)
        before = {"starts_on": campaign.starts_on.isoformat(), "ends_on": campaign.ends_on.isoformat()}
        _write(campaign, new)
        campaign.region_id = None
        audit.note(session, "relay.campaign_changed", "campaign", campaign_id, before=before, after=_told(new))


def _check_campaign(new: NewCampaign) -> None:
    """Raises Invalid with everything that is wrong."""
    problems = list(wrong_span(new.starts_on, new.ends_on))
    if not new.name:
        problems.insert(0, Problem("name_kk", "empty", _l("A campaign has a name in one language at least.")))
    if problems:
        raise Invalid(problems[0].message, problems)


def wrong_span(first: date | None, last: date | None) -> Iterator[Problem]:
    """What is wrong with the days of a campaign."""
    if first is not None and last is not None and last < first:
        yield Problem("ends_on", "dates_backwards", _l("The last day lies before the first."))


def _write(campaign: Campaign, new: NewCampaign) -> None:
    campaign.name, campaign.slogans = new.name, [words.as_dict() for words in new.slogans if words]
    campaign.starts_on, campaign.ends_on = new.starts_on, new.ends_on
    campaign.hotline, campaign.default_language = new.hotline, new.default_language


def _told(new: NewCampaign) -> dict[str, str]:
    return {"starts_on": new.starts_on.isoformat(), "ends_on": new.ends_on.isoformat(), "hotline": new.hotline}


def ensure_kit(code: str) -> None:
    """Raises Invalid when there is no such kit."""
    for port in SEASON_PORTS:
        port.ensure_kit(db.session(), code)


def kits() -> tuple[KitBrief, ...]:
    """The kits to choose from, the usual one first."""
    return tuple(kit for port in SEASON_PORTS for kit in port.kits())


def events_to_make(plan: Plan) -> int:
    """How many events the season of this plan would begin with."""
    kit, earlier = next((kit.events for kit in kits() if kit.code == plan.wish.kit), 0), _earlier(plan.wish)
    taken = [earlier[stop.unit_id] for stop in plan.stops if stop.unit_id in earlier]
    copied = sum(sum(port.copies_of(taken).values()) for port in SEASON_PORTS) if taken else 0
    return copied + kit * (len(plan.stops) - len(taken))


def events_of(stop_ids: Sequence[int]) -> dict[int, tuple[EventBrief, ...]]:
    """The events of these stops, for machines; a stop without events has an empty list."""
    found: dict[int, tuple[EventBrief, ...]] = {stop_id: () for stop_id in stop_ids}
    for port in SEASON_PORTS:
        for stop_id, events in port.events_of(stop_ids).items():
            found[stop_id] += tuple(events)
    return found
