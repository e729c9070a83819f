"""What the parts of the sample are called."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.reports.sample.schemas import Part

PARTS: Final[dict[Part, Words]] = {
    Part.RELAYS: _l("Campaigns, relays and stops"),
    Part.EVENTS: _l("Events"),
    Part.PEOPLE: _l("People and organisations"),
    Part.REGISTRATIONS: _l("Registrations and groups"),
    Part.VEHICLES: _l("Vehicles and columns"),
    Part.DOORS: _l("Buildings and their rooms"),
    Part.STOCK: _l("Documents of stock and handovers"),
    Part.SHEETS: _l("Printed sheets, badges, certificates"),
    Part.FIGURES: _l("Figures, event reports, closed periods"),
    Part.PICTURES: _l("Pictures and kept files"),
    Part.LINKS: _l("Links for phones, print desks, packages"),
    Part.REST: _l("Their details: tasks, roles, doors, seats, lines of stock"),
}


def part_words(part: Part) -> str:
    return str(PARTS[part])
