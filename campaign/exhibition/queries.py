"""Reading the exhibition: halls, panels with all that their gate asks, open take-downs, the log."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.models import User
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.models import Event, EventKind
from campaign.exhibition.blocks import blocks_of
from campaign.exhibition.models import (
    Exhibition,
    Panel,
    PanelApproval,
    PanelPerson,
    PanelPrint,
    PanelTakedown,
    PanelVersion,
    PersonSwitch,
)
from campaign.exhibition.schemas import (
    Approval,
    ExhibitionRow,
    PanelRow,
    PanelState,
    PersonRow,
    Print,
    SwitchRow,
    Takedown,
)
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Unit

NO_EXHIBITION = _l("There is no such exhibition.")
NO_PANEL = _l("There is no such panel.")
NO_TAKEDOWN = _l("There is no such task.")
EXHIBITION = "exhibition"  # the kind of event that is one
MOST_SHOWN = 500
_FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class HangingTask:
    """A panel that has to come off a wall, for lists of what is to do."""

    takedown: Takedown
    exhibition_id: int
    stop_id: int
    unit_name: Translated
    hall: Translated
    position: int


def _exhibitions() -> Any:
    return (
        select(Exhibition, Unit.name, Stop.time_zone)
        .join(Stop, Stop.id == Exhibition.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .order_by(Exhibition.opens_on, Exhibition.id)
    )


def _exhibition_row(found: Sequence[Any]) -> ExhibitionRow:
    row, unit, zone = found
    return ExhibitionRow(
        row.id, row.campaign_id, row.relay_id, row.region_id, row.stop_id, unit, zone, row.event_id, row.title, row.hall,
        row.opens_on, row.closes_on, row.version,
    )  # fmt: skip


def _counted(rows: Sequence[ExhibitionRow]) -> tuple[ExhibitionRow, ...]:
    """The rows with their counts. Two statements, none for none."""
    if not rows:
        return ()
    ids = [row.id for row in rows]
    per = select(Panel.exhibition_id, func.count(), func.count().filter(Panel.state == PanelState.SHOWN))
    panels = {
        key: (count, shown)
        for key, count, shown in db.session.execute(per.where(Panel.exhibition_id.in_(ids)).group_by(Panel.exhibition_id))
    }
    open_ = select(Panel.exhibition_id, func.count()).join(PanelTakedown, PanelTakedown.panel_id == Panel.id)
    late = open_.where(Panel.exhibition_id.in_(ids), PanelTakedown.done_at.is_(None)).group_by(Panel.exhibition_id)
    waiting = {key: number for key, number in db.session.execute(late)}
    return tuple(
        replace(row, panels=panels.get(row.id, (0, 0))[0], shown=panels.get(row.id, (0, 0))[1], waiting=waiting.get(row.id, 0))
        for row in rows
    )


def exhibitions(stop_id: int | None = None) -> tuple[ExhibitionRow, ...]:
    """Those of a stop, or all of the asker's, the earliest first. Three statements."""
    asked = _exhibitions().limit(MOST_SHOWN)
    if stop_id is not None:
        asked = asked.where(Exhibition.stop_id == stop_id)
    return _counted([_exhibition_row(found) for found in db.session.execute(asked)])


def exhibition_row(exhibition_id: int) -> ExhibitionRow:
    """Raises NotFound. Three statements."""
    found = db.session.execute(_exhibitions().where(Exhibition.id == exhibition_id)).one_or_none()
    if found is None:
        raise NotFound(NO_EXHIBITION)
    return _counted([_exhibition_row(found)])[0]


def exhibition_of_event(event_id: int) -> int | None:
    """The number of the exhibition that is this event. One statement."""
    number: int | None = db.session.scalar(select(Exhibition.id).where(Exhibition.event_id == event_id))
    return number


def events_without_exhibition(stop_id: int) -> tuple[tuple[int, Translated], ...]:
    """Events of a stop that are exhibitions and have no panels yet. One statement."""
    asked = (
        select(Event.id, Event.title)
        .join(EventKind, EventKind.id == Event.kind_id)
        .outerjoin(Exhibition, Exhibition.event_id == Event.id)
        .where(Event.stop_id == stop_id, EventKind.code == EXHIBITION, Exhibition.id.is_(None))
        .order_by(Event.starts_at, Event.id)
    )
    return tuple((event_id, title) for event_id, title in db.session.execute(asked))


def panels_of(exhibition_id: int) -> tuple[PanelRow, ...]:
    """The panels in the order of the wall, each with all that its gate asks. Seven statements at most."""
    asked = select(Panel).where(Panel.exhibition_id == exhibition_id).order_by(Panel.position, Panel.id)
    return _rows(db.session.scalars(asked, execution_options=_FRESH).all())


