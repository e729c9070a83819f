"""Reckons anew by what people's phones are found, when the key of search indexes changes."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from campaign.people.models import Person, opened_phone, phone_index, tail_index

BATCH: Final = 2000
_TABLE = Person.__table__
_WRITE = (
    update(_TABLE)  # type: ignore[arg-type]
    .where(_TABLE.c.id == bindparam("row"))
    .values(phone_index=bindparam("whole"), phone_tail=bindparam("tail"))
)


def reindex_phones(session: Session) -> Iterator[int]:
    """Write both indexes of every person with a phone; how many each time. Two statements a batch."""
    last = 0
    asked = select(_TABLE.c.id, _TABLE.c.uid, _TABLE.c.phone_sealed).where(_TABLE.c.phone_sealed.is_not(None)).limit(BATCH)
    while rows := session.connection().execute(asked.where(_TABLE.c.id > last).order_by(_TABLE.c.id)).all():
        phones = [(number, opened_phone(sealed, uid)) for number, uid, sealed in rows]
        session.connection().execute(
            _WRITE, [{"row": number, "whole": phone_index(e164), "tail": tail_index(e164[-4:])} for number, e164 in phones]
        )
        last = rows[-1].id
        yield len(rows)
