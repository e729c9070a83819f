"""What the campaign knows for a report, read from the rooms that keep it; within the scope of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events import queries as events
from campaign.events.briefing.models import EventBriefing
from campaign.events.deadlines.queries import subjects
from campaign.events.deadlines.schemas import PermitRow
from campaign.events.figures.plausibility.queries import warnings_of
from campaign.events.figures.queries import figures_of_events, figures_of_stop
from campaign.events.figures.schemas import EventFigures, Gathered
from campaign.events.models import Event
from campaign.events.press import queries as press
from campaign.events.press.schemas import PublicationFilter, PublicationRow, QuotationRow
from campaign.events.running.models import RunningSheetRow
from campaign.events.running.times import moment_of
from campaign.events.schemas import WAS_HELD, EventRow, EventState
from campaign.papers.schemas import SubjectKind
from campaign.people.photos.queries import printable_photos
from campaign.relay import queries as relays
from campaign.relay.custody import queries as custody
from campaign.relay.custody.schemas import HandoverRow, HandoverState
from campaign.reports.information.schemas import About
from campaign.reports.information.things import Annex, MaterialSum, annexes_of, materials_at
from campaign.territory import queries as territory
from campaign.territory.schemas import BodyKind
from campaign.walks.doors.queries import portions_of
from campaign.walks.doors.schemas import Portion


@dataclass(frozen=True)
class Facts:
    """All that the clauses are made of. `late`: by event how many minutes its running sheet was off at most.

    `photos` may be printed; `doubts` are figures that do not go together and that nobody has answered for.
    """

    about: About
    events: tuple[EventRow, ...] = ()
    gathered: Gathered = field(default_factory=lambda: Gathered(()))
    permits: dict[int, PermitRow] = field(default_factory=dict)
    aims: tuple[Translated, ...] = ()
    department: Translated = field(default_factory=Translated)
    late: dict[int, int] = field(default_factory=dict)
    materials: tuple[MaterialSum, ...] = ()
    walks: dict[int, Portion] = field(default_factory=dict)
    publications: tuple[PublicationRow, ...] = ()
    quotations: tuple[QuotationRow, ...] = ()
    came: HandoverRow | None = None
    went: HandoverRow | None = None
    annexes: tuple[Annex, ...] = ()
    photos: int = 0
    doubts: int = 0

    @property
    def held(self) -> tuple[EventRow, ...]:
        return tuple(event for event in self.events if event.state in WAS_HELD)

    @property
    def called_off(self) -> tuple[EventRow, ...]:
        return tuple(event for event in self.events if event.state is EventState.CANCELLED)

    @property
    def not_held(self) -> tuple[EventRow, ...]:
        """Those that nobody has marked as held or called off."""
        return tuple(event for event in self.events if event.state not in {*WAS_HELD, EventState.CANCELLED})

    @property
    def figures(self) -> dict[int, EventFigures]:
        return {event.event_id: event for event in self.gathered.events}


def about_stop(stop_id: int) -> About:
    """Raises NotFound outside the asker's scope. Two statements."""
    stop = relays.stop_row(stop_id)
    return About(
        SubjectKind.STOP, stop.id, stop.id, stop.relay_id, stop.region_id, relays.campaign_of(stop.relay_id).name, stop.name,
        Translated(), stop.arrives_on, stop.departs_on, stop.time_zone,
    )  # fmt: skip


def about_event(event_id: int) -> About:
    """Raises NotFound outside the asker's scope. Three statements."""
    event = events.event_row(event_id)
    return About(
        SubjectKind.EVENT, event.id, event.stop_id, event.relay_id, event.region_id, relays.campaign_of(event.relay_id).name,
        event.unit_name, event.title, event.day, event.ends_on_wall.date(), event.time_zone,
    )  # fmt: skip


def facts_of(about: About) -> Facts:
    """Everything a report about this is made of. A constant number of statements, however many events there are."""
    rows = (events.event_row(about.id),) if about.is_event else events.events_of_stop(about.stop_id)
    ids = [row.id for row in rows]
    came, went = (None, None) if about.is_event else _handovers(about.stop_id)
    gathered = figures_of_events(ids) if about.is_event else figures_of_stop(about.stop_id)
    return Facts(
        about,
        events=rows,
        gathered=gathered,
        permits={one.event_id: one.permit for one in subjects(Event.id.in_(ids))},
        aims=_aims(ids),
        department=department_of(about.region_id, about.first),
        late=_late(rows),
        materials=materials_at(ids),
        walks=portions_of(ids),
        publications=_publications(about),
        quotations=_quotations(about),
        came=came,
        went=went,
        annexes=annexes_of(about, ids),
        photos=_photos(about),
        doubts=sum(one.is_open for one in warnings_of(gathered)),
    )


def department_of(region_id: int, day: date) -> Translated:
    """The department of the region as it was called that day; empty where none is known. One statement."""
    found = [body for body in territory.bodies(day, region_id) if body.kind is BodyKind.DEPARTMENT]
    return next((body.name for body in found if body.region_id == region_id), Translated())


def _handovers(stop_id: int) -> tuple[HandoverRow | None, HandoverRow | None]:
    """How the baton came to the stop, and how it went on."""
    found = [row for row in custody.handovers_at(stop_id) if row.state is not HandoverState.CANCELLED]
    came = next((row.id for row in found if row.receiver.stop_id == stop_id), None)
    went = next((row.id for row in found if row.giver.stop_id == stop_id), None)
    return (custody.handover_row(came) if came else None, custody.handover_row(went) if went else None)


def _aims(event_ids: Sequence[int]) -> tuple[Translated, ...]:
    """Why people came, as the briefings of the events say it, each once."""
    asked = select(EventBriefing.why).where(EventBriefing.event_id.in_(event_ids)).order_by(EventBriefing.event_id)
    return tuple(dict.fromkeys(why for why in db.session.scalars(asked) if why))


def _late(rows: Sequence[EventRow]) -> dict[int, int]:
    starts = {row.id: row.starts_at for row in rows}
    asked = select(RunningSheetRow.event_id, RunningSheetRow.offset, RunningSheetRow.fact_at).where(
        RunningSheetRow.event_id.in_(starts), RunningSheetRow.fact_at.is_not(None)
    )
    late: dict[int, int] = {}
    for event_id, offset, fact_at in db.session.execute(asked):
        if fact_at is not None:
            minutes = round((fact_at - moment_of(starts[event_id], offset)) / timedelta(minutes=1))
            late[event_id] = max(late.get(event_id, 0), abs(minutes))
    return late


def _publications(about: About) -> tuple[PublicationRow, ...]:
    """What was published about it, the oldest first."""
    if about.is_event:
        return press.publications_of(about.id)[::-1]
    return press.publications(about.relay_id, PublicationFilter(stop_id=about.stop_id))[::-1]


def _quotations(about: About) -> tuple[QuotationRow, ...]:
    found = press.approved_quotations(about.stop_id)
    return tuple(row for row in found if not about.is_event or row.event_id == about.id)


def _photos(about: About) -> int:
    return sum(not about.is_event or photo.event_id == about.id for photo in printable_photos(about.stop_id))
