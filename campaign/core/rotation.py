"""`adalzhol keys …`: a new key for what is sealed, for what it is found by, and a new master key.

Which columns are sealed is known by their names: `phone_sealed` of the table `people` is sealed as `people.phone` for the row's
`uid`, or for its primary key where it has none. What is named in another way is declared in OTHERWISE; a house test holds
every column of bytes to one of the two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import click
from flask.cli import AppGroup
from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    String,
    Table,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from campaign.core import crypto, keys, settings
from campaign.core.db import Base, unit_of_work
from campaign.core.files import KeptFile, KeptPart
from campaign.core.keys import DataKey, KeyUse

BATCH: Final = 1000
HEAVY: Final = 16  # rows at a time where each is a megabyte
RESEALING: Final = "resealing"  # the triggers of panels let a row be sealed anew while this setting stands


@dataclass(frozen=True)
class SealedColumn:
    """A column of sealed bytes: the words it is sealed for, and the expression for its row's name."""

    table: str
    column: str
    label: str
    row: ColumnElement[str]
    batch: int = BATCH

    @property
    def whole(self) -> Table:
        return Base.metadata.tables[self.table]


def _part_of_a_file() -> SealedColumn:
    file = KeptFile.__table__.c
    uid = select(file.uid).where(file.id == KeptPart.file_id).scalar_subquery()
    name = uid + literal(":") + cast(KeptPart.number, String)
    return SealedColumn("kept_parts", "content", "kept_parts.content", name, HEAVY)


Reindex = Callable[[Session], Iterator[int]]
OTHERWISE: dict[str, Callable[[], SealedColumn]] = {
    "kept_parts.content": _part_of_a_file
}  # features add theirs in the registry
PLAIN: dict[str, str] = {
    "data_keys.wrapped": "sealed with the master key, which `keys rewrap` changes",
    "packages.base": "keyed marks of rows, in which nothing can be read",
}
REINDEXED: list[Reindex] = []  # who reckons search indexes anew, in the registry; each yields how many rows are done

group = AppGroup("keys", help="Change the keys with which personal data is sealed.")


@cache
def sealed_columns() -> tuple[SealedColumn, ...]:
    """Every sealed column of the house, in the order of its tables; 7 ms the first time, then what was found."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, LargeBinary) or (named := f"{table.name}.{column.name}") in PLAIN:
                continue
            found.append(OTHERWISE[named]() if named in OTHERWISE else _by_name(table, column.name))
    return tuple(found)


def _by_name(table: Table, column: str) -> SealedColumn:
    if not column.endswith("_sealed"):
        raise KeyError(f"{table.name}.{column} holds bytes: name it …_sealed, or declare it in core.rotation")
    names = row_name_of(table)
    row = names if names.name == "uid" else cast(names, String)
    return SealedColumn(table.name, column, f"{table.name}.{column.removesuffix('_sealed')}", row)


def row_name_of(table: Table) -> Column[Any]:
    """The column for whose value the texts of a row are sealed: its `uid`, or its primary key where it has none."""
    return table.c.uid if "uid" in table.c else next(iter(table.primary_key.columns))


def sealed_otherwise(session: Session, column: SealedColumn, number: int) -> ColumnElement[bool]:
    """That a value was sealed with another key than this."""
    prefix, kept = crypto.prefix_of(number), column.whole.c[column.column]
    begins = func.substr(kept, 1, len(prefix), type_=LargeBinary())
    return kept.is_not(None) & (func.length(kept) > 0) & (begins != prefix)


def reseal(column: SealedColumn, number: int) -> Iterator[int]:
    """Seal a column's values anew with this key, batch by batch; how many each time.

    What was done stays done when the process is killed. A value that changes meanwhile is left to the next run. Raises
    ValueError at one that does not open.
    """
    table, after = column.whole, None
    order = list(table.primary_key.columns)
    while True:
        with unit_of_work() as session:
            asked = select(*order, column.row.label("row_name"), table.c[column.column])
            asked = asked.where(sealed_otherwise(session, column, number)).order_by(*order).limit(column.batch)
            if after is not None:
                asked = asked.where(tuple_(*order) > tuple_(*after))
            rows = session.connection().execute(asked).all()
            if not rows:
                return
            _write_anew(session, column, rows)
        after = [literal(value, key.type) for key, value in zip(order, rows[-1], strict=False)]
        yield len(rows)


def _write_anew(session: Session, column: SealedColumn, rows: Sequence[Any]) -> None:
    table, order = column.whole, list(column.whole.primary_key.columns)
    same = [key == bindparam(f"key_{place}", type_=key.type) for place, key in enumerate(order)]
    kept = table.c[column.column]
    change = update(table).where(*same, kept == bindparam("before")).values({column.column: bindparam("anew")})
    settings.keep(session, RESEALING, True)
    session.flush()
    session.connection().execute(change, [_anew(column, row, len(order)) for row in rows])
    session.execute(delete(settings.Setting).where(settings.Setting.name == RESEALING))


def _anew(column: SealedColumn, row: Sequence[Any], keyed: int) -> dict[str, Any]:
    name, sealed = row[keyed], bytes(row[keyed + 1])
    anew = crypto.seal_bytes(crypto.unseal_bytes(sealed, column.label, name), column.label, name)
    return {**{f"key_{place}": row[place] for place in range(keyed)}, "before": sealed, "anew": anew}


def left_over(session: Session, number: int) -> int:
    """How many values are sealed with another key than this. One statement a column."""
    counts = (
        select(func.count()).select_from(column.whole).where(sealed_otherwise(session, column, number))
        for column in sealed_columns()
    )  # fmt: skip
    return sum(session.connection().execute(count).scalar_one() for count in counts)


def rotate_fields(told: Callable[[str], None]) -> int:
    """Seal everything with a new key, or go on with a change that was broken off; the key's number."""
    with unit_of_work() as session:
        keys.keep_first_keys(session)
        made = keys.all_keys(session, KeyUse.FIELDS)
        under_way = [key for key in made if key.retired_at is None]
        number = (under_way[-1] if len(under_way) > 1 else keys.make(session, KeyUse.FIELDS)).number
    keys.read_again()
    for column in sealed_columns():
        if count := sum(reseal(column, number)):
            told(f"{column.table}.{column.column}: {count}")
    with unit_of_work() as session:
        if left := left_over(session, number):
            raise click.ClickException(f"{left} values changed meanwhile. Run the command again.")
        for key in keys.all_keys(session, KeyUse.FIELDS):
            if key.number != number and key.retired_at is None:
                keys.retire(session, key)
    return number


