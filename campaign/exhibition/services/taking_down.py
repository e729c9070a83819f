"""Taking panels off the wall: a task with a day opens by itself, is asked for, and is closed by whoever did it."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, calendar, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.exhibition import policies, queries
from campaign.exhibition.models import Panel, PanelPrint, PanelTakedown
from campaign.exhibition.schemas import LONGEST, PanelState, TakedownReason
from campaign.exhibition.services.holding import held_panel, today_at, written_panel
from campaign.exhibition.services.judging import ensure_right, ensure_said_why

WITHIN = 1  # working days in which a panel comes off the wall


def may_hang(session: Session, panel: Panel) -> bool:
    """Whether it hangs, or a sheet of it was printed that nobody has taken down since. One statement."""
    done = select(func.max(PanelTakedown.version)).where(PanelTakedown.panel_id == panel.id, PanelTakedown.done_at.is_not(None))
    printed = select(func.max(PanelPrint.version)).where(PanelPrint.panel_id == panel.id)
    last_printed, last_done = session.execute(select(printed.scalar_subquery(), done.scalar_subquery())).one()
    return panel.state is PanelState.SHOWN or (last_printed or 0) > (last_done or 0)


def open_takedown(session: Session, panel: Panel, reason: TakedownReason, today: date, *, version: int | None = None) -> None:
    """Open the task, unless it is open already. The panel must not be in state `shown` any more."""
    of = panel.version if version is None else version
    session.flush()
    same = select(PanelTakedown.id).where(
        PanelTakedown.panel_id == panel.id, PanelTakedown.version == of, PanelTakedown.reason == reason
    )
    if session.scalar(same) is not None:
        return
    row = PanelTakedown(
        panel_id=panel.id, region_id=panel.region_id, stop_id=panel.stop_id, version=of, reason=reason, opened_on=today,
        due_on=calendar.working_days_after(today, WITHIN),
    )  # fmt: skip
    session.add(row)
    session.flush()
    after = {"panel": panel.id, "version": of, "reason": reason, "due": row.due_on.isoformat()}
    audit.note(session, "panel.takedown_opened", "panel_takedown", row.id, region_id=panel.region_id, after=after)


def block(session: Session, panel: Panel, reason: TakedownReason) -> None:
    """It may not be printed or shown any more; if anything of it may hang, the task opens."""
    hung = may_hang(session, panel)
    panel.state = PanelState.BLOCKED
    session.flush()
    audit.note(
        session, "panel.blocked", "panel", panel.id, region_id=panel.region_id,
        after={"version": panel.version, "reason": reason},
    )  # fmt: skip
    if hung:
        open_takedown(session, panel, reason, today_at(session, panel.stop_id))


def ask_takedown(panel_id: int, why: str) -> None:
    """Somebody says that it must go, and why: it is blocked at once. Raises NotFound, Refused, Invalid, Conflict."""
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        ensure_said_why(why, _l("Nothing was changed."))
        if panel.state in {PanelState.BLOCKED, PanelState.TAKEN_DOWN}:
            raise Conflict(_l("It is blocked already."))
        block(session, panel, TakedownReason.ASKED)
        open_takedown(session, panel, TakedownReason.ASKED, today_at(session, panel.stop_id))
        audit.note(session, "panel.takedown_asked", "panel", panel_id, region_id=panel.region_id, reason=why)


def finish_takedown(takedown_id: int, note: str) -> None:
    """Write down that it came off the wall, and where that can be seen. Raises NotFound, Refused, Invalid, Conflict."""
    with unit_of_work() as session:
        asked = select(PanelTakedown).where(PanelTakedown.id == takedown_id).with_for_update()
        row = session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
        if row is None:
            raise NotFound(queries.NO_TAKEDOWN)
        policies.ensure_can_write(current_actor(), row.region_id, row.stop_id)
        if row.done_at is not None:
            raise Conflict(_l("Somebody has written this down already."))
        ensure_right(too_long("note", note, LONGEST["note"]), _l("Nothing was written down."))
        if not note:
            words = _("Say who took it down and where the photo lies: an inspector asks for it.")
            raise Invalid(words, [Problem("note", "missing", words)])
        row.done_at, row.done_by, row.note = clock.campaign_now(), current_actor().user_id, note
        panel = held_panel(session, row.panel_id)
        if panel.state is PanelState.BLOCKED and row.version == panel.version:
            panel.state = PanelState.TAKEN_DOWN
        after = {"panel": row.panel_id, "version": row.version}
        audit.note(session, "panel.taken_down", "panel_takedown", row.id, region_id=row.region_id, after=after)


def sweep() -> int:
    """Block the panels whose record is spent, and open the tasks; how many. Again it changes nothing. As the system."""
    today = clock.campaign_today()
    found = queries.spent_by(today)
    for panel_id in found:
        with unit_of_work() as session:
            panel = held_panel(session, panel_id)
            if panel.state in {PanelState.DRAFT, PanelState.SHOWN}:
                block(session, panel, TakedownReason.SPENT)
    return len(found)
