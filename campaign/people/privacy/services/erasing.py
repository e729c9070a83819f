"""Erasing somebody: every name, number and word of theirs becomes a dash, every row and figure stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, files, rotation
from campaign.core.actor import current_actor, ensure_fresh, widened
from campaign.core.db import AT_ONCE, Base, unit_of_work
from campaign.core.errors import Crossed, NotFound
from campaign.events.models import Event
from campaign.people.duplicates.models import Merge
from campaign.people.imports.models import Import, ImportMatch
from campaign.people.models import Consent, Person, Registration
from campaign.people.privacy import finding, ports, words
from campaign.people.privacy.lists import signature_of, write_down
from campaign.people.privacy.models import Erasure, ErasureRequest
from campaign.people.privacy.policies import ensure_can_erase
from campaign.people.privacy.schemas import ERASED, ErasureWay, Own, Preview, Who
from campaign.people.privacy.traces import clean_storage
from campaign.people.schemas import RegistrationState
from campaign.people.services import keeping
from campaign.people.services.places import hold

CANCELLED = RegistrationState.CANCELLED


def preview(person_id: int) -> Preview:
    """What erasing somebody would do; nothing is changed. Raises NotFound, Refused."""
    with unit_of_work() as session:
        people = family_here(session, person_id)
        with widened():
            who = finding.who(session, people)
            found = words.scrub(session, who.region_id, words.sought([who]), dry=True)
            upcoming, photos = len(_upcoming(session, who)), ports.photos_of(session, who)
    places = tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    return Preview(people[0].full_name, len(who.registration_ids), upcoming, places, who.shared, photos)


def family_here(session: Session, person_id: int) -> list[Person]:
    """All rows of the person, for whoever may erase them. Raises NotFound, Refused."""
    person = session.scalar(select(Person).where(Person.id == person_id))
    if person is None:
        raise NotFound(finding.NOBODY)
    ensure_can_erase(current_actor(), person.region_id)
    with widened():
        return finding.family_of(session, [person.id])


def erase(person_id: int, way: ErasureWay = ErasureWay.STAFF) -> None:
    """Erase somebody for good; done twice it is done once. Raises NotFound, Refused, NotFresh."""
    ensure_fresh()
    with unit_of_work() as session:
        people = family_here(session, person_id)
        with widened():
            who = erase_people(session, people, way)
    after_erasing([who])


def erase_people(session: Session, people: Sequence[Person], way: ErasureWay) -> Who:
    """The same inside a unit of work, for some people of one region; call `after_erasing` once it is kept."""
    return erase_families(session, [people], way)[0]


def erase_families(session: Session, families: Sequence[Sequence[Person]], way: ErasureWay) -> list[Who]:
    """The same for many of one region at once: as many statements as for one, but for those that a new secret needs."""
    _hold(session, [person.id for family in families for person in family])
    several = finding.who_of_each(session, families)
    needles, all_of_them = words.sought(several), finding.together(several)
    for number in _upcoming(session, all_of_them):
        keeping.cancel(number)
    session.flush()
    places = words.scrub(session, all_of_them.region_id, needles)
    for own in ports.OWN:
        _erase_own(session, own, all_of_them.registration_ids)
    for forget in ports.FORGET:
        forget(session, all_of_them)
    _erase_rows(session, all_of_them)
    _drop_files(session, all_of_them)
    _keep(session, [person for family in families for person in family], way, places if len(families) == 1 else {})
    return several


def _hold(session: Session, numbers: Sequence[int]) -> None:
    """Hold the events to come where they stand, then their rows: whoever enters them now is seen here, or comes too late.

    Raises Crossed when they were put together with somebody just now.
    """
    asked = select(Registration.event_id).join(Event, Event.id == Registration.event_id)
    to_come = asked.where(Registration.person_id.in_(numbers), Event.ends_at > clock.campaign_now())
    for event_id in session.scalars(to_come.distinct().order_by(Registration.event_id)).all():
        hold(session, event_id)
    rows = select(Person).where(Person.id.in_(numbers)).order_by(Person.id).with_for_update()
    session.execute(rows, execution_options={"populate_existing": True}).all()
    if {person.id for person in finding.family_of(session, numbers)} != set(numbers):
        raise Crossed(AT_ONCE)


def after_erasing(erased: Sequence[Who], *, clean: bool = True) -> None:
    """Write the list beside the database, and take away what lies outside of its rows."""
    write_down()
    for trace in ports.TRACES:
        trace(erased)
    if clean:
        clean_storage()


def _upcoming(session: Session, who: Who) -> list[int]:
    """Places that nobody will use: of events which are still to come."""
    asked = select(Registration.id).join(Event, Event.id == Registration.event_id)
    to_come = asked.where(
        Registration.id.in_(who.registration_ids), Registration.state != CANCELLED, Event.ends_at > clock.campaign_now()
    )
    return list(session.scalars(to_come.order_by(Registration.id)))


def _erase_own(session: Session, own: Own, numbers: Sequence[int]) -> None:
    table = Base.metadata.tables[own.table]
    mine = table.c[own.column].in_(numbers)
    values: dict[str, Any] = {name: case((table.c[name] != "", ERASED), else_=table.c[name]) for name in own.words}
    values |= dict.fromkeys(own.emptied) | own.set_to
    if values:
        session.connection().execute(update(table).where(mine).values(values))
    for sealed in (one for one in rotation.sealed_columns() if one.table == own.table and one.column in own.sealed):
        for number, name in session.connection().execute(select(table.c.id, sealed.row).where(mine)).all():
            anew = {sealed.column: crypto.seal(ERASED, sealed.label, name)}
            session.connection().execute(update(table).where(table.c.id == number).values(anew))


def _erase_rows(session: Session, who: Who) -> None:
    """The people and their registrations. The year of birth stays: figures by age rest on it, and it names nobody."""
    people, theirs = Person.__table__, Registration.__table__
    connection = session.connection()
    nobody = {
        "full_name": ERASED, "name_key": "", "phone_sealed": None, "phone_index": None, "phone_tail": None,
        "email_sealed": None, "import_id": None,
    }  # fmt: skip
    connection.execute(update(people).where(people.c.id.in_(who.person_ids)).values(nobody))  # type: ignore[arg-type]
    values = {
        "note": "", "email_sealed": None, "guardian_email_sealed": None, "guardian_hash": None, "sort_kk": "", "sort_ru": "",
        "photo_consent": False, "generation": theirs.c.generation + 1, "token_hash": bindparam("dead"),
    }  # fmt: skip
    dead = [{"number": number, "dead": crypto.token_hash(crypto.new_token())} for number in who.registration_ids]
    if dead:
        connection.execute(update(theirs).where(theirs.c.id == bindparam("number")).values(values), dead)  # type: ignore[arg-type]
    given = update(Consent).where(Consent.registration_id.in_(who.registration_ids), Consent.withdrawn_at.is_(None))
    session.execute(given.values(withdrawn_at=clock.campaign_now()), execution_options={"synchronize_session": False})
    merges = delete(Merge).where(Merge.kept_id.in_(who.person_ids) | Merge.gone_id.in_(who.person_ids))
    session.execute(merges, execution_options={"synchronize_session": False})
    session.expire_all()


def _drop_files(session: Session, who: Who) -> None:
    """What was brought in or taken out for a while with their name in it: tables and sets are made again when needed."""
    matched = select(ImportMatch.import_id).where(ImportMatch.registration_id.in_(who.registration_ids))
    made = select(Registration.import_id).where(Registration.id.in_(who.registration_ids), Registration.import_id.is_not(None))
    for uid in session.execute(select(Import.file_uid, Import.report_uid).where(Import.id.in_(matched.union(made)))):
        for each in filter(None, uid):
            files.drop(session, each)
    kept = delete(files.KeptFile).where(
        files.KeptFile.region_id == who.region_id, files.KeptFile.stop_id.in_(who.stop_ids) | files.KeptFile.stop_id.is_(None)
    )
    session.execute(kept, execution_options={"synchronize_session": False})


def _keep(session: Session, people: Sequence[Person], way: ErasureWay, places: dict[str, int]) -> None:
    """The erasures, signed, and the line in the trail. Who was erased already is not written down again."""
    known = set(session.scalars(select(Erasure.person_uid).where(Erasure.person_uid.in_([each.uid for each in people]))))
    now, new = clock.now(), [person for person in people if person.uid not in known]
    session.add_all(
        Erasure(
            person_uid=person.uid, region_id=person.region_id, way=way, erased_at=now, erased_by=current_actor().user_id,
            signature=signature_of(person.uid, now), places=places,
        )
        for person in new
    )  # fmt: skip
    audit.note_many(session, "people.erased", "person", [(person.id, person.region_id, {"way": way.value}) for person in new])
    waits = update(ErasureRequest).where(
        ErasureRequest.person_id.in_([each.id for each in people]), ErasureRequest.done_at.is_(None)
    )
    done = waits.values(done_at=now, done_by=current_actor().user_id)
    session.execute(done, execution_options={"synchronize_session": False})
    session.flush()