def rotate_index(told: Callable[[str], None]) -> int:
    """Reckon every search index anew with a new key, all in one transaction; the key's number.

    Other processes must stand still: one that still uses the key before would not find whom it looks for.
    """
    with unit_of_work() as session:
        keys.keep_first_keys(session)
        before = [key for key in keys.all_keys(session, KeyUse.INDEX) if key.retired_at is None]
        number = keys.make(session, KeyUse.INDEX).number
        for key in before:
            keys.retire(session, key)
        keys.read_again()
        try:
            for reindex in REINDEXED:
                told(f"{sum(reindex(session))} rows")
        except BaseException:
            session.rollback()
            keys.read_again()
            raise
    return number


@group.command("rotate")
@click.option("--index", is_flag=True, help="The key of search indexes instead; web and workers must be stopped.")
def rotate(index: bool) -> None:
    """Seal everything with a new key; killed at any moment, the same command goes on."""
    if index:
        click.confirm("Are the web processes and the workers stopped?", abort=True)
        click.echo(f"Search indexes are reckoned with key {rotate_index(click.echo)}.")
        return
    click.echo(f"Everything is sealed with key {rotate_fields(click.echo)}.")


@group.command("rewrap")
def rewrap() -> None:
    """Wrap the keys with a new CAMPAIGN_DATA_KEY, the one before being in CAMPAIGN_OLD_DATA_KEY."""
    count = keys.rewrap()
    click.echo(f"{count} keys are wrapped with the new master key. CAMPAIGN_OLD_DATA_KEY is not needed any more.")


@group.command("forget")
@click.argument("number", type=int)
def forget(number: int) -> None:
    """Wipe a retired key of fields, once web and workers have been started anew after the rotation."""
    with unit_of_work() as session:
        chosen = next((key for key in keys.all_keys(session, KeyUse.FIELDS) if key.number == number), None)
        if chosen is None or chosen.retired_at is None:
            raise click.ClickException(f"There is no retired key {number}.")
        if left_over(session, crypto.sealing_key()):
            raise click.ClickException("Something is still sealed with an earlier key. Run: adalzhol keys rotate")
        keys.forget(session, chosen)
    click.echo(f"Key {number} is forgotten.")


@group.command("list")
def list_keys() -> None:
    """What keys there are, and since when."""
    with unit_of_work() as session:
        for use in KeyUse:
            for key in keys.all_keys(session, use):
                click.echo(f"{use.value} {key.number}: {_standing(key)}")


def _standing(key: DataKey) -> str:
    if not key.wrapped:
        return "forgotten"
    if key.retired_at is not None:
        return f"retired on {key.retired_at:%Y-%m-%d}"
    return f"in use since {key.made_at:%Y-%m-%d}"
