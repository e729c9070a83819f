"""What the doors of walks say of events, for their figures. A refusal is a number of doors, and no door is named for it."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import url_for
from sqlalchemy import func, select

from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.figures.ports import Derived, RowLine, Rows
from campaign.events.figures.schemas import Source, Stage
from campaign.events.queries import event_row
from campaign.walks.models import Floor, Office, WalkDoor
from campaign.walks.queries import counted
from campaign.walks.schemas import Sign, Soap

DOORS: Final = "doors_visited"
SOAP: Final = "soap_given"
SIGNS: Final = "signs_up"
_DONE: Final = (Soap.GIVEN, Soap.REFUSED)
_HEADS: Final = (_l("Floor"), _l("Doors"), _l("Doors visited"), _l("Soap given"), _l("Signs put up"), _l("Not taken"))


_VISITED, _UP = counted(WalkDoor.soap.in_(_DONE)), counted(WalkDoor.sign == Sign.UP)
_PIECES, _SEEN = func.coalesce(func.sum(WalkDoor.pieces), 0), counted(WalkDoor.soap != Soap.UNSET)


class FiguresOfWalks:
    """`DerivedPort`: doors of the walk (plan); doors visited, soap given and signs put up (fact)."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """One statement. Nothing is said of what was done before the first door was recorded."""
        if not event_ids:
            return {}
        asked = (
            select(WalkDoor.event_id, func.count(WalkDoor.id), _SEEN, _VISITED, _PIECES, _UP)
            .where(WalkDoor.event_id.in_(event_ids))
            .group_by(WalkDoor.event_id)
        )
        found = {}
        for event_id, doors, seen, visited, pieces, up in db.session.execute(asked):
            found[event_id] = [Derived(DOORS, Stage.PLAN, doors, Source.REGISTERED)]
            if seen:
                facts = ((DOORS, visited), (SOAP, pieces), (SIGNS, up))
                found[event_id] += [Derived(code, Stage.FACT, int(number), Source.COUNTED) for code, number in facts]
        return found

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """Floor by floor: which door answered what is told where the walk is looked after. Three statements."""
        if code not in {DOORS, SOAP, SIGNS} or (stage is Stage.PLAN and code != DOORS):
            return None
        event = event_row(event_id)
        if not current_actor().may_at(P.WALKS_READ, event.region_id, event.stop_id):
            return None
        asked = (
            select(Floor.label, func.count(WalkDoor.id), _VISITED, _PIECES, _UP, counted(WalkDoor.soap == Soap.REFUSED))
            .join(Office, Office.id == WalkDoor.office_id)
            .join(Floor, Floor.id == Office.floor_id)
            .where(WalkDoor.event_id == event_id)
            .group_by(Floor.id, Floor.label, Floor.position)
            .order_by(Floor.position, Floor.id)
        )
        floors = [(label, *map(int, numbers)) for label, *numbers in db.session.execute(asked)]
        page = "walks_staff.walk" if stage is Stage.PLAN else "doors_staff.doors"
        return Rows(_HEADS, tuple(map(RowLine, floors)), len(floors), url_for(page, event_id=event_id)) if floors else None
