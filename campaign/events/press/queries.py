"""Reading the press. What belongs to a stop outside the asker's scope does not exist here."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import sort_key
from campaign.events.models import Event
from campaign.events.press.models import (
    MediaPlanRow,
    Outlet,
    PressInvitation,
    Publication,
    PublicationEvent,
    Quotation,
)
from campaign.events.press.schemas import (
    MOST_SHOWN,
    InvitationRow,
    LinkedEvent,
    OutletRow,
    PlanRow,
    PublicationFilter,
    PublicationRow,
    QuotationRow,
    Totals,
)
from campaign.relay.models import Stop
from campaign.territory.models import Unit

NO_OUTLET = _l("There is no such outlet.")
NO_INVITATION = _l("There is no such invitation.")
NO_QUOTATION = _l("There is no such quotation.")
NO_PUBLICATION = _l("There is no such publication.")
NO_ROW = _l("There is no such row in the media plan.")
_CHAIN = Stop.__table__.alias()  # a relay's chain is public: another stop's page that tells of an event here is named by it
_USES = (PressInvitation, Publication, MediaPlanRow)


def outlets() -> tuple[OutletRow, ...]:
    """The outlets of the asker's regions and of the country, by the reader's alphabet. One statement."""
    used: Any = sum(
        (select(func.count()).where(table.outlet_id == Outlet.id).scalar_subquery() for table in _USES[1:]),
        start=select(func.count()).where(_USES[0].outlet_id == Outlet.id).scalar_subquery(),
    )
    rows = [_outlet_row(outlet, count) for outlet, count in db.session.execute(select(Outlet, used))]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name, language()), row.id)))


def _outlet_row(outlet: Outlet, used: int = 0) -> OutletRow:
    return OutletRow(
        outlet.id, outlet.region_id, outlet.name, outlet.kind, outlet.language, outlet.contact, used, outlet.version
    )  # fmt: skip


def outlet_row(outlet_id: int) -> OutletRow:
    """Raises NotFound. One statement."""
    found = db.session.scalar(select(Outlet).where(Outlet.id == outlet_id))
    if found is None:
        raise NotFound(NO_OUTLET)
    return _outlet_row(found)


def invitations_of(event_id: int) -> tuple[InvitationRow, ...]:
    """Who was invited to the event, in the order in which they were. One statement."""
    asked = (
        select(PressInvitation, Outlet.name, Outlet.kind)
        .join(Outlet, Outlet.id == PressInvitation.outlet_id)
        .where(PressInvitation.event_id == event_id)
        .order_by(PressInvitation.id)
    )
    return tuple(
        InvitationRow(row.id, row.outlet_id, name, kind, row.state, row.invited_on)
        for row, name, kind in db.session.execute(asked)
    )


def event_of_invitation(invitation_id: int) -> int:
    """Raises NotFound. One statement."""
    event_id = db.session.scalar(select(PressInvitation.event_id).where(PressInvitation.id == invitation_id))
    if event_id is None:
        raise NotFound(NO_INVITATION)
    return event_id


def _quotation_row(row: Quotation) -> QuotationRow:
    return QuotationRow(
        row.id, row.event_id, row.speaker, row.post, row.text, row.approved_by, row.approved_on, row.version
    )  # fmt: skip


def quotations_of(event_id: int) -> tuple[QuotationRow, ...]:
    """What may be quoted about the event and what is not approved yet. One statement."""
    found = db.session.scalars(select(Quotation).where(Quotation.event_id == event_id).order_by(Quotation.id))
    return tuple(map(_quotation_row, found))


def approved_quotations(stop_id: int) -> tuple[QuotationRow, ...]:
    """The only ones that are printed. One statement."""
    approved = (Quotation.stop_id == stop_id, Quotation.approved_on.is_not(None))
    return tuple(map(_quotation_row, db.session.scalars(select(Quotation).where(*approved).order_by(Quotation.id))))


def quotation_row(quotation_id: int) -> QuotationRow:
    """Raises NotFound. One statement."""
    found = db.session.scalar(select(Quotation).where(Quotation.id == quotation_id))
    if found is None:
        raise NotFound(NO_QUOTATION)
    return _quotation_row(found)


def _publications() -> Any:
    return (
        select(Publication, Outlet.name, Unit.name)
        .outerjoin(Outlet, Outlet.id == Publication.outlet_id)
        .join(_CHAIN, _CHAIN.c.id == Publication.stop_id)
        .join(Unit, Unit.id == _CHAIN.c.unit_id)
    )


def _rows(statement: Any) -> tuple[PublicationRow, ...]:
    """The publications of the statement with the events that they tell of. Two statements."""
    found = db.session.execute(statement, execution_options={"populate_existing": True}).all()
    links = _links([row.id for row, _outlet, _unit in found])
    return tuple(
        PublicationRow(
            row.id, row.stop_id, row.region_id, unit, row.address, row.outlet_id, outlet or "", row.published_on, row.language,
            row.format, row.reach, row.note, row.version, tuple(links[row.id]),
        )
        for row, outlet, unit in found
    )  # fmt: skip


def _links(publication_ids: Sequence[int]) -> defaultdict[int, list[LinkedEvent]]:
    """The events told of that the asker may see, in the order of time."""
    links: defaultdict[int, list[LinkedEvent]] = defaultdict(list)
    asked = (
        select(PublicationEvent.publication_id, Event.id, Event.title)
        .join(Event, Event.id == PublicationEvent.event_id)
        .where(PublicationEvent.publication_id.in_(publication_ids))
        .order_by(Event.starts_at, Event.id)
    )
    for publication_id, event_id, title in db.session.execute(asked):
        links[publication_id].append(LinkedEvent(event_id, title))
    return links


def _newest_first(statement: Any) -> Any:
    return statement.order_by(Publication.published_on.desc(), Publication.id.desc())


def publications_of(event_id: int) -> tuple[PublicationRow, ...]:
    """What tells of the event, the newest first. Two statements."""
    told = select(PublicationEvent.publication_id).where(PublicationEvent.event_id == event_id)
    return _rows(_newest_first(_publications().where(Publication.id.in_(told))))


def publication_row(publication_id: int) -> PublicationRow:
    """Raises NotFound. Two statements."""
    rows = _rows(_publications().where(Publication.id == publication_id))
    if not rows:
        raise NotFound(NO_PUBLICATION)
    return rows[0]


def _criteria(relay_id: int, wish: PublicationFilter) -> list[ColumnElement[bool]]:
    rules: list[tuple[Any, ColumnElement[bool]]] = [
        (wish.outlet_id, Publication.outlet_id == wish.outlet_id),
        (wish.language, Publication.language == wish.language),
        (wish.format, Publication.format == wish.format),
    ]
    chosen = [Publication.relay_id == relay_id, *(rule for value, rule in rules if value)]
    if wish.stop_id:
        told = select(PublicationEvent.publication_id).where(PublicationEvent.stop_id == wish.stop_id)
        chosen.append((Publication.stop_id == wish.stop_id) | Publication.id.in_(told))
    if wish.first_day:
        chosen.append(Publication.published_on >= wish.first_day)
    if wish.last_day:
        chosen.append(Publication.published_on <= wish.last_day)
    return chosen


def publications(relay_id: int, wish: PublicationFilter, most: int | None = MOST_SHOWN) -> tuple[PublicationRow, ...]:
    """The publications of a relay that fit, the newest first. Two statements."""
    return _rows(_newest_first(_publications().where(*_criteria(relay_id, wish))).limit(most))


def totals(relay_id: int, wish: PublicationFilter) -> Totals:
    """Sums of what fits. A publication of three events is one, and an event that three tell of is one. Two statements."""
    fits = _criteria(relay_id, wish)
    sums = select(func.count(Publication.id), func.coalesce(func.sum(Publication.reach), 0), func.count(Publication.reach))
    count, reach, with_reach = db.session.execute(sums.where(*fits)).one()
    told = (
        select(func.count(PublicationEvent.event_id.distinct()))
        .join(Publication, Publication.id == PublicationEvent.publication_id)
        .where(*fits)
    )
    if wish.stop_id:
        told = told.where(PublicationEvent.stop_id == wish.stop_id)
    return Totals(count, db.session.scalar(told) or 0, int(reach or 0), count - with_reach)


def counts_at(stop_id: int, today: date) -> tuple[int, int, int, int]:
    """Of a stop: publications, events they tell of, rows of its media plan, those of them that are late. One statement."""
    told = select(PublicationEvent.publication_id).where(PublicationEvent.stop_id == stop_id)
    here = (Publication.stop_id == stop_id) | Publication.id.in_(told)
    events = select(func.count(PublicationEvent.event_id.distinct())).where(PublicationEvent.stop_id == stop_id)
    planned = select(func.count(MediaPlanRow.id)).where(MediaPlanRow.stop_id == stop_id)
    late = planned.where(MediaPlanRow.link == "", MediaPlanRow.reach.is_(None), MediaPlanRow.due_on < today)
    asked = (select(func.count(Publication.id)).where(here), events, planned, late)
    found = db.session.execute(select(*(statement.scalar_subquery() for statement in asked))).one()
    publications_here, told_of, rows, waiting = found
    return publications_here, told_of, rows, waiting


def outlets_named(relay_id: int) -> tuple[tuple[int, str], ...]:
    """The outlets that published something of a relay, to filter by. One statement."""
    told = select(Publication.outlet_id).where(Publication.relay_id == relay_id)
    found = db.session.execute(select(Outlet.id, Outlet.name).where(Outlet.id.in_(told)))
    return tuple(sorted(((outlet_id, name) for outlet_id, name in found), key=lambda row: sort_key(row[1], language())))


def stops_named(relay_id: int) -> tuple[tuple[int, Translated], ...]:
    """The stops of a relay that are the asker's, in their order. One statement."""
    asked = select(Stop.id, Unit.name).join(Unit, Unit.id == Stop.unit_id).where(Stop.relay_id == relay_id)
    return tuple((stop_id, name) for stop_id, name in db.session.execute(asked.order_by(Stop.position)))


