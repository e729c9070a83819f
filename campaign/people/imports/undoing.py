"""Taking an import back: exactly what it made, and nobody who is there for another reason meanwhile."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from campaign.core import audit, clock, outward
from campaign.core.actor import widened
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.outward import Act
from campaign.events.services import free_place
from campaign.people.checkin.models import CheckIn
from campaign.people.imports.models import Import, ImportMatch
from campaign.people.imports.planning import in_chunks
from campaign.people.imports.schemas import ImportState
from campaign.people.models import Consent, Organisation, Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import FORGOTTEN, Held, give_up, note, promote

CANCELLED, CONFIRMED, WAITING = RegistrationState.CANCELLED, RegistrationState.CONFIRMED, RegistrationState.WAITING
PLAIN = {"synchronize_session": False}
_OTHERS = Person.__table__.alias()
NAMED_BY: list[InstrumentedAttribute[int | None]] = []  # columns of later features that name an organisation


@dataclass(frozen=True)
class TakingBack:
    """What taking an import back does to the list: how many go, how many are cancelled again, how many of its rows stay."""

    removed: int
    cancelled_again: int
    staying: int


def taking_back(import_id: int) -> TakingBack:
    """What `take_back` would do now. Two statements."""
    mine = Registration.import_id == import_id
    back = _brought_back(import_id).label("back")
    going = mine & ~_their_own() & _other_naming(import_id).is_(None)
    asked = select(back, func.count()).select_from(Registration).where(going).group_by(back)
    found = {bool(again): count for again, count in db.session.execute(asked)}
    written = db.session.scalar(select(func.count()).select_from(Registration).where(mine)) or 0
    removed, again = found.get(False, 0), found.get(True, 0)
    return TakingBack(removed, again, written - removed - again)


def take_back(session: Session, imported: Import, held: Held) -> None:
    """Delete the registrations that are still this import's, and the people and organisations of it whom nobody needs.

    Left alone: whoever acted for themselves since (`claim`), consented or came; whoever another written import named too, who
    is that import's from now on. Whoever had cancelled and was brought back by this one is cancelled again. Somebody whom a
    coordinator corrected by hand stays the import's and goes with it: the correction was made to a row of the import.
    Printed sheets stay as they are. To be called under `hold`. Some twenty statements, and one for each who moves up.
    """
    with widened():
        _leave_to_others(session, imported)
        _cancel_those_brought_back(session, imported)
        mine = _mine(imported)
        _tell_replayed(session, imported)
        columns = (Registration.role_id, func.count(), func.sum(Registration.places))
        confirmed = session.execute(
            select(*columns).where(mine, Registration.state == CONFIRMED).group_by(Registration.role_id)
        ).all()
        numbers = session.execute(
            select(func.count(), func.min(Registration.queue_number), func.max(Registration.queue_number)).where(mine)
        ).one()
        for free in FORGOTTEN:
            free(session, select(Registration.id).where(mine))
        session.execute(delete(Registration).where(mine), execution_options=PLAIN)
        session.execute(delete(ImportMatch).where(ImportMatch.import_id == imported.id), execution_options=PLAIN)
        people, organisations = _forget_people(session, imported), _forget_organisations(session, imported)
        for role_id, _count, places in confirmed:
            free_place(session, held.id, role_id, places)
        imported.state, imported.undone_at = ImportState.UNDONE, clock.now()
        session.flush()
        _tell(session, imported, tuple(numbers), people, organisations)
        if held.is_to_come:
            promote(session, held.id)


def _mine(imported: Import) -> ColumnElement[bool]:
    return (Registration.event_id == imported.event_id) & (Registration.import_id == imported.id)


def _their_own() -> ColumnElement[bool]:
    """Whoever consented since they came on the list, or came to the event."""
    own = (Consent.registration_id == Registration.id) & (Consent.given_at >= Registration.made_at)
    consented = select(Consent.id).where(own).exists()
    return consented | select(CheckIn.id).where(CheckIn.registration_id == Registration.id).exists()


def _other_naming(import_id: int) -> ScalarSelect[int | None]:
    """The first of the other written imports that names a registration too."""
    written = ImportMatch.import_id.in_(select(Import.id).where(Import.state == ImportState.WRITTEN))
    named = ImportMatch.registration_id == Registration.id
    others = select(func.min(ImportMatch.import_id)).where(named, ImportMatch.import_id != import_id, written)
    return others.correlate(Registration).scalar_subquery()


def _leave_to_others(session: Session, imported: Import) -> None:
    """Those who are nobody's but their own are let go; those whom another import named become that one's."""
    stays = update(Registration).where(_mine(imported), _their_own())
    session.execute(stays.values(import_id=None), execution_options=PLAIN)
    others = _other_naming(imported.id)
    passed = update(Registration).where(_mine(imported), others.is_not(None)).values(import_id=others)
    numbers = session.scalars(passed.returning(Registration.id), execution_options=PLAIN).all()
    whose = select(Registration.import_id).where(Registration.id == ImportMatch.registration_id).scalar_subquery()
    for chunk in in_chunks(numbers):
        theirs = ImportMatch.registration_id.in_(chunk) & (ImportMatch.import_id == whose)
        session.execute(delete(ImportMatch).where(theirs), execution_options=PLAIN)


def _brought_back(import_id: int) -> ColumnElement[bool]:
    """Whoever was on the list before the import, and had cancelled."""
    named = (ImportMatch.registration_id == Registration.id) & (ImportMatch.import_id == import_id)
    return select(ImportMatch.import_id).where(named).exists()


def _cancel_those_brought_back(session: Session, imported: Import) -> None:
    there = select(Registration).where(_mine(imported), _brought_back(imported.id))
    for registration in session.scalars(there, execution_options={"populate_existing": True}).all():
        registration.import_id, state = None, registration.state
        if state is CANCELLED:
            continue
        registration.state, registration.cancelled_at = CANCELLED, clock.campaign_now()
        session.flush()
        note(session, "people.cancelled", registration, before=state)
        if state is CONFIRMED:
            free_place(session, registration.event_id, registration.role_id, registration.places)
            give_up(session, registration)
    session.flush()


def _tell_replayed(session: Session, imported: Import) -> None:
    """The trail names those who were restored by hand; whoever replays the waiting list must see them go."""
    restored = select(AuditEntry.id).where(
        AuditEntry.act == "people.restored", AuditEntry.thing == "registration", AuditEntry.thing_id == Registration.id
    )
    waiting = select(Registration).where(_mine(imported), Registration.state == WAITING, restored.exists())
    for registration in session.scalars(waiting, execution_options={"populate_existing": True}).all():
        registration.state, registration.cancelled_at = CANCELLED, clock.campaign_now()
        note(session, "people.cancelled", registration, before=WAITING)
    session.flush()


def _forget_people(session: Session, imported: Import) -> int:
    """The people of the import who are on no list any more; the others are whose their registrations are.

    First they are held, so that whoever is just registering one of them for another event is waited for and then seen.
    """
    own = (Person.region_id == imported.region_id) & (Person.import_id == imported.id)
    session.execute(select(Person.id).where(own).order_by(Person.id).with_for_update())
    needed = select(Registration.id).where(Registration.person_id == Person.id)
    joined = select(_OTHERS.c.id).where(_OTHERS.c.merged_into_id == Person.id)  # others were put together with them
    gone = session.execute(delete(Person).where(own, ~needed.exists(), ~joined.exists()), execution_options=PLAIN)
    others = select(func.min(Registration.import_id)).where(Registration.person_id == Person.id).scalar_subquery()
    session.execute(update(Person).where(own).values(import_id=others), execution_options=PLAIN)
    return _count(gone)


def _forget_organisations(session: Session, imported: Import) -> int:
    own = (Organisation.region_id == imported.region_id) & (Organisation.import_id == imported.id)
    session.execute(select(Organisation.id).where(own).order_by(Organisation.id).with_for_update())
    needed = [select(literal(1)).where(column == Organisation.id).exists() for column in (Person.organisation_id, *NAMED_BY)]
    gone = session.execute(delete(Organisation).where(own, ~or_(*needed)), execution_options=PLAIN)
    others = select(func.min(Person.import_id)).where(Person.organisation_id == Organisation.id).scalar_subquery()
    session.execute(update(Organisation).where(own).values(import_id=others), execution_options=PLAIN)
    return _count(gone)


def _count(done: Any) -> int:
    count: int = done.rowcount
    return count


def _tell(session: Session, imported: Import, numbers: tuple[int | None, ...], people: int, organisations: int) -> None:
    count, first, last = numbers
    after = {
        "event": imported.event_id, "registrations": count, "people": people, "organisations": organisations,
        "first_queue_number": first, "last_queue_number": last,
    }  # fmt: skip
    audit.note(session, "people.import_undone", "import", imported.id, region_id=imported.region_id, after=after)
    outward.announce(
        session, Act.REGISTRATIONS_IMPORT_UNDONE, region_id=imported.region_id, stop_id=imported.stop_id,
        event=imported.event_id, registrations=count,
    )  # fmt: skip
