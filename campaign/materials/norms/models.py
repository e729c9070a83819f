"""Tables of norms, of the numbers that are typed for an event, and of sets that are issued together."""

from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff
from campaign.materials.norms.schemas import LONGEST, Basis
from campaign.materials.schemas import HOLDERS, PlaceKind

_LIVE_KEY = 300  # characters of the key by which two norms say the same


def _of_the_region(cls: Any, scope: Scope) -> ColumnElement[bool]:
    """Those for all regions, and those of the regions that somebody works in; the public none."""
    if scope.public:
        return false()
    return or_(cls.region_id.is_(None), cls.region_id.in_(scope.regions | scope.stop_regions))


class Norm(Base, Scoped):
    """So much of a material (`amount`) for every `each` of the basis, and `reserve` percent on top.

    `region_id` NULL: for all regions; `kind_id` NULL: for events of every kind; `role`: whom `Basis.ROLE` means. `live_key`
    names what it says, so that nothing is said twice; NULL once it is `retired`. Shipped ones have a `code`.
    """

    __tablename__ = "norms"
    __table_args__ = (
        CheckConstraint("amount >= 0 AND each > 0", name="can_be_reckoned"),
        CheckConstraint("reserve BETWEEN 0 AND 100", name="reserve_sane"),
        CheckConstraint("retired = (live_key IS NULL)", name="live_one_has_a_key"),
        CheckConstraint("basis <> 'stop' OR kind_id IS NULL", name="stops_have_no_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"), index=True)
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("event_kinds.id"), index=True)
    basis: Mapped[Basis] = mapped_column(word_type(Basis))
    role: Mapped[Translated]
    amount: Mapped[int]
    each: Mapped[int] = mapped_column(default=1)
    reserve: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(LONGEST["note"]), default="")
    live_key: Mapped[str | None] = mapped_column(String(_LIVE_KEY), unique=True)
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return _of_the_region(cls, scope)


class EventCount(Base, OfStopForStaff):
    """A number that a coordinator expects of an event: of a basis, or of people in a role of the event.

    `number` NULL: it was typed and taken back. Rows stay, so that their versions together tell whether anything has changed.
    """

    __tablename__ = "event_counts"
    __table_args__ = (
        Index("uq_event_counts_of_basis", "event_id", "basis", unique=True,
              sqlite_where=text("role_id IS NULL"), postgresql_where=text("role_id IS NULL")),
        UniqueConstraint("event_id", "role_id"),
        CheckConstraint("(basis = 'role') = (role_id IS NOT NULL)", name="role_named"),
        CheckConstraint("number >= 0", name="never_negative"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    basis: Mapped[Basis] = mapped_column(word_type(Basis))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("event_roles.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class IssueSet(Base, Scoped):
    """Several materials that one person, team or vehicle is issued together. Shipped ones have a `code`."""

    __tablename__ = "issue_sets"
    __table_args__ = (
        CheckConstraint(f"holder IN ({', '.join(sorted(repr(kind.value) for kind in HOLDERS))})", name="somebody_holds_it"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[Translated]
    holder: Mapped[PlaceKind] = mapped_column(word_type(PlaceKind))
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return _of_the_region(cls, scope)


class IssueSetLine(Base):
    """One material of a set, and how many of it each holder gets."""

    __tablename__ = "issue_set_lines"
    __table_args__ = (
        UniqueConstraint("set_id", "material_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("issue_sets.id", ondelete="CASCADE"))
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"), index=True)
    position: Mapped[int]
    quantity: Mapped[int]
