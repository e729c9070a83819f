"""Rooms of a building: many added at once, and a floor edited as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from campaign.core import audit, crypto, operations
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import LANGUAGES, Translated, _, _l
from campaign.core.lengths import too_long
from campaign.walks.buildings.queries import office_facts
from campaign.walks.buildings.schemas import MOST_AT_ONCE, Added, Edited, OfficeEdit, RoomWish, stamp
from campaign.walks.buildings.services.holding import floor_for, floors_in, held_building, offices_in, pointing_at, put_in_order
from campaign.walks.models import Building, Floor, Office
from campaign.walks.rooms import floor_of, room_key
from campaign.walks.schemas import LONGEST_NAME, LONGEST_PERSON, LONGEST_ROOM, MOST_DOORS

NOT_ADDED = _l("No room was added.")


def add_rooms(building_id: int, wishes: Sequence[RoomWish], floor_id: int | None, key: str) -> Added:
    """Add rooms to a floor, or each to the floor that its number speaks of (`floor_id` None); floors are made as needed.

    A room that was out of use is in use again. All or none: raises NotFound, Refused, Conflict, and Invalid with a sentence
    for each line that cannot be taken. The same key again changes nothing.
    """
    with unit_of_work() as session:
        body = [
            building_id,
            floor_id,
            [[wish.room, wish.unit_name.as_dict(), wish.position_title.as_dict()] for wish in wishes],
        ]
        if earlier := operations.begin(session, "building.rooms", key, body):
            return Added(int(earlier["rooms"]), int(earlier["again"]), tuple(earlier["floors"]))
        building = held_building(session, building_id)
        floors, known = (
            floors_in(session, building_id),
            {office.room_key: office for office in offices_in(session, building_id)},
        )
        if floor_id is not None and floor_id not in {floor.id for floor in floors}:
            raise NotFound(_l("There is no such floor."))
        if problems := [*_wrong_rooms(wishes, floor_id, known, floors), *_too_many(wishes, known)]:
            raise Invalid(NOT_ADDED, problems)
        added = _put_in(session, building, floors, known, wishes, floor_id)
        answer = {"rooms": added.rooms, "again": added.again, "floors": list(added.floors)}
        audit.note(session, "building.rooms", "building", building.id, region_id=building.region_id, after=answer)
        operations.finish(session, "building.rooms", key, answer)
        return added


def _put_in(
    session: Session, building: Building, floors: list[Floor], known: dict[str, Office], wishes: Sequence[RoomWish],
    floor_id: int | None,
) -> Added:  # fmt: skip
    before, again = {floor.label for floor in floors}, 0
    for wish in wishes:
        chosen = next((floor for floor in floors if floor.id == floor_id), None)
        floor = chosen or floor_for(session, building, floors, floor_of(wish.room))
        office = known.get(room_key(wish.room))
        if office is None:
            office = new_office(building, floor, wish.room)
            session.add(office)
        else:
            again += 1
            office.active, office.floor_id, office.version = True, floor.id, office.version + 1
        fill(office, wish.unit_name, wish.position_title)
        office.person = wish.person or office.person
    put_in_order(session, building.id)
    return Added(len(wishes) - again, again, tuple(floor.label for floor in floors if floor.label not in before))


def new_office(building: Building, floor: Floor, room: str) -> Office:
    """A room without words yet, not in the session."""
    return Office(
        uid=crypto.new_uid(), building_id=building.id, floor_id=floor.id, region_id=building.region_id, room=room,
        room_key=room_key(room), unit_name=Translated(), position_title=Translated(), position=0, active=True, version=1,
    )  # fmt: skip


def fill(office: Office, unit_name: Translated, position_title: Translated) -> None:
    """Write what was given; what stands there in another language stays."""
    office.unit_name = merged(office.unit_name, unit_name)
    office.position_title = merged(office.position_title, position_title)


def merged(before: Translated, given: Translated) -> Translated:
    """`given` where it is written, else what was there."""
    return Translated(*(getattr(given, code) or getattr(before, code) for code in LANGUAGES))


def _wrong_rooms(
    wishes: Sequence[RoomWish], floor_id: int | None, known: dict[str, Office], floors: Sequence[Floor]
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    labels = {floor.id: floor.label for floor in floors}
    for wish in wishes:
        key = room_key(wish.room)
        office = known.get(key)
        for words in wrong_words(wish):
            yield Problem("lines", "too_long", line_words(wish.line, words))
        if not key:
            yield Problem("lines", "empty", line_words(wish.line, _("“%(room)s” is no room.", room=wish.room)))
        elif key in seen:
            words = _("Room %(room)s stands in line %(other)s already.", room=wish.room, other=seen[key])
            yield Problem("lines", "twice", line_words(wish.line, words))
        elif office is not None and office.active:
            words = _("Room %(room)s is there already, on floor %(floor)s.", room=wish.room, floor=labels[office.floor_id])
            yield Problem("lines", "known", line_words(wish.line, words))
        elif floor_id is None and not floor_of(wish.room):
            words = _("Room %(room)s does not say its floor. Choose the floor above.", room=wish.room)
            yield Problem("lines", "no_floor", line_words(wish.line, words))
        seen.setdefault(key, wish.line)


def wrong_words(wish: RoomWish) -> list[str]:
    """What is too long in a room."""
    parts = (
        *too_long("room", wish.room, LONGEST_ROOM), *too_long("unit", wish.unit_name, LONGEST_NAME),
        *too_long("position", wish.position_title, LONGEST_NAME), *too_long("person", wish.person, LONGEST_PERSON),
    )  # fmt: skip
    return list(dict.fromkeys(str(problem.message) for problem in parts))


def line_words(line: int, words: str) -> str:
    """A sentence with the line it is about."""
    return _("Line %(line)s: %(words)s", line=line, words=words)


def _too_many(wishes: Sequence[RoomWish], known: dict[str, Office]) -> Iterator[Problem]:
    if len(wishes) > MOST_AT_ONCE:
        words = _("At most %(most)s rooms are added at once, here are %(count)s.", most=MOST_AT_ONCE, count=len(wishes))
        yield Problem("lines", "too_many", words)
    if len(wishes) + len(known) > MOST_DOORS:
        yield Problem("lines", "too_many", _("A building has at most %(most)s rooms.", most=MOST_DOORS))


@dataclass
class _Table:
    """The rooms of a building while a page of them is being changed."""

    building: Building
    floors: dict[int, Floor]
    offices: dict[int, Office]
    edits: list[tuple[int, OfficeEdit]]


def edit_offices(building_id: int, edits: Sequence[OfficeEdit]) -> Edited:
    """Change rooms as a table was typed; a row that nobody touched stays as it is, whatever others have made of it meanwhile.

    All or none. A room to be taken away that something needs (a walk, a sign) only goes out of use. Raises NotFound, Refused,
    Invalid: with `rows-N` for each row that is wrong, or that others have changed since the page was shown.
    """
    with unit_of_work() as session:
        building = held_building(session, building_id)
        offices = {office.id: office for office in offices_in(session, building_id)}
        table = _Table(building, {floor.id: floor for floor in floors_in(session, building_id)}, offices, [])
        table.edits = [(place, edit) for place, edit in enumerate(edits) if edit.id in offices and _is_touched(edit, offices)]
        if problems := list(_wrong_edits(table)):
            raise Invalid(_l("The rooms were not saved."), problems)
        edited = _apply(session, table)
        put_in_order(session, building_id)
        if table.edits:
            after = {"changed": edited.changed, "removed": edited.removed, "rooms": [edit.id for _place, edit in table.edits]}
            audit.note(session, "building.offices", "building", building.id, region_id=building.region_id, after=after)
        return edited


def _is_touched(edit: OfficeEdit, offices: dict[int, Office]) -> bool:
    """Whether somebody has changed the row on the page: its stamp no longer fits it."""
    if edit.gone:
        return True
    typed = replace(
        office_facts(offices[edit.id], named=True), room=edit.room, unit_name=edit.unit_name,
        position_title=edit.position_title, person=edit.person, floor_id=edit.floor_id, active=edit.active,
    )  # fmt: skip
    return stamp(typed) != edit.was


def _wrong_edits(table: _Table) -> Iterator[Problem]:
    taken = {office.room_key: office.id for office in table.offices.values()}
    for _place, edit in table.edits:
        if not edit.gone:
            taken.pop(table.offices[edit.id].room_key, None)
    for place, edit in table.edits:
        if stamp(office_facts(table.offices[edit.id], named=True)) != edit.was:
            words = _("Somebody has changed this row meanwhile. Look at it again and save once more to write over it.")
            yield Problem(f"rows-{place}", "stale", words)
        if not edit.gone:
            for code, sentence in _wrong_row(edit, taken, table.floors):
                yield Problem(f"rows-{place}", code, sentence)
            taken.setdefault(room_key(edit.room), edit.id)


def _wrong_row(edit: OfficeEdit, taken: dict[str, int], floors: dict[int, Floor]) -> Iterator[tuple[str, str]]:
    key = room_key(edit.room)
    for words in wrong_words(RoomWish(0, edit.room, edit.unit_name, edit.position_title, edit.person)):
        yield "too_long", words
    if not key:
        yield "empty", _("Which room is it? Write its number.")
    elif key in taken:
        yield "twice", _("Room %(room)s is in this building already.", room=edit.room)
    if edit.floor_id not in floors:
        yield "floor", _("There is no such floor.")


def _apply(session: Session, table: _Table) -> Edited:
    gone = [edit.id for _place, edit in table.edits if edit.gone]
    needed = pointing_at(session, Office, gone)
    for _place, edit in table.edits:  # numbers may change places with one another
        table.offices[edit.id].room_key = f"\x01{edit.id}"
    session.flush()
    for _place, edit in table.edits:
        office = table.offices[edit.id]
        if edit.gone and edit.id not in needed:
            session.delete(office)
            continue
        office.version += 1
        if edit.gone:
            office.room_key, office.active = room_key(office.room), False
            continue
        office.room, office.room_key, office.floor_id, office.active = (
            edit.room,
            room_key(edit.room),
            edit.floor_id,
            edit.active,
        )
        office.unit_name, office.position_title = edit.unit_name, edit.position_title
        if office.person != edit.person:
            office.person = edit.person
    kept = tuple(table.offices[office_id].room for office_id in gone if office_id in needed)
    return Edited(len(table.edits) - len(gone), len(gone) - len(kept), kept)
