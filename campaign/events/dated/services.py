"""What is done with dated rules of any table; a room says what its rules are and keeps them by a `Book`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import Actor, current_actor
from campaign.core.addresses import wrong_address
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, Words, _, _l
from campaign.core.lengths import too_long
from campaign.events.dated.models import DatedRule
from campaign.events.dated.schemas import MOST_TEXT, DatedWish
from campaign.events.kinds import take_in
from campaign.events.models import EventKind

Rule = TypeVar("Rule", bound=DatedRule)
Wish = TypeVar("Wish", bound=DatedWish)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Book(Generic[Rule, Wish]):
    """The rules of one table, and what is done with them, each act a unit of work.

    `thing`: what the trail calls such a rule; `acts`: how its operations begin; `ensure`: raises Refused for whoever may not;
    `fill` puts a wish into a row; `judge` raises Invalid, given the version before; `told`: what the trail keeps of a wish.
    """

    table: type[Rule]
    thing: str
    acts: str
    ensure: Callable[[Actor], None]
    fill: Callable[[Rule, Wish], None]
    judge: Callable[[Session, Wish, Rule | None], None]
    told: Callable[[Wish], dict[str, Any]]

    def load_shipped(self, session: Session, shipped: Iterable[tuple[str, Wish]]) -> None:
        """Put in those whose code is not there yet, each to be verified; what was changed here stays. Safe to repeat."""
        there = set(session.scalars(select(self.table.code)))
        for code, wish in shipped:
            if code not in there:
                session.add(self._row(code, wish, shipped=True))
        session.flush()
        take_in(session.scalars(select(self.table)))

    def create(self, wish: Wish, key: str) -> int:
        """Add a rule and return its id. Raises Refused, Invalid (without a source, among others), KeyReused."""
        act = f"{self.acts}.create"
        with unit_of_work() as session:
            self.ensure(current_actor())
            if known := operations.begin(session, act, key, asdict(wish)):
                return int(known["rule"])
            self.judge(session, wish, None)
            return self._added(session, f"own_{crypto.new_uid()}", wish, "created", act, key)

    def change(self, rule_id: int, wish: Wish, key: str) -> int:
        """Make a new version of a rule, from its first day on, and return its id; the one before ends the day before.

        A version from the same first day withdraws the one before. Raises NotFound, Refused, Stale when it is not the newest
        any more, Invalid, KeyReused.
        """
        act = f"{self.acts}.change"
        with unit_of_work() as session:
            self.ensure(current_actor())
            if known := operations.begin(session, act, key, [rule_id, asdict(wish)]):
                return int(known["rule"])
            before = newest(session, self.table, rule_id)
            self.judge(session, wish, before)
            make_way(before, wish.valid_from)
            return self._added(session, before.code, wish, "changed", act, key)

    def check(self, rule_id: int) -> None:
        """Say that somebody has compared the rule with its source today. Raises NotFound, Refused, Stale."""
        with unit_of_work() as session:
            self.ensure(current_actor())
            row = newest(session, self.table, rule_id)
            row.checked_on, row.checked_by = clock.campaign_today(), current_actor().name[:120]
            after = {"checked_on": row.checked_on.isoformat()}
            audit.note(session, f"{self.thing}.checked", self.thing, row.id, after=after)

    def end(self, rule_id: int, last_day: date) -> None:
        """Let the rule count for no event after this day. Raises NotFound, Refused, Stale, Closed, Invalid."""
        with unit_of_work() as session:
            self.ensure(current_actor())
            row = newest(session, self.table, rule_id)
            if row.valid_to is not None:
                raise Closed(_l("This rule has ended already."))
            if row.valid_from is not None and last_day < row.valid_from:
                words = _("It counts from %(first)s on, so it cannot end before.", first=f"{row.valid_from:%d.%m.%Y}")
                raise Invalid(words, [Problem("last_day", "backwards", words)])
            row.valid_to = last_day
            audit.note(session, f"{self.thing}.ended", self.thing, row.id, after={"valid_to": last_day.isoformat()})

    def _row(self, code: str, wish: Wish, *, shipped: bool) -> Rule:
        row = self.table()
        row.code, row.shipped, row.made_at = code, shipped, clock.now()
        row.name, row.note, row.kinds = wish.name, wish.note, list(wish.kinds)
        row.source, row.source_url = wish.source, wish.source_url
        row.valid_from, row.valid_to = wish.valid_from, wish.valid_to
        self.fill(row, wish)
        return row

    def _added(self, session: Session, code: str, wish: Wish, done: str, act: str, key: str) -> int:
        row = self._row(code, wish, shipped=False)
        session.add(row)
        session.flush()
        first = wish.valid_from.isoformat() if wish.valid_from else None
        after = {"code": code, "valid_from": first, **self.told(wish)}
        audit.note(session, f"{self.thing}.{done}", self.thing, row.id, after=after)
        operations.finish(session, act, key, {"rule": row.id})
        return row.id


def newest(session: Session, table: type[Rule], rule_id: int) -> Rule:
    """The rule, held, if it is the newest version of its code. Raises NotFound, Stale."""
    asked = select(table).where(table.id == rule_id).with_for_update()
    row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such rule."))
    if session.scalar(select(table.id).where(table.code == row.code, table.id > row.id).limit(1)) is not None:
        raise Stale(_l("There is a newer version of this rule. Open that one; nothing was saved."))
    return row


def make_way(before: DatedRule, first: date | None) -> None:
    """The version before ends the day before the new one begins; from the same day on it is withdrawn."""
    if first is None or first == before.valid_from:
        before.withdrawn = True
    elif before.valid_to is None or before.valid_to >= first:
        before.valid_to = first - _DAY


def shipped_wish(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What every wish for a rule says, of a rule as a file that ships tells it."""

    def day(name: str) -> date | None:
        return date.fromisoformat(facts[name]) if facts.get(name) else None

    return {
        "name": Translated.of(facts["name"]), "note": Translated.of(facts["note"]), "kinds": tuple(facts["kinds"]),
        "source": Translated.of(facts["source"]), "source_url": facts["source_url"], "valid_from": day("valid_from"),
        "valid_to": day("valid_to"),
    }  # fmt: skip