def events_to_link(stop_id: int) -> tuple[LinkedEvent, ...]:
    """The events of a stop that a publication may tell of, in the order of time. One statement."""
    asked = select(Event.id, Event.title).where(Event.stop_id == stop_id).order_by(Event.starts_at, Event.id)
    return tuple(LinkedEvent(event_id, title) for event_id, title in db.session.execute(asked))


def media_plan(relay_id: int, stop_id: int | None = None) -> tuple[PlanRow, ...]:
    """The rows of a relay, or of one stop, in the order of their days. One statement."""
    asked = _plan().where(MediaPlanRow.relay_id == relay_id)
    if stop_id is not None:
        asked = asked.where(MediaPlanRow.stop_id == stop_id)
    return tuple(map(_plan_row, db.session.execute(asked.order_by(MediaPlanRow.due_on, MediaPlanRow.id))))


def plan_row(row_id: int) -> PlanRow:
    """Raises NotFound. One statement."""
    found = db.session.execute(_plan().where(MediaPlanRow.id == row_id)).one_or_none()
    if found is None:
        raise NotFound(NO_ROW)
    return _plan_row(found)


def _plan() -> Any:
    return (
        select(MediaPlanRow, Outlet.name, Unit.name)
        .outerjoin(Outlet, Outlet.id == MediaPlanRow.outlet_id)
        .outerjoin(Stop, Stop.id == MediaPlanRow.stop_id)
        .outerjoin(Unit, Unit.id == Stop.unit_id)
    )


def _plan_row(found: Any) -> PlanRow:
    row, outlet, unit = found
    return PlanRow(
        row.id, row.relay_id, row.stop_id, row.region_id, unit, row.due_on, row.theme, row.outlet_id, outlet or "",
        row.platform, row.format, row.language, row.responsible, row.link, row.reach, row.version,
    )  # fmt: skip
