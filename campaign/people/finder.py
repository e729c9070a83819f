"""What a search for everything finds of people and organisations. Names and phones are found by their folded and blind keys."""

from typing import Any, Final

from flask import url_for
from sqlalchemy import ColumnElement, func, select, union
from sqlalchemy.orm import InstrumentedAttribute

from campaign.core import clock, phones
from campaign.core.actor import P
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.people.meant import by_name, by_phone, short_code
from campaign.people.models import Organisation, Person, Registration, opened_phone
from campaign.web.finding import AT_ONCE, COUNTED, Asked, Finding, Found
from campaign.web.templating import day_short

_LAST: Final = "zzzz"  # behind every letter of a folded name


def _few(*rules: ColumnElement[bool]) -> Any:
    """So many people as are counted; the walk through all names ends when it has found them."""
    few = select(Person.id).where(*rules, Person.merged_into_id.is_(None)).limit(COUNTED).subquery()
    return select(few.c.id)


def _begins(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return column.startswith(word, autoescape=True)


def _ways(asked: Asked, code: str | None) -> list[Any]:
    """The ids of whom the words mean, in one way and another."""
    ways = []
    if asked.has_letters:
        named = by_name(asked.text)
        ways += [_few(_from(asked.words[0]), *named), _few(*named)]
    elif (known := by_phone(asked.text)) is not None:
        ways.append(_few(known))
    if code is not None:
        ways.append(select(Registration.person_id.label("id")).where(Registration.code == code))
    return ways


def _from(word: str) -> ColumnElement[bool]:
    """Names that begin so, found by their index: both bounds are of its order, and the beginning says it exactly."""
    return Person.name_key.between(word, f"{word}{_LAST}") & _begins(Person.name_key, word)


class People:
    """By a part of the name, the phone or its last four figures, the code of a ticket; each with the newest registration."""

    label = _l("People")
    permission = P.PEOPLE_READ
    icon = "person"
    personal = True
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement at most; of names no more than twice COUNTED are looked at closely."""
        code = short_code(asked.text)
        if not (ways := _ways(asked, code)):
            return Finding()
        rows = db.session.execute(self._rows(union(*ways).subquery(), asked, code)).all()
        total = rows[0].total if rows else 0
        return Finding(
            tuple(_person(row, exact=row.by_code or not asked.has_letters) for row in rows), total, or_more=total >= COUNTED,
            url=url_for("people_staff.people", q=asked.text),
        )  # fmt: skip

    @staticmethod
    def _rows(ids: Any, asked: Asked, code: str | None) -> Any:
        theirs = select(func.max(Registration.id)).where(Registration.person_id == Person.id).correlate(Person)
        newest, coded = theirs.scalar_subquery(), theirs.where(Registration.code == (code or "")).scalar_subquery()
        return (
            select(
                Registration.id, Person.full_name, Person.uid, Person.phone_sealed, Organisation.name.label("organisation"),
                Event.title, Event.starts_at, Event.time_zone, func.count().over().label("total"),
                coded.is_not(None).label("by_code"),
            )
            .select_from(Person)
            .join(Registration, Registration.id == func.coalesce(coded, newest))
            .join(Event, Event.id == Registration.event_id)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(Person.id.in_(select(ids.c.id)))
            .order_by(coded.is_not(None).desc(), _begins(Person.name_key, asked.words[0]).desc(), Person.name_key, Person.id)
            .limit(AT_ONCE)
        )  # fmt: skip


def _person(row: Any, *, exact: bool) -> Found:
    phone = opened_phone(row.phone_sealed, row.uid)
    day = day_short(clock.on_the_wall(row.starts_at, row.time_zone).date())
    told = (row.organisation or "", phones.masked(phone) if phone else "", f"{row.title}, {day}")
    return Found(
        row.full_name, url_for("people_staff.person", registration_id=row.id), " · ".join(filter(None, told)), exact,
    )  # fmt: skip


class Organisations:
    """By a part of the name."""

    label = _l("Organisations")
    permission = P.PEOPLE_READ
    icon = "person"
    personal = True
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement; counted as far as COUNTED."""
        named = [Organisation.name_key.contains(word, autoescape=True) for word in asked.words]
        few = select(Organisation.id).where(*named).limit(COUNTED).subquery()
        asking = (
            select(Organisation.name, func.count().over().label("total"))
            .where(Organisation.id.in_(select(few.c.id)))
            .order_by(_begins(Organisation.name_key, asked.words[0]).desc(), Organisation.name_key)
            .limit(AT_ONCE)
        )
        rows = db.session.execute(asking).all()
        total = rows[0].total if rows else 0
        page = url_for("people_staff.organisations", q=asked.text)
        found = (Found(row.name, url_for("people_staff.organisations", q=row.name)) for row in rows)
        return Finding(tuple(found), total, or_more=total >= COUNTED, url=page)


FINDERS = (People(), Organisations())
