"""Who may stand in the lists twice, which merges were made, and who shares a phone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select, union
from sqlalchemy.orm import aliased

from campaign.core.actor import Scope, current_actor
from campaign.core.db import db
from campaign.people.duplicates.models import Merge, TwoPeople
from campaign.people.duplicates.names import alike
from campaign.people.duplicates.reading import couple_of, side_of
from campaign.people.duplicates.schemas import MOST_LOOKED_AT, PAGE, Alike, Couple, MergeRow, Pair, Reason
from campaign.people.models import Organisation, Person, Registration
from campaign.web.numbers import LARGEST
from campaign.web.paging import Cursor, Page

Other = aliased(Person)
_THEIRS = aliased(Organisation)
MOST_MERGES = 50
MOST_OTHERS = 20
_ONE: Any = Person.__table__.alias()
_TWO: Any = Person.__table__.alias()


def _couples(scope: Scope, cursor: Cursor | None) -> Any:
    """The numbers of everybody beside whoever of the region has their folded name, or their phone, and came after them.

    Two walks, each by the index of what is the same: asked for at once, with an "or", a database compares everybody with
    everybody. The sum keeps it from taking the index of the region for that of the name or the phone.
    """
    both: list[Any] = [
        _TWO.c.region_id + 0 == _ONE.c.region_id,
        _TWO.c.id > _ONE.c.id,
        _ONE.c.merged_into_id.is_(None),
        _TWO.c.merged_into_id.is_(None),
    ]
    if not scope.everything:
        both.append(_ONE.c.region_id.in_(scope.regions | scope.stop_regions))
    if cursor is not None:
        last, other = cursor.key
        both += [_ONE.c.id >= last, or_(_ONE.c.id > last, _TWO.c.id > other)]
    fits = or_(
        _TWO.c.phone_index.is_(None), _ONE.c.phone_index.is_(None), _TWO.c.phone_tail == _ONE.c.phone_tail,
        _TWO.c.organisation_id == _ONE.c.organisation_id, _TWO.c.birth_year == _ONE.c.birth_year,
    )  # fmt: skip
    numbers = select(_ONE.c.id.label("first_id"), _TWO.c.id.label("second_id"))
    named = numbers.where(_TWO.c.name_key == _ONE.c.name_key, fits, *both)
    called = numbers.where(_TWO.c.phone_index == _ONE.c.phone_index, *both)
    return union(named, called).subquery()


def _pairs(scope: Scope, cursor: Cursor | None) -> Any:
    couples = _couples(scope, cursor)
    answered = select(TwoPeople.first_id).where(
        TwoPeople.first_id == couples.c.first_id, TwoPeople.second_id == couples.c.second_id
    )
    return (
        select(Person, Organisation.name, Other, _THEIRS.name)
        .select_from(couples)
        .join(Person, Person.id == couples.c.first_id)
        .join(Other, Other.id == couples.c.second_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(_THEIRS, _THEIRS.id == Other.organisation_id)
        .where(~answered.correlate(couples).exists())
        .order_by(couples.c.first_id, couples.c.second_id)
    )


def proposals(token: str | None = None, size: int = PAGE) -> Page[Pair]:
    """One page of those who may be one person, whoever came first first. One statement.

    It reads a thousand pairs at most and judges their names: a family that shares a phone is no proposal. A page may so be
    short, and the next one goes on from the last pair that was judged.
    """
    cursor = _cursor(token)
    asked = _pairs(current_actor().scope, cursor).limit(MOST_LOOKED_AT + 1)
    found: list[Pair] = []
    looked, here = 0, None
    for looked, (person, organisation, second, theirs) in enumerate(db.session.execute(asked), 1):
        if len(found) == size or looked > MOST_LOOKED_AT:
            return Page(tuple(found), None, Cursor(here or ()).token())
        pair = _judged(person, organisation, second, theirs)
        here = (person.id, second.id)
        if pair is not None:
            found.append(pair)
    return Page(tuple(found))


def _cursor(token: str | None) -> Cursor | None:
    """Where a page begins; nonsense in the address begins at the beginning."""
    cursor = Cursor.read(token, 2)
    return cursor if cursor and all(isinstance(key, int) and abs(key) <= LARGEST for key in cursor.key) else None


def _judged(person: Person, organisation: str | None, other: Person, theirs: str | None) -> Pair | None:
    how = alike(person.name_key, other.name_key)
    reasons = tuple(_reasons(person, other))
    if how is None or (how is Alike.SAME and _born_apart(person, other)) or not reasons:
        return None
    return Pair(side_of(person, organisation), side_of(other, theirs), how, reasons)


def _born_apart(person: Person, other: Person) -> bool:
    """A father and a son may have one name: two years that are both known say that they are two."""
    return None not in (person.birth_year, other.birth_year) and person.birth_year != other.birth_year


def _reasons(person: Person, other: Person) -> Sequence[Reason]:
    same = person.phone_index is not None and person.phone_index == other.phone_index
    told = {
        Reason.PHONE: same,
        Reason.NO_PHONE: person.phone_index is None or other.phone_index is None,
        Reason.TAIL: not same and person.phone_tail is not None and person.phone_tail == other.phone_tail,
        Reason.ORGANISATION: person.organisation_id is not None and person.organisation_id == other.organisation_id,
        Reason.YEAR: person.birth_year is not None and person.birth_year == other.birth_year,
    }
    return [reason for reason, holds in told.items() if holds]


def couple(first_id: int, second_id: int) -> Couple:
    """Two people side by side. Raises NotFound. A dozen statements, however long the lists are."""
    return couple_of(db.session(), first_id, second_id)


def merges() -> tuple[MergeRow, ...]:
    """The last merges, the newest first. One statement."""
    stands = select(Registration.id).where(Registration.person_id == Merge.kept_id).order_by(Registration.id.desc()).limit(1)
    asked: Any = (
        select(
            Merge.id, Merge.region_id, Merge.kept_id, Person.full_name, Merge.made_at, Merge.undone_at,
            stands.correlate(Merge).scalar_subquery(),
        )
        .join(Person, Person.id == Merge.kept_id)
        .order_by(Merge.id.desc())
        .limit(MOST_MERGES)
    )  # fmt: skip
    return tuple(MergeRow(*row) for row in db.session.execute(asked))


def others_with_phone(registration_id: int) -> tuple[tuple[int, str, int | None], ...]:
    """Who else of the region has the phone of whoever is registered: a registration, name, birth year. One statement."""
    asked = (
        select(Registration.id, Other.full_name, Other.birth_year)
        .select_from(Registration)
        .join(Other, Other.id == Registration.person_id)
        .join(Person, and_(Person.region_id == Other.region_id, Person.phone_index == Other.phone_index, Person.id != Other.id))
        .where(Person.id == _person_of(registration_id))
        .order_by(Other.name_key, Registration.id.desc())
        .limit(MOST_OTHERS * 5)
    )
    found: dict[tuple[str, int | None], int] = {}
    for number, name, year in db.session.execute(asked):
        found.setdefault((name, year), number)
    return tuple((number, name, year) for (name, year), number in found.items())[:MOST_OTHERS]


def _person_of(registration_id: int) -> Any:
    return select(Registration.person_id).where(Registration.id == registration_id).scalar_subquery()
