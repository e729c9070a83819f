"""Rules that are only ever added, each for the days from its own on: the columns, which one counts, and how one is added.

Who may write rules, of these and of the dated ones, is said here too.

Every room that keeps such rules uses these: ages, the term of personal data, looking at door signs again, alarms. Rules with
a last day and versions of their own are in `events.dated`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlalchemy import CheckConstraint, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import audit, clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.errors import Invalid, Problem, Refused
from campaign.core.i18n import Translated, Words, _, _l
from campaign.core.lengths import too_long

MOST_SOURCE: Final = 300
MOST_NOTE: Final = 500


def can_write_rules(actor: Actor) -> bool:
    """What is law, and what regions are compared by, is the same for all of them: only the national coordinator changes it."""
    return actor.may(P.RULES_WRITE)


def ensure_can_write_rules(actor: Actor) -> None:
    """Raises Refused."""
    if not can_write_rules(actor):
        raise Refused(_l("Only the national coordinator may change the rules."))


class AddedRule:
    """For a day counts the newest `valid_from` up to it, and of several from one day the one written last.

    Rows are only ever added, so what was decided under an earlier rule can be judged by it again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date]
    source: Mapped[Translated]
    made_at: Mapped[datetime]


Rule = TypeVar("Rule", bound=AddedRule)
Says = TypeVar("Says")


def with_a_source() -> CheckConstraint:
    """The database keeps no rule that does not say where it is written."""
    return CheckConstraint("CAST(source AS TEXT) <> '{}'", name="has_a_source")


@dataclass(frozen=True)
class RuleRow(Generic[Says]):
    """A rule as its page lists it: `says` is what it rules, `counts` whether it is the one of the day, `note` may be empty."""

    id: int
    valid_from: date
    says: Says
    source: Translated
    note: str
    shipped: bool
    counts: bool


class AddedWish(Protocol):
    """What every wish for a rule says beside what it rules."""

    @property
    def valid_from(self) -> date: ...
    @property
    def source(self) -> Translated: ...


def newest_first(table: type[Rule], *which: Any) -> Select[Rule]:
    return select(table).where(*which).order_by(table.valid_from.desc(), table.id.desc())


def counting(table: type[Rule], day: Any, *which: Any) -> Select[Rule]:
    """The one that counts on a day (a date or an expression), if any, to be asked for as it is or with other columns."""
    return newest_first(table, table.valid_from <= day, *which).limit(1)


def of_day(rules: Iterable[Rule], day: date) -> Rule | None:
    """The same of rules that were read already, in any order."""
    return max((rule for rule in rules if rule.valid_from <= day), key=lambda rule: (rule.valid_from, rule.id), default=None)


def rows_of(
    table: type[Rule], says: Callable[[Rule], Says], day: date, *, about: Callable[[Rule], Any] = lambda _rule: None
) -> Sequence[RuleRow[Says]]:
    """Every rule, the newest first; those `about` different things count beside each other. One statement."""
    rows, found = db.session.scalars(newest_first(table)).all(), []
    counted: set[Any] = set()
    for row in rows:
        counts = row.valid_from <= day and about(row) not in counted
        counted |= {about(row)} if counts else set()
        note, shipped = getattr(row, "note", ""), getattr(row, "shipped", False)
        found.append(RuleRow(row.id, row.valid_from, says(row), row.source, note, shipped, counts))
    return found


def judge(wish: AddedWish, unsourced: Words, *more: Problem) -> None:
    """Raises Invalid with all that is wrong, `more` included. `unsourced`: what to say where no source is named."""
    if problems := [*_wrong(wish, unsourced), *more]:
        raise Invalid(_("The rule was not added: something needs a correction."), problems)


def _wrong(wish: AddedWish, unsourced: Words) -> Iterator[Problem]:
    yield from wrong_day(wish.valid_from)
    if not wish.source:
        yield Problem("source_ru", "missing", str(unsourced))
    yield from too_long("source", wish.source, MOST_SOURCE)
    yield from too_long("note", getattr(wish, "note", ""), MOST_NOTE)


def wrong_day(valid_from: date | None) -> Iterator[Problem]:
    """What is wrong with the day from which a rule counts."""
    if valid_from is not None and valid_from < clock.campaign_today():
        words = _("A rule counts from today on at the earliest: what was decided under another one stays.")
        yield Problem("valid_from", "past", words)


def add(session: Session, row: Rule, act: str, thing: str, **says: Any) -> Rule:
    """Put the rule in and say so in the trail; whoever calls has judged it and asked whether it may be."""
    row.made_at = clock.now()
    session.add(row)
    session.flush()
    audit.note(session, act, thing, row.id, after={"valid_from": row.valid_from.isoformat(), **says})
    return row
