"""Who somebody is in every room: their rows, and the words that mean them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from campaign.accounts.models import User
from campaign.core import crypto, rotation, text
from campaign.core.db import Base
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.people.models import Person, Registration
from campaign.people.privacy.ports import OWN
from campaign.people.privacy.schemas import ERASED, Own, Who

NOBODY = _l("There is no such person.")
_NOTHING: Final = frozenset({"", ERASED})


def family_of(session: Session, person_ids: Sequence[int]) -> list[Person]:
    """These people with all who went into them, or into whom they went. Raises NotFound where there is none."""
    into = select(Person.merged_into_id).where(Person.id.in_(person_ids), Person.merged_into_id.is_not(None))
    heads = [*person_ids, *session.scalars(into)]
    found = session.scalars(select(Person).where(or_(Person.id.in_(heads), Person.merged_into_id.in_(heads)))).all()
    if not found:
        raise NotFound(NOBODY)
    return list(found)


def families_of(session: Session, person_ids: Sequence[int]) -> list[list[Person]]:
    """The same of each of many people, none of them twice. Two statements."""
    families: dict[int, list[Person]] = defaultdict(list)
    for person in family_of(session, person_ids):
        families[person.merged_into_id or person.id].append(person)
    return list(families.values())


def who(session: Session, people: Sequence[Person]) -> Who:
    """The rows and words of these people of one region. A dozen statements, and one for each table of the port."""
    return who_of_each(session, [people])[0]


def who_of_each(session: Session, families: Sequence[Sequence[Person]]) -> list[Who]:
    """The same of each of many families of one region, with the same number of statements."""
    region_id, whose = families[0][0].region_id, {one.id: place for place, family in enumerate(families) for one in family}
    theirs: dict[int, list[Registration]] = defaultdict(list)
    for row in session.scalars(select(Registration).where(Registration.person_id.in_(whose)).order_by(Registration.id)):
        theirs[whose[row.person_id]].append(row)
    owners = {row.id: place for place, rows in theirs.items() for row in rows}
    own_words, borne = _own_words(session, owners), _borne(session, region_id, families)
    sharing = _sharing(session, families)
    return [
        _who(region_id, family, theirs[place], own_words[place], sharing, _is_shared(borne, family))
        for place, family in enumerate(families)
    ]


_Words = tuple[set[str], set[str]]


def _who(
    region_id: int, family: Sequence[Person], theirs: Sequence[Registration], own_words: _Words,
    sharing: dict[str, set[int]], shared: bool,
) -> Who:  # fmt: skip
    telling, beside = own_words
    ids = {person.id for person in family}
    addresses = {person.email for person in family} | {one.email for one in theirs}
    beside = beside | {one.note for one in theirs} | {one.guardian_email for one in theirs}
    known = {person.phone_index: person.phone for person in family if person.phone_index}
    return Who(
        region_id=region_id, person_ids=tuple(person.id for person in family),
        registration_ids=tuple(one.id for one in theirs), event_ids=frozenset(one.event_id for one in theirs),
        stop_ids=frozenset(one.stop_id for one in theirs), names=frozenset({person.full_name for person in family} - {ERASED}),
        words=frozenset((addresses | telling) - _NOTHING), codes=frozenset(one.code for one in theirs),
        phones=frozenset(phone for index, phone in known.items() if sharing[index] <= ids),
        family_phones=frozenset(phone for index, phone in known.items() if not sharing[index] <= ids),
        beside=frozenset(beside - _NOTHING), shared=shared,
    )  # fmt: skip


def together(several: Sequence[Who]) -> Who:
    """The rows of all of them, for what is done to rows by their numbers; no words."""
    return Who(
        region_id=several[0].region_id, person_ids=tuple(number for one in several for number in one.person_ids),
        registration_ids=tuple(number for one in several for number in one.registration_ids),
        event_ids=frozenset(number for one in several for number in one.event_ids),
        stop_ids=frozenset(number for one in several for number in one.stop_ids),
    )  # fmt: skip


def _sharing(session: Session, families: Sequence[Sequence[Person]]) -> dict[str, set[int]]:
    """Who has each of their numbers."""
    indexes = {person.phone_index for family in families for person in family if person.phone_index}
    found: dict[str, set[int]] = defaultdict(set)
    for index, number in session.execute(select(Person.phone_index, Person.id).where(Person.phone_index.in_(indexes))):
        found[index or ""].add(number)
    return found


def _keys(family: Sequence[Person]) -> set[str]:
    return {text.fold(person.full_name)[:240] for person in family if person.full_name != ERASED}


def _borne(session: Session, region_id: int, families: Sequence[Sequence[Person]]) -> dict[str, set[int]]:
    """Who bears each of their names in the region; 0 stands for an account. Two statements."""
    keys = {key for family in families for key in _keys(family)}
    found: dict[str, set[int]] = defaultdict(set)
    asked = select(Person.name_key, Person.id).where(Person.region_id == region_id, Person.name_key.in_(keys))
    for key, number in session.execute(asked):
        found[key].add(number)
    for name in session.scalars(select(User.name)):
        found[text.fold(name)].add(0)
    return found


def _is_shared(borne: dict[str, set[int]], family: Sequence[Person]) -> bool:
    """Whether somebody else of the region, or an account, bears the name."""
    ids = {person.id for person in family}
    return any(not borne[key] <= ids for key in _keys(family))


def _own_words(session: Session, owners: dict[int, int]) -> dict[int, _Words]:
    """What stands in the rows of the port: what means this person wherever it stands, and what does in their rows only."""
    found: dict[int, _Words] = defaultdict(lambda: (set(), set()))
    for own in OWN:
        for number, column, word in _words_in(session, own, list(owners)):
            found[owners[number]][0 if column in own.telling else 1].add(word)
    return found


def _words_in(session: Session, own: Own, numbers: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    table = Base.metadata.tables[own.table]
    open_ones = [name for name in (*own.words, *own.telling) if not name.endswith("_sealed")]
    closed = [one for one in rotation.sealed_columns() if one.table == own.table]
    row_name = [closed[0].row.label("row_name")] if closed else []
    asked = select(
        table.c[own.column].label("owner"),
        *(table.c[name] for name in (*open_ones, *(one.column for one in closed))),
        *row_name,
    )
    for owner, *row in session.connection().execute(asked.where(table.c[own.column].in_(numbers))):
        yield from ((owner, name, value) for name, value in zip(open_ones, row, strict=False) if value)
        for one, value in zip(closed, row[len(open_ones) :], strict=False):
            if value:
                yield owner, one.column, crypto.unseal(bytes(value), one.label, row[-1])
