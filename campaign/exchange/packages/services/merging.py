"""Steps of a journey written into the tables of home: new rows with new numbers, changes, removals, what is counted anew."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Executable, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.bulk import reserve_ids
from campaign.core.errors import CampaignError
from campaign.core.i18n import _
from campaign.exchange.packages.carried import CARRIED, comes_home
from campaign.exchange.packages.carried.columns import VERSION, has_own_number, key_columns, pointing, references
from campaign.exchange.packages.comparing import decided
from campaign.exchange.packages.ordering import in_order
from campaign.exchange.packages.schemas import Brought, Case, Choices, Journey, Say, Step, Values
from campaign.exchange.packages.sealing import DERIVED
from campaign.exchange.packages.services.gathering import model_of
from campaign.exchange.packages.services.places import Places
from campaign.exchange.packages.services.posting import post_again
from campaign.exchange.packages.services.writing import living
from campaign.exchange.packages.values import table_of
from campaign.motorcades.road.services.reading import counted
from campaign.motorcades.road.services.taking import stand
from campaign.walks.doors.standing import stand_anew

Key = tuple[str, str]  # table and key on the road


class Merging:
    """One bringing back, inside the caller's unit of work.

    `refused`: rows that were left out; home remembers them as before, so they are offered again the next time.
    """

    def __init__(self, session: Session, traveller_id: int | None) -> None:
        self._session = session
        self._traveller = traveller_id
        self._numbers: dict[str, dict[int, int]] = defaultdict(dict)
        self._brought = Brought()
        self._places = Places(session, self._brought)
        self.refused: set[Key] = set()

    def write(self, journey: Journey, choices: Choices) -> Brought:
        """All steps: those that leave first, then table by table, then what is reckoned anew. Some thousand rows a second."""
        by_table: dict[str, list[Step]] = defaultdict(list)
        for step in journey.steps:
            by_table[step.table].append(step)
        self._places.leave(by_table["registrations"], choices)
        self._remove([step for step in journey.steps if _is_removed(step, choices)])
        for table in comes_home():
            if table.name == "stock_documents":
                self._post(by_table["stock_documents"], by_table["stock_lines"])
            elif not table.posted:
                self._write_table(table.name, by_table[table.name], choices)
        self._say_later(by_table, choices)
        self._places.settle(self.settled)
        self._stand_anew([step for step in journey.steps if step.case is Case.NEW])
        return self._brought

    def _stand_anew(self, steps: Sequence[Step]) -> None:
        """Doors and cars stand as their records say, whichever side has written them."""
        named = {"door_records": "door_id", "column_marks": "car_id"}
        rows = [(step.table, self.settled(step.table, step.row)) for step in steps if step.table in named]
        touched = {name: sorted({row[named[name]] for table, row in rows if table == name} - {None}) for name in named}
        stand_anew(self._session, touched["door_records"])
        stand(self._session, counted(self._session, touched["column_marks"], ())[0].cars)

    def settled(self, table: str, row: Values) -> Values:
        """The row with the numbers that new rows got."""
        out = dict(row)
        if has_own_number(table) and out["id"] < 0:
            out["id"] = self._numbers[table].get(out["id"], out["id"])
        for column, above, key in pointing(table):
            if column != "id" and isinstance(out[column], int) and out[column] < 0:
                out[column] = self._final(above, key, out[column])
        for column, above in CARRIED[table].lists.items():
            out[column] = [self._numbers[above].get(number, number) for number in out[column] or ()]
        return out

    def _final(self, table: str, column: str, number: int) -> int:
        if column == "id":
            return self._numbers[table].get(number, number)
        _own, above, key = next(found for found in pointing(table) if found[0] == column)
        return self._final(above, key, number)

    def _write_table(self, name: str, steps: Sequence[Step], choices: Choices) -> None:
        written = [step for step in steps if step.case is Case.NEW or _is_written_again(step, choices)]
        if written:
            self._add(name, written)
        for step in steps:
            if step.case in {Case.CHANGED, Case.BOTH}:
                self._change(name, step, choices)

    def _add(self, name: str, steps: Sequence[Step]) -> None:
        new = [step for step in steps if has_own_number(name) and step.row["id"] < 0]
        for step, number in zip(new, reserve_ids(self._session, model_of(name), len(new)) if new else (), strict=True):
            self._numbers[name][step.row["id"]] = number
        known = {id(step.row): step for step in steps}
        for row in in_order(name, [step.row for step in steps]) if has_own_number(name) else [step.row for step in steps]:
            step, settled = known[id(row)], self.settled(name, row)
            if self._rests(name, settled) and self._fits(name, settled) and self._insert(name, settled):
                self._places.came(name, step, settled)
            else:
                self._leave_out(step, _no_room())

    def _insert(self, name: str, row: Values) -> bool:
        """Write the row, whether the table lets it in or not."""
        table, carried = table_of(name), CARRIED[name]
        derived = set(DERIVED.get(name, ()))
        for column in carried.stays - derived:
            row[column] = _empty(table.c[column])
        row |= dict(carried.later)
        if carried.numbered:
            row[carried.numbered[-1]] = self._next(name, row)
        if name == "device_links" and row["withdrawn_at"] is None:
            row["withdrawn_at"] = row["made_at"]
        if self._is_let_in(table.insert().values(living(name, row))):
            self._brought.new += 1
            return True
        return False

    def _is_let_in(self, statement: Executable) -> bool:
        """Whether the rules of the tables hold after it; else it is as if it had not been tried."""
        try:
            with self._session.begin_nested():
                self._session.connection().execute(statement)
        except IntegrityError:
            return False
        return True

    def _next(self, name: str, row: Values) -> int:
        *scope, number = CARRIED[name].numbered
        table = table_of(name)
        asked = select(func.max(table.c[number])).where(*(table.c[column] == row[column] for column in scope))
        last = self._session.connection().execute(asked).scalar() or 0
        return max(last, self._places.last_in_line(row["event_id"]) if number == "queue_number" else 0) + 1

    def _rests(self, name: str, row: Values) -> bool:
        """Whether everything that the row must point to is here."""
        for column, above, key in references(name):
            if row[column] is None:
                continue
            table = table_of(above)
            if self._session.connection().execute(select(table.c[key]).where(table.c[key] == row[column])).first() is None:
                if not table_of(name).c[column].nullable:
                    return False
                row[column] = None
        return True

    def _fits(self, name: str, row: Values) -> bool:
        """Whether there is room: a shift and a car take no more than they hold, whoever came first."""
        room = {"shift_places": ("shifts", "shift_id", "need"), "column_seats": ("column_cars", "car_id", "seats")}.get(name)
        if room is None:
            return True
        above, column, most = room
        own, holder = table_of(name), table_of(above)
        taken = select(func.count()).select_from(own).where(own.c[column] == row[column]).scalar_subquery()
        asked = select(holder.c[most] - taken).where(holder.c.id == row[column])
        return int(self._session.connection().execute(asked).scalar_one()) > 0

    def _change(self, name: str, step: Step, choices: Choices) -> None:
        columns = [column for column in (*step.take, *decided(step, choices)) if column not in CARRIED[name].later]
        if not columns or step.here is None:
            return
        came, table = self.settled(name, step.row), table_of(name)
        row = living(name, step.here | {column: came[column] for column in columns})
        said = {column: row[column] for column in (*columns, *DERIVED.get(name, ()))}
        if VERSION in table.c:
            said[VERSION] = table.c[VERSION] + 1
        same = (table.c[column] == row[column] for column in key_columns(name))
        if self._is_let_in(update(table).where(*same).values(said)):
            self._brought.changed += 1
        else:
            self._leave_out(step, _no_room())

    def _say_later(self, by_table: Mapping[str, Sequence[Step]], choices: Choices) -> None:
        """What waited until everything it needs was there: a team is closed once its documents are posted."""
        for name, carried in CARRIED.items():
            for step in by_table[name] if carried.later and name != "registrations" else ():
                taken = carried.later if step.case is Case.NEW else {*step.take, *decided(step, choices)} & set(carried.later)
                if taken and (name, step.key) not in self.refused:
                    table, row = table_of(name), living(name, self.settled(name, step.row))
                    said = {column: row[column] for column in taken}
                    self._session.connection().execute(update(table).where(table.c.id == row["id"]).values(said))

    def _remove(self, steps: Sequence[Step]) -> None:
        """Take away what was taken away there, the last tables first; never what somebody here still needs."""
        going = {(step.table, step.home) for step in steps}
        for step in reversed(steps):
            if step.table == "registrations" or self._is_needed(step, going):
                self._leave_out(step, _("it was taken away there, but is needed here"))
                continue
            table = table_of(step.table)
            row = living(step.table, step.here or step.row)
            same = (table.c[column] == row[column] for column in key_columns(step.table))
            self._session.connection().execute(delete(table).where(*same))
            self._brought.gone += 1

    def _is_needed(self, step: Step, going: set[tuple[str, str]]) -> bool:
        for other in table_of(step.table).metadata.tables.values():
            for column in other.columns:
                if not any(key.column.table.name == step.table for key in column.foreign_keys):
                    continue
                target = next(key.column.name for key in column.foreign_keys if key.column.table.name == step.table)
                keys = list(other.primary_key.columns)
                found = self._session.connection().execute(select(*keys).where(column == (step.here or step.row)[target]))
                if any((other.name, "|".join(map(str, key))) not in going for key in found):
                    return True
        return False

    def _leave_out(self, step: Step, reason: str) -> None:
        self.refused.add((step.table, step.key))
        self._brought.left_out.append((step.name, reason))

    def _post(self, documents: Sequence[Step], lines: Sequence[Step]) -> None:
        """Documents of stock are posted anew in the book of their store, each whole or not at all: never a balance."""
        of_document: dict[int, list[Values]] = defaultdict(list)
        for line in lines:
            of_document[line.row["document_id"]].append(self.settled("stock_lines", line.row))
        for step in documents:
            if step.case is not Case.NEW:
                continue
            row = self.settled("stock_documents", step.row)
            try:
                with self._session.begin_nested(), acting_as(replace(SYSTEM, user_id=self._traveller)):
                    number = post_again(self._session, row, of_document[step.row["id"]])
            except CampaignError as error:
                self._leave_out(step, str(error))
                self.refused |= {("stock_lines", line.key) for line in lines if line.row["document_id"] == step.row["id"]}
                continue
            self._numbers["stock_documents"][step.row["id"]] = number
            self._brought.new += 1


def _no_room() -> str:
    return _("it rests on something that is not here, or there is no room for it")


def _is_removed(step: Step, choices: Choices) -> bool:
    return step.case is Case.GONE or (step.case is Case.GONE_THERE and choices[step.name] is Say.THERE)


def _is_written_again(step: Step, choices: Choices) -> bool:
    return step.case is Case.GONE_HERE and choices[step.name] is Say.THERE


def _empty(column: Any) -> Any:
    return None if column.nullable else 0
