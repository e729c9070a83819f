"""Acts on imports of rooms: sending a table, reading it another way, writing it in one transaction, taking it back."""

import hashlib
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, files, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import Translated, _l
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import Upload
from campaign.walks.buildings.imports import queries
from campaign.walks.buildings.imports.models import OfficeImport
from campaign.walks.buildings.imports.schemas import KEPT, Counts, ImportState, Judged, Line, Options, Outcome, Undone
from campaign.walks.buildings.services.holding import (
    FRESH,
    floor_for,
    floors_in,
    held_building,
    offices_in,
    own_stop,
    pointing_at,
    put_in_order,
)
from campaign.walks.buildings.services.rooms import fill, new_office
from campaign.walks.models import Building, Floor, Office
from campaign.walks.schemas import MOST_DOORS

SEND, WRITE = "building.import", "building.import.write"


def start(building_id: int, upload: Upload, key: str) -> int:
    """Keep the file for a week and give the import's number; the same key again gives the same one.

    Raises NotFound, Refused, KeyReused.
    """
    digest = hashlib.sha256(upload.data).hexdigest()
    with unit_of_work() as session:
        if earlier := operations.begin(session, SEND, key, [building_id, digest]):
            return int(earlier["import"])
        building = held_building(session, building_id)
        file_uid = files.keep(
            session, [upload.data], name=upload.name, mimetype="application/octet-stream", region_id=building.region_id,
            stop_id=own_stop(building), kept=KEPT,
        )  # fmt: skip
        imported = OfficeImport(
            building_id=building_id, region_id=building.region_id, owner_id=current_actor().user_id, made_at=clock.now(),
            file_name=upload.name[:120], file_uid=file_uid, state=ImportState.JUDGED, reading={}, counts=asdict(Counts()),
            changes={}, persons=False,
        )  # fmt: skip
        session.add(imported)
        session.flush()
        operations.finish(session, SEND, key, {"import": imported.id})
        return imported.id


def remap(import_id: int, reading: Reading, options: Options) -> None:
    """Read the table with other columns, or with names. Raises NotFound, Refused, Conflict for one that is written."""
    with unit_of_work() as session:
        imported, _building = _held(session, import_id)
        if imported.state is not ImportState.JUDGED:
            raise Conflict(_l("This import is written already."))
        imported.reading, imported.persons = reading.as_facts(), options.persons


