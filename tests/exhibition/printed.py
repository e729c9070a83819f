"""A sheet of panels for the matrix of the house."""

from campaign.core.actor import Actor, acting_as
from campaign.exhibition.papers.schemas import PanelsWish
from campaign.exhibition.papers.services import print_panels
from campaign.exhibition.schemas import PanelKind
from campaign.exhibition.services import add_panel
from tests.exhibition.halls import POSTER, an_exhibition


def a_printed_panel(stop_id: int, actor: Actor) -> dict[str, int | str]:
    """An exhibition of the stop with a poster that somebody has printed."""
    hall = an_exhibition(stop_id)
    with acting_as(actor):
        add_panel(hall, PanelKind.POSTER, POSTER, None, "printed-poster")
        return {
            "exhibition_id": hall, "exhibition_paper": "hall_plan", "panel_sheet": print_panels(hall, PanelsWish(), "printed"),
        }  # fmt: skip
