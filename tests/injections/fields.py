"""Every text that the models keep: columns, translated ones, words within JSON, and what lies sealed behind a property.

They are read from the models, so a new one is there the day it is made. What holds no words of a person is named here, and
nothing else is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import JSON, Column, Enum, LargeBinary, String, Table, Text, select, update
from sqlalchemy.exc import DBAPIError

from campaign.core.db import Base, db
from campaign.core.i18n import Translated, TranslatedText
from campaign.core.sealed import SealedText
from campaign.core.text import clean_line, clean_text

WITHOUT_WORDS: Final = {
    "uid": "random names",
    "hash": "sums",
    "digest": "sums",
    "signature": "sums",
    "fingerprint": "sums",
    "mark": "sums",
    "look": "sums",
    "seed": "random letters",
    "tail": "the end of a secret",
    "index": "sums to look up by",
    "key": "made of other fields to find by",
    "sort_kk": "made of other fields to sort by",
    "sort_ru": "made of other fields to sort by",
    "unit": "random names",
    "taken_by": "random names",
    "signer": "a key",
    "challenge": "a challenge",
    "credential_id": "a key",
    "public_key": "a key",
    "code": "chosen by the program, or of a list",
    "kind": "of a list",
    "act": "of a list",
    "thing": "of a list",
    "language": "of a list",
    "zone": "of a list",
    "mimetype": "of a list",
    "email": "an address of its own kind: the forms' bar sends it there",
    "url": "an address of its own kind: the forms' bar sends it there",
    "counters.name": "chosen by the program",
    "settings.name": "chosen by the program",
    "settings.value": "chosen by the program",
    "access_entries.page": "the name of a page",
    "legal_rules.paper": "code of a paper",
    "plausibility_rules.measure": "code of a measure",
    "certificates.recipient": "a sum",
    "period_closes.snapshot": "closed figures",
    "units.kato": "digits of a register",
}


@dataclass
class Written:
    """The texts that took the strings, those that a rule of their own table holds shut, and those that stand in no row."""

    taken: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)


def text_columns() -> list[Column[Any]]:
    """Every column in which words of a person may stand."""
    return [column for table in Base.metadata.sorted_tables for column in table.c if _may_hold_words(column)]


def _may_hold_words(column: Column[Any]) -> bool:
    kinds = (String, Text, JSON, TranslatedText)
    return isinstance(column.type, kinds) and not isinstance(column.type, Enum) and not _is_without(column)


def _is_without(column: Column[Any]) -> bool:
    whole = f"{column.table.name}.{column.name}"
    return any(whole == name or column.name == name or column.name.endswith(f"_{name}") for name in WITHOUT_WORDS)


def sealed_properties() -> list[tuple[type[Base], str]]:
    """Every property that is kept sealed and can be written: names, phones, letters."""
    return [
        (mapper.class_, name)
        for mapper in Base.registry.mappers
        for name, value in vars(mapper.class_).items()
        if _can_be_written(value) and _has_sealed(mapper.local_table)
    ]


def _can_be_written(value: object) -> bool:
    return isinstance(value, SealedText) or (isinstance(value, property) and value.fset is not None)


def _has_sealed(table: Any) -> bool:
    return any(isinstance(column.type, LargeBinary) for column in table.c)


def write(string_for: Callable[[int], str]) -> Written:
    """Put a string into every text of every row that there is; `string_for` is asked with the number of the text."""
    found, number = Written(), 0
    for number, column in enumerate(text_columns()):
        name = f"{column.table.name}.{column.name}"
        if not _has_rows(column):
            found.absent.add(name)
        else:
            (found.taken if _column(column, string_for(number)) else found.refused).add(name)
    for more, (table, name) in enumerate(sealed_properties(), number + 1):
        said = f"{table.__tablename__}.{name}"
        if (taken := _sealed(table, name, string_for(more))) is not None:
            (found.taken if taken else found.refused).add(said)
    db.session.commit()
    return found


def fitted(string: str, length: int | None) -> str:
    """As a field of this length takes it: a long one has lines, a short one is a line."""
    whole = clean_text(string) if length is None or length >= 300 else clean_line(string)
    return whole if length is None else whole[:length]


def _column(column: Column[Any], string: str) -> bool:
    table: Table = column.table  # type: ignore[assignment]
    if isinstance(column.type, JSON):
        return _json(table, column, string)
    value: Any = fitted(string, getattr(column.type, "length", None))
    if isinstance(column.type, TranslatedText):
        value = Translated(value, value, value)
    return _tried(update(table).values({column.name: value})) or _one_row(table, column, value)


def _one_row(table: Table, column: Column[Any], value: Any) -> bool:
    """Where no two rows may say the same: into the first that takes it."""
    key = next(iter(table.primary_key))
    if column is key:
        return False
    numbers = db.session.execute(select(key).order_by(key).limit(3)).scalars().all()
    return any(_tried(update(table).where(key == number).values({column.name: value})) for number in numbers)


def _json(table: Table, column: Column[Any], string: str) -> bool:
    """Every leaf that reads like words, in at most so many rows."""
    key, taken = next(iter(table.primary_key)), False
    for number, value in db.session.execute(select(key, column).order_by(key).limit(20)).all():
        changed = _with_words(value, clean_line(string))
        if changed != value:
            taken |= _tried(update(table).where(key == number).values({column.name: changed}))
    return taken


def _with_words(value: Any, string: str) -> Any:
    if isinstance(value, dict):
        return {name: _with_words(one, string) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_words(one, string) for one in value]
    return string if isinstance(value, str) and _reads_like_words(value) else value


def _reads_like_words(value: str) -> bool:
    return any(char.isspace() or (char.isalpha() and not char.isascii()) for char in value)


def _sealed(table: type[Base], name: str, string: str) -> bool | None:
    """None: nothing that is words stands there."""
    taken = None
    for row in db.session.scalars(select(table).limit(5)):
        kept = getattr(row, name)
        if not isinstance(kept, str) or name.endswith(("phone", "email", "secret", "token")):
            continue
        try:
            with db.session.begin_nested():
                setattr(row, name, clean_line(string)[:120])
            taken = True
        except (DBAPIError, ValueError):
            taken = bool(taken)
    return taken


def _has_rows(column: Column[Any]) -> bool:
    """Whether anything stands there; of JSON, whether anything that reads like words."""
    if not isinstance(column.type, JSON):
        return db.session.execute(select(column).limit(1)).first() is not None
    kept = db.session.execute(select(column).limit(20)).scalars()
    return any(_with_words(value, "") != value for value in kept)


def _tried(statement: Any) -> bool:
    """Whether the table let it: some are only added to, some have rules."""
    try:
        with db.session.begin_nested():
            return bool(db.session.connection().execute(statement).rowcount)
    except DBAPIError:
        return False


def rows_of_all() -> dict[str, int]:
    """How many rows each table has: no string may change that."""
    return {
        table.name: len(db.session.execute(select(*table.primary_key.columns)).all()) for table in Base.metadata.sorted_tables
    }
