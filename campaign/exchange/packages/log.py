"""What a package remembers of the questions that were decided: sealed with it, and told with the value that did not stand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.core.i18n import Words
from campaign.exchange.packages.carried import CARRIED
from campaign.exchange.packages.carried.columns import pointing
from campaign.exchange.packages.comparing import decided
from campaign.exchange.packages.models import Package
from campaign.exchange.packages.schemas import Case, Choices, Say, Step, Values
from campaign.exchange.packages.telling import MOST_ABOUT, Value, title_of, values_of
from campaign.exchange.packages.values import plain, table_of

_LABEL: Final = "packages.log"
Rows = dict[str, dict[Any, Values]]


@dataclass(frozen=True)
class Lost:
    """One decision: whose row it was about, which side had the say, who decided and when, and both values of each column.

    `by` is empty where it was not kept yet. `case` tells whether one side had no such row any more.
    """

    words: Words
    title: str
    case: Case
    say: Say
    at: datetime
    by: str
    values: tuple[Value, ...]


def read_log(package: Package) -> list[Values]:
    """Every decision, the first one first."""
    return json.loads(crypto.unseal(package.log_sealed, _LABEL, package.uid)) if package.log_sealed else []


def write_log(package: Package, entries: Sequence[Values]) -> None:
    """Keep these decisions in place of those before."""
    package.log_sealed = crypto.seal(json.dumps(list(entries), ensure_ascii=False), _LABEL, package.uid)


def entry_of(step: Step, choices: Choices, by: int | None) -> Values:
    """What is kept of one decided row: both values of what was asked, and the columns in which the road had the say."""
    taken = set(decided(step, choices)) if step.clashes else set()
    columns = [column for group in step.clashes for column in group] or list(step.row)
    return {
        "table": step.table, "key": step.home, "case": step.case, "at": clock.now().isoformat(), "by": by,
        "here": {column: (step.here or {}).get(column) for column in columns},
        "there": {column: step.row[column] for column in columns} if step.case is not Case.GONE_THERE else {},
        "taken": sorted(taken) if step.clashes else choices[step.name],
    }  # fmt: skip


def lost_in(package: Package) -> tuple[Lost, ...]:
    """What was not taken, the latest decision first. Some statements for each table that is spoken of, not for each row."""
    entries = read_log(package)
    names = _names(entries)
    people = dict(_deciders({entry.get("by") for entry in entries}))
    return tuple(one for entry in reversed(entries) for one in _lost(entry, names, people))


def _deciders(numbers: set[int | None]) -> Iterator[tuple[int, str]]:
    for user in db.session.scalars(select(User).where(User.id.in_(numbers - {None}))):
        yield user.id, user.name


def _lost(entry: Values, names: Rows, people: Mapping[int, str]) -> Iterator[Lost]:
    """One for each side that had the say: of a row, home may have lost one column and the road another."""
    table, here, there, taken = entry["table"], entry["here"], entry["there"], entry["taken"]
    row = names.get(table, {}).get(_number(entry["key"])) or {**there, **here}
    title = title_of(table, row, names) if _has_title(table, row) else ""
    facts = CARRIED[table].words, title, Case(entry["case"])
    when = datetime.fromisoformat(entry["at"]), people.get(entry.get("by") or 0, "")
    if isinstance(taken, str):
        yield Lost(*facts, Say(taken), *when, values_of(table, [*(here or there)], here, there, names))
        return
    for say in Say:
        columns = [column for column in here if (column in taken) is (say is Say.THERE)]
        if values := values_of(table, columns, here, there, names):
            yield Lost(*facts, say, *when, values)


def _has_title(table: str, row: Values) -> bool:
    carried = CARRIED[table]
    return all(column in row for column in (carried.title, carried.about) if column)


def _number(key: str) -> int | str:
    return int(key) if key.lstrip("-").isdecimal() else key


def _names(entries: Sequence[Values]) -> Rows:
    """The rows as they are now by which the decided ones are known: their own, and those that they are about or name."""
    wanted: dict[str, set[Any]] = {}
    for entry in entries:
        wanted.setdefault(entry["table"], set()).add(_number(entry["key"]))
        _point(wanted, entry["table"], [entry["here"], entry["there"]], None)
    found: Rows = {}
    for _depth in range(MOST_ABOUT + 1):
        wanted, asked = {}, wanted
        for name, numbers in asked.items():
            table = table_of(name)
            new = {number for number in numbers if isinstance(number, int)} - set(found.get(name, {}))
            if "id" not in table.c or not new:
                continue
            for row in db.session.execute(select(table).where(table.c.id.in_(new))).mappings():
                values = {column: plain(value) for column, value in row.items()}
                found.setdefault(name, {})[values["id"]] = values
                _point(wanted, name, [values], CARRIED[name].about)
    return found


def _point(wanted: dict[str, set[Any]], table: str, rows: Sequence[Values], only: str | None) -> None:
    """Note the rows of tables that travel to which these point, by `only` or by any column."""
    for own, above, key in pointing(table):
        if key == "id" and above in CARRIED and (only is None or own == only):
            wanted.setdefault(above, set()).update(row[own] for row in rows if row.get(own) is not None)
