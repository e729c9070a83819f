"""Relays inside of a stop, as the pages of the stop and of the relay around them show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaign.core.actor import current_actor
from campaign.relay import policies, queries
from campaign.relay.custody import queries as custody
from campaign.relay.schemas import BatonNow, RelayRow, StopRow
from campaign.territory import queries as territory


@dataclass(frozen=True)
class Inside:
    """A relay inside of a stop, and where its own baton is."""

    relay: RelayRow
    baton: BatonNow | None


@dataclass(frozen=True)
class NestedPanel:
    """What the page of a stop says of relays inside of it. `parts`: how many parts of its place are known.

    `may_plan` is false for a stop of a relay that is inside of another stop itself.
    """

    rows: tuple[Inside, ...]
    parts: int
    may_plan: bool


def inside_of(stop_ids: Iterable[int]) -> tuple[Inside, ...]:
    """The relays inside these stops that the actor sees, with their batons. Two statements; some more when there are any."""
    rows = queries.nested_relays(stop_ids)
    if not rows:
        return ()
    batons = custody.batons_now(queries.chains_of([row.id for row in rows]))
    return tuple(Inside(row, batons.get(row.id)) for row in rows)


def panel_of(stop: StopRow, relay: RelayRow) -> NestedPanel:
    """The panel of a stop's page."""
    may_plan = relay.parent_stop_id is None and policies.can_plan(current_actor(), stop.region_id)
    parts = len(territory.parts_of(stop.unit_id, relay.as_of)) if may_plan else 0
    return NestedPanel(inside_of([stop.id]), parts, may_plan)
