"""Taking a merge back: every row as it was, or a sentence about what was changed meanwhile and nothing done."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor, widened
from campaign.core.db import Base, unit_of_work
from campaign.core.errors import Conflict, Full, NotFound
from campaign.core.i18n import Words, _, _l
from campaign.events.services import free_place, take_place
from campaign.people.duplicates.merging import SNAPSHOT, change_people, stops_of
from campaign.people.duplicates.models import Merge
from campaign.people.duplicates.policies import ensure_can_merge
from campaign.people.duplicates.ports import TAKEN_AGAIN
from campaign.people.duplicates.reading import FRESH, fates_of, registration_now, standings
from campaign.people.duplicates.snapshots import PEOPLE, REGISTRATIONS, by_key, plain, rich
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import Held, give_up, hold, note, promote

CONFIRMED, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.CANCELLED
NAMES: dict[str, Words] = {"people": _l("the person"), "registrations": _l("a registration")}
OTHERS = _l("what belongs to a registration: a consent, a check-in, a shift, a seat, hours or a certificate")
GONE_PLACE = _l(
    "A place, a shift or a seat that one of the two had has gone to somebody else meanwhile, so the merge stays as it is."
)
YOUNG = _l("One of the two would stand on a list without a parent's consent, so the merge stays as it is.")
Changes = Mapping[str, Mapping[str, Any]]
Stood = dict[int, tuple[int, RegistrationState, int | None, int]]
"""By registration: the event, the state, the role and the places until the merge is taken back."""


def undo(merge_id: int) -> None:
    """Write every row as it was before the merge; done twice it is done once.

    Raises NotFound, Refused, Conflict with what was changed meanwhile, Full when a place has gone to somebody else.
    """
    with unit_of_work() as session:
        asked = select(Merge).where(Merge.id == merge_id).with_for_update()
        made = session.scalars(asked, execution_options=FRESH).one_or_none()
        if made is None:
            raise NotFound(_l("There is no such merge."))
        with widened():
            stands = standings(session, (made.kept_id, made.gone_id))
        ensure_can_merge(current_actor(), made.region_id, stops_of(fates_of(stands, made.kept_id)))
        if made.undone_at is not None:
            return
        changes = json.loads(crypto.unseal(made.snapshot, SNAPSHOT, made.uid))
        with widened():
            held = {event_id: hold(session, event_id) for event_id in sorted({one.event_id for one in stands})}
            _lock(session, made)
            _ensure_untouched(session, changes)
            _guarded(session, held, changes)
        made.undone_at, made.undone_by = clock.now(), current_actor().user_id
        facts = {"gone": made.gone_id, "merge": made.id}
        audit.note(session, "people.merge_undone", "person", made.kept_id, region_id=made.region_id, after=facts)


def _lock(session: Session, made: Merge) -> None:
    rows = select(PEOPLE.c.id).where(PEOPLE.c.id.in_((made.kept_id, made.gone_id))).order_by(PEOPLE.c.id).with_for_update()
    session.execute(rows)


def _ensure_untouched(session: Session, changes: Changes) -> None:
    """Raises Conflict naming what is not as the merge left it."""
    for name, table, kinds in _tables(changes):
        wanted = [(key, after) for key, (_before, after) in kinds["changed"].items()] + list(kinds["came"].items())
        for key, after in wanted:
            row = session.execute(select(*(table.c[column] for column in after)).where(*by_key(table, key))).mappings().first()
            if row is None or {column: plain(row[column]) for column in after} != after:
                raise Conflict(
                    _(
                        "The merge cannot be taken back: %(what)s was changed since. Correct it by hand.",
                        what=NAMES.get(name, OTHERS),
                    )
                )


def _tables(changes: Changes) -> Iterator[tuple[str, Table, Mapping[str, Any]]]:
    for name, kinds in changes.items():
        yield name, Base.metadata.tables[name], kinds


def _guarded(session: Session, held: Mapping[int, Held], changes: Changes) -> None:
    """The rows, as far as the database allows: the triggers about minors may know better by now."""
    stood = _stood(session, changes)
    try:
        with session.begin_nested():
            _write_back(session, changes, stood)
            freed = _stand_again(session, changes, stood)
    except IntegrityError as error:
        raise Conflict(YOUNG) from error
    for event_id in freed:
        if held[event_id].is_to_come:
            promote(session, event_id)


def _stood(session: Session, changes: Changes) -> Stood:
    """The registrations that change, as they are until then."""
    numbers = [json.loads(key)[0] for key in _changed(changes)]
    rows = session.execute(select(REGISTRATIONS).where(REGISTRATIONS.c.id.in_(numbers))).all()
    return {row.id: (row.event_id, row.state, row.role_id, row.places) for row in rows}


def _changed(changes: Changes) -> Mapping[str, Any]:
    changed: Mapping[str, Any] = changes.get("registrations", {"changed": {}})["changed"]
    return changed


def _write_back(session: Session, changes: Changes, stood: Stood) -> None:
    """First nobody of the two stands anywhere; then what hangs on registrations, whose they are, and who the people are."""
    session.execute(update(REGISTRATIONS).where(REGISTRATIONS.c.id.in_(list(stood))).values(state=CANCELLED))
    for name, table, kinds in _tables(changes):
        if name not in NAMES:
            _rewrite(session, table, kinds)
    whose = {
        json.loads(key)[0]: before["person_id"] for key, (before, _after) in _changed(changes).items() if "person_id" in before
    }
    change_people(session, {number: (stood[number][0], person_id) for number, person_id in whose.items()})
    if "people" in changes:
        _rewrite(session, PEOPLE, changes["people"])


def _rewrite(session: Session, table: Table, kinds: Mapping[str, Any]) -> None:
    for key in kinds["came"]:
        session.execute(delete(table).where(*by_key(table, key)))
    for key, (before, _after) in kinds["changed"].items():
        session.execute(update(table).where(*by_key(table, key)).values(rich(table, before)))
    for row in kinds["went"].values():
        if table.name in TAKEN_AGAIN and not TAKEN_AGAIN[table.name](session, row):
            raise Full(GONE_PLACE)
        session.execute(insert(table).values(rich(table, row)))


def _stand_again(session: Session, changes: Changes, stood: Stood) -> set[int]:
    """Registrations as they were, with their places; the events in which one became free."""
    session.expire_all()
    was = {json.loads(key)[0]: rich(REGISTRATIONS, before) for key, (before, _after) in _changed(changes).items()}
    freed = set()
    for number, (event_id, state, role_id, places) in stood.items():
        if state is CONFIRMED and was[number].get("state", state) is not CONFIRMED:
            free_place(session, event_id, role_id, places)
            give_up(session, registration_now(session, number))
            freed.add(event_id)
    for number, (event_id, state, role_id, places) in stood.items():
        then = was[number].get("state", state)
        if then is CONFIRMED and state is not CONFIRMED and not take_place(session, event_id, role_id, places):
            raise Full(GONE_PLACE)
        values = {**was[number], "state": then}
        session.execute(update(REGISTRATIONS).where(REGISTRATIONS.c.id == number).values(values))
        if then is not state:
            note(session, "people.restored", registration_now(session, number), before=state)
    return freed