def panel_row(panel_id: int) -> PanelRow:
    """One panel with all that its gate asks. Raises NotFound. Seven statements at most."""
    panel = db.session.scalars(select(Panel).where(Panel.id == panel_id), execution_options=_FRESH).one_or_none()
    if panel is None:
        raise NotFound(NO_PANEL)
    return _rows([panel])[0]


def _rows(panels: Sequence[Panel]) -> tuple[PanelRow, ...]:
    if not panels:
        return ()
    ids = [panel.id for panel in panels]
    persons, authors, approvals = _persons(ids), _authors(ids), _approvals(ids)
    takedowns, prints, campaigns = _takedowns(ids), _prints(ids), _campaigns({panel.exhibition_id for panel in panels})
    return tuple(
        PanelRow(
            panel.id, panel.uid, panel.exhibition_id, campaigns[panel.exhibition_id][0], panel.region_id, panel.stop_id,
            panel.kind, panel.state, panel.position, panel.wall, panel.size, panel.way, panel.title, panel.lead,
            blocks_of(panel.blocks), panel.source, panel.source_checked_on, panel.version, panel.content_hash,
            panel.shown_on, persons.get(panel.id), campaigns[panel.exhibition_id][1], frozenset(authors[panel.id]),
            tuple(approvals[panel.id]), tuple(takedowns[panel.id]), tuple(prints[panel.id]),
        )
        for panel in panels
    )  # fmt: skip


