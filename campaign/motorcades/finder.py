"""What a search for everything finds of vehicles."""

from flask import url_for

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.motorcades import plates
from campaign.motorcades.queries import find_vehicles
from campaign.motorcades.words import KINDS, vehicle_name
from campaign.web.finding import AT_ONCE, Asked, Finding, Found


class Vehicles:
    """By the plate, with Cyrillic look-alikes too, the name, the make, the colour, the owner or the organisation."""

    label = _l("Vehicles")
    permission = P.COLUMNS_READ
    icon = "car"
    personal = True
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement, and the same that the register asks; no more are counted than are shown."""
        page = find_vehicles(asked.text, size=AT_ONCE)
        plate = plates.fold(asked.text)
        rows = tuple(
            Found(
                vehicle_name(row), url_for("columns_staff.vehicle", vehicle_id=row.id),
                " · ".join(filter(None, (str(KINDS[row.kind]), row.make, row.colour))),
                exact=bool(plate) and row.plate_key == plate,
            )
            for row in page.rows
        )  # fmt: skip
        more = page.after is not None
        return Finding(rows, len(rows), or_more=more, url=url_for("columns_staff.vehicles", q=asked.text))


FINDERS = (Vehicles(),)
