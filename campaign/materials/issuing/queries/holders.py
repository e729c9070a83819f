"""What is out at an event: who holds what, and what was just posted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select

from campaign.core.db import db
from campaign.materials.issuing.queries.kept import held_at
from campaign.materials.issuing.queries.recipients import places_of, survivors
from campaign.materials.issuing.schemas import Done, Held, HolderRow, Recipient, Whom
from campaign.materials.queries import document_row, held_at_event, lines_of, place_rows, variants
from campaign.materials.schemas import HOLDERS, DocumentKind, DocumentRow, LineRow, PlaceRow, VariantRow
from campaign.materials.words import holder_in_order, place_called
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState

NAMED: Final = 3
ONES: Final = frozenset({DocumentKind.ISSUE, DocumentKind.RETURN, DocumentKind.CONSUMPTION})


def holders_at(event_id: int) -> tuple[HolderRow, ...]:
    """Everybody who holds something of the event: first who gave up the place, then teams, cars and people by name.

    What two registrations of one person hold stands in one row. Nine statements at most, however many there are.
    """
    held = held_at_event(event_id)
    places = place_rows({place for place, _variant in held})
    states = _states(place.registration_id for place in places.values())
    heirs = survivors(number for number, state in states.items() if state is RegistrationState.CANCELLED)
    late = _states(set(heirs.values()) - set(states))
    catalogue = variants(with_retired=True)
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place in places.values():
        rows[_owner(place, heirs)].append(place.id)
    found = [
        _row(whose, [places[number] for number in sorted(numbers)], held, catalogue, states | late)
        for whose, numbers in rows.items()
    ]
    return tuple(sorted(found, key=lambda row: (not row.gave_up, holder_in_order(row.place))))


def _states(registration_ids: Iterable[int | None]) -> dict[int, RegistrationState]:
    wished = {number for number in registration_ids if number is not None}
    if not wished:
        return {}
    asked = select(Registration.id, Registration.state).where(Registration.id.in_(wished))
    return {number: state for number, state in db.session.execute(asked)}


def _owner(place: PlaceRow, heirs: Mapping[int, int]) -> tuple[str, int]:
    """By what rows are put together: the registration that stands, else the place itself."""
    if place.registration_id is not None:
        return "person", heirs.get(place.registration_id, place.registration_id)
    return "place", place.id


def _row(
    whose: tuple[str, int],
    places: list[PlaceRow],
    held: Mapping[tuple[int, int], int],
    catalogue: Mapping[int, VariantRow],
    states: Mapping[int, RegistrationState],
) -> HolderRow:
    kind, number = whose
    own = next((place for place in places if kind == "person" and place.registration_id == number), places[0])
    ids = {place.id for place in places}
    sums: dict[int, int] = defaultdict(int)
    for (place_id, variant), left in held.items():
        if place_id in ids:
            sums[variant] += left
    things = tuple(Held(row, sums[row.id]) for row in catalogue.values() if row.id in sums)
    if kind == "person":
        whom = Whom(registration_id=number)
        return HolderRow(own, whom, things, states.get(number) is not RegistrationState.CONFIRMED)
    whom = Whom(team_id=own.team_id, car_id=own.car_id)
    return HolderRow(own, whom, things, not whom.given)


def issued_at(rows: Iterable[HolderRow]) -> tuple[Held, ...]:
    """What is out in all, by variant, what has to come back first."""
    sums: dict[int, int] = defaultdict(int)
    known: dict[int, VariantRow] = {}
    for row in rows:
        for one in row.held:
            sums[one.variant.id] += one.quantity
            known[one.variant.id] = one.variant
    found = [Held(variant, sums[number]) for number, variant in known.items()]
    return tuple(sorted(found, key=lambda one: (not one.variant.is_reusable, one.variant.name.text(), one.variant.id)))


def things_of(somebody: Recipient) -> tuple[Held, ...]:
    """What one holds, in the order of the catalogue. One statement, none for whoever holds nothing."""
    return _things(somebody.held)


def things_held_by(registration_id: int) -> tuple[Held, ...]:
    """What somebody of an event holds. Three statements, one for whoever was never given anything."""
    return _things(held_at(places_of(Whom(registration_id=registration_id))))


def _things(held: Mapping[int, int]) -> tuple[Held, ...]:
    return tuple(Held(row, held[row.id]) for row in variants(with_retired=True).values() if row.id in held) if held else ()


def done(event_id: int, document_id: int) -> Done | None:
    """What a document of the event did, for the line above the next scan; None once it is undone. Nine statements."""
    row = document_row(document_id)
    if row.event_id != event_id or row.reversed_by or row.kind not in ONES:
        return None
    lines = lines_of(document_id)
    return _done(row, lines, place_rows({end for line in lines for end in (line.source_id, line.target_id)}))


def _done(row: DocumentRow, lines: tuple[LineRow, ...], places: Mapping[int, PlaceRow]) -> Done:
    catalogue = variants(with_retired=True)
    sums: dict[int, int] = defaultdict(int)
    for line in lines:
        sums[line.variant_id] += line.quantity
    ends = [places[end] for line in lines for end in (line.source_id, line.target_id)]
    whose = {place.id: place for place in ends if place.kind in HOLDERS}
    names = tuple(place_called(place) for place in list(whose.values())[:NAMED])
    things = tuple(Held(catalogue[number], pieces) for number, pieces in sums.items())
    return Done(row.id, row.shown_number, row.kind, names, len(whose), things)
