"""Exhibitions on the page of a stop."""

from dataclasses import dataclass

from flask import url_for

from campaign.core.actor import P, current_actor
from campaign.events.stop_panels import StopPanel
from campaign.exhibition import policies, queries
from campaign.exhibition.schemas import ExhibitionRow
from campaign.relay.schemas import StopRow


@dataclass(frozen=True)
class Shown:
    """The exhibitions of the stop, and where a new one is opened by whoever may."""

    rows: tuple[ExhibitionRow, ...]
    new: str


class ExhibitionsOfAStop:
    """`StopPanelPort` of events, for whoever may read the exhibition there."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        """Three statements at most, one where there is no exhibition."""
        actor = current_actor()
        if not actor.may_at(P.EXHIBITION_READ, stop.region_id, stop.id):
            return None
        may_write = policies.can_write(actor, stop.region_id, stop.id)
        new = url_for("exhibition_staff.new_exhibition", stop_id=stop.id) if may_write else ""
        return StopPanel("exhibition/staff/_stop.html", Shown(queries.exhibitions(stop.id), new))
