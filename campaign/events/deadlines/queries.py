"""Reading rules, legal bases, filings, and the deadlines that follow. Rows outside the asker's scope do not exist here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, select

from campaign.core import clock
from campaign.core.bulk import among
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.dated.queries import history_of, row_as, said_by, stored_rule
from campaign.events.dated.schemas import RuleChange
from campaign.events.deadlines import reckoning
from campaign.events.deadlines.models import Filing, LegalRule, Permit
from campaign.events.deadlines.schemas import (
    FILED_STANDINGS,
    Basis,
    Deadline,
    DeadlineFilter,
    FilingRow,
    FilingWish,
    PermitRow,
    Permits,
    RuleRow,
    RuleWish,
    StopStanding,
    Subject,
    VehiclesPort,
)
from campaign.events.models import Event, EventKind
from campaign.events.schemas import EventState
from campaign.papers.kinds import KINDS
from campaign.papers.schemas import PaperKind, SubjectKind
from campaign.relay.models import Stop
from campaign.territory.models import Unit

Filings = dict[int, dict[str, FilingRow]]
# what the rules see of an event: a board asks for hundreds, whose other columns nobody looks at
_SEEN = (
    Event.id, Event.stop_id, Event.region_id, Event.title, Event.day, Event.time_zone, Event.capacity, Event.state,
)  # fmt: skip
VEHICLES: list[VehiclesPort] = []  # who counts the vehicles of columns


def rules() -> tuple[RuleRow, ...]:
    """Every rule with all its versions, those of one code together, the newest first. One statement."""
    statement = select(LegalRule).order_by(LegalRule.code, LegalRule.valid_from.desc(), LegalRule.id.desc())
    return tuple(_rule_row(row) for row in db.session.scalars(statement))


def drafted_papers() -> list[PaperKind]:
    """The papers of events whose words are written on a page of their own: what a rule may ask to be filed."""
    return [kind for kind in KINDS.values() if kind.subject is SubjectKind.EVENT and kind.edit]


def rule_row(rule_id: int) -> RuleRow:
    """Raises NotFound. One statement."""
    return _rule_row(stored_rule(LegalRule, rule_id))


def history_of_rule(code: str) -> tuple[RuleChange, ...]:
    """Who did what with the versions of a rule, oldest first. One statement."""
    return history_of(LegalRule, "rule", code)


def _rule_row(row: LegalRule) -> RuleRow:
    wish = RuleWish(
        **said_by(row), addressee=row.addressee, bases=tuple(Basis(word) for word in row.bases), measure=row.measure,
        threshold=row.threshold, anchor=row.anchor, days=row.days, unit=row.unit, answer_days=row.answer_days,
        patrol_cars=row.patrol_cars, inspection=row.inspection, paper=row.paper,
    )  # fmt: skip
    return row_as(RuleRow, row, wish)


def subjects(*criteria: ColumnElement[bool]) -> tuple[Subject, ...]:
    """The events that the asker sees, as the rules see them, in the order of time.

    One statement; one more, which those below do not count, for each port where there are events of its kinds.
    """
    statement = (
        select(*_SEEN, EventKind.code, EventKind.name, Unit.name, Permit)
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Permit, Permit.event_id == Event.id)
        .where(*criteria)
        .order_by(Event.starts_at, Event.id)
    )
    return _counted(tuple(_subject(row) for row in db.session.execute(statement)))


def _counted(found: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The same with the vehicles that stand in their columns."""
    for port in VEHICLES:
        asked = [subject.event_id for subject in found if subject.kind in port.kinds]
        counts = port.vehicles_of(asked) if asked else {}
        found = tuple(
            replace(each, counted=counts[each.event_id]) if each.event_id in counts else each for each in found
        )  # fmt: skip
    return found


def _subject(row: Any) -> Subject:
    event_id, stop_id, region_id, title, day, time_zone, people, state, kind, kind_name, stop_name, permit = row
    return Subject(
        event_id=event_id, stop_id=stop_id, region_id=region_id, title=title, stop_name=stop_name, kind=kind,
        kind_name=kind_name, day=day, time_zone=time_zone, people=people, permit=_permit_row(permit),
        called_off=state is EventState.CANCELLED,
    )  # fmt: skip


_NO_PERMIT = PermitRow()


def _permit_row(row: Permit | None) -> PermitRow:
    if row is None:
        return _NO_PERMIT
    return PermitRow(row.basis, row.number, row.issued_on, row.reason, row.vehicles, row.version)


def _filing_row(row: Filing) -> FilingRow:
    wish = FilingWish(
        row.rule_code, row.filed_on, row.number, row.addressee, row.note, row.answer, row.answered_on, row.answer_number,
        row.answer_note,
    )  # fmt: skip
    return FilingRow(row.id, row.event_id, row.version, wish)


