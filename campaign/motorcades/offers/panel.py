"""The driver's own car on a ticket: offered, accepted, or not yet."""

from campaign.motorcades.offers.queries import of_ticket
from campaign.people.schemas import Ticket
from campaign.people.ticket.panels import Panel


class OwnCar:
    """`TicketPanelPort` of the people."""

    def panel_of(self, ticket: Ticket) -> Panel | None:
        found = of_ticket(ticket)
        return Panel("motorcades/public/_own_car.html", found) if found else None
