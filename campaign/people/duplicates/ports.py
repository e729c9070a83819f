"""Who else points at a person or a registration, and what becomes of that when two are put together.

Every table that names one of them stands here or is registered by a later feature (`registry.py`); a test of the house holds
that none is forgotten.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Table, and_, exists, select, update
from sqlalchemy.orm import Session

from campaign.core.i18n import Words


class MergePort(Protocol):
    """One column that points at `people` or `registrations`.

    `label` is the word for its rows on the page that shows what a merge will do; None for what nobody asks about.
    """

    @property
    def table(self) -> Table: ...
    @property
    def column(self) -> str: ...
    @property
    def label(self) -> Words | None: ...
    @property
    def late(self) -> bool: ...
    def pass_on(self, session: Session, from_id: int, to_id: int) -> None:
        """Let the rows point at `to_id` as far as they may; those that stay are left with the registration that gave way."""


@dataclass(frozen=True)
class Pointer:
    """A column whose rows go along, but for those that another row of `to_id` stands in the way of.

    `beside` names the columns that are unique together with it. `alone` says that only one row a registration may be;
    `standing` names a column, and then only rows in which it is NULL stand in one another's way. `stays`: none goes along.
    `late`: only once the registration has given way, since the database watches that whoever is on a list has these rows.
    """

    table: Table
    column: str = "registration_id"
    label: Words | None = None
    beside: tuple[str, ...] = ()
    alone: bool = False
    standing: str = ""
    stays: bool = False
    late: bool = False

    def pass_on(self, session: Session, from_id: int, to_id: int) -> None:
        if self.stays:
            return
        mine = self.table.c[self.column] == from_id
        moved = update(self.table).where(mine, *self._free(to_id)).values({self.column: to_id})
        session.execute(moved, execution_options={"synchronize_session": False})

    def _free(self, to_id: int) -> Sequence[ColumnElement[bool]]:
        if not (self.beside or self.alone or self.standing):
            return ()
        other = self.table.alias()
        same: list[Any] = [other.c[self.column] == to_id, *(other.c[name] == self.table.c[name] for name in self.beside)]
        if self.standing:
            same += [other.c[self.standing].is_(None), self.table.c[self.standing].is_(None)]
        return (~exists(select(other.c[self.column]).where(and_(*same))),)


MERGE_PORTS: list[MergePort] = []
"""All of them, in an order in which rows may be written back."""
TAKEN_AGAIN: dict[str, Callable[[Session, Mapping[str, Any]], bool]] = {}
"""By table, what takes again the place that a row stands for before it is written back; False when others have it now."""
