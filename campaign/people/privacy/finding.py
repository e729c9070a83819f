"""Who somebody is in every room: their rows, and the words that mean them."""

from collections.abc import Iterable, Iterator, Sequence
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


def who(session: Session, people: Sequence[Person]) -> Who:
    """The rows and words of these people of one region. A dozen statements, and one for each table of the port."""
    ids = [person.id for person in people]
    theirs = session.scalars(select(Registration).where(Registration.person_id.in_(ids))).all()
    numbers = [one.id for one in theirs]
    names = {person.full_name for person in people} - {ERASED}
    addresses = {person.email for person in people} | {one.email for one in theirs}
    telling, beside = _own_words(session, numbers)
    beside |= {one.note for one in theirs} | {one.guardian_email for one in theirs}
    own, family = _phones(session, people, ids)
    return Who(
        region_id=people[0].region_id, person_ids=tuple(ids), registration_ids=tuple(numbers),
        event_ids=frozenset(one.event_id for one in theirs), stop_ids=frozenset(one.stop_id for one in theirs),
        names=frozenset(names), words=frozenset((addresses | telling) - _NOTHING), codes=frozenset(one.code for one in theirs),
        phones=own, family_phones=family, beside=frozenset(beside - _NOTHING),
        shared=_is_shared(session, people[0].region_id, names, ids),
    )  # fmt: skip


def _phones(session: Session, people: Sequence[Person], ids: Sequence[int]) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers that are theirs alone, and those under which others of the family come."""
    known = {person.phone_index: person.phone for person in people if person.phone_index}
    asked = select(Person.phone_index).where(Person.phone_index.in_(known), Person.id.not_in(ids))
    others = {index for index in session.scalars(asked) if index}
    return (
        frozenset(phone for index, phone in known.items() if index not in others),
        frozenset(phone for index, phone in known.items() if index in others),
    )


def _is_shared(session: Session, region_id: int, names: Iterable[str], ids: Sequence[int]) -> bool:
    """Whether somebody else of the region, or an account, bears the name. Two statements."""
    keys = [text.fold(name)[:240] for name in names]
    others = select(Person.id).where(Person.region_id == region_id, Person.name_key.in_(keys), Person.id.not_in(ids)).limit(1)
    if session.scalar(others) is not None:
        return True
    accounts = {text.fold(name) for name in session.scalars(select(User.name))}
    return not accounts.isdisjoint(keys)


def _own_words(session: Session, numbers: Sequence[int]) -> tuple[set[str], set[str]]:
    """What stands in the rows of the port: what means this person wherever it stands, and what does in their rows only."""
    telling: set[str] = set()
    beside: set[str] = set()
    for own in OWN:
        for column, word in _words_in(session, own, numbers):
            (telling if column in own.telling else beside).add(word)
    return telling, beside


def _words_in(session: Session, own: Own, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    table = Base.metadata.tables[own.table]
    open_ones = [name for name in (*own.words, *own.telling) if not name.endswith("_sealed")]
    closed = [one for one in rotation.sealed_columns() if one.table == own.table]
    row_name = [closed[0].row.label("row_name")] if closed else []
    asked = select(*(table.c[name] for name in (*open_ones, *(one.column for one in closed))), *row_name)
    for row in session.connection().execute(asked.where(table.c[own.column].in_(numbers))):
        yield from ((name, value) for name, value in zip(open_ones, row, strict=False) if value)
        for one, value in zip(closed, row[len(open_ones) :], strict=False):
            if value:
                yield one.column, crypto.unseal(bytes(value), one.label, row[-1])
