"""Reading campaigns, relays and their chains.

The chain of a relay is public, so whoever may see the relay reads all its stops; a single stop is asked for by its own scope.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core import clock, moments
from campaign.core.actor import widened
from campaign.core.db import db, kept
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.relay.dates import SkipRule
from campaign.relay.models import Campaign, Relay, Stop
from campaign.relay.schemas import BatonNow, CampaignRow, RelayRow, RelayState, StopRow, StopState
from campaign.territory.models import Region, RegionPeriod, Unit

NO_RELAY = _l("There is no such relay.")


def state_on(today: date, position: int, arrives_on: date, departs_on: date) -> StopState:
    """Where a stop is in time: one stop of a chain holds the baton; on the day of a handover that is still the giver."""
    if today > departs_on:
        return StopState.DONE
    if arrives_on < today or (arrives_on == today and (position == 1 or arrives_on == departs_on)):
        return StopState.NOW
    return StopState.COMING


def _stops() -> Select[Stop, Unit]:
    return select(Stop, Unit).join(Unit, Unit.id == Stop.unit_id)


def _stop_row(stop: Stop, unit: Unit) -> StopRow:
    today = clock.campaign_today(stop.time_zone)
    return StopRow(
        id=stop.id, relay_id=stop.relay_id, region_id=stop.region_id, position=stop.position, unit_id=unit.id,
        unit_code=unit.code, name=unit.name, centre=unit.centre, lat=unit.lat, lon=unit.lon, time_zone=stop.time_zone,
        arrives_on=stop.arrives_on, departs_on=stop.departs_on,
        state=state_on(today, stop.position, stop.arrives_on, stop.departs_on), kilometres=stop.kilometres,
        left_out=stop.left_out,
    )  # fmt: skip


def stop_row(stop_id: int) -> StopRow:
    """A stop that is the actor's to see. Raises NotFound. One statement."""
    found = db.session.execute(_stops().where(Stop.id == stop_id)).first()
    if found is None:
        raise NotFound(_l("There is no such stop."))
    return _stop_row(found[0], found[1])


def ensure_seen(relay_id: int) -> None:
    """Raises NotFound unless the relay is the actor's to see. One statement."""
    if db.session.scalar(select(Relay.id).where(Relay.id == relay_id)) is None:
        raise NotFound(NO_RELAY)


def chain_of(relay_id: int) -> tuple[StopRow, ...]:
    """The whole chain of a relay that is the actor's to see, in its order. Raises NotFound. Two statements."""
    ensure_seen(relay_id)
    return chains_of([relay_id]).get(relay_id, ())


def chains_of(relay_ids: Sequence[int], *, with_left_out: bool = False) -> dict[int, tuple[StopRow, ...]]:
    """The chains of these relays, which the caller may see. One statement however many there are.

    `with_left_out`: behind each chain also the stops that were taken out of it.
    """
    found: dict[int, list[StopRow]] = {}
    asked = _stops().where(Stop.relay_id.in_(relay_ids)).order_by(Stop.relay_id, Stop.position)
    if not with_left_out:
        asked = asked.where(~Stop.left_out)
    with widened():
        for stop, unit in db.session.execute(asked):
            found.setdefault(stop.relay_id, []).append(_stop_row(stop, unit))
    return {relay_id: tuple(rows) for relay_id, rows in found.items()}


def baton_now(chain: Sequence[StopRow]) -> BatonNow | None:
    """Where the baton is by the dates of the chain; None for a relay without stops."""
    if not chain:
        return None
    here = next((stop for stop in chain if stop.state is StopState.NOW), None)
    following = next((stop for stop in chain if stop.state is StopState.COMING), None)
    return BatonNow(chain[0].relay_id, chain[0], here, following)


# The stop that a relay is inside of is named to whoever sees the relay, so it is joined as a table, not as rows in scope.
_AROUND = Stop.__table__.alias("around")
_WHOLE = aliased(Unit, name="whole")
RelayParts = Select[Relay, Campaign, Region, RegionPeriod, Translated]


