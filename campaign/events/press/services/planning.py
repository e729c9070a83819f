"""The media plan: what is to be published where, and what became of it."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.addresses import wrong_address
from campaign.core.db import unit_of_work
from campaign.core.errors import NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.press import policies, queries
from campaign.events.press.models import MediaPlanRow
from campaign.events.press.schemas import MOST_ADDRESS, MOST_LINE, MOST_PERSON, NewPlanRow
from campaign.events.press.services.holding import ensure_seen, held
from campaign.events.press.services.judging import ensure_right, outside, unknown_outlet, wrong_reach
from campaign.relay.queries import relay_row, stop_row

_MEANWHILE = _l("Somebody has changed this row meanwhile. Look at it again; nothing was saved.")
_NOT_SAVED = _l("The row of the media plan was not saved.")


def add_row(relay_id: int, stop_id: int | None, new: NewPlanRow, key: str) -> int:
    """Plan a publication for a stop, or (None) for the whole relay; the row's id. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        region_id = relay_row(relay_id).region_id
        if stop_id is not None and stop_row(stop_id).relay_id != relay_id:
            raise NotFound(_l("There is no such stop."))
        policies.ensure_can_write_press(current_actor(), region_id, stop_id)
        if (earlier := operations.begin(session, "press.add_row", key, [relay_id, stop_id, repr(new)])) is not None:
            return int(earlier["row"])
        ensure_right(list(_wrong(session, new, relay_id)), _NOT_SAVED)
        row = MediaPlanRow(relay_id=relay_id, region_id=region_id, stop_id=stop_id)
        _fill(row, new)
        session.add(row)
        session.flush()
        after = {"relay": relay_id, "stop": stop_id, "on": new.due_on.isoformat()}
        audit.note(session, "media_plan.added", "media_plan_row", row.id, region_id=region_id, after=after)
        operations.finish(session, "press.add_row", key, {"row": row.id})
        return row.id


def change_row(row_id: int, new: NewPlanRow, version: int) -> None:
    """Correct a row, or say what became of it. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        row = held(session, MediaPlanRow, row_id, queries.NO_ROW)
        ensure_seen(row, version, _MEANWHILE)
        ensure_right(list(_wrong(session, new, row.relay_id)), _NOT_SAVED)
        _fill(row, new)
        row.version += 1
        after = {"on": new.due_on.isoformat(), "done": bool(new.link or new.reach is not None)}
        audit.note(session, "media_plan.changed", "media_plan_row", row.id, region_id=row.region_id, after=after)


def remove_row(row_id: int) -> None:
    """Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = held(session, MediaPlanRow, row_id, queries.NO_ROW)
        session.delete(row)
        audit.note(session, "media_plan.removed", "media_plan_row", row_id, region_id=row.region_id)


def _fill(row: MediaPlanRow, new: NewPlanRow) -> None:
    row.due_on, row.theme, row.outlet_id, row.platform = new.due_on, new.theme, new.outlet_id, new.platform
    row.format, row.language, row.responsible = new.format, new.language, new.responsible
    row.link, row.reach = new.link, new.reach


def _wrong(session: Session, new: NewPlanRow, relay_id: int) -> Iterator[Problem]:
    if not new.theme:
        yield Problem("theme_ru", "missing", _("Name the theme or the event in at least one language."))
    yield from too_long("theme", new.theme, MOST_LINE)
    if new.outlet_id is None and not new.platform:
        yield Problem("platform", "missing", _("Choose an outlet, or write where it will stand: a street, a page, a screen."))
    yield from unknown_outlet(session, new.outlet_id)
    yield from too_long("platform", new.platform, MOST_LINE)
    yield from too_long("responsible", new.responsible, MOST_PERSON)
    yield from wrong_address("link", new.link, MOST_ADDRESS)
    yield from wrong_reach(new.reach)
    yield from outside("due_on", new.due_on, relay_id)
