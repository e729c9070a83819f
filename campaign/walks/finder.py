"""What a search for everything finds of buildings and of the doors in them. Who sits behind a door is not looked for."""

from typing import Any, Final

from flask import url_for
from sqlalchemy import select

from campaign.core.actor import P
from campaign.core.db import db
from campaign.core.i18n import _, _l
from campaign.territory.models import Unit
from campaign.walks.models import Building, Floor, Office
from campaign.web.finding import AT_ONCE, COUNTED, Asked, Finding, Found, best, key_of, listed

MOST: Final = 2000  # doors that are looked through where no building is named


class Buildings:
    """By the name, the address, whose offices they are, the city or district."""

    label = _l("Buildings")
    permission = P.WALKS_READ
    icon = "sign"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement; the buildings of the regions that are seen are looked through."""
        rows = best(asked, [(_key(row), row) for row in _buildings()])
        return listed(
            [Found(row.name.text(), _page(row.id), _where(row)) for row in rows], url_for("buildings_staff.buildings")
        )


class Offices:
    """By the room, the department, the position; words may name the building too: `акимат 214`."""

    label = _l("Rooms and offices")
    permission = P.WALKS_READ
    icon = "sign"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """Two statements: the buildings, then the doors of those that a word names; with none named, the first MOST doors."""
        buildings = {row.id: row for row in _buildings()}
        keys = {number: _key(row) for number, row in buildings.items()}
        named = [number for number, key in keys.items() if any(word in key for word in asked.words)]
        doors = [
            (f"{key_of(row.room, row.unit_name, row.position_title)} | {keys[row.building_id]}", row)
            for row in db.session.execute(_doors(named))
            if row.building_id in keys
        ]
        found = [row for row in best(asked, doors) if not asked.fits(keys[row.building_id])][: COUNTED + 1]
        rows = tuple(_door(row, buildings[row.building_id]) for row in found[:AT_ONCE])
        return Finding(rows, min(len(found), COUNTED), or_more=len(found) > COUNTED)


def _buildings() -> Any:
    asking = select(Building.id, Building.name, Building.address, Building.body, Unit.name.label("unit"))
    return db.session.execute(asking.join(Unit, Unit.id == Building.unit_id).order_by(Building.id)).all()


def _key(row: Any) -> str:
    return key_of(row.name, row.address, row.body, row.unit)


def _where(row: Any) -> str:
    return " · ".join(filter(None, (row.unit.text(), row.address)))


def _page(building_id: int) -> str:
    return url_for("buildings_staff.building", building_id=building_id)


def _doors(named: list[int]) -> Any:
    """The doors in use, those of the named buildings first."""
    asking = select(
        Office.building_id, Office.floor_id, Office.room, Office.unit_name, Office.position_title, Floor.label
    ).join(Floor, Floor.id == Office.floor_id)
    order = (Office.building_id.in_(named).desc(), Office.building_id, Office.position, Office.id)
    return asking.where(Office.active).order_by(*order).limit(MOST)


def _door(row: Any, building: Any) -> Found:
    title = _("Room %(room)s, %(building)s", room=row.room, building=building.name)
    told = (_("floor %(label)s", label=row.label), row.unit_name.text(), row.position_title.text())
    return Found(title, _page(row.building_id), " · ".join(filter(None, told)))


FINDERS = (Buildings(), Offices())
