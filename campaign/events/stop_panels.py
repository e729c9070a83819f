"""The port by which a later feature says something of its own on the page of a stop."""

from typing import NamedTuple, Protocol

from campaign.relay.schemas import StopRow


class StopPanel(NamedTuple):
    """A partial template of the feature and what it is about (`further` there; it also knows the stop)."""

    template: str
    content: object


class StopPanelPort(Protocol):
    """Who has something to say of a stop to those who work on it."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        """None where there is nothing to say. A constant number of statements."""
        ...


PANELS: list[StopPanelPort] = []  # filled by registry.py


def further_panels(stop: StopRow) -> list[StopPanel]:
    """What later features say of this stop, in the order of registry."""
    return [panel for port in PANELS if (panel := port.panel_of(stop)) is not None]
