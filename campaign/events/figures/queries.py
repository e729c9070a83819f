"""Reading figures with what rows of the campaign say beside; within the scope of whoever asks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from campaign.accounts.models import User
from campaign.core.audit import AuditEntry, of_what_is_there
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.models import EventAudience, Figure, Measure
from campaign.events.figures.ports import DERIVED, Derived
from campaign.events.figures.schemas import (
    PARTICIPANTS,
    AudienceFigure,
    Change,
    EventFigures,
    FigureRow,
    Gathered,
    MeasureRow,
    Stage,
)
from campaign.events.models import Event, EventKind
from campaign.events.schemas import WAS_HELD, EventState
from campaign.relay.models import Stop
from campaign.territory.models import Unit

TRAIL: Final = "figures_of_event"  # under which the trail keeps what was said of an event


def measures() -> dict[str, MeasureRow]:
    """All that can be measured and was not retired, by code in their order. One statement."""
    return {row.code: row for row in _measures().values() if not row.is_retired}


def _measures() -> dict[int, MeasureRow]:
    """The retired ones too, by number: figures of theirs are still told."""
    found = db.session.scalars(select(Measure).order_by(Measure.position, Measure.id))
    return {row.id: measure_of(row) for row in found}


def measure_of(row: Measure) -> MeasureRow:
    """The row as plain data."""
    return MeasureRow(
        row.id, row.code, row.name, row.unit, row.parent_code, row.overlaps, row.decimals, tuple(row.kinds), row.position,
        row.retired, row.version,
    )  # fmt: skip


def all_measures() -> tuple[MeasureRow, ...]:
    """The retired ones too, in their order. One statement."""
    return tuple(_measures().values())


def measure_with_id(measure_id: int) -> MeasureRow:
    """Retired or not. Raises NotFound."""
    row = _measures().get(measure_id)
    if row is None:
        raise NotFound(_l("There is no such measure."))
    return row


def figures_of_stop(stop_id: int) -> Gathered:
    """The events of a stop with their figures."""
    return _gathered(Event.stop_id == stop_id)


def figures_of_relay(relay_id: int, *further: ColumnElement[bool]) -> Gathered:
    """The events of all stops of a relay, in their order; `further` criteria are about `Event`, `EventKind` and `Stop`."""
    return _gathered(Stop.relay_id == relay_id, *further)


def figures_of_events(event_ids: Sequence[int]) -> Gathered:
    """These events, each with its whole audience's figures only where all of the audience is among them."""
    stops = select(Event.stop_id).where(Event.id.in_(event_ids))
    wanted = set(event_ids)
    return _gathered(Event.stop_id.in_(stops)).where(lambda event: event.event_id in wanted)


def figures_where(*criteria: ColumnElement[bool]) -> Gathered:
    """Events by criteria about `Event`, `EventKind` and `Stop`. Whole stops should be asked for: people are counted by stop."""
    return _gathered(*criteria)


def _gathered(*criteria: ColumnElement[bool]) -> Gathered:
    """Five statements and those of the ports, whatever the number of events. Cancelled events have no figures."""
    rows = db.session.execute(
        select(Event.id, Event.stop_id, Event.region_id, Unit.name, EventKind.code, Event.title, Event.day, Event.state)
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(Event.state != EventState.CANCELLED, *criteria)
        .order_by(Stop.position, Stop.id, Event.starts_at, Event.id)
    ).all()
    known = _measures()
    named = {row.code: row for row in known.values()}
    if not rows:
        return Gathered((), (), named)
    stops = sorted({row.stop_id for row in rows})
    said, whole = _said(stops, known)
    labels = dict(
        db.session.execute(select(EventAudience.event_id, EventAudience.label).where(EventAudience.stop_id.in_(stops))).all()
    )
    derived = _derived([row.id for row in rows], named)
    events = tuple(
        EventFigures(
            *row, labels.get(row.id, row.day.isoformat()), (*said.get(row.id, ()), *derived.get(row.id, ()))
        )
        for row in rows
    )  # fmt: skip
    return Gathered(events, tuple(whole), named)


def figure_with_place(figure_id: int) -> tuple[FigureRow, int, int | None, str]:
    """A figure, its stop, and its event or the label of its audience. Raises NotFound. Two statements."""
    figure = db.session.scalar(select(Figure).where(Figure.id == figure_id))
    if figure is None:
        raise NotFound(_l("There is no such figure."))
    row = figure_row(figure, _measures()[figure.measure_id])
    return row, figure.stop_id, figure.event_id, figure.audience