def _campaigns(exhibition_ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
    asked = (
        select(Exhibition.id, Exhibition.campaign_id, func.coalesce(PersonSwitch.is_on, False))
        .outerjoin(PersonSwitch, PersonSwitch.campaign_id == Exhibition.campaign_id)
        .where(Exhibition.id.in_(list(exhibition_ids)))
    )
    return {key: (campaign_id, bool(is_on)) for key, campaign_id, is_on in db.session.execute(asked)}


def _persons(panel_ids: Sequence[int]) -> dict[int, PersonRow]:
    asked = select(PanelPerson).where(PanelPerson.panel_id.in_(panel_ids))
    return {one.panel_id: person_of(one) for one in db.session.scalars(asked, execution_options=_FRESH)}


def person_of(one: PanelPerson) -> PersonRow:
    """What is kept of the person, opened."""
    return PersonRow(
        name=one.said("name"), post=one.text("post"), court=one.said("court"), case_number=one.said("case"),
        article=one.said("article"), sentence=one.text("sentence"), story=one.text("story"), source=one.said("source"),
        verdict_on=one.verdict_on, in_force_on=one.in_force_on, checked_on=one.checked_on, spent_on=one.spent_on,
        picture=one.picture, picture_basis=one.said("basis"), version=one.version, erased_on=one.erased_on,
    )  # fmt: skip


def _authors(panel_ids: Sequence[int]) -> dict[int, set[int]]:
    asked = select(PanelVersion.panel_id, PanelVersion.author_id).where(
        PanelVersion.panel_id.in_(panel_ids), PanelVersion.author_id.is_not(None)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for panel_id, author_id in db.session.execute(asked.distinct()):
        found[panel_id].add(author_id or 0)
    return found


def _approvals(panel_ids: Sequence[int]) -> dict[int, list[Approval]]:
    asked = (
        select(PanelApproval, User.name)
        .join(User, User.id == PanelApproval.approver_id)
        .where(PanelApproval.panel_id.in_(panel_ids))
        .order_by(PanelApproval.approved_at, PanelApproval.id)
    )
    found: dict[int, list[Approval]] = defaultdict(list)
    for one, name in db.session.execute(asked, execution_options=_FRESH):
        found[one.panel_id].append(
            Approval(
                one.id, one.version, one.content_hash, one.approver_id, name, one.approved_at, one.withdrawn_at is not None
            )
        )
    return found


def _takedowns(panel_ids: Sequence[int]) -> dict[int, list[Takedown]]:
    asked = (
        select(PanelTakedown, User.name)
        .outerjoin(User, User.id == PanelTakedown.done_by)
        .where(PanelTakedown.panel_id.in_(panel_ids))
        .order_by(PanelTakedown.id)
    )
    found: dict[int, list[Takedown]] = defaultdict(list)
    for one, name in db.session.execute(asked, execution_options=_FRESH):
        found[one.panel_id].append(_takedown(one, name))
    return found


def _takedown(one: PanelTakedown, name: str | None) -> Takedown:
    return Takedown(
        one.id, one.panel_id, one.version, one.reason, one.opened_on, one.due_on, one.done_at, name or "", one.note
    )  # fmt: skip


def _prints(panel_ids: Sequence[int]) -> dict[int, list[Print]]:
    asked = (
        select(PanelPrint, User.name)
        .outerjoin(User, User.id == PanelPrint.printed_by)
        .where(PanelPrint.panel_id.in_(panel_ids))
        .order_by(PanelPrint.id.desc())
    )
    found: dict[int, list[Print]] = defaultdict(list)
    for one, name in db.session.execute(asked):
        found[one.panel_id].append(_print(one, name))
    return found


def _print(one: PanelPrint, name: str | None) -> Print:
    return Print(
        one.id, one.panel_id, one.sheet, one.version, one.content_hash, one.printed_at, one.printed_on, one.printed_until,
        name or "",
    )  # fmt: skip


def switch_of(campaign_id: int) -> SwitchRow:
    """Whether panels about persons are on; off where nobody said anything. One statement."""
    asked = (
        select(PersonSwitch, User.name)
        .outerjoin(User, User.id == PersonSwitch.changed_by)
        .where(PersonSwitch.campaign_id == campaign_id)
    )
    found = db.session.execute(asked, execution_options=_FRESH).one_or_none()
    if found is None:
        return SwitchRow(campaign_id)
    row, name = found
    return SwitchRow(campaign_id, row.is_on, row.reason, name or "", row.changed_at, row.version)


def hanging(exhibition_id: int | None = None, *, done: bool = False) -> tuple[HangingTask, ...]:
    """Take-downs that wait (or were done), due first: of one exhibition or of all of the asker's. One statement."""
    asked = (
        select(PanelTakedown, User.name, Panel.exhibition_id, Panel.position, Exhibition.hall, Unit.name)
        .join(Panel, Panel.id == PanelTakedown.panel_id)
        .join(Exhibition, Exhibition.id == Panel.exhibition_id)
        .join(Stop, Stop.id == Panel.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(User, User.id == PanelTakedown.done_by)
        .where(PanelTakedown.done_at.is_not(None) if done else PanelTakedown.done_at.is_(None))
        .order_by(PanelTakedown.due_on, PanelTakedown.id)
        .limit(MOST_SHOWN)
    )
    if exhibition_id is not None:
        asked = asked.where(Panel.exhibition_id == exhibition_id)
    return tuple(
        HangingTask(_takedown(one, name), exhibition, one.stop_id, unit, hall, position)
        for one, name, exhibition, position, hall, unit in db.session.execute(asked, execution_options=_FRESH)
    )


def takedown_row(takedown_id: int) -> tuple[Takedown, int]:
    """One take-down and the number of its exhibition. Raises NotFound. One statement."""
    asked = (
        select(PanelTakedown, User.name, Panel.exhibition_id)
        .join(Panel, Panel.id == PanelTakedown.panel_id)
        .outerjoin(User, User.id == PanelTakedown.done_by)
        .where(PanelTakedown.id == takedown_id)
    )
    found = db.session.execute(asked, execution_options=_FRESH).one_or_none()
    if found is None:
        raise NotFound(NO_TAKEDOWN)
    return _takedown(found[0], found[1]), found[2]


def prints_of(exhibition_id: int) -> tuple[tuple[Print, int], ...]:
    """Every sheet that was printed of its panels, the newest first, with the panel's place. One statement."""
    asked = (
        select(PanelPrint, User.name, Panel.position)
        .join(Panel, Panel.id == PanelPrint.panel_id)
        .outerjoin(User, User.id == PanelPrint.printed_by)
        .where(Panel.exhibition_id == exhibition_id)
        .order_by(PanelPrint.id.desc())
        .limit(MOST_SHOWN)
    )
    return tuple((_print(one, name), position) for one, name, position in db.session.execute(asked))


def campaign_of_stop(stop_id: int) -> tuple[int, int]:
    """The campaign and the relay of a stop. Raises NotFound. One statement."""
    asked = select(Relay.campaign_id, Relay.id).join(Stop, Stop.relay_id == Relay.id).where(Stop.id == stop_id)
    found = db.session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such stop."))
    return found[0], found[1]


def spent_by(today: date) -> tuple[int, ...]:
    """Panels about persons whose record is spent and that are not blocked yet. One statement."""
    asked = (
        select(Panel.id)
        .join(PanelPerson, PanelPerson.panel_id == Panel.id)
        .where(PanelPerson.spent_on <= today, Panel.state.in_((PanelState.DRAFT, PanelState.SHOWN)))
        .order_by(Panel.id)
    )
    return tuple(db.session.scalars(asked))
