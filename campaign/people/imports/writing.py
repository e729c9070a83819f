"""Writing what was planned: organisations, people, registrations and places of one import, in the present unit of work."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, outward
from campaign.core.actor import widened
from campaign.core.bulk import insert_rows, reserve_ids
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.core.outward import Act
from campaign.core.text import sort_key
from campaign.events.schemas import EventRow
from campaign.events.services import take_place
from campaign.people.imports.models import Import, ImportMatch
from campaign.people.imports.planning import Entry, Plan, in_chunks
from campaign.people.imports.schemas import ImportState
from campaign.people.minors.guardians import begin_with_guardian
from campaign.people.minors.schemas import Born
from campaign.people.minors.standing import keep_born
from campaign.people.models import Organisation, Person, Registration
from campaign.people.schemas import Source
from campaign.people.services.newcomers import Newcomer, enter
from campaign.people.services.places import Held, next_in_line, note, promote

ORGANISATION: Final = ("id", "region_id", "name", "name_key", "import_id", "sort_kk", "sort_ru")


def write(session: Session, imported: Import, held: Held, event: EventRow, plan: Plan) -> None:
    """Write the plan as `imported`, which has its number already. To be called under `hold`, with a plan made under it.

    Those who wait already get what is free first; then the places of the plan are taken, guarded as ever. Raises Conflict
    when there are fewer than planned; Crossed comes of it when somebody else put in the same person or organisation meanwhile:
    plan again then. Some 60 µs a row and what the engine takes.
    """
    if event.left != 0:
        promote(session, event.id)
    for entry in (*plan.entries, *plan.returning):
        if entry.learnt:
            _learn(session, entry)
    for role_id, places in plan.taken.items():
        if not take_place(session, event.id, role_id, places):
            raise Conflict(_l("The places of the event have changed meanwhile. Please try again."))
    known = {**plan.organisations, **_new_organisations(session, imported, plan)}
    first = next_in_line(session, event.id)
    newcomers = [_newcomer(entry, known, plan.indexes) for entry in plan.entries]
    enter(session, held, newcomers, source=Source.IMPORT, import_id=imported.id, first_queue_number=first)
    _bring_back(session, imported, plan, first + len(newcomers))
    there = sorted({*plan.already, *(entry.registration_id for entry in plan.returning if entry.registration_id)})
    insert_rows(session, ImportMatch, ("import_id", "registration_id"), ((imported.id, number) for number in there))
    imported.state, imported.written_at = ImportState.WRITTEN, clock.now()
    imported.keep_counts(plan.counts)
    session.flush()
    _tell(session, imported, plan, first)


def _learn(session: Session, entry: Entry) -> None:
    """Keep the year of birth of somebody known who may be under age; their other registrations follow."""
    with widened():
        person = session.get(Person, entry.person_id, populate_existing=True)
    if person is not None and person.birth_year is None:
        keep_born(session, person, Born(entry.row.birth_year))


def _newcomer(entry: Entry, organisations: dict[str, int], indexes: dict[str, str]) -> Newcomer:
    row = entry.row
    return Newcomer(
        entry.known_name or row.full_name, row.name_key, row.phone, row.birth_year, row.email, row.language,
        organisations.get(row.organisation_key), entry.role_id, row.note, entry.state, entry.person_id, entry.has_guardian,
        indexes.get(row.phone, ""),
    )  # fmt: skip


def _new_organisations(session: Session, imported: Import, plan: Plan) -> dict[str, int]:
    numbers = dict(zip(plan.new_organisations, reserve_ids(session, Organisation, len(plan.new_organisations)), strict=True))
    rows = (
        (numbers[key], imported.region_id, name, key, imported.id, sort_key(name, "kk"), sort_key(name, "ru"))
        for key, name in plan.new_organisations.items()
    )
    insert_rows(session, Organisation, ORGANISATION, rows)
    return numbers


def _bring_back(session: Session, imported: Import, plan: Plan, first: int) -> None:
    """Those who had cancelled come again, as when they register anew: at the end of the line, with a new link."""
    entries = {entry.registration_id: entry for entry in plan.returning}
    for number, registration in enumerate(_registrations(session, [entry for entry in entries if entry]), first):
        entry = entries[registration.id]
        before = registration.state
        registration.queue_number, registration.import_id = number, imported.id
        registration.group_id, registration.confirm_by = None, None
        registration.role_id, registration.state, registration.cancelled_at = entry.role_id, entry.state, None
        registration.note, registration.email, registration.language = entry.row.note, entry.row.email, entry.row.language
        registration.made_at = clock.campaign_now()
        registration.issue(registration.generation + 1)
        begin_with_guardian(session, registration, entry.has_guardian)
        note(session, "people.registered", registration, before=before)


def _registrations(session: Session, numbers: list[int]) -> Iterator[Registration]:
    for chunk in in_chunks(numbers):
        with widened():
            found = {row.id: row for row in session.scalars(select(Registration).where(Registration.id.in_(chunk)))}
        yield from (found[number] for number in chunk)


def _tell(session: Session, imported: Import, plan: Plan, first: int) -> None:
    """One line of the trail for all of them: how many, and which numbers of the line are theirs; no name."""
    counts = plan.counts
    after = {
        "event": imported.event_id, "rows": counts.rows, "created": counts.created, "matched": counts.matched,
        "skipped": counts.skipped, "failed": counts.failed, "already_there": counts.already_there,
        "organisations": len(plan.new_organisations), "waiting": plan.waiting, "pending": plan.pending,
        "first_queue_number": first,
        "last_queue_number": first + len(plan.entries) + len(plan.returning) - 1,
    }  # fmt: skip
    audit.note(session, "people.imported", "import", imported.id, region_id=imported.region_id, after=after)
    outward.announce(
        session, Act.REGISTRATIONS_IMPORTED, region_id=imported.region_id, stop_id=imported.stop_id, event=imported.event_id,
        created=counts.created, waiting=plan.waiting, pending=plan.pending,
    )  # fmt: skip
