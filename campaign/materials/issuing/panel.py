"""What somebody was given, on their ticket."""

from campaign.core.actor import widened
from campaign.core.i18n import Words, _l
from campaign.materials.issuing.queries import things_held_by
from campaign.materials.words import counted, material_in_words
from campaign.people.schemas import Ticket
from campaign.people.ticket.panels import Panel

HELD: Words = _l("You were given")


class WhatIsHeld:
    """`TicketPanelPort` of the people: what they hold, and what of it has to come back. Three statements, or one."""

    def panel_of(self, ticket: Ticket) -> Panel | None:
        with widened():
            things = things_held_by(ticket.registration_id)
        if not things:
            return None
        content = {"title": HELD, "things": things, "counted": counted, "material_called": material_in_words}
        return Panel("materials/public/_held.html", content)
