"""What would become of judged rows at an event as it is now: who is new, who is known, who gets a place, what is wrong.

The same for a dry run and, under `hold`, for writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from campaign.core import crypto
from campaign.core.actor import widened
from campaign.core.bulk import one_of
from campaign.core.i18n import _
from campaign.core.text import fold
from campaign.events.schemas import EventRow
from campaign.people.imports.judging import Ground, Judged, JudgedRow
from campaign.people.imports.schemas import COLUMNS, CellError, Counts, Options, Outcome, RowLine, Why
from campaign.people.line import Room, Unit, everybody_in_line
from campaign.people.minors.ages import may_be_under
from campaign.people.minors.queries import ages_on
from campaign.people.minors.schemas import Born
from campaign.people.models import Organisation, Person, Registration, phone_index
from campaign.people.schemas import RegistrationState

CHUNK: Final = 5_000  # values of one statement
CANCELLED, CONFIRMED, WAITING = RegistrationState.CANCELLED, RegistrationState.CONFIRMED, RegistrationState.WAITING
PENDING = RegistrationState.PENDING
_NO_ROLE: Final = frozenset(map(fold, ("", "участник", "участница", "қатысушы", "participant")))
_PLACE_OF: Final = {name: place for place, name in enumerate(COLUMNS)}


class Entry(NamedTuple):
    """Somebody to be put on the list. `person_id` and `known_name` are those of somebody known in the region.

    `has_guardian`: may be under age, so there is a link for a parent. `learnt`: the year of birth is news of somebody known.
    """

    row: JudgedRow
    role_id: int | None
    state: RegistrationState
    person_id: int | None = None
    known_name: str = ""
    registration_id: int | None = None  # of somebody who had cancelled
    has_guardian: bool = False
    learnt: bool = False


@dataclass
class Plan:
    """What is to be done, and the report of it.

    `already` are registrations that were on the list before, `indexes` by phone what it is found by.
    """

    lines: list[RowLine] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    returning: list[Entry] = field(default_factory=list)
    already: set[int] = field(default_factory=set)
    organisations: dict[str, int] = field(default_factory=dict)
    new_organisations: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)

    @property
    def taken(self) -> Counter[int | None]:
        """Places by role."""
        return Counter(entry.role_id for entry in (*self.entries, *self.returning) if entry.state is CONFIRMED)

    @property
    def waiting(self) -> int:
        return sum(entry.state is WAITING for entry in (*self.entries, *self.returning))

    @property
    def pending(self) -> int:
        return sum(entry.state is PENDING for entry in (*self.entries, *self.returning))


class Known(NamedTuple):
    """Somebody of the region with a phone of the table, and their registration for the event, if there is one."""

    name_key: str
    person_id: int
    full_name: str
    born: Born
    registration_id: int | None
    state: RegistrationState | None

    @property
    def is_on_list(self) -> bool:
        return self.state is not None and self.state is not CANCELLED


def plan(session: Session, event: EventRow, judged: Judged, options: Options, ground: Ground) -> Plan:
    """Plan the rows in the order of the file: those who wait already come first, then the rows while places last.

    A handful of statements for every 5,000 rows, whatever is in them; some 5 µs a row besides.
    """
    with widened():
        return _Planner(session, event, judged, options, ground).plan()


def in_chunks(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    """The values in an order, some thousand at a time."""
    ordered = sorted(values)
    for first in range(0, len(ordered), CHUNK):
        yield ordered[first : first + CHUNK]


class _Planner:
    """One planning: what was read of the database, and the plan as it grows."""

    def __init__(self, session: Session, event: EventRow, judged: Judged, options: Options, ground: Ground) -> None:
        self.judged, self.options = judged, options
        self.day, self.ages = event.day, ages_on(event.day)
        self.young = lru_cache(maxsize=1_000)(self._young)  # years repeat
        self.desk = Desk(event, everybody_in_line(session, event.id) if event.left != 0 else ())
        self.roles = {fold(words): role.id for role in event.roles for words in role.name.as_dict().values()}
        self.role_names = ", ".join(role.name.text() for role in event.roles) or "–"
        rows = [*judged.rows, *judged.partial]
        self.made = Plan(organisations=_organisations(session, event, {row.organisation_key for row in rows} - {""}))
        self.made.indexes = _indexes({row.phone for row in rows} - {""})
        self.known = _known(session, event, self.made.indexes)
        self.by_name = _on_list(session, event, {row.name_key for row in judged.rows if not row.phone})
        self.seen: dict[tuple[str, str] | int, int] = {}
        self.names: dict[str, int] = {}

    def plan(self) -> Plan:
        made, judged = self.made, self.judged
        made.errors = [*judged.errors]
        for row in judged.partial:
            made.errors += self._errors(row)
        for row in judged.rows:
            wrong = self._errors(row)
            line = None if wrong else self._line(row)
            if line is not None:
                made.lines.append(line)
            made.errors += wrong
        made.errors.sort(key=lambda error: (error.row, _PLACE_OF[error.column]))
        failed = {error.row for error in made.errors}
        made.lines += judged.skipped
        made.lines += [RowLine(row, judged.names[row], Outcome.FAILED, Why.WRONG) for row in failed]
        made.lines.sort()
        of = Counter(line.outcome for line in made.lines)
        made.counts = Counts(
            judged.total, of[Outcome.NEW], of[Outcome.SAME], of[Outcome.SKIP], of[Outcome.FAILED], len(made.already)
        )
        return made

    def _errors(self, row: JudgedRow) -> list[CellError]:
        """What only the database tells is wrong with a row, but for its place."""
        found = []
        if (
            row.organisation_key
            and row.organisation_key not in self.made.organisations
            and not self.options.create_organisations
        ):
            words = _("There is no such organisation yet. Correct its name, or let the import add the new ones.")
            found.append(CellError(row.row, "organisation", "unknown_organisation", words))
        if row.role not in self.roles and row.role not in _NO_ROLE:
            words = _("There is no such role at this event. Its roles: %(roles)s.", roles=self.role_names)
            found.append(CellError(row.row, "role", "unknown_role", words))
        if row.name_key and self._is_taken(row):
            words = _("Somebody of another name is on the list with this number. If a family shares it, enter them by hand.")
            found.append(CellError(row.row, "phone", "taken", words))
        return found

    def _is_taken(self, row: JudgedRow) -> bool:
        people = self.known.get(row.phone)
        if not people:
            return False
        on_list = [person.name_key for person in people if person.is_on_list]
        return bool(on_list) and row.name_key not in on_list

    def _line(self, row: JudgedRow) -> RowLine | None:
        """What becomes of a row in order; None, and an error noted, when there is no place for it in its role."""
        if not row.phone:
            return self._nameless(row)
        known = next((person for person in self.known.get(row.phone, ()) if person.name_key == row.name_key), None)
        who = (row.phone, row.name_key) if known is None else known.person_id  # two names may be one person by now
        if (other := self.seen.get(who)) is not None:
            return RowLine(row.row, row.full_name, Outcome.SAME, Why.EARLIER_ROW, other)
        if known is not None and known.is_on_list:
            line: RowLine | None = self._there(row, known.registration_id, Why.ON_LIST)
        else:
            line = self._enter(row, known)
        if line is not None:
            self.seen[who] = row.row
            self.names.setdefault(row.name_key, row.row)
        return line

    def _nameless(self, row: JudgedRow) -> RowLine | None:
        """Without a phone the name alone says who it is: the same as whoever has it, unless the person decides otherwise."""
        there, other = self.by_name.get(row.name_key), self.names.get(row.name_key)
        alike = there is not None or other is not None
        if alike and self.options.choices.get(row.row) is not Outcome.NEW:
            if there is not None:
                return self._there(row, there, Why.SAME_NAME)
            return RowLine(row.row, row.full_name, Outcome.SAME, Why.SAME_NAME, other)
        line = self._enter(row, None, Why.SAME_NAME if alike else None)
        if line is not None:
            self.names.setdefault(row.name_key, row.row)
        return line

    def _there(self, row: JudgedRow, registration_id: int | None, why: Why) -> RowLine:
        if registration_id is not None:
            self.made.already.add(registration_id)
        return RowLine(row.row, row.full_name, Outcome.SAME, why)

    def _enter(self, row: JudgedRow, known: Known | None, why: Why | None = None) -> RowLine | None:
        """Put somebody on the list: new, known in the region, or back after cancelling."""
        role_id = self.roles.get(row.role)
        born, learnt = self._born(row, known)
        pends, has_guardian = self.young(born)
        state = PENDING if pends else self.desk.settle(role_id)
        if state is None:
            words = _("No place is left in this role. Write another role, or leave the cell empty.")
            self.made.errors.append(CellError(row.row, "role", "role_full", words))
            return None
        waits = state is WAITING
        if known is None:
            self.made.entries.append(Entry(row, role_id, state, None, "", None, has_guardian))
            if row.organisation_key and row.organisation_key not in self.made.organisations:
                self.made.new_organisations.setdefault(row.organisation_key, row.organisation)
            return RowLine(row.row, row.full_name, Outcome.NEW, why, None, waits, pends)
        entry = Entry(row, role_id, state, known.person_id, known.full_name, known.registration_id, has_guardian, learnt)
        if known.registration_id is None:
            self.made.entries.append(entry)
            return RowLine(row.row, row.full_name, Outcome.SAME, Why.KNOWN, None, waits, pends)
        self.made.returning.append(entry)
        return RowLine(row.row, row.full_name, Outcome.SAME, Why.CAME_BACK, None, waits, pends)

    def _young(self, born: Born) -> tuple[bool, bool]:
        """Whether a parent must agree first, and whether there is a link for one."""
        pends, has_guardian = (may_be_under(born, self.day, age) for age in (self.ages.consent_below, self.ages.oldest))
        return pends, has_guardian

    def _born(self, row: JudgedRow, known: Known | None) -> tuple[Born, bool]:
        """When somebody was born as it will be known then, and whether the row is what tells.

        What a row says of somebody known is left aside, but for a year that nobody knew and that may make them a minor.
        """
        if known is None:
            return Born(row.birth_year), False
        is_news = known.born.year is None and may_be_under(Born(row.birth_year), self.day, self.ages.oldest)
        return (Born(row.birth_year), True) if is_news else (known.born, False)


class Desk:
    """The places that are left once those who wait have had theirs, as they are given out row by row."""

    def __init__(self, event: EventRow, in_line: Iterable[Unit]) -> None:
        self.room = Room.of(event)
        self.is_barred = self.room.serve(in_line)

    def settle(self, role_id: int | None) -> RegistrationState | None:
        """A place, or a place on the waiting list; None for a role that is full while the event and another role have room."""
        if self.is_barred or self.room.left == 0:
            return WAITING
        if self.room.fitting(role_id, 1):
            self.room.take(role_id, 1)
            return CONFIRMED
        others = any(left != 0 for other, left in self.room.of_role.items() if other != role_id)
        return None if role_id is not None and others else WAITING


def _organisations(session: Session, event: EventRow, keys: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in in_chunks(keys):
        of_region = Organisation.region_id == event.region_id
        rows = session.execute(
            select(Organisation.name_key, Organisation.id).where(of_region, Organisation.name_key.in_(chunk))
        )
        found.update((key, number) for key, number in rows)
    return found


def _indexes(phones: set[str]) -> dict[str, str]:
    """By phone, what it is found by."""
    keys = crypto.keys_now()
    return {phone: phone_index(phone, keys) for phone in phones}


def _known(session: Session, event: EventRow, indexes: Mapping[str, str]) -> dict[str, list[Known]]:
    """By phone, whoever of the region has it; of somebody put together with another, the other."""
    known = aliased(Person)
    number_of = {index: phone for phone, index in indexes.items()}
    found: dict[str, list[Known]] = {}
    people = (
        select(
            Person.phone_index, Person.name_key, known.id, known.full_name, known.birth_year, known.birth_date,
            Registration.id, Registration.state,
        )
        .join(known, known.id == func.coalesce(Person.merged_into_id, Person.id))
        .outerjoin(Registration, and_(Registration.person_id == known.id, Registration.event_id == event.id))
        .where(Person.region_id == event.region_id)
    )  # fmt: skip
    for chunk in in_chunks(number_of):
        for row in session.execute(people.where(one_of(session, Person.phone_index, chunk))):
            index, key, number, name, year, day, there, state = row
            found.setdefault(number_of[str(index)], []).append(Known(key, number, name, Born(year, day), there, state))
    return found


def _on_list(session: Session, event: EventRow, name_keys: set[str]) -> dict[str, int]:
    """By folded name, the first registration of the event's list."""
    found: dict[str, int] = {}
    people = (
        select(Person.name_key, Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event.id, Registration.state != CANCELLED)
        .order_by(Registration.id)
    )
    for chunk in in_chunks(name_keys):
        for key, number in session.execute(people.where(Person.name_key.in_(chunk))):
            found.setdefault(key, number)
    return found
