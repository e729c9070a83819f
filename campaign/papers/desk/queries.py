"""Reading print desks: by the token of a link, by the number of those who gave them, and what each has printed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from campaign.accounts.links import address_of
from campaign.core import clock, crypto
from campaign.core.actor import Actor, acting_as, current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Words, _l
from campaign.core.prints import NO_SHEET, PrintedSheet
from campaign.papers.desk.models import DeskSession, PrintDesk
from campaign.papers.desk.policies import actor_at, ensure_can_give_desks, may_print
from campaign.papers.desk.schemas import (
    MOST_SHOWN,
    Desk,
    DeskLine,
    DeskPaper,
    DeskRow,
    DeskSheet,
    DeskState,
    GivenDesk,
)
from campaign.papers.kinds import SUBJECTS
from campaign.papers.presses import PRESSES, Press, presses_of
from campaign.papers.queries import subject_of
from campaign.papers.schemas import Days, Subject, SubjectKind

PURPOSE = "print_desk"
LONGEST_TOKEN = 64
UNKNOWN = _l("This link does not work. Ask the coordinator of the event for a new one.")
_TABLE: Any = PrintDesk.__table__
_COLUMNS = tuple(_TABLE.c[name] for name in DeskRow.__dataclass_fields__)
_SHEET = (
    PrintedSheet.number, PrintedSheet.kind, PrintedSheet.revision, PrintedSheet.language, PrintedSheet.printed_at,
    PrintedSheet.rows,
)  # fmt: skip


def token_of(row: DeskRow) -> str:
    """The secret of the link, of its present generation."""
    return crypto.derived_token(PURPOSE, row.uid, row.generation)


def pin_of(row: DeskRow) -> str:
    """The PIN of its present generation."""
    return crypto.derived_pin(PURPOSE, row.uid, row.generation)


def _row(found: Any) -> DeskRow:
    facts = found._asdict()
    return DeskRow(**facts | {"papers": tuple(facts["papers"])})


def _today(subject: Subject) -> date:
    return clock.campaign_today(subject.time_zone)


def days_of(event_id: int) -> Days:
    """The days of the event. Raises NotFound outside the asker's scope."""
    read = SUBJECTS[SubjectKind.EVENT].days
    if read is None:
        raise TypeError("events do not say when they are")
    return read(event_id)


def desk_with(token: str) -> Desk:
    """The desk of this link, whatever its state. Raises NotFound for a link that never was, or whose event is gone.

    It asks below the scope: the token is the right itself, and whoever holds it is nobody to the rest of the house. Five
    statements.
    """
    if len(token) > LONGEST_TOKEN:
        raise NotFound(UNKNOWN)
    asked = select(*_COLUMNS).where(_TABLE.c.token_hash == crypto.token_hash(token))
    return _desk(db.session.connection().execute(asked).one_or_none())


def desk_of_id(desk_id: int) -> Desk:
    """The same by its number, for work that it has asked for. Raises NotFound."""
    return _desk(db.session.connection().execute(select(*_COLUMNS).where(_TABLE.c.id == desk_id)).one_or_none())


def _desk(found: Any) -> Desk:
    if found is None:
        raise NotFound(UNKNOWN)
    row = _row(found)
    actor = actor_at(row)
    with acting_as(actor):
        subject, days = subject_of(SubjectKind.EVENT, row.event_id), days_of(row.event_id)
    return Desk(row, subject, days, row.state(days, _today(subject)), actor)


def actor_with_desk_id(desk_id: int) -> Actor:
    """The desk as who does its work later. Raises NotFound when it may not print any more; a lock keeps out guessers only."""
    desk = desk_of_id(desk_id)
    if desk.state not in {DeskState.OPEN, DeskState.LOCKED}:
        raise NotFound(UNKNOWN)
    return desk.actor


def is_inside(desk: Desk, secret: str) -> bool:
    """Whether the browser with this secret has typed the desk's PIN. One statement."""
    asked = select(DeskSession.id).where(
        DeskSession.desk_id == desk.row.id, DeskSession.token_hash == crypto.token_hash(secret),
        DeskSession.ended_at.is_(None), DeskSession.expires_at > clock.now(),
    )  # fmt: skip
    return db.session.scalar(asked) is not None


def presses_for(subject: Subject, phones: bool, papers: Iterable[str]) -> list[Press]:
    """What a desk with these rights prints of this event, in the order of the registry."""
    allowed = tuple(papers)
    return [press for press in presses_of(subject) if may_print(press, phones, allowed)]


