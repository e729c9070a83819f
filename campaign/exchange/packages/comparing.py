"""What a package brings, told from what home has done meanwhile: by the marks that home kept when it went (decision 0053)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from campaign.exchange.packages.base import Base, marked
from campaign.exchange.packages.carried import CARRIED, Table, comes_home
from campaign.exchange.packages.carried.columns import (
    account_columns,
    facts_of,
    groups_of,
    has_own_number,
    key_of,
    pointing,
    unique_sets,
)
from campaign.exchange.packages.ordering import in_order
from campaign.exchange.packages.schemas import Case, Choices, Journey, Say, Sealed, Step, Tables, Values
from campaign.exchange.packages.values import digest

Rows = dict[str, Values]


@dataclass
class Comparison:
    """Both sides and the marks between them; `numbers`: table → number on the road → number here, negative for a new row."""

    key: bytes
    base: Base
    there: Tables
    here: Tables
    accounts: frozenset[int]
    traveller: int | None
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    came: dict[str, dict[str, tuple[str, Values]]] = field(default_factory=dict)

    def journey(self) -> Journey:
        """All of it. Raises KeyError for a row that points at one which did not come."""
        for table in comes_home():
            self._compare(table)
        asked = [(step.name, step.case, step.clashes, step.here) for step in self.steps if step.is_question]
        seen = hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        return Journey(self.steps, self.came, seen)

    def _compare(self, table: Table) -> None:
        name = table.name
        here = {key_of(name, row): row for row in self.here.get(name, ())}
        alike, seen = _Alike(name, here), set[str]()
        self.numbers[name], self.came[name] = {}, {}
        for came in in_order(name, self.there.get(name, ())):
            key = key_of(name, came)
            seen.add(key)
            if self._is_known(name, key, came):
                home = self.base.home_of(name, key) or key
                row = self._numbered(table, came, home)
                self._known(table, key, home, row, here.get(home))
            else:
                home, row = self._new(table, came, key, here, alike)
            self.came[name][key] = (home, row)
        for key in self.base.marks.get(name, {}):
            if key not in seen and (left := here.get(self.base.home_of(name, key) or key)) is not None:
                self._gone(name, key, left)

    def _is_known(self, name: str, key: str, came: Values) -> bool:
        if key not in self.base.marks.get(name, {}):
            return False
        uid = self.base.marks_of(name, key).get("uid")
        return uid is None or uid == digest(self.key, came["uid"])

    def _numbered(self, table: Table, came: Values, home: str) -> Values:
        """The row with the numbers of home; where its own is one, `home` is it."""
        row = dict(came)
        if has_own_number(table.name):
            row["id"] = int(home)
            self.numbers[table.name][came["id"]] = int(home)
        for column, above, key in pointing(table.name):
            if column in table.points:
                row[column] = self.numbers[above].get(row[column], row[column])
            elif row[column] is not None and column != "id":
                row[column] = self._number(above, key, row[column])
        for column in account_columns(table.name):
            if row[column] is not None and row[column] not in self.accounts:
                row[column] = self.traveller
        for column, above in table.lists.items():
            row[column] = [self.numbers[above].get(number, number) for number in row[column] or ()]
        return row

    def _number(self, table: str, column: str, number: Any) -> Any:
        """The number at home of what `column` of `table` calls `number` on the road."""
        if table not in self.numbers:
            return number
        if column == "id":
            known = self.numbers[table].get(number)
            return known if known is not None else self._went(table, number)
        _own, above, key = next(found for found in pointing(table) if found[0] == column)
        return self._number(above, key, number)

    def _went(self, table: str, number: int) -> int:
        """The number at home of a row that went and is compared later. Raises KeyError for one that did not."""
        home = self.base.home_of(table, str(number))
        if home is None:
            raise KeyError(f"{table} {number}")
        return int(home)

    def _new(self, table: Table, came: Values, key: str, here: Rows, alike: "_Alike") -> tuple[str, Values]:
        """A row that home has never had: one that is alike here is the same; else it gets a number later."""
        name = table.name
        row = self._numbered(table, came, str(-1 - len(self.numbers[name])) if has_own_number(name) else key)
        home = alike.to(row)
        if home is None:
            self.steps.append(Step(name, key, key_of(name, row), Case.NEW, row))
            return key_of(name, row), row
        if has_own_number(name):
            row = self._numbered(table, came, home)
        other = here[home]
        ours = set(table.numbered) | {"uid", "code", "made_at", "made_by"}
        clashes = tuple(
            group for group in groups_of(name) if any(row[column] != other[column] and column not in ours for column in group)
        )
        if clashes and not table.journal:
            self.steps.append(Step(name, key, home, Case.BOTH, row, other, (), clashes))
        return home, row

    def _known(self, table: Table, key: str, home: str, row: Values, other: Values | None) -> None:
        name, before = table.name, self.base.marks_of(table.name, key)
        now = dict(zip(facts_of(name), marked(self.key, name, row), strict=True))
        changed = {column for column in facts_of(name) if now[column] != before[column]}
        if not changed or table.posted:
            return
        if other is None:
            self.steps.append(Step(name, key, home, Case.GONE_HERE, row))
            return
        ours = dict(zip(facts_of(name), marked(self.key, name, other), strict=True))
        take, clashes = list[str](), list[tuple[str, ...]]()
        for group in groups_of(name):
            if not changed & set(group) or all(row[column] == other[column] for column in group):
                continue
            if any(ours[column] != before[column] for column in group) and not table.journal:
                clashes.append(group)
            else:
                take += group
        if take or clashes:
            case = Case.BOTH if clashes else Case.CHANGED
            self.steps.append(Step(name, key, home, case, row, other, tuple(take), tuple(clashes)))

    def _gone(self, name: str, key: str, left: Values) -> None:
        if CARRIED[name].posted:
            return
        is_as_it_went = marked(self.key, name, left) == self.base.marks[name][key]
        case = Case.GONE if is_as_it_went else Case.GONE_THERE
        self.steps.append(Step(name, key, key_of(name, left), case, left, left))


class _Alike:
    """The rows here by whatever no two of them may share."""

    def __init__(self, name: str, here: Rows) -> None:
        self._sets = unique_sets(name)
        self._known = [
            {marks: key for key, row in here.items() if (marks := self._marks(columns, empty, row)) is not None}
            for columns, empty in self._sets
        ]

    @staticmethod
    def _marks(columns: tuple[str, ...], empty: tuple[tuple[str, bool], ...], row: Values) -> tuple[Any, ...] | None:
        if any((row[column] is None) is not is_empty for column, is_empty in empty):
            return None
        marks = tuple(row[column] for column in columns)
        return None if None in marks else marks

    def to(self, row: Values) -> str | None:
        for (columns, empty), known in zip(self._sets, self._known, strict=True):
            marks = self._marks(columns, empty, row)
            if marks is not None and marks in known:
                return known[marks]
        return None


def compared(key: bytes, base: Base, sealed: Sealed, here: Tables, traveller: int | None) -> Journey:
    """What this package brings. Raises KeyError, TypeError or ValueError for one that no machine of ours has packed."""
    accounts = frozenset(sealed.facts["accounts"])
    return Comparison(key, base, sealed.tables, here, accounts, traveller).journey()


def decided(step: Step, choices: Choices) -> Iterator[str]:
    """The columns of a row that both have changed in which the road has the say."""
    for name, group in zip(step.asked, step.clashes, strict=False):
        if choices[name] is Say.THERE:
            yield from group
