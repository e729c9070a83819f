"""Reading where signs hang, which doors have one, what was printed and what became of it; foreign buildings are not there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core import prints
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.core.prints import PrintedSheet
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.papers.queries import lines
from campaign.papers.schemas import SheetLine
from campaign.relay.models import Stop
from campaign.relay.queries import campaign_of, current_campaign
from campaign.relay.schemas import CampaignRow
from campaign.territory.models import Unit
from campaign.walks.models import Building, Floor, Office, WalkDoor, WalkTeam
from campaign.walks.queries import in_the_walk, walk_of
from campaign.walks.schemas import Sign as DoorResult
from campaign.walks.signs.models import DoorSign
from campaign.walks.signs.schemas import (
    LOST,
    SIGNS,
    STANDING,
    FloorCount,
    Ground,
    SignDoor,
    SignPaper,
    SignRow,
    SignSheet,
    SignState,
)

MOST: Final = 20  # runs that a page shows


def public_page() -> str:
    """The public address of the campaign for a QR, small because in capitals; empty unless `CAMPAIGN_PUBLIC_URL` is set."""
    base = str(current_app.config.get("PUBLIC_URL") or "")
    scheme, _colon, host = base.partition("://")
    return f"{scheme.upper()}://{host.upper()}" if host and "/" not in host else base


def ground_of_event(event: EventRow) -> Ground | None:
    """The building of a walk; None while none is chosen. Six statements. Raises NotFound."""
    walk = walk_of(event.id)
    if walk.building is None:
        return None
    return _ground(
        walk.building.id, walk.building.name, event.region_id, event.stop_id, event.time_zone, campaign_of(event.relay_id),
        event_id=event.id, title=event.title,
    )  # fmt: skip


def ground_of_building(building_id: int) -> Ground:
    """A building of the register. Its sheets go to the latest stop in its city. Raises NotFound. Three statements."""
    asked = select(Building, Unit.time_zone).join(Unit, Unit.id == Building.unit_id).where(Building.id == building_id)
    found = db.session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such building."))
    building, zone = found
    stops = db.session.execute(
        select(Stop.id, Stop.relay_id)
        .where(Stop.unit_id == building.unit_id, Stop.region_id == building.region_id)
        .order_by(Stop.arrives_on.desc(), Stop.id.desc())
    ).all()
    campaign = campaign_of(stops[0].relay_id) if stops else current_campaign()
    stop_id = stops[0].id if stops else None
    writers = tuple(stop.id for stop in stops)
    return _ground(building.id, building.name, building.region_id, stop_id, zone, campaign, writers=writers)


def _ground(
    building_id: int, name: Translated, region_id: int, stop_id: int | None, zone: str, of: CampaignRow | None, **more: Any
) -> Ground:  # fmt: skip
    words = (of.name, of.slogans, of.hotline) if of is not None else (Translated(), (), "")
    return Ground(building_id, name, region_id, stop_id, zone, *words, **more)


def ground_of(event_id: int | None, building_id: int | None) -> Ground:
    """The same for either, by its number. Raises NotFound, also for a walk without a building."""
    if event_id is None:
        return ground_of_building(building_id or 0)
    ground = ground_of_event(event_row(event_id))
    if ground is None:
        raise NotFound(_l("No building is chosen for this walk yet."))
    return ground


def ground_of_sheet(paper: SignPaper) -> Ground:
    """Where the signs of a run hang: at the walk they were printed for, or in their building when that walk is gone or goes
    elsewhere by now. Raises NotFound.
    """
    if paper.event_id is not None:
        with suppress(NotFound):
            ground = ground_of(paper.event_id, None)
            if ground.building_id == paper.building_id:
                return ground
    return ground_of_building(paper.building_id)


def hung() -> ColumnElement[bool]:
    """Whether a walk says that the sign is up: one held after it was printed, or its own one, which means the first sign that
    was printed for its door and not written off.
    """
    up = select(WalkDoor.id).where(WalkDoor.office_id == DoorSign.office_id, WalkDoor.sign == DoorResult.UP)
    later = up.where(WalkDoor.recorded_at >= DoorSign.made_at).correlate(DoorSign).exists()
    own = up.where(WalkDoor.event_id == DoorSign.event_id).correlate(DoorSign).exists()
    other = aliased(DoorSign)
    before = select(other.id).where(
        other.office_id == DoorSign.office_id, other.event_id == DoorSign.event_id, other.id < DoorSign.id,
        other.state.not_in((SignState.REPLACED, SignState.SPOILT)),
    )  # fmt: skip
    return or_(later, and_(own, ~before.correlate(DoorSign).exists()))


def standing_now() -> ColumnElement[str]:
    """What stands of a sign: what a walk says of one that was only printed, else what was said last."""
    walked = and_(DoorSign.state == SignState.PRINTED, hung())
    return case((walked, SignState.UP.value), else_=DoorSign.state)


def doors_of_ground(ground: Ground) -> tuple[SignDoor, ...]:
    """The doors that may get a sign: those of the walk team by team, or those in use floor by floor. Two statements."""
    columns = (Office.id, Office.floor_id, Floor.label, Office.room, Office.unit_name, Office.position_title)
    asked: Any = select(*columns).join(Floor, Floor.id == Office.floor_id)
    rows: Sequence[Any] = db.session.execute(
        _of_the_walk(asked, ground) if ground.event_id else _of_the_register(asked, ground)
    ).all()
    standing = _standing(ground.building_id)
    return tuple(
        SignDoor(office, floor_id, floor, room, unit, position, _state(standing.get(office), *said))
        for office, floor_id, floor, room, unit, position, *said in rows
    )


def _of_the_walk(asked: Any, ground: Ground) -> Any:
    joined = asked.add_columns(WalkDoor.sign).join(WalkDoor, WalkDoor.office_id == Office.id)
    mine = joined.outerjoin(WalkTeam, WalkTeam.id == WalkDoor.team_id).where(
        WalkDoor.event_id == ground.event_id, in_the_walk()
    )
    return mine.order_by(WalkDoor.team_id.is_(None), WalkTeam.number, WalkDoor.position, WalkDoor.id)


def _of_the_register(asked: Any, ground: Ground) -> Any:
    inside = asked.where(Office.building_id == ground.building_id, Office.active)
    return inside.order_by(Floor.position, Office.position, Office.id)


def _state(known: SignState | None, said: DoorResult = DoorResult.UNSET) -> SignState | None:
    """What a door has: a sign that was there already is no number of ours, but it hangs; one put up may be gone by now."""
    if said is DoorResult.THERE or (said is DoorResult.UP and known is None):
        return SignState.UP
    return known if known in STANDING else None


def _standing(building_id: int) -> dict[int, SignState]:
    """What is up, else printed, else lost, by door. One statement."""
    known = (*STANDING, *LOST)
    asked: Any = select(DoorSign.office_id, standing_now()).where(
        DoorSign.building_id == building_id, DoorSign.state.in_(known), DoorSign.office_id.is_not(None)
    )
    with widened():
        rows = [(office_id, SignState(state)) for office_id, state in db.session.execute(asked)]
    rank = {SignState.UP: 2, SignState.PRINTED: 1}
    return dict(sorted(rows, key=lambda row: rank.get(row[1], 0)))


def floors_of(doors: Iterable[SignDoor]) -> tuple[FloorCount, ...]:
    """The doors counted floor by floor, in the order in which the floors come."""
    labels: dict[int, str] = {}
    counts: Counter[tuple[int, SignState | None]] = Counter()
    for door in doors:
        labels.setdefault(door.floor_id, door.floor)
        counts[door.floor_id, door.state] += 1
    states = (None, SignState.PRINTED, SignState.UP)
    return tuple(
        FloorCount(floor_id, label, sum(counts[floor_id, state] for state in states), *(counts[floor_id, s] for s in states))
        for floor_id, label in labels.items()
    )


def _lines() -> Any:
    return lines().where(PrintedSheet.kind == SIGNS)


def runs_of(building_id: int, most: int = MOST) -> tuple[tuple[SheetLine, int], ...]:
    """The runs printed for a building, the newest first, each with how many of its signs hang. Two statements."""
    asked = _lines().where(PrintedSheet.subject_id == building_id).order_by(PrintedSheet.revision.desc()).limit(most)
    found = [SheetLine(*row) for row in db.session.execute(asked)]
    counted = select(DoorSign.sheet_number, func.count()).where(
        DoorSign.building_id == building_id, standing_now() == SignState.UP.value
    )
    with widened():
        up = dict(db.session.execute(counted.group_by(DoorSign.sheet_number)).all())
    return tuple((line, up.get(line.number, 0)) for line in found)


def sign_sheet(number: int) -> SignSheet:
    """The frozen run with this number, and what became of its signs. Five statements.

    Raises NotFound outside the asker's scope, Conflict when what is stored is no longer what was printed.
    """
    stored = prints.sheet_of(number)
    if stored.kind != SIGNS:
        raise NotFound(prints.NO_SHEET)
    line = SheetLine(*db.session.execute(_lines().where(PrintedSheet.id == stored.id)).one())
    paper = prints.as_printed(stored, lambda content: SignPaper.of(content, line.shown_number))
    name = db.session.scalar(select(Building.name).where(Building.id == paper.building_id)) or Translated()
    title = db.session.scalar(select(Event.title).where(Event.id == paper.event_id)) or Translated()
    return SignSheet(line, stored.region_id, paper, name, title, rows_of(DoorSign.sheet_number == number))


def rows_of(which: ColumnElement[bool]) -> tuple[SignRow, ...]:
    """Tracked signs in the order in which they were printed; whoever asks has seen their building. One statement."""
    asked = (
        select(
            DoorSign.id, DoorSign.number, DoorSign.office_id, DoorSign.room, func.coalesce(Floor.label, ""), Office.unit_name,
            standing_now(), DoorSign.state_at,
        )
        .outerjoin(Office, Office.id == DoorSign.office_id)
        .outerjoin(Floor, Floor.id == Office.floor_id)
        .where(which)
        .order_by(DoorSign.sheet_number, DoorSign.place)
    )  # fmt: skip
    with widened():
        found: Sequence[Any] = db.session.execute(asked).all()
    return tuple(
        SignRow(id_, number, office, room, floor, unit or Translated(), SignState(state), since)
        for id_, number, office, room, floor, unit, state, since in found
    )


def counted(rows: Iterable[SignRow]) -> Mapping[SignState, int]:
    """How many signs have each state."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in SignState if found[state]}
