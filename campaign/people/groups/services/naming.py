"""Names for the places of a group: many people entered at once, one corrected, one taken off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from campaign.core import audit, clock, operations, outward
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Crossed, Invalid, NotFound, Problem, Unavailable
from campaign.core.i18n import _, _l, _n
from campaign.core.lengths import too_long
from campaign.core.outward import Act
from campaign.core.text import fold
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.groups.lines import NameLine, read_lines, stands_already
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import MOST_BY_FORM, MOST_PLACES, GroupCard, Member
from campaign.people.groups.services.changing import come_with
from campaign.people.groups.services.making import NOT_YET
from campaign.people.groups.services.opening import Key, counted, find, held_group, planned
from campaign.people.minors.ages import may_be_under, of_person
from campaign.people.minors.guardians import begin_with_guardian
from campaign.people.minors.queries import ages_on
from campaign.people.minors.schemas import Born
from campaign.people.minors.standing import keep_born
from campaign.people.models import Consent, Person, Registration, phone_index
from campaign.people.schemas import NAME_LENGTH, RegistrationState, Source
from campaign.people.services.giving import facts_of, tell
from campaign.people.services.newcomers import Newcomer, enter
from campaign.people.services.places import Held, next_in_line, note, take_off
from campaign.people.services.rows import FRESH, person_of, person_with, rename_person
from campaign.people.wishes import name_complaint

ENTER: Final = "groups.names"
MOST_TURNS: Final = 3
CANCELLED, CONFIRMED = RegistrationState.CANCELLED, RegistrationState.CONFIRMED
PENDING, WAITING = RegistrationState.PENDING, RegistrationState.WAITING
MEANWHILE: Final = _l("Others are putting in the same people at this moment. Please try again.")


@dataclass(frozen=True)
class Entered:
    """What became of the lines."""

    confirmed: int
    waiting: int
    pending: int


@dataclass(frozen=True)
class Look:
    """Lines before they are entered: what is wrong with each, who waits for a parent, how many places are missing."""

    lines: tuple[NameLine, ...] = ()
    wrong: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    children: frozenset[int] = frozenset()
    missing: int = 0

    @property
    def good(self) -> int:
        return len(self.lines) - len(self.wrong)


@dataclass
class _Entry:
    """Somebody to be entered: with what is known of them, and the registration of whoever comes again."""

    line: NameLine
    state: RegistrationState
    person: Person | None = None
    back: Registration | None = field(default=None)
    has_guardian: bool = False


def enter_names(key: Key, text: str, operation: str, *, grow: bool = False) -> Entered:
    """Enter everybody of the lines, or nobody: each gets a place that the group holds, and a ticket of their own.

    A child waits for a parent's consent; the group keeps the place meanwhile. `grow`: ask for the places that are missing too.
    Sent twice it is done once. Raises NotFound, Refused, Closed, KeyReused, Invalid with what is wrong, line by line
    (`line-7`). Some fifteen statements, and four for whoever comes again.
    """
    for _turn in range(MOST_TURNS):
        try:
            return _enter_once(key, text, operation, grow)
        except Crossed:
            continue  # the same person was put in by somebody else at this moment: look again
    raise Unavailable(MEANWHILE)


def _enter_once(key: Key, text: str, operation: str, grow: bool) -> Entered:
    with unit_of_work() as session:
        held, group = held_group(session, key)
        answer = operations.begin(session, ENTER, operation, {"group": group.id, "text": text, "grow": grow})
        if answer is None:
            event = event_row_of(group)
            with widened():
                entries = _judged(session, event, group, read_lines(text, clock.campaign_today(event.time_zone)))
                _make_room(session, held, group, len(entries), grow, isinstance(key, int))
                answer = _enter(session, held, group, entries)
                group.version += 1
            operations.finish(session, ENTER, operation, answer)
        return Entered(answer["confirmed"], answer["waiting"], answer["pending"])


def look_at(key: Key, text: str) -> Look:
    """What would become of the lines now; nothing is kept. Raises NotFound. Some eight statements."""
    session = db.session()
    group = find(session, key)
    event = event_row_of(group)
    lines = read_lines(text, clock.campaign_today(event.time_zone))
    with widened():
        entries, problems = _judge(session, event, group, lines)
        free = _free(session, group)
    wrong: dict[int, tuple[str, ...]] = {}
    for problem in problems:
        if (number := problem.field.removeprefix("line-")) != problem.field:
            wrong[int(number)] = (*wrong.get(int(number), ()), str(problem.message))
    children = frozenset(entry.line.number for entry in entries if entry.state is PENDING)
    return Look(lines, wrong, children, max(0, len(lines) - free))


def event_row_of(group: Group) -> EventRow:
    """The event a group comes to, for whoever holds its link too."""
    with widened():
        return event_row(group.event_id)


def problems_of(lines: Sequence[NameLine]) -> list[Problem]:
    """All that is wrong with the lines."""
    return [Problem(f"line-{line.number}", fault.code, fault.message) for line in lines for fault in line.faults]


def _judged(session: Session, event: EventRow, group: Group, lines: Sequence[NameLine]) -> list[_Entry]:
    """Everybody with what is known of them. Raises Invalid with everything that is wrong."""
    entries, problems = _judge(session, event, group, lines)
    if problems:
        raise Invalid(NOT_YET, problems)
    return entries


def _judge(session: Session, event: EventRow, group: Group, lines: Sequence[NameLine]) -> tuple[list[_Entry], list[Problem]]:
    problems = problems_of(lines)
    if not lines:
        words = _("Write at least one person: name, phone, year of birth, each on a line.")
        problems.append(Problem("people", "nobody", words))
    there, mine, ages = _known(session, group, lines), _names_of(session, group), ages_on(event.day)
    entries: list[_Entry] = []
    for line in lines:
        person, registration = there.get(line.key, (None, None))
        if registration is not None and registration.state is not CANCELLED:
            problems.append(_already(line, registration.group_id == group.id))
        elif not line.phone and fold(line.full_name) in mine:
            problems.append(_already(line, True))
        elif person is not None and (other := next((one for one in entries if one.person is person), None)) is not None:
            problems.append(Problem(f"line-{line.number}", "twice", stands_already(other.line.number)))
        born = Born(line.birth_year) if person is None or person.birth_year is None else of_person(person)
        state = PENDING if may_be_under(born, event.day, ages.consent_below) else WAITING
        entries.append(_Entry(line, state, person, registration, may_be_under(born, event.day, ages.oldest)))
    return entries, problems


def _already(line: NameLine, mine: bool) -> Problem:
    if mine:
        return Problem(f"line-{line.number}", "on_list", _("This person is on your list already. Delete the line."))
    words = _("This person has a ticket for the event already and needs no place of yours. Delete the line.")
    return Problem(f"line-{line.number}", "has_ticket", words)


def _known(
    session: Session, group: Group, lines: Sequence[NameLine]
) -> dict[tuple[str, str], tuple[Person, Registration | None]]:
    """Whoever of the region has a phone and name of the lines, with their registration for the event; of somebody put together
    with another, the other. One statement.
    """
    phones = {phone_index(line.phone): line.phone for line in lines if line.phone and line.is_good}
    meant = aliased(Person)
    statement = (
        select(meant.phone_index, meant.name_key, Person, Registration)
        .select_from(meant)
        .join(Person, Person.id == func.coalesce(meant.merged_into_id, meant.id))
        .outerjoin(Registration, (Registration.person_id == Person.id) & (Registration.event_id == group.event_id))
        .where(meant.region_id == group.region_id, meant.phone_index.in_(phones))
    )
    found = session.execute(statement, execution_options=FRESH)
    return {(phones[index or ""], name_key): (person, there) for index, name_key, person, there in found}


def _names_of(session: Session, group: Group) -> set[str]:
    mine = select(Person.name_key).join(Registration, Registration.person_id == Person.id)
    return set(session.scalars(mine.where(Registration.group_id == group.id, Registration.state != CANCELLED)))


def _free(session: Session, group: Group) -> int:
    """For how many more people the group has, or waits for, a place; those of children who wait for a parent are theirs."""
    return max(0, group.held + group.short - counted(session, group).get(PENDING, 0))


def _make_room(session: Session, held: Held, group: Group, count: int, grow: bool, is_staff: bool) -> None:
    """Raises Invalid when there are more names than places without one, unless more are to be asked for."""
    free = _free(session, group)
    if count <= free:
        return
    now = planned(session, group)
    if grow:
        come_with(session, held, group, now + count - free, MOST_PLACES if is_staff else MOST_BY_FORM)
        return
    words = _n(
        "There is %(num)d name more than your group has places. Take it out, or ask for one place more.",
        "There are %(num)d names more than your group has places. Take them out, or ask for so many places more.",
        count - free,
    )
    raise Invalid(NOT_YET, [Problem("people", "too_many", words)])


def _enter(session: Session, held: Held, group: Group, entries: Sequence[_Entry]) -> operations.Answer:
    for entry in entries:
        if entry.person is not None and entry.person.birth_year is None and entry.has_guardian:
            keep_born(
                session, entry.person, Born(entry.line.birth_year)
            )  # news of somebody known, who is a minor elsewhere too
    for entry in entries:
        if entry.state is not PENDING:
            entry.state = _take_from(group)
    first = next_in_line(session, held.id)
    new = [entry for entry in entries if entry.back is None]
    made = enter(
        session, held, [_newcomer(group, entry) for entry in new], source=Source.FORM, import_id=None, first_queue_number=first
    )
    whose = update(Registration).where(Registration.id.in_(made.registrations)).values(group_id=group.id)
    session.execute(whose, execution_options={"synchronize_session": False})
    told = enumerate(zip(made.registrations, new, strict=True), first)
    rows = [(number, group.region_id, _facts(group, entry.state, place)) for place, (number, entry) in told]
    audit.note_many(session, "people.registered", "registration", rows)
    facts = ({"registration": number, "event": held.id, "state": after["state"]} for number, _region, after in rows)
    outward.announce_many(session, Act.REGISTRATION_MADE, ((group.region_id, held.stop_id, said) for said in facts))
    for place, entry in enumerate((entry for entry in entries if entry.back is not None), first + len(new)):
        _bring_back(session, group, entry, place)
    states = [entry.state for entry in entries]
    tell(session, "groups.named", group, named=len(entries))
    return {state.value: states.count(state) for state in (CONFIRMED, WAITING, PENDING)}


def _take_from(group: Group) -> RegistrationState:
    """A place that the group has, or one that it waits for."""
    if group.held:
        group.held -= 1
        return CONFIRMED
    group.short -= 1
    return WAITING


def _facts(group: Group, state: RegistrationState, queue_number: int) -> audit.Facts:
    return facts_of(
        Registration(event_id=group.event_id, state=state, role_id=group.role_id, queue_number=queue_number, group_id=group.id)
    )


def _newcomer(group: Group, entry: _Entry) -> Newcomer:
    line, person = entry.line, entry.person
    return Newcomer(
        full_name=person.full_name if person else line.full_name, name_key=fold(line.full_name), phone=line.phone,
        birth_year=line.birth_year, email="", language=group.language, organisation_id=group.organisation_id,
        role_id=group.role_id, note="", state=entry.state, person_id=person.id if person else None,
        has_guardian=entry.has_guardian,
    )  # fmt: skip


def _bring_back(session: Session, group: Group, entry: _Entry, queue_number: int) -> None:
    """Somebody who had cancelled comes with the group: with a new link, and nothing of what was typed before."""
    there = entry.back
    if there is None:
        return
    there.state, there.role_id, there.group_id, there.queue_number = entry.state, group.role_id, group.id, queue_number
    there.cancelled_at, there.confirm_by, there.import_id = None, None, None
    there.note, there.email, there.language, there.made_at = "", "", group.language, clock.campaign_now()
    there.issue(there.generation + 1)
    begin_with_guardian(session, there, entry.has_guardian)
    session.flush()
    note(session, "people.registered", there, before=CANCELLED)


def member_of(session: Session, group: Group, uid: str) -> Registration:
    """Somebody of this group. Raises NotFound, also for people of another group and those who have left."""
    wanted = select(Registration).where(
        Registration.uid == uid[:22], Registration.group_id == group.id, Registration.state != CANCELLED
    )
    with widened():
        found = session.scalars(wanted, execution_options=FRESH).one_or_none()
    if found is None:
        raise NotFound(_l("This person is not on your list."))
    return found


def one_of(card: GroupCard, uid: str) -> Member:
    """Somebody on the list of the group. Raises NotFound."""
    found = next((member for member in card.members if member.uid == uid), None)
    if found is None:
        raise NotFound(_l("This person is not on your list."))
    return found


def remove(key: Key, uid: str) -> str:
    """Take somebody off the group's list, which keeps the place for another name; gives the name.

    Raises NotFound, Refused, Closed.
    """
    with unit_of_work() as session:
        held, group = held_group(session, key)
        member = member_of(session, group, uid)
        with widened():
            take_off(session, held, group, member)
            group.version += 1
            return person_of(session, member).full_name


def correct_name(key: Key, uid: str, full_name: str, seen: str) -> None:
    """Correct how somebody is written, who was `seen` under another name.

    Raises NotFound, Refused, Closed, Invalid, Conflict for somebody whose name is their own to correct, or was meanwhile.
    """
    with unit_of_work() as session:
        _held, group = held_group(session, key)
        member = member_of(session, group, uid)
        with widened():
            person = person_of(session, member)
            if person.full_name != seen:
                raise Conflict(_l("Somebody else has corrected this name meanwhile. Look at it as it is now."))
            if isinstance(key, str) and is_own(session, person):
                raise Conflict(_l("Only they themselves or the coordinator of the event may correct this name."))
            _ensure_name(session, person, full_name)
            rename_person(session, person, full_name)
            group.version += 1
            after = {"event": group.event_id, "changed": ["full_name"], "group": group.id}
            audit.note(session, "people.edited", "registration", member.id, region_id=group.region_id, after=after)


def _ensure_name(session: Session, person: Person, full_name: str) -> None:
    problems = [*_name_problems(full_name)]
    other = None if problems else person_with(session, person.region_id, person.phone, full_name)
    if other is not None and other.id != person.id:
        words = _("Somebody with this phone and this name is in the lists of the region already.")
        problems.append(Problem("full_name", "taken", words))
    if problems:
        raise Invalid(NOT_YET, problems)


def _name_problems(full_name: str) -> Iterator[Problem]:
    if len(full_name) > NAME_LENGTH:
        yield from too_long("full_name", full_name, NAME_LENGTH)
    elif complaint := name_complaint(full_name):
        yield Problem("full_name", "no_name", str(complaint))


def is_own(session: Session, person: Person) -> bool:
    """Whether somebody stands for their name themselves: they agreed to the use of it, or come to other events too."""
    others = select(Registration.id).where(Registration.person_id == person.id)
    agreed = select(Consent.id).join(Registration, Registration.id == Consent.registration_id)
    return (
        len(session.scalars(others.limit(2)).all()) > 1
        or session.scalar(agreed.where(Registration.person_id == person.id).limit(1)) is not None
    )