def _relays() -> RelayParts:
    then = and_(
        RegionPeriod.region_id == Relay.region_id,
        or_(RegionPeriod.valid_from.is_(None), RegionPeriod.valid_from <= Relay.as_of),
        or_(RegionPeriod.valid_to.is_(None), RegionPeriod.valid_to >= Relay.as_of),
    )
    return (
        select(Relay, Campaign, Region, RegionPeriod, _WHOLE.name)
        .join(Campaign, Campaign.id == Relay.campaign_id)
        .join(Region, Region.id == Relay.region_id)
        .join(RegionPeriod, then)
        .outerjoin(_AROUND, _AROUND.c.id == Relay.parent_stop_id)
        .outerjoin(_WHOLE, _WHOLE.id == _AROUND.c.unit_id)
        .order_by(Relay.starts_on.desc(), Region.code, Relay.id.desc())
    )


def _relay_rows(asked: RelayParts) -> tuple[RelayRow, ...]:
    found = db.session.execute(asked).all()
    if not found:
        return ()
    ids = [relay.id for relay, *_more in found]
    with widened():
        count = select(Stop.relay_id, func.count()).where(Stop.relay_id.in_(ids), ~Stop.left_out).group_by(Stop.relay_id)
        stops = {relay_id: number for relay_id, number in db.session.execute(count)}
    return tuple(
        RelayRow(
            id=relay.id, campaign_id=campaign.id, campaign_name=campaign.name, region_id=region.id, region_code=region.code,
            region_name=period.name, starts_on=relay.starts_on, ends_on=relay.ends_on, last_day=relay.last_day,
            stops=stops.get(relay.id, 0), kilometres=relay.kilometres, state=relay.state, as_of=relay.as_of,
            last_receiver_id=relay.last_receiver_id, parent_stop_id=relay.parent_stop_id, place=place or Translated(),
            may_outlast=relay.may_outlast,
            skip=SkipRule.of_facts(relay.wish["skip"]) if relay.wish else SkipRule(), version=relay.version,
        )
        for relay, campaign, region, period, place in found
    )  # fmt: skip


def relays() -> tuple[RelayRow, ...]:
    """Every relay that is the actor's to see and inside of no stop, the newest first. Two statements."""
    return _relay_rows(_relays().where(Relay.parent_stop_id.is_(None)))


def planned_relays() -> tuple[RelayRow, ...]:
    """Those of `relays` that are planned, not called off: whatever looks at seasons offers these. Two statements."""
    return tuple(row for row in relays() if row.state is RelayState.PLANNED)


def relay_of_today() -> RelayRow | None:
    """The one of the planned relays that somebody wants to see first; None while there is none. Two statements."""
    today = clock.campaign_today()
    return min(planned_relays(), key=lambda row: row.distance(today), default=None)


def all_relays() -> tuple[RelayRow, ...]:
    """Every relay that is the actor's to see, also those inside of stops. Two statements."""
    return _relay_rows(_relays())


def nested_relays(stop_ids: Iterable[int] | None = None) -> tuple[RelayRow, ...]:
    """The relays inside these stops, or inside any, that are the actor's to see, the first first. Two statements."""
    inside = Relay.parent_stop_id.is_not(None) if stop_ids is None else Relay.parent_stop_id.in_(list(stop_ids))
    rows = _relay_rows(_relays().where(inside))
    return tuple(sorted(rows, key=lambda row: (row.starts_on, row.id)))


def relays_beside(row: RelayRow, today: date) -> tuple[RelayRow, ...]:
    """The other relays of its region that are planned and not over, also those inside of stops. Two statements at most."""
    asked = _relays().where(
        Relay.region_id == row.region_id, Relay.id != row.id, Relay.state == RelayState.PLANNED, Relay.ends_on >= today
    )
    return _relay_rows(asked)


def public_relays() -> tuple[RelayRow, ...]:
    """Every relay that everybody sees and that is inside of no stop, whoever asks. Two statements."""
    with widened():
        return _relay_rows(_relays().where(Relay.state == RelayState.PLANNED, Relay.parent_stop_id.is_(None)))


def relay_row(relay_id: int) -> RelayRow:
    """A relay that is the actor's to see. Raises NotFound. Two statements."""
    rows = _relay_rows(_relays().where(Relay.id == relay_id))
    if not rows:
        raise NotFound(NO_RELAY)
    return rows[0]


def relay_titles(ids: Iterable[int]) -> dict[int, Translated]:
    """What those of these relays are called that the asker sees. Two statements."""
    return {row.id: row.title for row in _relay_rows(_relays().where(Relay.id.in_(list(ids))))}