def papers_of(desk: Desk) -> tuple[DeskPaper, ...]:
    """What the desk may print, and the newest sheet of each that it printed. One statement."""
    latest = select(func.max(PrintedSheet.number)).where(*_own(desk.row)).group_by(PrintedSheet.kind)
    newest = {sheet.kind: sheet for sheet in _printed(desk.row, PrintedSheet.number.in_(latest))}
    return tuple(
        DeskPaper(press, newest.get(press.code)) for press in presses_for(desk.subject, desk.row.phones, desk.row.papers)
    )


def _own(row: DeskRow) -> tuple[ColumnElement[bool], ...]:
    return PrintedSheet.desk_id == row.id, PrintedSheet.subject_id == row.event_id


def _printed(row: DeskRow, *narrower: ColumnElement[bool]) -> list[DeskSheet]:
    """The last sheets of a desk, the newest first. One statement."""
    asked = select(*_SHEET).where(*_own(row), *narrower).order_by(PrintedSheet.number.desc()).limit(MOST_SHOWN)
    with acting_as(actor_at(row)):
        return [_sheet(found) for found in db.session.execute(asked)]


def _sheet(found: Any) -> DeskSheet:
    press = PRESSES.get(found.kind)
    name: Words = press.name if press else found.kind
    return DeskSheet(name=name, **found._asdict())


def sheet_of(desk: Desk, number: int) -> DeskSheet:
    """A sheet that this very desk printed, of a paper it may still print. Raises NotFound for every other. One statement."""
    found = next(iter(_printed(desk.row, PrintedSheet.number == number)), None)
    allowed = {press.code for press in presses_for(desk.subject, desk.row.phones, desk.row.papers)}
    if found is None or found.kind not in allowed:
        raise NotFound(NO_SHEET)
    return found


def sheet_pdf(desk: Desk, sheet: DeskSheet) -> bytes:
    """The bytes of a sheet that `sheet_of` gave."""
    with acting_as(desk.actor):
        return b"".join(PRESSES[sheet.kind].pdf(sheet.number))


def event_of(event_id: int) -> Subject:
    """The event, for those who may give desks for it. Raises NotFound, Refused."""
    subject = subject_of(SubjectKind.EVENT, event_id)
    ensure_can_give_desks(current_actor(), subject)
    return subject


def desk_row(desk_id: int) -> DeskRow:
    """Raises NotFound outside the asker's scope. One statement."""
    found = db.session.execute(
        select(*(getattr(PrintDesk, name) for name in DeskRow.__dataclass_fields__)).where(PrintDesk.id == desk_id)
    ).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such print desk."))
    return _row(found)


def desks_of(subject: Subject, days: Days) -> tuple[DeskLine, ...]:
    """The desks of an event, the newest first, and how much each has printed. One statement."""
    columns = [getattr(PrintDesk, name) for name in DeskRow.__dataclass_fields__]
    counted = select(*columns, func.count(PrintedSheet.id).label("sheets"), func.max(PrintedSheet.printed_at).label("last"))
    asked = counted.outerjoin(PrintedSheet, PrintedSheet.desk_id == PrintDesk.id).where(PrintDesk.event_id == subject.id)
    today, lines = _today(subject), []
    for found in db.session.execute(asked.group_by(PrintDesk.id).order_by(PrintDesk.id.desc())):
        facts = found._asdict()
        sheets, last = facts.pop("sheets"), facts.pop("last")
        row = DeskRow(**facts | {"papers": tuple(facts["papers"])})
        lines.append(DeskLine(row, row.state(days, today), sheets, last))
    return tuple(lines)


def printed_at(row: DeskRow) -> tuple[DeskSheet, ...]:
    """What was printed at a desk, the newest first, MOST_SHOWN at most. One statement."""
    return tuple(_printed(row))


def given_desk(desk_id: int) -> GivenDesk:
    """A desk on the page of those who gave it. Raises NotFound, Refused. Six statements."""
    row = desk_row(desk_id)
    subject, days = event_of(row.event_id), days_of(row.event_id)
    state = row.state(days, _today(subject))
    works = state is not DeskState.WITHDRAWN
    return GivenDesk(
        row, subject, days, state, tuple(presses_for(subject, row.phones, row.papers)), printed_at(row),
        address_of("desk_public.desk", token=token_of(row)) if works else "",
        pin_of(row) if works and row.opened_at is None else "",
    )  # fmt: skip
