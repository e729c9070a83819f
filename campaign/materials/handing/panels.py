"""Materials on the page of a stop: what is there, what is on its way, what runs short, and where more is read."""

from dataclasses import dataclass

from flask import url_for

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.events.stop_panels import StopPanel
from campaign.materials.handing.queries import stock_of
from campaign.materials.handing.schemas import StockOfStop
from campaign.materials.schemas import Unit, VariantRow
from campaign.materials.words import counted, holders_in_words, material_in_words, unit_after
from campaign.relay.schemas import StopRow

_SHOWN = 6  # of each list; the rest is on the pages it leads to


@dataclass(frozen=True)
class Shown:
    """The panel: what there is, with its addresses where the reader may go there."""

    stock: StockOfStop
    most: int
    held: str
    store: str | None
    need: str
    holders: str

    def name(self, variant: VariantRow) -> str:
        return material_in_words(variant.name, variant.label)

    def counted(self, quantity: int, unit: Unit) -> str:
        return counted(quantity, unit)

    def unit_after(self, quantity: int, unit: Unit) -> str:
        return unit_after(quantity, unit)

    def document(self, document_id: int) -> str:
        return url_for("ledger_staff.document", document_id=document_id)


class MaterialsOfAStop:
    """`StopPanelPort` of events, for whoever may read materials there."""

    def panel_of(self, stop: StopRow) -> StopPanel | None:
        if not current_actor().may_at(P.MATERIALS_READ, stop.region_id, stop.id):
            return None
        stock = stock_of(stop)
        store = url_for("stock_staff.store", store_id=stock.store_id) if stock.store_id else None
        shown = Shown(
            stock, _SHOWN, _held(stock), store, url_for("need_staff.stop", stop_id=stop.id),
            url_for("stock_staff.holders", stop=stop.id, region=stop.region_id),
        )  # fmt: skip
        return StopPanel("materials/staff/handing/_stop.html", shown)


def _held(stock: StockOfStop) -> str:
    """`With 2 teams, 14 people`; empty where nobody holds anything."""
    return _("With %(holders)s", holders=holders_in_words(dict(stock.held))) if stock.held else ""
