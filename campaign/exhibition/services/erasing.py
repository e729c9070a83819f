"""Erasing a person from a panel: the sealed fields are emptied, the panel is blocked, the log of what was done stays."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.exhibition.models import PanelPerson, PanelPrint
from campaign.exhibition.schemas import PanelKind, PanelState, TakedownReason
from campaign.exhibition.services.holding import today_at, written_panel
from campaign.exhibition.services.judging import ensure_said_why
from campaign.exhibition.services.taking_down import block

ERASED: list[Callable[[Session, Iterable[int]], None]] = []
"""Who keeps frozen sheets of panels and overwrites the person in them, by their numbers. Set by the registry."""


def erase_person(panel_id: int, why: str) -> None:
    """Forget the person. Raises NotFound, Refused, Invalid, Conflict where there is nobody to forget."""
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        ensure_said_why(why, _l("Nothing was changed."))
        said = session.get(PanelPerson, panel_id, populate_existing=True) if panel.kind is PanelKind.PERSON else None
        if said is None or said.erased_on is not None:
            raise Conflict(_l("There is nobody on this panel to erase."))
        if panel.state in {PanelState.DRAFT, PanelState.SHOWN}:
            block(session, panel, TakedownReason.ERASED)
        today = today_at(session, panel.stop_id)
        sheets = session.scalars(select(PanelPrint.sheet).where(PanelPrint.panel_id == panel_id)).all()
        for part in PanelPerson.SEALED:
            said.say(part, "")
        said.verdict_on = said.in_force_on = said.checked_on = said.spent_on = said.picture = None
        said.erased_on, said.version = today, panel.version + 1
        session.flush()
        for forget in ERASED:
            forget(session, sheets)
        audit.note(session, "panel.person_erased", "panel", panel_id, region_id=panel.region_id, reason=why)
