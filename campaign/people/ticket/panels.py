"""The port by which a later feature says something of its own on a ticket, and right after registering."""

from typing import NamedTuple, Protocol

from campaign.people.schemas import Ticket


class Panel(NamedTuple):
    """A partial template of the feature and what it is about (`panel` there; it also knows the ticket and its token)."""

    template: str
    content: object


class TicketPanelPort(Protocol):
    """Who has something to say to the holder of a ticket."""

    def panel_of(self, ticket: Ticket) -> Panel | None:
        """None where there is nothing to say. Few statements: it is asked for every ticket that is shown."""
        ...


PANELS: list[TicketPanelPort] = []


def panels_of(ticket: Ticket) -> list[Panel]:
    """What later features say on this ticket, in the order of registry."""
    return [panel for port in PANELS if (panel := port.panel_of(ticket)) is not None]
