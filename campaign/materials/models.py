"""Tables of materials: the catalogue, the places, and a ledger in which nothing is ever changed, only added.

Triggers refuse to change or remove a document or a line. What may change are an event that is taken away (`event_id`) and the
free words of a document, which must be able to forget a person.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import SeenByStaffAtStop, SeenInRegion
from campaign.materials.schemas import LONGEST, OUTSIDE, DocumentKind, Origin, PlaceKind, Unit, Use


def _of_the_stop(cls: Any, scope: Scope, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    if scope.public:
        return false()
    return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops), *more)


class Material(Base):
    """Something that is carried along the route; one catalogue for the whole country.

    `pack`: how many units come in one. Days count for reusable ones: `travel_days` from one stop to the next, `washing_days`
    before it is fit for use again. `price` is of one unit, in tiyn. Shipped ones have a code that the program knows.
    """

    __tablename__ = "materials"
    __table_args__ = (
        CheckConstraint("pack > 0", name="pack_positive"),
        CheckConstraint("travel_days BETWEEN 0 AND 60 AND washing_days BETWEEN 0 AND 60", name="days_sane"),
        CheckConstraint("price >= 0", name="price_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(LONGEST["code"]), unique=True)
    name: Mapped[Translated]
    unit: Mapped[Unit] = mapped_column(word_type(Unit))
    pack: Mapped[int] = mapped_column(default=1)
    use: Mapped[Use] = mapped_column(word_type(Use))
    travel_days: Mapped[int] = mapped_column(default=0)
    washing_days: Mapped[int] = mapped_column(default=0)
    price: Mapped[int | None] = mapped_column(BigInteger)
    shipped: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class MaterialVariant(Base):
    """A size of a material; one without sizes has a single one with an empty label. The ledger counts variants.

    `weight` is its share in a need that is known of the material as a whole: S 1, M 2, L 2, XL 1.
    """

    __tablename__ = "material_variants"
    __table_args__ = (
        UniqueConstraint("material_id", "label"),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(LONGEST["label"]), default="")
    weight: Mapped[int] = mapped_column(default=1)
    retired: Mapped[bool] = mapped_column(default=False)


_KIND_OF = {
    "region": text("kind = 'region'"),
    "stop": text("kind = 'stop'"),
    "outside": text("kind IN ('supplier', 'found', 'consumed', 'lost')"),
}


class StockPlace(Base, Scoped):
    """Where something can be: a store, what a team, a person or a vehicle holds, a transfer under way, or outside.

    A transfer under way goes to the store `destination_id` and is awaited on `due_on`. A holder whose team, registration or
    car was removed keeps its `label`, which names no person. `responsible` and `whereabouts` are of stores.
    """

    __tablename__ = "stock_places"
    __table_args__ = (
        Index("uq_stock_places_of_region", "region_id", unique=True,
              sqlite_where=_KIND_OF["region"], postgresql_where=_KIND_OF["region"]),
        Index("uq_stock_places_of_stop", "stop_id", unique=True,
              sqlite_where=_KIND_OF["stop"], postgresql_where=_KIND_OF["stop"]),
        Index("uq_stock_places_outside", "region_id", "kind", unique=True,
              sqlite_where=_KIND_OF["outside"], postgresql_where=_KIND_OF["outside"]),
        CheckConstraint("(kind = 'transit') = (destination_id IS NOT NULL)", name="transit_goes_somewhere"),
        CheckConstraint("kind <> 'stop' OR stop_id IS NOT NULL", name="stop_named"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind] = mapped_column(word_type(PlaceKind))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("walk_teams.id", ondelete="SET NULL"), unique=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), unique=True)
    car_id: Mapped[int | None] = mapped_column(ForeignKey("column_cars.id", ondelete="SET NULL"), unique=True)
    destination_id: Mapped[int | None] = mapped_column(ForeignKey("stock_places.id"), index=True)
    due_on: Mapped[date | None]
    label: Mapped[str] = mapped_column(String(LONGEST["responsible"]), default="")
    responsible: Mapped[str] = mapped_column(String(LONGEST["responsible"]), default="")
    whereabouts: Mapped[str] = mapped_column(String(LONGEST["whereabouts"]), default="")
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """The store of the region and what lies outside are known to its coordinators by name; not their balances."""
        shared = and_(cls.kind.in_([*OUTSIDE, PlaceKind.REGION]), cls.region_id.in_(scope.stop_regions))
        return _of_the_stop(cls, scope, shared)


class StockBalance(Base, SeenByStaffAtStop):
    """How many of a variant are at a guarded place: the running total of its lines, changed by `post` alone."""

    __tablename__ = "stock_balances"
    __table_args__ = (
        CheckConstraint("on_hand >= 0", name="never_below_zero"),
        Index("ix_stock_balances_region_id_variant_id", "region_id", "variant_id"),
        Index("ix_stock_balances_stop_id_variant_id", "stop_id", "variant_id"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"), primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("material_variants.id"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"))
    on_hand: Mapped[int]


class StockDocument(Base, Scoped):
    """A document in the book of a store: its `number` counts from 1 without a gap in each store and year.

    `to_stop_id` is the stop that it moves something to, whose people see it too. `search_key`: the free words, folded.
    """

    __tablename__ = "stock_documents"
    __table_args__ = (
        UniqueConstraint("store_id", "year", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_what"),
        Index("ix_stock_documents_region_id_id", "region_id", "id"),
        Index("ix_stock_documents_stop_id_id", "stop_id", "id"),
        Index("ix_stock_documents_to_stop_id_id", "to_stop_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"))
    to_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"))
    year: Mapped[int]
    number: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(word_type(DocumentKind))
    dated_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"), index=True)
    of_id: Mapped[int | None] = mapped_column(ForeignKey("stock_documents.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("stock_documents.id"), unique=True)
    origin: Mapped[Origin] = mapped_column(word_type(Origin))
    counterparty: Mapped[str] = mapped_column(String(LONGEST["counterparty"]), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST["reason"]), default="")
    note: Mapped[str] = mapped_column(String(LONGEST["note"]), default="")
    search_key: Mapped[str] = mapped_column(Text, default="", server_default="")

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return _of_the_stop(cls, scope, cls.to_stop_id.in_(scope.stops))


class StockLine(Base, Scoped):
    """A line: so many units from one place to another. `*_left` are the balances right after it, None where none is kept."""

    __tablename__ = "stock_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("source_id <> target_id", name="moves_somewhere"),
        UniqueConstraint("document_id", "position"),
        Index("ix_stock_lines_source_id_variant_id_id", "source_id", "variant_id", "id"),
        Index("ix_stock_lines_target_id_variant_id_id", "target_id", "variant_id", "id"),
        Index("ix_stock_lines_variant_id_id", "variant_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("stock_documents.id"))
    position: Mapped[int]
    variant_id: Mapped[int] = mapped_column(ForeignKey("material_variants.id"))
    quantity: Mapped[int]
    source_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"))
    source_left: Mapped[int | None]
    target_left: Mapped[int | None]
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    source_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"), index=True)
    target_stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"), index=True)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return false()
        stops = scope.stops
        return or_(cls.region_id.in_(scope.regions), cls.source_stop_id.in_(stops), cls.target_stop_id.in_(stops))


class StockCounter(Base):
    """The last number of a store's documents in a year. Whoever posts holds this row until the commit."""

    __tablename__ = "stock_counters"

    store_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class StockPeriod(Base, SeenInRegion):
    """Up to which day the books of a region's stores are closed; no row: nothing is. Who closed what when is in the audit."""

    __tablename__ = "stock_periods"

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), primary_key=True)
    closed_through: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
