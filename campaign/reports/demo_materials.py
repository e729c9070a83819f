"""The materials of the demo: the store of Karaganda region is supplied and sends them on to the first stops of its chain.

What the stops do with it is theirs: this file only sees to it that something is there. Suppliers are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.materials.models import Material, MaterialVariant, StockPlace
from campaign.materials.schemas import DocumentKind, Move, PlaceKind, Posting
from campaign.materials.services import outside, post, region_store, stop_store, transit
from campaign.relay.models import Stop
from campaign.reports.demo_days import told

Load = Mapping[str, int]
SUPPLIED: Final[tuple[tuple[date, str, Load], ...]] = (
    (date(2018, 3, 12), "ТОО «Таза қол»", {"soap": 9_600, "gloves": 240}),
    (date(2018, 3, 14), "ИП «Есік белгісі»", {"sign": 4_000, "leaflet": 20_000, "frame": 60}),
    (
        date(2018, 3, 19), "ТОО «Сарыарқа тігін»",
        {"banner": 12, "flag": 200, "t_shirt S": 60, "t_shirt M": 180, "t_shirt L": 180, "t_shirt XL": 120, "t_shirt XXL": 60},
    ),
)  # fmt: skip
SHIRTS: Final = {"t_shirt S": 10, "t_shirt M": 30, "t_shirt L": 30, "t_shirt XL": 20, "t_shirt XXL": 10}
FIRST: Final[Load] = {"soap": 480, "sign": 150, "gloves": 36, "banner": 4, "flag": 60, "leaflet": 2_000, "frame": 20, **SHIRTS}
SECOND: Final[Load] = {
    "soap": 720,
    "sign": 250,
    "gloves": 108,
    "banner": 4,
    "flag": 60,
    "leaflet": 3_000,
    "frame": 20,
    **SHIRTS,
}
THIRD: Final[Load] = {"soap": 288, "sign": 100, "banner": 1, "leaflet": 1_000}
BROKEN: Final[Load] = {"soap": 3}
OPENED: Final = "Жолда бір қорап ашылып қалды, үш сабын бүлінді"


@dataclass(frozen=True)
class Consignment:
    """What was sent to a stop and when; what of it did not come, and why."""

    load: Load
    sent_on: date
    due_on: date
    has_come: bool = True
    lost: Load = field(default_factory=dict)
    reason: str = ""


def supply_the_stores(session: Session, karaganda: Stop, temirtau: Stop) -> None:
    """Receipts of the region, then what each stop was sent: all has come to three, two consignments are still under way."""
    variants = _variants(session)
    store = region_store(session, karaganda.region_id)
    supplier = outside(session, karaganda.region_id, PlaceKind.SUPPLIER)
    for day, name, load in SUPPLIED:
        moves = _moves(variants, load, supplier, store)
        post(session, Posting(DocumentKind.RECEIPT, store.id, moves, told(day), counterparty=name))
    third, fourth = _next_stops(session, karaganda.relay_id)
    for stop, sent in (
        (karaganda, Consignment(FIRST, date(2018, 3, 28), date(2018, 3, 30), lost=BROKEN, reason=OPENED)),
        (temirtau, Consignment(SECOND, date(2018, 4, 2), date(2018, 4, 3))),
        (third, Consignment(THIRD, date(2018, 4, 3), date(2018, 4, 4))),
        (temirtau, Consignment({"leaflet": 500}, date(2018, 4, 3), date(2018, 4, 4), has_come=False)),
        (fourth, Consignment(THIRD, date(2018, 4, 4), date(2018, 4, 10), has_come=False)),
    ):
        _send(session, variants, store, stop_store(session, stop.id), sent)


def _variants(session: Session) -> dict[str, int]:
    """The numbers of sizes by `soap` and `t_shirt M`."""
    asked = select(Material.code, MaterialVariant.label, MaterialVariant.id).join(
        MaterialVariant, MaterialVariant.material_id == Material.id
    )
    return {f"{code} {label}".strip(): variant_id for code, label, variant_id in session.execute(asked)}


def _next_stops(session: Session, relay_id: int) -> tuple[Stop, Stop]:
    asked = select(Stop).where(Stop.relay_id == relay_id, Stop.position.in_((3, 4))).order_by(Stop.position)
    third, fourth = session.scalars(asked)
    return third, fourth


def _moves(variants: Mapping[str, int], load: Load, source: StockPlace, target: StockPlace) -> tuple[Move, ...]:
    return tuple(Move(variants[what], quantity, source.id, target.id) for what, quantity in load.items())


def _send(session: Session, variants: Mapping[str, int], store: StockPlace, target: StockPlace, sent: Consignment) -> None:
    """A transfer to the store of a stop, and its arrival if it has come."""
    due_on = told(sent.due_on)
    road = transit(session, target, due_on)
    moves = _moves(variants, sent.load, store, road)
    transfer = post(session, Posting(DocumentKind.TRANSFER, store.id, moves, told(sent.sent_on)))
    if not sent.has_come:
        return
    whole = {what: quantity - sent.lost.get(what, 0) for what, quantity in sent.load.items()}
    came = _moves(variants, whole, road, target)
    came += _moves(variants, sent.lost, road, outside(session, target.region_id, PlaceKind.LOST))
    post(session, Posting(
        DocumentKind.RECEIPT, target.id, came, due_on, of_id=transfer.document_id, reason=sent.reason,
    ))  # fmt: skip
