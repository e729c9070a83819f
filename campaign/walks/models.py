"""Tables of the register of offices, of walks with their teams, and of what stands of each door.

The register belongs to a region and outlives walks; a walk takes its doors from it when teams get their floors, and a later
change of the register moves none of them.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff, SeenInRegion
from campaign.core.sealed import SealedText
from campaign.walks.schemas import (
    LONGEST_FLOOR,
    LONGEST_LEADER,
    LONGEST_NAME,
    LONGEST_ROOM,
    LONGEST_TEAM,
    Direction,
    Sign,
    Soap,
)


class Building(Base, SeenInRegion):
    """A building of offices in a city or district. `body`: whose offices they are. `version` grows with every change in it."""

    __tablename__ = "buildings"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[Translated]
    address: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    body: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)


class Floor(Base, SeenInRegion):
    """A floor of a building. `position` is its place from below; `label` is what stands in the lift."""

    __tablename__ = "floors"
    __table_args__ = (UniqueConstraint("building_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    label: Mapped[str] = mapped_column(String(LONGEST_FLOOR))
    position: Mapped[int]


class Office(Base, SeenInRegion):
    """A door: the room, whose it is (a department), and which position. `room_key` is the room as it is compared.

    A name stands only where somebody gave one, sealed, on no public page and in no figure. A door that a walk has used is
    never deleted: it is no longer `active`. `position` is its place on the floor, `import_id` the table that brought it in.
    """

    __tablename__ = "offices"
    __table_args__ = (UniqueConstraint("building_id", "room_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True, default=crypto.new_uid)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id", ondelete="CASCADE"))
    floor_id: Mapped[int] = mapped_column(ForeignKey("floors.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    room: Mapped[str] = mapped_column(String(LONGEST_ROOM))
    room_key: Mapped[str] = mapped_column(String(40))
    unit_name: Mapped[Translated]
    position_title: Mapped[Translated]
    person_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("building_imports.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    person = SealedText()


class Walk(Base, OfStopForStaff):
    """The walk of one event through one building. `rules`: how the teams behave; `note`: for whoever prepares it."""

    __tablename__ = "walks"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id"), index=True)
    rules: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)


class WalkTeam(Base, OfStopForStaff):
    """A team of a walk; its link for phones names it (`DevicePurpose.WALK`). What it was issued is kept elsewhere."""

    __tablename__ = "walk_teams"
    __table_args__ = (UniqueConstraint("event_id", "number"), CheckConstraint("number > 0", name="number_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True, default=crypto.new_uid)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_TEAM), default="")
    leader_name: Mapped[str] = mapped_column(String(LONGEST_LEADER), default="")
    leader_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    leader_phone = SealedText()
    """E.164, or empty."""


class WalkFloor(Base, OfStopForStaff):
    """A floor that a team walks, or its rooms from `first_room` to `last_room`; empty: from its beginning, to its end."""

    __tablename__ = "walk_floors"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("walk_teams.id", ondelete="CASCADE"), index=True)
    floor_id: Mapped[int] = mapped_column(ForeignKey("floors.id"), index=True)
    position: Mapped[int]
    direction: Mapped[Direction] = mapped_column(word_type(Direction), default=Direction.FORWARD)
    first_room: Mapped[str] = mapped_column(String(LONGEST_ROOM), default="")
    last_room: Mapped[str] = mapped_column(String(LONGEST_ROOM), default="")


class WalkMember(Base, OfStopForStaff):
    """Somebody with a place at the event walks with a team. Whoever gives up the place leaves the team."""

    __tablename__ = "walk_members"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("walk_teams.id", ondelete="CASCADE"), index=True)


class WalkDoor(Base, OfStopForStaff):
    """A door of a walk, in one team at most, and the result that stands of it.

    `position` is its place in the team's order. A door with a result is never deleted: without a team it keeps what was done.
    """

    __tablename__ = "walk_doors"
    __table_args__ = (
        UniqueConstraint("event_id", "office_id"),
        CheckConstraint("pieces >= 0", name="pieces_never_negative"),
        CheckConstraint("soap = 'given' OR pieces = 0", name="pieces_only_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("walk_teams.id", ondelete="SET NULL"), index=True)
    position: Mapped[int]
    soap: Mapped[Soap] = mapped_column(word_type(Soap), default=Soap.UNSET)
    pieces: Mapped[int] = mapped_column(default=0)
    sign: Mapped[Sign] = mapped_column(word_type(Sign), default=Sign.UNSET)
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime | None]
    recorded_by_device_id: Mapped[int | None] = mapped_column(ForeignKey("device_links.id", ondelete="SET NULL"), index=True)
    recorded_by_user_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
