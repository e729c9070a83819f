"""Opening, changing and removing an exhibition."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Problem
from campaign.core.i18n import _, _l
from campaign.exhibition import policies, queries
from campaign.exhibition.models import Exhibition, Panel, PanelPrint
from campaign.exhibition.schemas import NewExhibition, PanelState
from campaign.exhibition.services.holding import ensure_fresh, written_exhibition
from campaign.exhibition.services.judging import ensure_right, wrong_exhibition
from campaign.relay.queries import stop_row

_NOT_SAVED = _l("The exhibition was not saved.")


def add_exhibition(stop_id: int, new: NewExhibition, key: str) -> int:
    """Open a hall with panels at a stop; its number. The same key gives the same one. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        stop, actor = stop_row(stop_id), current_actor()
        policies.ensure_can_write(actor, stop.region_id, stop_id)
        if (earlier := operations.begin(session, "exhibition.add", key, [stop_id, repr(new)])) is not None:
            return int(earlier["exhibition"])
        ensure_right([*wrong_exhibition(new), *_wrong_event(session, stop_id, new, 0)], _NOT_SAVED)
        campaign_id, relay_id = queries.campaign_of_stop(stop_id)
        row = Exhibition(
            campaign_id=campaign_id, relay_id=relay_id, region_id=stop.region_id, stop_id=stop_id, made_at=clock.now(),
            made_by=actor.user_id,
        )  # fmt: skip
        _fill(row, new)
        session.add(row)
        session.flush()
        audit.note(
            session, "exhibition.added", "exhibition", row.id, region_id=row.region_id,
            after={"stop": stop_id, "event": new.event_id},
        )  # fmt: skip
        operations.finish(session, "exhibition.add", key, {"exhibition": row.id})
        return row.id


def change_exhibition(exhibition_id: int, new: NewExhibition, version: int) -> None:
    """Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        row = written_exhibition(session, exhibition_id)
        ensure_fresh(row.version, version)
        ensure_right([*wrong_exhibition(new), *_wrong_event(session, row.stop_id, new, row.id)], _NOT_SAVED)
        _fill(row, new)
        row.version += 1
        after = {"event": new.event_id, "from": new.opens_on.isoformat(), "to": new.closes_on.isoformat()}
        audit.note(session, "exhibition.changed", "exhibition", row.id, region_id=row.region_id, after=after)


def remove_exhibition(exhibition_id: int) -> None:
    """Take out one of which nothing was printed and nothing hangs. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        row = written_exhibition(session, exhibition_id)
        session.execute(select(Panel.id).where(Panel.exhibition_id == exhibition_id).order_by(Panel.id).with_for_update())
        used = session.scalar(
            select(func.count(Panel.id))
            .outerjoin(PanelPrint, PanelPrint.panel_id == Panel.id)
            .where(Panel.exhibition_id == exhibition_id)
            .where(PanelPrint.id.is_not(None) | (Panel.state != PanelState.DRAFT))
        )
        if used:
            raise Conflict(_l("Something was printed or hung here, so the exhibition stays with its log."))
        session.delete(row)
        audit.note(session, "exhibition.removed", "exhibition", exhibition_id, region_id=row.region_id)


def _fill(row: Exhibition, new: NewExhibition) -> None:
    row.title, row.hall, row.opens_on, row.closes_on = new.title, new.hall, new.opens_on, new.closes_on
    row.event_id = new.event_id


def _wrong_event(session: Session, stop_id: int, new: NewExhibition, own: int) -> list[Problem]:
    """An event of another stop or kind, or one that has its exhibition already."""
    if new.event_id is None:
        return []
    free = {event_id for event_id, _title in queries.events_without_exhibition(stop_id)}
    kept = session.scalar(select(Exhibition.id).where(Exhibition.event_id == new.event_id, Exhibition.id == own))
    if new.event_id in free or kept is not None:
        return []
    words = _("This event is no exhibition of this stop, or has its panels already. Choose another one, or none.")
    return [Problem("event", "unknown", words)]
