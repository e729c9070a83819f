"""Photos on the page of a stop: how many there are, may be printed, lack a consent, and which events have none."""

from flask import url_for

from campaign.core.actor import P, current_actor
from campaign.events.stop_panels import StopPanel
from campaign.people.photos.queries import counts_of, owing, photos_of_stop
from campaign.people.photos.showing import Shown
from campaign.relay.schemas import StopRow


class PhotosOfAStop:
    """`StopPanelPort` of events, for whoever may look at photos there. Four statements, two when there are none."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        if not current_actor().may_at(P.PHOTOS_READ, stop.region_id, stop.id):
            return None
        counts, missing = counts_of(photos_of_stop(stop.id)), owing(stop.id)
        if not counts.photos and not missing:
            return None
        shown = Shown(counts, missing, url_for("photos_staff.stop_photos", stop_id=stop.id))
        return StopPanel("people/staff/photos/_stop.html", shown)
