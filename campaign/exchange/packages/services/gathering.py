"""Every row of a stop that its coordinator may see, and what those rows rest on."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Session

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of, widened
from campaign.core.db import Base, Scoped
from campaign.exchange.packages.carried import CARRIED, Table
from campaign.exchange.packages.carried.columns import account_columns, references
from campaign.exchange.packages.carried.shape import Way
from campaign.exchange.packages.schemas import Tables, Values
from campaign.exchange.packages.sealing import opened
from campaign.exchange.packages.values import plain, table_of
from campaign.relay.custody.models import Handover
from campaign.relay.models import Campaign, Relay, Stop

_AT_ONCE: Final = 500
_NAMES: Final = (
    "giver_name", "giver_post", "receiver_name", "receiver_post", "witness_name", "witness_post", "remarks", "override_reason",
    "cancel_reason", "place",
)  # fmt: skip
_HIDDEN: Final = "user{id}@package.invalid"


def coordinator_of(stop: Stop, user_id: int | None) -> Actor:
    """Whoever has this stop and nothing else: the measure of what goes along."""
    grants = (Grant(Role.STOP, stop.region_id, stop.id, stop.relay_id),)
    return Actor(user_id=user_id, grants=grants, scope=scope_of(grants))


def gathered(session: Session, stop: Stop, traveller_id: int, *, held: bool = False) -> Tables:
    """The rows of every table that goes along, as a package has them, none resting on one that does not go.

    `held`: nobody else changes what may come back until the unit of work ends.
    One statement a table, and more where thousands of rows belong to others; all rows are held in memory.
    """
    tables: Tables = {}
    with acting_as(coordinator_of(stop, traveller_id)):
        for table in CARRIED.values():
            if table.name != "users":
                tables[table.name] = [_told(table.name, row) for row in _rows(session, table, stop, tables, held)]
    tables["users"] = list(_accounts(session, tables, traveller_id))
    return _closed({name: tables[name] for name in CARRIED})


def model_of(name: str) -> type[Base]:
    """The class of this table."""
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table_of(name))


def _columns(model: type[Base]) -> Select[Any]:
    return select(
        *(getattr(model, attribute.key).label(attribute.columns[0].name) for attribute in inspect(model).column_attrs)
    )


def _rows(session: Session, table: Table, stop: Stop, tables: Tables, held: bool) -> Iterator[Values]:
    model = model_of(table.name)
    asked = _columns(model).order_by(*table_of(table.name).primary_key)
    if held and table.way is Way.BOTH:
        asked = asked.with_for_update(key_share=True, of=model)
    if table.name == Stop.__tablename__:
        with widened():  # the chain is public: who gives the baton, and who takes it
            yield from _rows_of(session, asked.where(Stop.relay_id == stop.relay_id))
    elif table.name == Campaign.__tablename__:
        own = select(Relay.campaign_id).where(Relay.id == stop.relay_id).scalar_subquery()
        yield from _rows_of(session, asked.where(Campaign.id == own))
    elif table.name == Handover.__tablename__:
        yield from _handovers(session, asked, stop)
    elif issubclass(model, Scoped) or not table.within:
        yield from _rows_of(session, asked)
    else:
        yield from _within(session, table, asked, tables)


def _handovers(session: Session, asked: Select[Any], stop: Stop) -> Iterator[Values]:
    """All of the relay, so that the way of the baton has no gap; of those that the stop has no part in, nobody's name."""
    own = set(session.scalars(select(Handover.id)))
    with widened():
        rows = list(_rows_of(session, asked.where(Handover.relay_id == stop.relay_id)))
    for row in rows:
        hidden = {} if row["id"] in own else {column: type(row[column])() for column in _NAMES if row[column] is not None}
        yield row | hidden


def _within(session: Session, table: Table, asked: Select[Any], tables: Tables) -> Iterator[Values]:
    column = table_of(table.name).c[table.within]
    _own, above, key = next(found for found in references(table.name) if found[0] == table.within)
    for numbers in _some({row[key] for row in tables[above]}):
        yield from _rows_of(session, asked.where(column.in_(numbers)))


def _some(numbers: set[int]) -> Iterator[list[int]]:
    """In their order, at most so many at once as a statement may name."""
    ordered = sorted(numbers)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _rows_of(session: Session, asked: Select[Any]) -> Iterator[Values]:
    return map(dict, session.execute(asked).mappings())


def _told(name: str, row: Values) -> Values:
    return {column: plain(value) for column, value in opened(name, row).items()}


def _accounts(session: Session, tables: Tables, traveller_id: int) -> Iterator[Values]:
    """Whoever is named anywhere, by name alone; only the traveller's account can be used, with a password chosen there."""
    named = {traveller_id}
    for name, rows in tables.items():
        for column in account_columns(name):
            named |= {row[column] for row in rows if row[column] is not None}
    users = table_of("users")
    for numbers in _some(named):
        for row in _rows_of(session, select(users).where(users.c.id.in_(numbers))):
            hidden = {} if row["id"] == traveller_id else dict.fromkeys(("email", "email_key"), _HIDDEN.format(id=row["id"]))
            own = {"password_hash": "", "second_since": None, "active": row["id"] == traveller_id}
            yield _told("users", row | hidden | own)


def _closed(tables: Tables) -> Tables:
    """Without what points outside: a reference that may be empty is emptied, a row that cannot be without it stays here."""
    known: dict[tuple[str, str], set[Any]] = defaultdict(set)
    wanted = {(above, key) for name in tables for _column, above, key in references(name)}
    for name, rows in tables.items():
        own = [found for found in references(name) if found[1] == name]
        kept = [row for row in rows if _rests(name, row, known, {found[0] for found in own})]
        for table, key in wanted:
            if table == name:
                known[table, key] = {row[key] for row in kept}
        tables[name] = [row for row in kept if _rests(name, row, known, set())] if own else kept
    return tables


def _rests(name: str, row: Values, known: dict[tuple[str, str], set[Any]], later: set[str]) -> bool:
    for column, above, key in references(name):
        if column in later or row[column] is None or row[column] in known[above, key]:
            continue
        if not table_of(name).c[column].nullable:
            return False
        row[column] = None
    return True


def number_of_rows(tables: Tables) -> int:
    """How many rows there are in all of them."""
    return sum(map(len, tables.values()))