def stop_names(ids: Iterable[int]) -> dict[int, Translated]:
    """The places of those of these stops that the asker sees. One statement."""
    asked = select(Stop.id, Unit.name).join(Unit, Unit.id == Stop.unit_id).where(Stop.id.in_(list(ids)))
    return {number: name for number, name in db.session.execute(asked)}


def public_inside(stop_ids: Iterable[int]) -> tuple[RelayRow, ...]:
    """The relays inside these stops that everybody sees, whoever asks. Two statements."""
    with widened():
        return tuple(row for row in nested_relays(stop_ids) if row.state is RelayState.PLANNED)


def relay_around(row: RelayRow) -> RelayRow | None:
    """The relay whose stop this one is inside of, for whoever sees this one; None for one inside of none. Two statements."""
    if row.parent_stop_id is None:
        return None
    with widened():
        whole = select(Stop.relay_id).where(Stop.id == row.parent_stop_id).scalar_subquery()
        return _relay_rows(_relays().where(Relay.id == whole))[0]


def wish_facts(relay_id: int) -> dict[str, Any] | None:
    """What a relay that is the actor's to see was planned from; None where that was not kept. One statement."""
    return db.session.scalar(select(Relay.wish).where(Relay.id == relay_id))


def relays_of_region(region_id: int, first: date, last: date) -> tuple[RelayRow, ...]:
    """The region's relays with a day between these two, those inside of a stop apart. Two statements."""
    own = (Relay.region_id == region_id, Relay.parent_stop_id.is_(None))
    return _relay_rows(_relays().where(*own, Relay.starts_on <= last, Relay.ends_on >= first))


def _campaign_row(campaign: Campaign) -> CampaignRow:
    return CampaignRow(
        id=campaign.id, name=campaign.name, slogans=tuple(Translated.of(words) for words in campaign.slogans),
        starts_on=campaign.starts_on, ends_on=campaign.ends_on, hotline=campaign.hotline,
        default_language=campaign.default_language, region_id=campaign.region_id, version=campaign.version,
    )  # fmt: skip


_CAMPAIGNS = kept(select(Campaign).order_by(Campaign.starts_on.desc(), Campaign.id.desc()))


def campaigns() -> tuple[CampaignRow, ...]:
    """All campaigns, the newest first. One statement."""
    rows = db.session.scalars(_CAMPAIGNS)
    return tuple(_campaign_row(campaign) for campaign in rows)


def campaign_row(campaign_id: int) -> CampaignRow:
    """One campaign. Raises NotFound. One statement."""
    found = db.session.scalar(select(Campaign).where(Campaign.id == campaign_id))
    if found is None:
        raise NotFound(_l("There is no such campaign."))
    return _campaign_row(found)


def campaign_of(relay_id: int) -> CampaignRow:
    """The campaign of a relay that is the actor's to see. Raises NotFound. One statement."""
    found = db.session.scalar(select(Campaign).join(Relay, Relay.campaign_id == Campaign.id).where(Relay.id == relay_id))
    if found is None:
        raise NotFound(NO_RELAY)
    return _campaign_row(found)


def current_campaign() -> CampaignRow | None:
    """The campaign whose words stand on public pages: one of today before others, of the country before a region's.

    None when there is none yet. One statement.
    """
    return _chosen(campaigns(), clock.campaign_today())


def public_campaign() -> CampaignRow | None:
    """The same for whoever only looks: it may be a moment old. One statement in a moment."""
    return _chosen(moments.lately("campaigns", campaigns), clock.campaign_today())


def _chosen(rows: Iterable[CampaignRow], today: date) -> CampaignRow | None:
    return min(
        rows,
        key=lambda row: (
            not row.starts_on <= today <= row.ends_on,
            row.region_id is not None,
            abs((row.starts_on - today).days),
        ),
        default=None,
    )


def campaign_for(region_id: int, start: date) -> CampaignRow | None:
    """The campaign that a new relay of the region belongs to: one of the country, or of this region, on that day."""
    fitting = [row for row in campaigns() if row.region_id in {None, region_id} and row.starts_on <= start <= row.ends_on]
    return _chosen(fitting, start)
