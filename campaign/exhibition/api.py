"""For machines: exhibitions and their panels. Of a panel about a person only its state: what stands on it is no program's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import Translated, _l
from campaign.exhibition import queries
from campaign.exhibition.schemas import ExhibitionRow, PanelKind, PanelRow, PanelSize, PanelState, Way
from campaign.web.api.fields import Number, Question
from campaign.web.api.operations import Operations
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("exhibition_api", __name__, _l("Exhibitions and their panels"))


@dataclass(frozen=True)
class Hung:
    """A panel; `title`, `lead` and `source` are empty where it is about a person. `approvals` are those that stand."""

    id: int
    exhibition_id: int
    kind: PanelKind
    state: PanelState
    position: int
    wall: str
    size: PanelSize
    way: Way
    title: Translated
    lead: Translated
    source: Translated
    source_checked_on: date | None
    shown_on: date | None
    approvals: int
    takedowns: int
    prints: int
    version: int


EXHIBITION = shows(
    "Exhibition", ExhibitionRow,
    "id relay_id region_id stop_id unit_name event_id title hall opens_on closes_on panels shown waiting version",
)  # fmt: skip
PANEL = shows(
    "Panel", Hung,
    "id exhibition_id kind state position wall size way title lead source source_checked_on shown_on approvals takedowns "
    "prints version",
)  # fmt: skip


class OfStop(Question):
    stop = Number(load_default=None, metadata={"description": "Only those of this stop."})


@api.lists("/exhibitions", EXHIBITION, asks=OfStop)
@needs(P.EXHIBITION_READ)
def exhibitions(asked: dict[str, Any]) -> Sequence[ExhibitionRow]:
    """The exhibitions that the account sees, the earliest first; `waiting` panels have to come off the wall."""
    return queries.exhibitions(asked["stop"])


@api.reads("/exhibitions/<int:exhibition_id>", EXHIBITION)
@needs(P.EXHIBITION_READ)
def exhibition(exhibition_id: int) -> ExhibitionRow:
    """One exhibition."""
    return queries.exhibition_row(exhibition_id)


@api.lists("/exhibitions/<int:exhibition_id>/panels", PANEL)
@needs(P.EXHIBITION_READ)
def panels(exhibition_id: int) -> Sequence[Hung]:
    """The panels of an exhibition in the order of the wall, and how far each is."""
    return [_hung(row) for row in queries.panels_of(queries.exhibition_row(exhibition_id).id)]


@api.reads("/panels/<int:panel_id>", PANEL)
@needs(P.EXHIBITION_READ)
def panel(panel_id: int) -> Hung:
    """One panel and how far it is."""
    return _hung(queries.panel_row(panel_id))


def _hung(row: PanelRow) -> Hung:
    said = (Translated(),) * 3 if row.is_about_a_person else (row.title, row.lead, row.source)
    title, lead, source = said
    return Hung(
        row.id, row.exhibition_id, row.kind, row.state, row.position, row.wall, row.size, row.way, title, lead, source,
        row.source_checked_on, row.shown_on, len(row.standing), len(row.open_takedowns), len(row.prints), row.version,
    )  # fmt: skip
