"""Reading rules, warnings and answers; within the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from campaign.accounts.models import User
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.dated.queries import history_of, row_as, said_by, stored_rule
from campaign.events.dated.schemas import RuleChange
from campaign.events.figures.plausibility import judge
from campaign.events.figures.plausibility.models import PlausibilityAnswer, PlausibilityRule
from campaign.events.figures.plausibility.schemas import (
    AnswerRow,
    Around,
    Check,
    RuleRow,
    RuleWish,
    StopDoubts,
    Story,
    Tally,
    Warned,
)
from campaign.events.figures.queries import figures_of_relay, figures_of_stop, figures_where
from campaign.events.figures.schemas import Gathered
from campaign.events.models import Event, Place
from campaign.events.press.models import Outlet, Publication, PublicationEvent
from campaign.relay.models import Stop
from campaign.relay.queries import stop_row


def warnings_of(gathered: Gathered) -> tuple[Warned, ...]:
    """What of these figures does not go together, in the order of the events; each with its answer, if it has one.

    Four statements whatever the number of events, none without.
    """
    if not gathered.events:
        return ()
    found = tuple(judge.doubts(gathered, _around(gathered), rules()))
    known = {row.mark: row for row in _answers({event.stop_id for event in gathered.events})}
    return tuple(Warned(doubt, known.get(doubt.mark)) for doubt in found)


def warnings_of_event(event_id: int) -> tuple[Warned, ...]:
    """Those of one event, the open ones first; with those of its audience, whose people it shares."""
    beside = figures_where(Event.stop_id.in_(select(Event.stop_id).where(Event.id == event_id)))
    own = next((event for event in beside.events if event.event_id == event_id), None)
    if own is None:
        return ()
    warned = warnings_of(beside.where(lambda event: event.audience == own.audience))
    return in_order(one for one in warned if one.doubt.event is None or one.doubt.event.event_id == event_id)


def warnings_of_stop(stop_id: int) -> StopDoubts:
    """Those of a stop, and the answers whose values nobody says any more. Raises NotFound outside the scope."""
    stop = stop_row(stop_id)
    warned = warnings_of(figures_of_stop(stop_id))
    marks = {one.mark for one in warned}
    past = tuple(row for row in _answers([stop_id]) if row.mark not in marks)
    return StopDoubts(stop_id, stop.name, in_order(warned), past)


def warnings_of_relay(relay_id: int) -> tuple[StopDoubts, ...]:
    """Those of the stops of a relay that the asker sees, in its order; stops without any are left out."""
    gathered = figures_of_relay(relay_id)
    names = {event.stop_id: event.unit_name for event in gathered.events}
    found: defaultdict[int, list[Warned]] = defaultdict(list)
    for one in warnings_of(gathered):
        found[one.doubt.stop_id].append(one)
    return tuple(StopDoubts(stop_id, names[stop_id], in_order(found[stop_id])) for stop_id in names if found[stop_id])


def warning_of_stop(stop_id: int, mark: str) -> Warned:
    """One of a stop. Raises NotFound where its values are not said any more."""
    for one in warnings_of_stop(stop_id).warnings:
        if one.mark == mark:
            return one
    raise NotFound(_l("These values are not said any more. Look at the figures again."))


def in_order(warned: Iterable[Warned]) -> tuple[Warned, ...]:
    """What waits for an answer first, each in the order of the events."""
    return tuple(sorted(warned, key=lambda one: not one.is_open))


def tallies_of(warned: Iterable[Warned]) -> dict[int, Tally]:
    """How many wait and how many were answered, of each stop that has any."""
    found: defaultdict[int, list[Warned]] = defaultdict(list)
    for one in warned:
        found[one.doubt.stop_id].append(one)
    return {stop_id: Tally.of(of_stop) for stop_id, of_stop in found.items()}


def _around(gathered: Gathered) -> dict[int, Around]:
    """What is known of the events beside their figures. Two statements."""
    event_ids = [event.event_id for event in gathered.events]
    told = _stories(event_ids, {event.event_id: (event.day, place) for place, event in enumerate(gathered.events)})
    asked = (
        select(
            Event.id, Event.starts_at, Event.ends_at, Event.time_zone, Event.capacity, Stop.arrives_on, Stop.departs_on,
            Place.capacity.label("holds"), Place.name,
        )
        .join(Stop, Stop.id == Event.stop_id)
        .outerjoin(Place, Place.id == Event.place_id)
        .where(Event.id.in_(event_ids))
    )  # fmt: skip
    return {
        row.id: Around(
            row.arrives_on, row.departs_on, int((row.ends_at - row.starts_at).total_seconds() // 60),
            clock.campaign_today(row.time_zone), row.capacity, row.holds, row.name or Translated(),
            tuple(told.get(row.id, ())),
        )
        for row in db.session.execute(asked)
    }  # fmt: skip


def _stories(event_ids: Sequence[int], order: Mapping[int, tuple[date, int]]) -> dict[int, list[Story]]:
    """The publications that tell of each event; the first of their events is the earliest. One statement."""
    asked = (
        select(
            Publication.id, Publication.outlet_id, Outlet.name, Publication.address, Publication.published_on,
            Publication.format, PublicationEvent.event_id,
        )
        .join(PublicationEvent, PublicationEvent.publication_id == Publication.id)
        .outerjoin(Outlet, Outlet.id == Publication.outlet_id)
        .where(PublicationEvent.event_id.in_(event_ids))
        .order_by(Publication.id)
    )  # fmt: skip
    rows = db.session.execute(asked).all()
    about: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        about[row.id].add(row.event_id)
    found: defaultdict[int, list[Story]] = defaultdict(list)
    for row in rows:
        events = frozenset(about[row.id])
        first = min(events, key=lambda one: order[one])
        found[row.event_id].append(
            Story(row.id, row.outlet_id, row.name or "", row.address, row.published_on, row.format, events, first)
        )
    return found


def _answers(stop_ids: Iterable[int]) -> list[AnswerRow]:
    """What was answered at these stops, the oldest first. One statement."""
    newest = (
        select(PlausibilityRule.name)
        .where(PlausibilityRule.code == PlausibilityAnswer.rule_code)
        .order_by(PlausibilityRule.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = (
        select(PlausibilityAnswer, User.name, newest)
        .outerjoin(User, User.id == PlausibilityAnswer.answered_by)
        .where(PlausibilityAnswer.stop_id.in_(list(stop_ids)))
        .order_by(PlausibilityAnswer.id)
    )
    return [
        AnswerRow(
            row.id, row.mark, row.stop_id, row.event_id, row.rule_code, name or Translated(), row.first_words,
            row.second_words, row.reason, who or "", row.answered_at,
        )
        for row, who, name in db.session.execute(asked)
    ]  # fmt: skip


def rules() -> tuple[RuleRow, ...]:
    """Every version of every rule, by its code, the newest last. One statement."""
    rows = db.session.scalars(select(PlausibilityRule).order_by(PlausibilityRule.code, PlausibilityRule.id))
    return tuple(map(rule_of, rows))


def by_check(known: Iterable[RuleRow]) -> list[RuleRow]:
    """The same rules in the order of the checks."""
    order = list(Check)
    return sorted(known, key=lambda rule: (order.index(rule.wish.check), rule.code))


def rule_row(rule_id: int) -> RuleRow:
    """Raises NotFound. One statement."""
    return rule_of(stored_rule(PlausibilityRule, rule_id))


def history_of_rule(code: str) -> tuple[RuleChange, ...]:
    """Who did what with the versions of a rule, oldest first. One statement."""
    return history_of(PlausibilityRule, "plausibility_rule", code)


def rule_of(row: PlausibilityRule) -> RuleRow:
    """The row as plain data."""
    wish = RuleWish(
        **said_by(row), check=row.check, measure=row.measure, least=row.least, most=row.most, percent=row.percent,
        size=row.size,
    )  # fmt: skip
    return row_as(RuleRow, row, wish)