def wrong(
    session: Session, wish: DatedWish, before: DatedRule | None, *, unsourced: Words, longest_name: int
) -> Iterator[Problem]:
    """What is wrong with words, kinds and days of a wish. `unsourced`: what to say where no source is named."""
    if not wish.name:
        yield Problem("name_ru", "missing", _("Name it in at least one language."))
    if not wish.source:
        yield Problem("source_ru", "missing", str(unsourced))
    yield from wrong_by_itself(wish)
    yield from too_long("name", wish.name, longest_name)
    yield from too_long("note", wish.note, MOST_TEXT)
    yield from too_long("source", wish.source, MOST_TEXT)
    yield from _too_early(wish, before)
    kinds = set(session.scalars(select(EventKind.code).where(EventKind.code.in_(wish.kinds))))
    if kinds != set(wish.kinds):
        yield Problem("kinds", "unknown", _("There is no such kind of event. Choose one of the list."))


def wrong_by_itself(wish: DatedWish) -> Iterator[Problem]:
    """What is wrong with the address and the days of a rule, whatever the version before it says."""
    yield from wrong_address("source_url", wish.source_url, MOST_TEXT)
    if wish.valid_from is not None and wish.valid_to is not None and wish.valid_to < wish.valid_from:
        yield Problem("valid_to", "backwards", _("The rule would end before it begins."))


def _too_early(wish: DatedWish, before: DatedRule | None) -> Iterator[Problem]:
    if before is None or before.valid_from is None:
        return
    if wish.valid_from is None or wish.valid_from < before.valid_from:
        first = f"{before.valid_from:%d.%m.%Y}"
        sentence = _("The version before counts from %(first)s on; the new one begins on that day or later.", first=first)
        yield Problem("valid_from", "backwards", sentence)
