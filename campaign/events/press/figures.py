"""What publications say of events, for their figures. A page that tells of several events stands at one of them.

So that no total counts it twice: at the first of its events, in the order of time, that was not called off.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import url_for
from sqlalchemy import func, select

from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.figures.ports import Derived, RowLine, Rows
from campaign.events.figures.schemas import PUBLICATIONS, Source, Stage
from campaign.events.models import Event
from campaign.events.press.models import Publication, PublicationEvent
from campaign.events.press.queries import publications_of
from campaign.events.press.words import FORMATS
from campaign.events.queries import event_row
from campaign.events.schemas import EventState

REACH: Final = "reach"
_HEADS: Final = (_l("Date"), _l("Outlet"), _l("Format"), _l("Address of the page"), _l("Reach, people"), _l("Counted at"))
_EVENTS = Event.__table__.alias("told_events")  # a page may tell of events outside the asker's scope, which count all the same


class FiguresOfThePress:
    """`DerivedPort`: publications and how many people they reached (fact)."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """One statement."""
        found: defaultdict[int, list[Derived]] = defaultdict(list)
        if not event_ids:
            return found
        first = _first_events(event_ids)
        asked = (
            select(first.c.event_id, func.count(), func.sum(Publication.reach))
            .select_from(first)
            .join(Publication, Publication.id == first.c.publication_id)
            .where(first.c.event_id.in_(event_ids), first.c.place == 1)
            .group_by(first.c.event_id)
        )
        for event_id, pages, reach in db.session.execute(asked):
            found[event_id].append(Derived(PUBLICATIONS, Stage.FACT, pages, Source.COUNTED))
            if reach is not None:
                found[event_id].append(Derived(REACH, Stage.FACT, int(reach), Source.TOLD))
        return found

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """All that tells of the event, with where each is counted. Six statements."""
        if code not in {PUBLICATIONS, REACH} or stage is not Stage.FACT:
            return None
        event, rows = event_row(event_id), publications_of(event_id)
        first = _first_events([event_id])
        asked = select(first.c.publication_id, Event.id, Event.title).join(Event, Event.id == first.c.event_id)
        at = {page: (number, title) for page, number, title in db.session.execute(asked.where(first.c.place == 1))}
        may_open = current_actor().may_at(P.EVENTS_WRITE, event.region_id, event.stop_id)
        lines = []
        for row in rows:
            number, title = at.get(row.id, (0, "–"))
            reach = "–" if row.reach is None else row.reach
            cells = (f"{row.published_on:%d.%m.%Y}", row.outlet, str(FORMATS[row.format]), row.address, reach, title)
            own = may_open and number == event_id
            lines.append(RowLine(cells, url_for("press_staff.edit_publication", publication_id=row.id) if own else ""))
        return Rows(_HEADS, tuple(lines), len(lines), url_for("press_staff.press", event_id=event_id)) if lines else None


def _first_events(event_ids: Sequence[int]) -> Any:
    """The publications that tell of these events, with all their events in order: `place` 1 is where they are counted."""
    order = func.row_number().over(
        partition_by=PublicationEvent.publication_id, order_by=(_EVENTS.c.starts_at, _EVENTS.c.id)
    )  # fmt: skip
    told = select(PublicationEvent.publication_id).where(PublicationEvent.event_id.in_(event_ids))
    return (
        select(PublicationEvent.publication_id, PublicationEvent.event_id, order.label("place"))
        .join(_EVENTS, _EVENTS.c.id == PublicationEvent.event_id)
        .where(PublicationEvent.publication_id.in_(told), _EVENTS.c.state != EventState.CANCELLED)
        .subquery()
    )
