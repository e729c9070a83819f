"""Writing panels: what stands on them, where they hang. Every change of that text is a new version without approvals."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.exhibition import queries
from campaign.exhibition.blocks import stored
from campaign.exhibition.models import Exhibition, Panel, PanelPerson, PanelVersion
from campaign.exhibition.schemas import LONGEST, MOST_PANELS, NewPanel, NewPerson, PanelKind, PanelState, TakedownReason
from campaign.exhibition.services.holding import ensure_fresh, today_at, written_exhibition, written_panel
from campaign.exhibition.services.judging import ensure_right, wrong_panel
from campaign.exhibition.services.taking_down import may_hang, open_takedown
from campaign.exhibition.versions import content_hash

_NOT_SAVED = _l("The panel was not saved.")


def add_panel(exhibition_id: int, kind: PanelKind, new: NewPanel, person: NewPerson | None, key: str) -> int:
    """Put a panel at the end of the wall; its number. The same key gives the same one. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        row = written_exhibition(session, exhibition_id)
        person = (person or NewPerson()) if kind is PanelKind.PERSON else None
        signed = content_hash(kind, new, person)
        if (earlier := operations.begin(session, "panel.add", key, [exhibition_id, signed])) is not None:
            return int(earlier["panel"])
        ensure_right(wrong_panel(kind, new, person), _NOT_SAVED)
        last, count = session.execute(
            select(func.coalesce(func.max(Panel.position), 0), func.count()).where(Panel.exhibition_id == exhibition_id)
        ).one()
        if count >= MOST_PANELS:
            raise Invalid(_("An exhibition has at most %(most)s panels.", most=MOST_PANELS))
        panel = Panel(
            uid=crypto.new_uid(), exhibition_id=exhibition_id, region_id=row.region_id, stop_id=row.stop_id, kind=kind,
            position=last + 1, version=1, made_at=clock.now(),
        )  # fmt: skip
        _fill(panel, new, signed)
        session.add(panel)
        session.flush()
        _sign(session, panel)
        if person is not None:
            said = PanelPerson(panel_id=panel.id, uid=crypto.new_uid(), region_id=panel.region_id, stop_id=panel.stop_id)
            _say(said, person, 1)
            session.add(said)
        after = {"exhibition": exhibition_id, "kind": kind}
        audit.note(session, "panel.added", "panel", panel.id, region_id=panel.region_id, after=after)
        operations.finish(session, "panel.add", key, {"panel": panel.id})
        return panel.id


def change_panel(panel_id: int, new: NewPanel, person: NewPerson | None, version: int) -> bool:
    """Write a new version; whether there was anything to change. Approvals are of the old one, so they count no more.

    What was printed of the old version of a panel about a person has to come off the wall. Raises NotFound, Refused, Stale,
    Invalid, Conflict once the person was erased.
    """
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        ensure_fresh(panel.version, version)
        said = session.get(PanelPerson, panel_id, populate_existing=True) if panel.kind is PanelKind.PERSON else None
        if said is not None and said.erased_on is not None:
            raise Conflict(_l("The person was erased from this panel, so it is not written any more. Make a new one."))
        person = (person or NewPerson()) if said is not None else None
        ensure_right(wrong_panel(panel.kind, new, person), _NOT_SAVED)
        signed = content_hash(panel.kind, new, person)
        if signed == panel.content_hash and panel.state in {PanelState.DRAFT, PanelState.SHOWN}:
            return False
        _next_version(session, panel, new, signed)
        if said is not None and person is not None:
            _say(said, person, panel.version)
        after = {"version": panel.version, "hash": signed}
        audit.note(session, "panel.changed", "panel", panel_id, region_id=panel.region_id, after=after)
        return True


def _next_version(session: Session, panel: Panel, new: NewPanel, signed: str) -> None:
    """The old version goes out of force before the new one stands there: the database sees to that order."""
    hung = panel.kind is PanelKind.PERSON and may_hang(session, panel)
    old, panel.state, panel.shown_on = panel.version, PanelState.DRAFT, None
    panel.version += 1
    _fill(panel, new, signed)
    session.flush()
    _sign(session, panel)
    if hung:
        open_takedown(session, panel, TakedownReason.EDITED, today_at(session, panel.stop_id), version=old)


def place_panel(panel_id: int, position: int, wall: str) -> None:
    """Say where it hangs: its place in the order, the others make room, and the wall. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        _hold_wall(session, panel_id)
        panel = written_panel(session, panel_id)
        ensure_right(too_long("wall", wall, LONGEST["wall"]), _NOT_SAVED)
        asked = select(Panel).where(Panel.exhibition_id == panel.exhibition_id).order_by(Panel.position, Panel.id)
        others = [one for one in session.scalars(asked.with_for_update()) if one.id != panel_id]
        others.insert(max(0, min(position - 1, len(others))), panel)
        for number, one in enumerate(others, 1):
            one.position = number
        panel.wall = wall
        audit.note(
            session, "panel.placed", "panel", panel_id, region_id=panel.region_id, after={"position": panel.position}
        )  # fmt: skip


def _hold_wall(session: Session, panel_id: int) -> None:
    """The exhibition before its panels: two who hang panels elsewhere come one after the other."""
    of = select(Panel.exhibition_id).where(Panel.id == panel_id).scalar_subquery()
    session.execute(select(Exhibition.id).where(Exhibition.id == of).with_for_update(key_share=True))


def remove_panel(panel_id: int) -> None:
    """Take out a panel that was never printed and never hung. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        row = queries.panel_row(panel_id)
        if row.prints or row.takedowns or row.state is not PanelState.DRAFT:
            raise Conflict(_l("It was printed or hung, so it stays with its log. Erase the person, or leave it aside."))
        session.delete(panel)
        audit.note(session, "panel.removed", "panel", panel_id, region_id=panel.region_id)


def _fill(panel: Panel, new: NewPanel, signed: str) -> None:
    panel.size, panel.way, panel.title, panel.lead = new.size, new.way, new.title, new.lead
    panel.blocks = [stored(block) for block in new.blocks]
    panel.source, panel.source_checked_on, panel.content_hash = new.source, new.source_checked_on, signed


def _sign(session: Session, panel: Panel) -> None:
    session.add(
        PanelVersion(
            panel_id=panel.id, version=panel.version, content_hash=panel.content_hash, author_id=current_actor().user_id,
            made_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


def _say(said: PanelPerson, person: NewPerson, version: int) -> None:
    said.version = version
    for part, words in (
        ("name", person.name), ("court", person.court), ("case", person.case_number), ("article", person.article),
        ("source", person.source), ("basis", person.picture_basis),
    ):  # fmt: skip
        said.say(part, words)
    for part, text in (("post", person.post), ("sentence", person.sentence), ("story", person.story)):
        said.write(part, text)
    said.verdict_on, said.in_force_on = person.verdict_on, person.in_force_on
    said.checked_on, said.spent_on, said.picture = person.checked_on, person.spent_on, person.picture
