"""Putting two people together: the union of both, nobody twice in an event, and no place lost that either had."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _l
from campaign.people.checkin.services import hand_check_in_over
from campaign.people.duplicates.models import Merge, RegistrationAlias, TwoPeople
from campaign.people.duplicates.policies import ensure_can_merge
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.duplicates.reading import FRESH, couple_of, fates_of, registration_now, standings
from campaign.people.duplicates.schemas import Couple, EventFate, MergeWish
from campaign.people.duplicates.snapshots import PEOPLE, REGISTRATIONS, difference, points_at, rows_of
from campaign.people.minors.schemas import Born
from campaign.people.minors.standing import keep_born
from campaign.people.models import Person, Registration
from campaign.people.schemas import NOTE_LENGTH
from campaign.people.services.places import Held, hold, leave
from campaign.people.services.rows import person_with

ACT = "people.merge"
CHANGED = _l("Somebody has changed one of the two meanwhile. Nothing was done: look at them as they are now.")
SNAPSHOT = "merges.snapshot"


def merge(wish: MergeWish, key: str) -> int:
    """Put `gone_id` into `kept_id` and return the merge's number; taken back by `undo`.

    Registrations go along; where both stand in one event one of them gives way, its place is given to the waiting list in
    this unit of work, and its link and code lead to the other. The birth year that was chosen decides who waits for a parent.
    Raises NotFound, Refused, KeyReused, Conflict when something changed since it was looked at, Invalid when a third person
    has the phone and the name that were chosen.
    """
    with unit_of_work() as session:
        answer = operations.begin(session, ACT, key, asdict(wish))
        if answer is None:
            couple = couple_of(session, wish.kept_id, wish.gone_id)
            ensure_can_merge(current_actor(), couple.region_id, stops_of(couple.fates))
            with widened():
                answer = {"merge": _merge(session, couple, wish)}
            operations.finish(session, ACT, key, answer)
        return int(answer["merge"])


def stops_of(fates: Iterable[EventFate]) -> set[int]:
    return {fate.stands.stop_id for fate in fates}


def keep_apart(first_id: int, second_id: int) -> None:
    """Remember that these are two people. Done twice it is done once. Raises NotFound, Refused."""
    with unit_of_work() as session:
        couple = couple_of(session, first_id, second_id)
        ensure_can_merge(current_actor(), couple.region_id, stops_of(couple.fates))
        first, second = sorted((first_id, second_id))
        with widened():
            if session.get(TwoPeople, (first, second)) is not None:
                return
            said = TwoPeople(first_id=first, second_id=second, region_id=couple.region_id, said_at=clock.now())
            said.said_by = current_actor().user_id
            session.add(said)
            session.flush()
        audit.note(session, "people.kept_apart", "person", first, region_id=couple.region_id, after={"other": second})


def _merge(session: Session, couple: Couple, wish: MergeWish) -> int:
    held = {event_id: hold(session, event_id) for event_id in sorted({fate.stands.event_id for fate in couple.fates})}
    numbers = sorted((wish.kept_id, wish.gone_id))
    session.execute(select(Person.id).where(Person.id.in_(numbers)).order_by(Person.id).with_for_update())
    now = couple_of(session, wish.kept_id, wish.gone_id)
    if now.version != wish.version or {fate.stands.event_id for fate in now.fates} != set(held):
        raise Conflict(CHANGED)
    wish = _keep_whose_key_it_is(session, wish)
    stands = standings(session, numbers)
    registrations = [one.registration_id for one in stands]
    before = rows_of(session, numbers, registrations)
    fates = list(fates_of(stands, wish.kept_id))
    _join(session, held, fates)
    _write_facts(session, wish)
    _move(session, fates, wish)
    session.expire_all()
    after = rows_of(session, numbers, registrations)
    made = _keep(session, couple.region_id, wish, difference(before, after))
    facts = {"gone": wish.gone_id, "merge": made.id, "registrations": len(registrations)}
    audit.note(session, "people.merged", "person", wish.kept_id, region_id=couple.region_id, after=facts)
    return made.id


def _person(session: Session, number: int) -> Person:
    return session.scalars(select(Person).where(Person.id == number), execution_options=FRESH).one()


def _keep_whose_key_it_is(session: Session, wish: MergeWish) -> MergeWish:
    """The row that has the chosen phone and name already is the one that stays: the other keeps its own for coming again."""
    kept, gone = _person(session, wish.kept_id), _person(session, wish.gone_id)
    of = {kept.id: kept, gone.id: gone}
    key = of[wish.phone_of].phone_index, of[wish.name_of].name_key
    if key[0] is None or key == (kept.phone_index, kept.name_key):
        return wish
    if key == (gone.phone_index, gone.name_key):
        return replace(wish, kept_id=gone.id, gone_id=kept.id)
    if person_with(session, kept.region_id, of[wish.phone_of].phone, of[wish.name_of].full_name) is not None:
        raise Invalid(_("A third person of the region has this phone and this name. Choose another phone or another name."))
    return wish


def _join(session: Session, held: Mapping[int, Held], fates: Iterable[EventFate]) -> None:
    """Where both stand: what hangs on one goes over to the other, then it gives way and its place is free."""
    for fate in fates:
        if fate.gives_way is None:
            continue
        stays, goes = fate.stands.registration_id, fate.gives_way.registration_id
        hand_check_in_over(session, goes, stays)
        _pass_on(session, goes, stays, late=False)
        session.execute(insert(RegistrationAlias).values(registration_id=goes, survivor_id=stays))
        session.expire_all()
        _blend(session, registration_now(session, stays), registration_now(session, goes))
        leave(session, held[fate.stands.event_id], registration_now(session, goes))
        _pass_on(session, goes, stays, late=True)


def _pass_on(session: Session, from_id: int, to_id: int, *, late: bool) -> None:
    for port in MERGE_PORTS:
        if port.late is late and points_at(port) == "registrations":
            port.pass_on(session, from_id, to_id)


def _blend(session: Session, stays: Registration, goes: Registration) -> None:
    """The union of two registrations: notes, the newest address, the stricter word about photographs.

    The group stays that of the one that stays: a place is held by one group only.
    """
    notes = dict.fromkeys(note for note in (stays.note, goes.note) if note)
    stays.note = "; ".join(notes)[:NOTE_LENGTH]
    if goes.email and (not stays.email or goes.made_at > stays.made_at):
        stays.email, stays.language = goes.email, goes.language
    words = {stays.photo_consent, goes.photo_consent} - {None}
    stays.photo_consent = None if not words else False not in words
    if stays.import_id is None or goes.import_id is None:
        stays.import_id = None
    session.flush()


def _write_facts(session: Session, wish: MergeWish) -> None:
    """What was chosen, fact by fact. Both get the birth year first: whoever may be a child then waits for a parent."""
    kept, gone = _person(session, wish.kept_id), _person(session, wish.gone_id)
    of = {kept.id: kept, gone.id: gone}
    born = Born(of[wish.born_of].birth_year, of[wish.born_of].birth_date)
    for person in (kept, gone):
        if (person.birth_year, person.birth_date) != (born.year, born.day):
            keep_born(session, person, born)
    name, phone, email = of[wish.name_of].full_name, of[wish.phone_of].phone, of[wish.email_of].email
    if kept.full_name != name:
        kept.rename(name)
    if kept.phone != phone:
        kept.phone = phone
    if kept.email != email:
        kept.email = email
    kept.organisation_id = of[wish.organisation_of].organisation_id
    gone.organisation_id = None
    if gone.import_id is None:
        kept.import_id = None
    session.flush()


def _move(session: Session, fates: Iterable[EventFate], wish: MergeWish) -> None:
    """All that stands is the kept person's, what gave way the other's, who points to the kept one from now on."""
    moves: dict[int, tuple[int, int]] = {}
    for fate in fates:
        for one, whose in ((fate.stands, wish.kept_id), (fate.gives_way, wish.gone_id)):
            if one is not None and one.person_id != whose:
                moves[one.registration_id] = one.event_id, whose
    session.expire_all()
    change_people(session, moves)
    keys = Registration()
    keys.sort_as(_person(session, wish.kept_id).full_name)
    theirs = update(REGISTRATIONS).where(REGISTRATIONS.c.person_id == wish.kept_id)
    session.execute(theirs.values(sort_kk=keys.sort_kk, sort_ru=keys.sort_ru))
    earlier = PEOPLE.c.merged_into_id == wish.gone_id
    session.execute(update(PEOPLE).where(earlier | (PEOPLE.c.id == wish.gone_id)).values(merged_into_id=wish.kept_id))


def change_people(session: Session, moves: Mapping[int, tuple[int, int]]) -> None:
    """Give registrations other people: by number, the event and the person. Two may change places at one event.

    Nobody stands twice at an event, not for a moment: whoever changes places waits with somebody who is made for that only.
    """
    events = [event_id for event_id, _person_id in moves.values()]
    crossing = {number: to for number, to in moves.items() if events.count(to[0]) > 1}
    if crossing:
        parked = _somebody(session, next(iter(crossing.values()))[1])
        first = {event_id: number for number, (event_id, _whose) in crossing.items()}
        for number in first.values():
            _hand(session, number, parked)
        for number, (event_id, whose) in crossing.items():
            if number != first[event_id]:
                _hand(session, number, whose)
        for number in first.values():
            _hand(session, number, crossing[number][1])
        session.execute(delete(PEOPLE).where(PEOPLE.c.id == parked))
    for number, (_event_id, whose) in moves.items():
        if number not in crossing:
            _hand(session, number, whose)


def _hand(session: Session, number: int, whose: int) -> None:
    session.execute(update(REGISTRATIONS).where(REGISTRATIONS.c.id == number).values(person_id=whose))


def _somebody(session: Session, like_id: int) -> int:
    """A row that stands for nobody until the end of this unit of work; as old as the one it is like."""
    row = session.execute(select(PEOPLE).where(PEOPLE.c.id == like_id)).mappings().one()
    names = ("region_id", "full_name", "name_key", "birth_year", "birth_date", "language", "made_at")
    values: dict[str, Any] = {name: row[name] for name in names} | {"uid": crypto.new_uid()}
    number: int = session.execute(insert(PEOPLE).values(values).returning(PEOPLE.c.id)).scalar_one()
    return number


def _keep(session: Session, region_id: int, wish: MergeWish, changes: dict[str, Any]) -> Merge:
    made = Merge(uid=crypto.new_uid(), region_id=region_id, kept_id=wish.kept_id, gone_id=wish.gone_id, made_at=clock.now())
    made.made_by = current_actor().user_id
    made.snapshot = crypto.seal(json.dumps(changes), SNAPSHOT, made.uid)
    session.add(made)
    session.flush()
    return made
