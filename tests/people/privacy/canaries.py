"""A person whose every word can be recognised, put into every room, and looked for afterwards in everything that is kept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import JSON, Enum, String, Table, Text, select, text, update
from sqlalchemy.exc import DBAPIError

from campaign.core import clock, crypto, files, prints, rotation
from campaign.core.db import Base, db, unit_of_work
from campaign.core.i18n import Translated, TranslatedText
from campaign.people.minors.models import GuardianConsent
from campaign.people.models import Person, Registration
from campaign.people.privacy.words import SPARED, text_columns, ways_of_a_phone

NAME = "Канарейкин Примерхан"
PHONE = "+77479998877"
MAIL = "kanareika@primer.kz"
NOTE = "канареечная приписка о питании"
PARENT = "Канарейкина Примержан"
WORDS = (NAME, NAME.upper(), "Примерхан Канарейкин", MAIL, NOTE, PARENT, *ways_of_a_phone(PHONE))


def name_canary(registration: Registration) -> Person:
    """Let this registration be the canary's."""
    person = db.session.get_one(Person, registration.person_id)
    person.rename(NAME)
    person.phone, person.email = PHONE, MAIL
    registration.email, registration.note = MAIL, NOTE
    registration.sort_as(NAME)
    parent = GuardianConsent(
        uid=crypto.new_uid(), registration_id=registration.id, region_id=registration.region_id, stop_id=registration.stop_id,
        way="link", relation="mother", text_id=a_text(), consent_below=16, photo=True, given_at=clock.campaign_now(),
    )  # fmt: skip
    parent.name, parent.phone = PARENT, PHONE
    db.session.add(parent)
    db.session.commit()
    return person


def a_text() -> int:
    number = db.session.execute(text("SELECT min(id) FROM guardian_texts")).scalar()
    if number is None:
        added = "INSERT INTO guardian_texts (version, language, text, valid_from) VALUES (99, 'ru', '-', '2018-01-01')"
        db.session.execute(text(added))
        number = db.session.execute(text("SELECT max(id) FROM guardian_texts")).scalar()
    return int(number or 0)


def papers_of(registration: Registration) -> int:
    """A frozen sheet with their row and another's, a kept table, a letter in the folder of a demo; the number of the sheet."""
    other = {"code": "X", "name": "Другой Человек"}
    row = {"code": registration.code, "name": NAME, "phone": "8 747 999 88 77", "parent": PARENT, "note": NOTE}
    with unit_of_work() as session:
        sheet = prints.freeze(
            session, kind="roster", subject_id=registration.event_id, region_id=registration.region_id,
            stop_id=registration.stop_id, language="ru", rows=2, content={"rows": [row, other]},
        )  # fmt: skip
        files.keep(
            session, [NAME.encode()], name=f"{NAME}.csv", mimetype="text/csv", region_id=registration.region_id,
            stop_id=registration.stop_id, kept=timedelta(days=1),
        )  # fmt: skip
        return sheet.number


def everywhere(region_id: int) -> int:
    """Write the name into every open text of one row of every table of the region that lets it; into how many columns."""
    count = 0
    for table in Base.metadata.sorted_tables:
        if table.name in SPARED:
            continue
        for column in text_columns(table):
            count += _written(table, column, region_id)
    return count


def _written(table: Table, column: str, region_id: int) -> bool:
    kind, key = table.c[column].type, next(iter(table.primary_key.columns))
    here = [table.c.region_id == region_id] if "region_id" in table.c else []
    found = db.session.execute(select(key, table.c[column]).where(*here).limit(1)).first()
    if found is None or key.name == column or isinstance(kind, Enum):
        return False
    first, stood = found
    if type(kind) is JSON and not isinstance(stood, dict):
        return False
    value = {
        TranslatedText: Translated(ru=f"Ответил {NAME}."),
        JSON: {**(stood if isinstance(stood, dict) else {}), "who": f"{NAME}, {PHONE}"},
    }.get(type(kind))
    if value is None:
        long = getattr(kind, "length", None) or 1000
        if not isinstance(kind, String | Text) or long < len(NAME) + 10:
            return False
        value = f"{NAME}"
    try:
        with db.session.begin_nested():
            db.session.connection().execute(update(table).where(key == first).values({column: value}))
    except DBAPIError:  # a rule of the table stands against it
        return False
    return True


def left(folder: Path) -> Iterator[str]:
    """Where one of their words still stands: tables, what is sealed opened, files of the database and the folder."""
    sought = {way for word in WORDS for way in (word, json.dumps(word)[1:-1])}
    for table in Base.metadata.sorted_tables:
        for row in db.session.connection().execute(select(table)).mappings():
            said = "\n".join(str(value.as_dict() if isinstance(value, Translated) else value) for value in row.values())
            yield from (f"{table.name}: {word}" for word in sought if word in said)
    for column in rotation.sealed_columns():
        kept = column.whole.c[column.column]
        for name, sealed in db.session.connection().execute(select(column.row, kept).where(kept.is_not(None))):
            said = crypto.unseal_bytes(bytes(sealed), column.label, name).decode(errors="replace")
            yield from (f"{column.table}.{column.column}: {word}" for word in sought if word in said)
    db.session.rollback()
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            yield from (f"{path.name}: {word}" for word in sought if word.encode() in raw)
