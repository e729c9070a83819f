"""What is done with dated rules of any table; called inside the unit of work of the room that keeps them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.errors import Closed, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Words, _, _l
from campaign.events.dated.models import DatedRule
from campaign.events.dated.schemas import MOST_TEXT, DatedWish
from campaign.events.models import EventKind
from campaign.events.services.planning import too_long

Rule = TypeVar("Rule", bound=DatedRule)
_DAY: Final = timedelta(days=1)


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


def check_rule(session: Session, row: DatedRule, thing: str) -> None:
    """Somebody has compared the rule with its source today."""
    row.checked_on, row.checked_by = clock.campaign_today(), current_actor().name[:120]
    audit.note(session, f"{thing}.checked", thing, row.id, after={"checked_on": row.checked_on.isoformat()})


def end_rule(session: Session, row: DatedRule, thing: str, last_day: date) -> None:
    """The rule counts for no event after this day. Raises Closed, Invalid."""
    if row.valid_to is not None:
        raise Closed(_l("This rule has ended already."))
    if row.valid_from is not None and last_day < row.valid_from:
        words = _("It counts from %(first)s on, so it cannot end before.", first=f"{row.valid_from:%d.%m.%Y}")
        raise Invalid(words, [Problem("last_day", "backwards", words)])
    row.valid_to = last_day
    audit.note(session, f"{thing}.ended", thing, row.id, after={"valid_to": last_day.isoformat()})


def wrong(
    session: Session, wish: DatedWish, before: DatedRule | None, *, unsourced: Words, longest_name: int
) -> Iterator[Problem]:
    """What is wrong with words, kinds and days of a wish. `unsourced`: what to say where no source is named."""
    if not wish.name:
        yield Problem("name_ru", "missing", _("Name it in at least one language."))
    if not wish.source:
        yield Problem("source_ru", "missing", str(unsourced))
    if wish.source_url and (urlsplit(wish.source_url).scheme not in {"http", "https"} or not urlsplit(wish.source_url).netloc):
        words = _("This is no address of a page. For example: https://adilet.zan.kz/rus/docs/Z2000000333.")
        yield Problem("source_url", "no_address", words)
    yield from too_long("name", wish.name, longest_name)
    yield from too_long("note", wish.note, MOST_TEXT)
    yield from too_long("source", wish.source, MOST_TEXT)
    yield from too_long("source_url", wish.source_url, MOST_TEXT)
    yield from _wrong_span(wish, before)
    kinds = set(session.scalars(select(EventKind.code).where(EventKind.code.in_(wish.kinds))))
    if kinds != set(wish.kinds):
        yield Problem("kinds", "unknown", _("There is no such kind of event. Choose one of the list."))


def _wrong_span(wish: DatedWish, before: DatedRule | None) -> Iterator[Problem]:
    if wish.valid_from is not None and wish.valid_to is not None and wish.valid_to < wish.valid_from:
        yield Problem("valid_to", "backwards", _("The rule would end before it begins."))
    if before is None or before.valid_from is None:
        return
    if wish.valid_from is None or wish.valid_from < before.valid_from:
        first = f"{before.valid_from:%d.%m.%Y}"
        sentence = _("The version before counts from %(first)s on; the new one begins on that day or later.", first=first)
        yield Problem("valid_from", "backwards", sentence)
