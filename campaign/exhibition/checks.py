"""What `adalzhol check` recounts of the exhibition."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.exhibition.blocks import blocks_of
from campaign.exhibition.models import Panel, PanelApproval, PanelPerson, PanelPrint, PanelTakedown, PanelVersion
from campaign.exhibition.queries import person_of
from campaign.exhibition.schemas import APPROVERS, NewPanel, PanelKind, PanelState
from campaign.exhibition.versions import content_hash


@check("exhibition")
def exhibition(session: Session) -> Finding:
    """Panels and prints looked at again, whoever wrote them. Five statements.

    Every panel hashes to what its version says; what was printed of a person, or hangs, was approved by two people who did
    not write that panel; nothing was printed after its take-down was opened.
    """
    panels = session.scalars(select(Panel).order_by(Panel.id)).all()
    persons = {one.panel_id: one for one in session.scalars(select(PanelPerson))}
    found = (*_hashes(panels, persons), *_unapproved(session), *_after_takedown(session))
    return Finding(len(panels), found)


def _hashes(panels: Any, persons: dict[int, PanelPerson]) -> Iterator[Wrong]:
    for panel in panels:
        said = persons.get(panel.id)
        if (panel.kind is PanelKind.PERSON) != (said is not None):
            yield Wrong("panel", panel.id, "is about a person without what is said of one, or the other way round")
        elif said is None or said.erased_on is None:
            new = NewPanel(
                panel.size, panel.way, panel.title, panel.lead, blocks_of(panel.blocks), panel.source, panel.source_checked_on
            )
            if content_hash(panel.kind, new, person_of(said) if said else None) != panel.content_hash:
                yield Wrong("panel", panel.id, f"does not hash to version {panel.version} any more")


def _agreed(panel_id: Any, version: Any) -> Any:
    """How many who never wrote the panel approved the version, also those who took it back later."""
    wrote = select(PanelVersion.author_id).where(PanelVersion.panel_id == panel_id, PanelVersion.author_id.is_not(None))
    return (
        select(func.count(PanelApproval.approver_id.distinct()))
        .where(PanelApproval.panel_id == panel_id, PanelApproval.version == version)
        .where(PanelApproval.approver_id.not_in(wrote.correlate(Panel, PanelPrint)))
        .correlate(Panel, PanelPrint)
        .scalar_subquery()
    )


def _unapproved(session: Session) -> Iterator[Wrong]:
    """Prints and hanging panels of persons with fewer than two approvals; authors of later versions had not written yet."""
    ever = (
        select(func.count(PanelApproval.id))
        .where(PanelApproval.panel_id == PanelPrint.panel_id, PanelApproval.version == PanelPrint.version)
        .correlate(PanelPrint)
        .scalar_subquery()
    )
    printed = (
        select(PanelPrint.id, PanelPrint.panel_id)
        .join(Panel, Panel.id == PanelPrint.panel_id)
        .where(Panel.kind == PanelKind.PERSON, ever < APPROVERS)
        .limit(MOST_NAMED)
    )
    for number, panel_id in session.execute(printed):
        yield Wrong("print", number, f"is of panel {panel_id}, which two people did not approve in this version")
    hangs = select(Panel.id).where(
        Panel.kind == PanelKind.PERSON, Panel.state == PanelState.SHOWN, _agreed(Panel.id, Panel.version) < APPROVERS
    )
    for panel_id in session.scalars(hangs.limit(MOST_NAMED)):
        yield Wrong("panel", panel_id, "hangs without two approvals of this version")


def _after_takedown(session: Session) -> Iterator[Wrong]:
    """Prints of a version on a day after it had to come off the wall."""
    late = (
        select(PanelPrint.id, PanelPrint.panel_id)
        .join(
            PanelTakedown,
            (PanelTakedown.panel_id == PanelPrint.panel_id)
            & (PanelTakedown.version == PanelPrint.version)
            & (PanelTakedown.opened_on < PanelPrint.printed_on),
        )
        .distinct()
        .limit(MOST_NAMED)
    )
    for number, panel_id in session.execute(late):
        yield Wrong("print", number, f"is of panel {panel_id} after this version was to be taken down")