def commit(import_id: int, key: str, *, skip_errors: bool) -> Counts:
    """Write what the table says, judged anew at this moment; with `skip_errors` only the rows that are in order.

    All or nothing. The same key again changes nothing. Raises NotFound, Refused, Invalid, Conflict when there are mistakes,
    too many rooms, or nothing to write.
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, WRITE, key, import_id):
            return Counts(**earlier)
        imported, building = _held(session, import_id)
        if imported.state is not ImportState.JUDGED:
            raise Conflict(_l("This import is written already."))
        judged = _judged(import_id)
        if judged.errors and not skip_errors:
            raise Conflict(_l("There are mistakes in the table now. Look at them again; nothing was written."))
        _write(session, imported, building, judged)
        imported.state, imported.written_at, imported.counts = ImportState.WRITTEN, clock.now(), asdict(judged.counts)
        after = {"import": import_id, **asdict(judged.counts)}
        audit.note(session, "building.imported", "building", building.id, region_id=building.region_id, after=after)
        operations.finish(session, WRITE, key, asdict(judged.counts))
        return judged.counts


def _judged(import_id: int) -> Judged:
    row = queries.import_row(import_id)
    table = queries.table_of(row)
    reading = queries.reading_in(table, row)
    if reading is None:
        raise Conflict(_l("Nobody has said yet in which column the rooms stand."))
    return queries.judged(table, reading, row)


def _held(session: Session, import_id: int) -> tuple[OfficeImport, Building]:
    """The import with its building held. Raises NotFound, Refused."""
    building_id = session.scalar(select(OfficeImport.building_id).where(OfficeImport.id == import_id))
    if building_id is None:
        raise NotFound(queries.NO_IMPORT)
    building = held_building(session, building_id)
    return session.scalars(select(OfficeImport).where(OfficeImport.id == import_id), execution_options=FRESH).one(), building


def _write(session: Session, imported: OfficeImport, building: Building, judged: Judged) -> None:
    known = {office.id: office for office in offices_in(session, building.id)}
    floors = floors_in(session, building.id)
    there = {floor.id for floor in floors}
    written = [line for line in judged.lines if line.outcome in {Outcome.NEW, Outcome.CHANGED}]
    if not written:
        raise Conflict(_l("Nothing in this table is new: every room is in the register as it stands here."))
    if len(known) + sum(line.outcome is Outcome.NEW for line in written) > MOST_DOORS:
        raise Conflict(_l("A building has at most %(most)s rooms.", most=MOST_DOORS))
    before: dict[str, Any] = {}
    for line in written:
        office = known.get(line.office.id) if line.office else None
        if office is None:
            office = new_office(building, floor_for(session, building, floors, line.floor), line.room)
            office.import_id = imported.id
            session.add(office)
        else:
            before[str(office.id)] = _as_it_was(office, line)
            office.active, office.version = True, office.version + 1
            if line.floor_is_told:
                office.floor_id = floor_for(session, building, floors, line.floor).id
        _fill(office, line)
    put_in_order(session, building.id)
    imported.changes = {"offices": before, "floors": [floor.id for floor in floors if floor.id not in there]}


def _as_it_was(office: Office, line: Line) -> dict[str, Any]:
    """What taking the import back needs of a room that it changes; never the name of whoever sat there."""
    return {
        "floor": office.floor_id, "unit": office.unit_name.as_dict(), "position": office.position_title.as_dict(),
        "active": office.active, "version": office.version + 1, "named": bool(line.person) and not office.person,
    }  # fmt: skip


def _fill(office: Office, line: Line) -> None:
    fill(office, line.unit_name, line.position_title)
    if line.person:
        office.person = line.person


def undo(import_id: int) -> Undone:
    """Take a written import back: its rooms go, those it changed are as before, floors it made go when they are empty.

    A room that a walk or a sign needs by now, or that somebody has changed since, stays. A name that it wrote over is not
    known any more. Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        imported, building = _held(session, import_id)
        if imported.state is not ImportState.WRITTEN:
            raise Conflict(_l("This import was not written, so there is nothing to take back."))
        made = [office for office in offices_in(session, building.id) if office.import_id == import_id]
        needed = pointing_at(session, Office, [office.id for office in made])
        gone = [office for office in made if office.id not in needed and office.version == 1]
        restored, stayed = _restore(session, imported)
        for office in gone:
            session.delete(office)
        session.flush()
        _drop_floors(session, imported)
        put_in_order(session, building.id)
        undone = Undone(len(gone), restored, stayed + len(made) - len(gone))
        imported.state, imported.undone_at = ImportState.UNDONE, clock.now()
        after = {"import": import_id, **asdict(undone)}
        audit.note(session, "building.import_undone", "building", building.id, region_id=building.region_id, after=after)
        return undone


def _restore(session: Session, imported: OfficeImport) -> tuple[int, int]:
    """The rooms it changed as they were; how many, and how many were changed again since."""
    restored = stayed = 0
    floors = {floor.id for floor in floors_in(session, imported.building_id)}
    known = {office.id: office for office in offices_in(session, imported.building_id)}
    for number, was in imported.changes.get("offices", {}).items():
        office = known.get(int(number))
        if office is None or office.version != was["version"] or was["floor"] not in floors:
            stayed += 1
            continue
        office.floor_id, office.active, office.version = was["floor"], was["active"], office.version + 1
        office.unit_name, office.position_title = Translated.of(was["unit"]), Translated.of(was["position"])
        office.person = "" if was["named"] else office.person
        restored += 1
    session.flush()
    return restored, stayed


def _drop_floors(session: Session, imported: OfficeImport) -> None:
    made: list[int] = imported.changes.get("floors", [])
    needed = pointing_at(session, Floor, made)
    for floor in floors_in(session, imported.building_id):
        if floor.id in made and floor.id not in needed:
            session.delete(floor)
    session.flush()
