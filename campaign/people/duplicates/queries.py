"""Who may stand in the lists twice, which merges were made, and who shares a phone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.people.duplicates.models import Merge, TwoPeople
from campaign.people.duplicates.names import alike
from campaign.people.duplicates.reading import couple_of, side_of
from campaign.people.duplicates.schemas import MOST_LOOKED_AT, PAGE, Alike, Couple, MergeRow, Pair, Reason
from campaign.people.models import Organisation, Person, Registration
from campaign.web.paging import Cursor, Page

Other = aliased(Person)
_THEIRS = aliased(Organisation)
MOST_MERGES = 50
MOST_OTHERS = 20
_ANSWERED = select(TwoPeople.first_id).where(TwoPeople.first_id == Person.id, TwoPeople.second_id == Other.id)


def _pairs() -> Any:
    """Everybody beside whoever of the region has their folded name, or their phone, and came after them."""
    same_name = and_(
        Other.name_key == Person.name_key,
        or_(
            Other.phone_index.is_(None), Person.phone_index.is_(None), Other.phone_tail == Person.phone_tail,
            Other.organisation_id == Person.organisation_id, Other.birth_year == Person.birth_year,
        ),
    )  # fmt: skip
    return (
        select(Person, Organisation.name, Other, _THEIRS.name)
        .join(
            Other,
            and_(
                Other.region_id == Person.region_id, Other.id > Person.id, same_name | (Other.phone_index == Person.phone_index)
            ),
        )
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(_THEIRS, _THEIRS.id == Other.organisation_id)
        .where(Person.merged_into_id.is_(None), Other.merged_into_id.is_(None), ~_ANSWERED.exists())
        .order_by(Person.id, Other.id)
    )


def proposals(token: str | None = None, size: int = PAGE) -> Page[Pair]:
    """One page of those who may be one person, whoever came first first. One statement.

    It reads a thousand pairs at most and judges their names: a family that shares a phone is no proposal. A page may so be
    short, and the next one goes on from the last pair that was judged.
    """
    cursor = Cursor.read(token, 2)
    asked = _pairs().limit(MOST_LOOKED_AT + 1)
    if cursor is not None:
        last, other = cursor.key
        asked = asked.where(or_(Person.id > last, and_(Person.id == last, Other.id > other)))
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
