"""Everything that is known of one person, by the same declarations by which it is erased."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import LargeBinary, Table, select
from sqlalchemy.orm import Session

from campaign.core import crypto, rotation
from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.events.models import Event, EventRole
from campaign.people.duplicates.ports import MERGE_PORTS
from campaign.people.models import Consent, ConsentText, Registration
from campaign.people.privacy.ports import ONLY_IDS, OWN
from campaign.people.privacy.schemas import Known, KnownConsent, KnownPlace, KnownRoom

_MACHINERY: Final = ("_hash", "_key", "_index", "_tail", "sort_kk", "sort_ru", "generation")
_APART: Final = ("registrations", "merges", "two_people")  # told apart, or about two people at once


def places_of(session: Session, numbers: Sequence[int]) -> tuple[KnownPlace, ...]:
    """Their registrations, the first event first. One statement."""
    asked = (
        select(Registration, Event.title, Event.day, EventRole.name)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(Registration.id.in_(numbers))
        .order_by(Event.day, Registration.id)
    )
    return tuple(
        KnownPlace(row.code, title, day, role, row.state, row.note, row.made_at, row.cancelled_at)
        for row, title, day, role in session.execute(asked)
    )


def consents_of(session: Session, numbers: Sequence[int]) -> tuple[KnownConsent, ...]:
    """To which texts they agreed. One statement."""
    asked = (
        select(ConsentText.version, ConsentText.language, ConsentText.text, Consent.given_at, Consent.withdrawn_at)
        .join(Consent, Consent.text_id == ConsentText.id)
        .where(Consent.registration_id.in_(numbers))
        .order_by(Consent.given_at, Consent.id)
    )
    return tuple(KnownConsent(*row) for row in session.execute(asked))


def rooms_of(session: Session, people: Sequence[int], numbers: Sequence[int], *, sealed: bool) -> tuple[KnownRoom, ...]:
    """What each feature holds in rows of theirs, with what is sealed opened or left out. One statement a table."""
    found = []
    for table, column, label in _pointers():
        ids = people if _means_people(table, column) else numbers
        rows = tuple(_facts(session, table, column, ids, sealed=sealed))
        if rows:
            found.append(KnownRoom(table.name, str(label or ""), rows))
    return tuple(found)


def rows_of(session: Session, name: str, column: str, ids: Sequence[int], *, sealed: bool) -> list[dict[str, Any]]:
    """The rows of one table."""
    return list(_facts(session, Base.metadata.tables[name], column, ids, sealed=sealed))


def _pointers() -> Iterator[tuple[Table, str, Any]]:
    """Every table that points at a person or a registration, once for each of its columns that does."""
    known = set()
    for port in MERGE_PORTS:
        if port.table.name not in _APART:
            known.add(port.table.name)
            yield port.table, port.column, port.label
    for name in sorted({own.table for own in OWN} | set(ONLY_IDS)):
        table = Base.metadata.tables[name]
        if name not in known and name not in _APART and "registration_id" in table.c:
            yield table, "registration_id", None


def _means_people(table: Table, column: str) -> bool:
    return any(key.column.table.name == "people" for key in table.c[column].foreign_keys)


def _facts(session: Session, table: Table, column: str, ids: Sequence[int], *, sealed: bool) -> Iterator[dict[str, Any]]:
    closed = [one for one in rotation.sealed_columns() if one.table == table.name]
    plain = [
        each for each in table.columns if not isinstance(each.type, LargeBinary) and not each.name.endswith(_MACHINERY)
    ]  # fmt: skip
    more = [one.whole.c[one.column] for one in closed] + [one.row.label("row_name") for one in closed[:1]]
    asked = select(*plain, *more).where(table.c[column].in_(ids)).order_by(*table.primary_key.columns)
    for row in session.connection().execute(asked):
        facts = {each.name: as_plain(value) for each, value in zip(plain, row, strict=False)}
        for one, value in zip(closed, row[len(plain) :], strict=False):
            if sealed and value:
                facts[one.column.removesuffix("_sealed")] = _opened(bytes(value), one.label, row[-1])
        yield facts


def _opened(value: bytes, label: str, name: str) -> Any:
    """A sealed word, or the sealed content of a paper."""
    said = crypto.unseal_bytes(value, label, name).decode(errors="replace")
    try:
        return json.loads(said) if said.startswith("{") else said
    except ValueError:
        return said


def as_plain(value: Any) -> Any:
    """As JSON writes it."""
    if isinstance(value, Translated):
        return value.as_dict()
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value


def as_facts(known: Known) -> dict[str, Any]:
    """The file for machines."""
    return {
        "made_at": known.made_at.isoformat(),
        "person": known.person,
        "registrations": known.registrations,
        "consents": [
            {"version": each.version, "language": each.language, "text": each.text, "given_at": each.given_at.isoformat(),
             "withdrawn_at": as_plain(each.withdrawn_at)}
            for each in known.consents
        ],
        "elsewhere": {room.table: list(room.rows) for room in known.rooms},
        "rows_with_these_words": known.mentioned,
    }  # fmt: skip