def filing_row(filing_id: int) -> FilingRow:
    """Raises NotFound when it is not the asker's to see. One statement."""
    row = db.session.scalars(select(Filing).where(Filing.id == filing_id)).one_or_none()
    if row is None:
        raise NotFound(_l("There is no such filing."))
    return _filing_row(row)


def _filings(event_ids: Sequence[int]) -> list[FilingRow]:
    """The filings of these events, the oldest first. One statement."""
    statement = select(Filing).where(among(db.session(), Filing.event_id, event_ids)).order_by(Filing.filed_on, Filing.id)
    return [_filing_row(row) for row in db.session.scalars(statement)]


def _last(filings: Iterable[FilingRow]) -> Filings:
    """The last filing of each event for each rule: after a refusal something else may have been filed."""
    found: Filings = defaultdict(dict)
    for row in filings:
        found[row.event_id][row.wish.rule_code] = row
    return found


def _deadlines(events: Sequence[Subject]) -> tuple[Deadline, ...]:
    """What has to be done first in front. Two statements however many events."""
    known, last = rules(), _last(_filings([subject.event_id for subject in events]))
    today = cache(clock.campaign_today)
    found = [
        deadline
        for subject in events
        if not subject.called_off
        for deadline in reckoning.deadlines_of(subject, known, last.get(subject.event_id, {}), today(subject.time_zone))
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.order))


def permits_of(event_id: int) -> Permits:
    """All about one event; without deadlines when it was cancelled. Raises NotFound outside the scope. Three statements."""
    found = subjects(Event.id == event_id)
    if not found:
        raise NotFound(_l("There is no such event."))
    subject, known, filings = found[0], rules(), _filings([event_id])
    last = _last(filings).get(event_id, {})
    today = clock.campaign_today(subject.time_zone)
    deadlines = () if subject.called_off else reckoning.deadlines_of(subject, known, last, today)
    names = {rule.code: rule for rule in reversed(known) if rule.is_in_force(subject.day)}
    return Permits(subject, deadlines, tuple(filings), reckoning.perhaps(known, subject), names)


def deadlines_of_stop(stop_id: int) -> tuple[Deadline, ...]:
    """The deadlines of a stop, what has to be done first in front. Three statements."""
    return _deadlines(subjects(Event.stop_id == stop_id))


def deadlines_of_events(event_ids: Sequence[int]) -> tuple[Deadline, ...]:
    """The deadlines of these events, what has to be done first in front. Three statements."""
    return _deadlines(subjects(Event.id.in_(event_ids)))


def deadlines_of_relay(relay_id: int, wish: DeadlineFilter) -> tuple[Deadline, ...]:
    """The deadlines of the asker's stops in a relay that fit. Three statements."""
    return only(_deadlines(subjects(Stop.relay_id == relay_id)), wish)


def only(deadlines: Iterable[Deadline], wish: DeadlineFilter) -> tuple[Deadline, ...]:
    """Those that fit, in the same order."""
    return tuple(deadline for deadline in deadlines if _fits(deadline, wish))


def _fits(deadline: Deadline, wish: DeadlineFilter) -> bool:
    if wish.stop_id is not None and deadline.subject.stop_id != wish.stop_id:
        return False
    if wish.rule_code and deadline.rule.code != wish.rule_code:
        return False
    if wish.standing == "open":
        return deadline.is_open
    return not wish.standing or deadline.standing == wish.standing


def open_deadlines(first: date, last: date) -> tuple[Deadline, ...]:
    """What is open for the events of these days, in the asker's whole scope, the most urgent first. Three statements."""
    found = _deadlines(subjects(Event.day >= first, Event.day <= last))
    return tuple(deadline for deadline in found if deadline.is_open)


def deadlines_of_stops(stop_ids: Sequence[int]) -> tuple[Deadline, ...]:
    """The deadlines of these stops, the most urgent first. Three statements however many there are."""
    return _deadlines(subjects(Event.stop_id.in_(stop_ids)))


def standing_of(stop_ids: Sequence[int], deadlines: Iterable[Deadline]) -> dict[int, StopStanding]:
    """How the deadlines of these stops stand, for the rows of a board."""
    told = [(deadline.subject.stop_id, deadline.standing in FILED_STANDINGS) for deadline in deadlines]
    every, filed = Counter(stop_id for stop_id, _is_filed in told), Counter(stop_id for stop_id, is_filed in told if is_filed)
    return {stop_id: StopStanding(filed[stop_id], every[stop_id]) for stop_id in stop_ids}


def also_waiting(deadline: Deadline, known: Sequence[Deadline]) -> tuple[Deadline, ...]:
    """The other deadlines of the same rule and last day that nothing was filed for: one paper may be about all of them."""
    return tuple(
        other
        for other in known
        if other.subject.event_id != deadline.subject.event_id
        and other.filing is None
        and other.rule.code == deadline.rule.code
        and other.last_day == deadline.last_day
    )