def changes_of(event_id: int, code: str, stage: Stage, most: int = 100) -> tuple[Change, ...]:
    """What was said, corrected and taken back of a measure of the event, the last first. One statement."""
    asked = (
        select(AuditEntry.campaign_at, AuditEntry.act, AuditEntry.before, AuditEntry.after, User.name)
        .join(Event, Event.id == AuditEntry.thing_id)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(AuditEntry.thing == TRAIL, Event.id == event_id, of_what_is_there())
        .order_by(AuditEntry.id.desc())
    )
    found = [
        Change(at, act, amount_in(before), amount_in(after), who or "")
        for at, act, before, after, who in db.session.execute(asked)
        if code in {before.get("measure"), after.get("measure")} and stage in {before.get("stage"), after.get("stage")}
    ]
    return tuple(found[:most])


def amount_in(facts: Mapping[str, Any]) -> Amount | None:
    """The amount that a line of the trail speaks of."""
    return Amount(int(facts["value"]), Qualifier(facts["qualifier"])) if "value" in facts else None


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Who changed what, by number. One statement, none for nobody."""
    wished = {number for number in user_ids if number is not None}
    asked = select(User.id, User.name).where(User.id.in_(wished))
    return {number: name for number, name in db.session.execute(asked)} if wished else {}


def held_without_figures(event_ids: Collection[int]) -> frozenset[int]:
    """Of these events those that were held and of which nobody knows yet how many people came.

    Two statements, none for none; and those of the ports where nobody has said it.
    """
    if not event_ids:
        return frozenset()
    said = (
        select(Figure.event_id)
        .join(Measure, Measure.id == Figure.measure_id)
        .where(Figure.event_id == Event.id, Figure.stage == Stage.FACT, Measure.code == PARTICIPANTS)
    )
    asked = (
        select(Event.id, Event.stop_id, Event.day, EventAudience.label)
        .outerjoin(EventAudience, EventAudience.event_id == Event.id)
        .where(Event.id.in_(event_ids), Event.state.in_(WAS_HELD), ~said.correlate(Event).exists())
    )
    found = db.session.execute(asked).all()
    together = _counted_together({row.stop_id for row in found})
    waiting = {row.id for row in found if (row.stop_id, row.label or row.day.isoformat()) not in together}
    ids = sorted(waiting)
    for port in DERIVED if ids else ():
        for event_id, rows in port.figures_at(ids).items():
            if any(one.code == PARTICIPANTS and one.stage is Stage.FACT for one in rows):
                waiting.discard(event_id)
    return frozenset(waiting)


def _counted_together(stop_ids: Collection[int]) -> set[tuple[int, str]]:
    """The audiences of these stops of which it was said how many people came to all their events. One statement, or none."""
    if not stop_ids:
        return set()
    whole = (
        select(Figure.stop_id, Figure.audience)
        .join(Measure, Measure.id == Figure.measure_id)
        .where(Figure.stop_id.in_(stop_ids), Figure.event_id.is_(None))
        .where(Figure.stage == Stage.FACT, Measure.code == PARTICIPANTS)
    )
    return {(stop_id, audience) for stop_id, audience in db.session.execute(whole)}


def _said(stop_ids: Sequence[int], known: Mapping[int, MeasureRow]) -> tuple[dict[int, list[FigureRow]], list[AudienceFigure]]:
    of_events: defaultdict[int, list[FigureRow]] = defaultdict(list)
    whole: list[AudienceFigure] = []
    for figure in db.session.scalars(select(Figure).where(Figure.stop_id.in_(stop_ids)).order_by(Figure.id)):
        row = figure_row(figure, known[figure.measure_id])
        if figure.event_id is None:
            whole.append(AudienceFigure(figure.stop_id, figure.audience, row))
        else:
            of_events[figure.event_id].append(row)
    return of_events, whole


def figure_row(figure: Figure, measure: MeasureRow) -> FigureRow:
    """The row as plain data."""
    return FigureRow(
        measure, figure.stage, figure.amount, figure.source, figure.counts, figure.method, figure.by_whom, figure.note,
        id=figure.id, version=figure.version, changed_at=figure.changed_at, changed_by=figure.changed_by,
    )  # fmt: skip


def _derived(event_ids: Sequence[int], named: Mapping[str, MeasureRow]) -> dict[int, list[FigureRow]]:
    found: defaultdict[int, list[FigureRow]] = defaultdict(list)
    for port in DERIVED:
        for event_id, said in port.figures_at(event_ids).items():
            found[event_id] += [_derived_row(one, named[one.code]) for one in said if one.code in named]
    return found


def _derived_row(one: Derived, measure: MeasureRow) -> FigureRow:
    return FigureRow(measure, one.stage, Amount(one.value), one.source, one.counts, derived=True)
