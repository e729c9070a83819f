"""For machines: campaigns, relays, their chains of stops, and where the baton is."""

from collections.abc import Sequence

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.relay import queries
from campaign.relay.custody import queries as custody
from campaign.relay.schemas import BatonNow, CampaignRow, RelayRow, StopRow
from campaign.web.api.operations import Operations
from campaign.web.api.shapes import shows
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
    chain = queries.chain_of(relay_id)
    return custody.baton_now(relay_id, chain) or BatonNow(relay_id, chain[0], None, None)


@api.reads("/stops/<int:stop_id>", STOP)
@needs(P.RELAY_READ)
def stop(stop_id: int) -> StopRow:
    """One stop that the account may work on."""
    return queries.stop_row(stop_id)
