"""For machines: campaigns, relays, their chains of stops, where the baton is, and planning a season."""

from collections.abc import Sequence
from typing import Any

from campaign.core.actor import P, current_actor
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.relay import policies, queries, services
from campaign.relay.custody import queries as custody
from campaign.relay.dates import Conflict, SkipRule
from campaign.relay.schemas import BatonNow, CampaignRow, CreatedSeason, Plan, PlannedStop, PlanWish, RelayRow, StopRow
from campaign.web.api.fields import Body, Day, Flag, Line, Number
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.shapes import Many, shows
from campaign.web.guards import needs

api = Operations("relay_api", __name__, _l("Relays, their stops, and where the baton is"))
CAMPAIGN = shows("Campaign", CampaignRow, "id name slogans starts_on ends_on hotline default_language region_id")
RELAY = shows(
    "Relay", RelayRow,
    "id campaign_id campaign_name region_id region_code region_name place starts_on ends_on last_day as_of stops kilometres "
    "state last_receiver_id parent_stop_id version",
)  # fmt: skip
STOP = shows(
    "Stop", StopRow,
    "id relay_id region_id position unit_id unit_code name centre lat lon time_zone arrives_on departs_on state kilometres "
    "left_out",
)  # fmt: skip
BATON = shows("Baton", BatonNow, "relay_id here following on_the_way body", here=STOP, following=STOP)
CONFLICT = shows("PlanConflict", Conflict, "kind position date severity hard")
PLANNED = shows(
    "PlannedStop", PlannedStop, "position unit_id code name kilometres pinned conflicts", conflicts=CONFLICT,
    arrives_on=Day(attribute="stay.arrives"), departs_on=Day(attribute="stay.departs"),
)  # fmt: skip
PLAN = shows("Plan", Plan, "region_id region_code kilometres exact stops conflicts", stops=PLANNED, conflicts=CONFLICT)
SEASON = shows("Season", CreatedSeason, "relay_id stops events")


class PlanSent(Body):
    """What is asked of a plan, in codes of regions and units; the order is proposed where none is given."""

    region = Line(most=20, required=True, metadata={"description": "ISO code of the region, of today or of then: KZ-35."})
    start = Day(required=True)
    stay_days = Number(least=1, most=92, required=True)
    until = Day(required=True, metadata={"description": "The last allowed day."})
    as_of = Day(metadata={"description": "The day whose territory counts; the start unless told."})
    kit = Line(most=40, load_default="standard")
    units = Many(Line(most=40), most=200)
    order = Many(Line(most=40), most=200)
    first = Line(most=40)
    last = Line(most=40)
    skip_weekends = Flag(load_default=False)
    skip_holidays = Flag(load_default=False)
    skip_days = Many(Day(), most=200, load_default=())


class SeasonSent(PlanSent):
    campaign_id = Number(load_default=None, allow_none=True)


@api.lists("/campaigns", CAMPAIGN)
@needs(P.RELAY_READ)
def campaigns() -> Sequence[CampaignRow]:
    """All campaigns, the newest first."""
    return queries.campaigns()


@api.lists("/relays", RELAY)
@needs(P.RELAY_READ)
def relays() -> Sequence[RelayRow]:
    """The relays that the account sees, the newest first; then those inside of single stops."""
    return (*queries.relays(), *queries.nested_relays())


@api.reads("/relays/<int:relay_id>", RELAY)
@needs(P.RELAY_READ)
def relay(relay_id: int) -> RelayRow:
    """One relay."""
    return queries.relay_row(relay_id)


@api.lists("/relays/<int:relay_id>/stops", STOP)
@needs(P.RELAY_READ)
def stops(relay_id: int) -> Sequence[StopRow]:
    """The chain of a relay in its order."""
    return queries.chain_of(relay_id)


@api.reads("/relays/<int:relay_id>/baton", BATON)
@needs(P.RELAY_READ)
def baton(relay_id: int) -> BatonNow:
    """Where the baton is now: by its custody once it is on the way, else by the dates of the chain."""
    if (found := custody.baton_now(relay_id, queries.chain_of(relay_id))) is None:
        raise NotFound(_l("This relay has no stops."))
    return found


@api.reads("/stops/<int:stop_id>", STOP)
@needs(P.RELAY_READ)
def stop(stop_id: int) -> StopRow:
    """One stop that the account may work on."""
    return queries.stop_row(stop_id)


def _wish(sent: dict[str, Any]) -> PlanWish:
    units, order = (tuple(sent[name]) if name in sent else None for name in ("units", "order"))
    skip = SkipRule(sent["skip_weekends"], sent["skip_holidays"], frozenset(sent["skip_days"]))
    return PlanWish(
        region_code=sent["region"], as_of=sent.get("as_of", sent["start"]), start=sent["start"], stay_days=sent["stay_days"],
        until=sent["until"], kit=sent["kit"], unit_codes=units, order=order, first=sent.get("first"), last=sent.get("last"),
        skip=skip,
    )  # fmt: skip


@api.acts("/plans", PLAN, takes=PlanSent)
@needs(P.RELAY_WRITE)
def propose(sent: dict[str, Any]) -> Plan:
    """Propose an order and days for a season; nothing is stored."""
    plan = services.propose(_wish(sent))
    policies.ensure_can_plan(current_actor(), plan.region_id)
    return plan


@api.acts("/relays", SEASON, takes=SeasonSent, status=201)
@needs(P.RELAY_WRITE)
def create_season(sent: dict[str, Any]) -> Any:
    """Create a relay with all its stops and the events of a kit, all or nothing."""
    season = services.create_season(_wish(sent), own_key(), sent["campaign_id"])
    return made("relay_api.relay", season, relay_id=season.relay_id)
