"""Reading sums: what each team was issued, gave, brought back and lost; within the scope of whoever asks."""

from typing import Any

from sqlalchemy import func, select

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.walks.closing.issues import issues
from campaign.walks.closing.models import WalkClosing
from campaign.walks.closing.schemas import NOTHING, Counts, Material, Sum, TeamDocument, TeamSums, WalkSums
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import Outcome
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.queries import counted
from campaign.walks.schemas import Sign, Soap

NO_TEAM = _l("There is no such team.")
_WAITING = (
    select(func.count())
    .where(DoorRecord.team_id == WalkTeam.id, DoorRecord.outcome == Outcome.REVIEW, DoorRecord.decision.is_(None))
    .correlate(WalkTeam)
    .scalar_subquery()
)
_TEAMS = (
    select(
        WalkTeam.id, WalkTeam.number, WalkTeam.name, WalkTeam.version, WalkTeam.closed_at, Event.ends_at,
        func.count(WalkDoor.id).label("doors"), counted(WalkDoor.soap == Soap.UNSET).label("unseen"),
        counted(WalkDoor.soap == Soap.ABSENT).label("again"), _WAITING.label("waiting"),
        func.coalesce(func.sum(WalkDoor.pieces), 0).label("pieces"), counted(WalkDoor.sign == Sign.UP).label("up"),
    )
    .join(Event, Event.id == WalkTeam.event_id)
    .outerjoin(WalkDoor, WalkDoor.team_id == WalkTeam.id)
    .group_by(WalkTeam.id, WalkTeam.number, WalkTeam.name, WalkTeam.version, WalkTeam.closed_at, Event.ends_at)
    .order_by(WalkTeam.number)
)  # fmt: skip


def walk_sums(event_id: int) -> WalkSums:
    """The sums of every team, and whether the walk is closed. Five statements."""
    teams = _team_sums(WalkTeam.event_id == event_id)
    asked = select(WalkClosing.closed_at, WalkClosing.reason).where(
        WalkClosing.event_id == event_id, WalkClosing.team_id.is_(None), WalkClosing.undone_at.is_(None)
    )
    closed_at, reason = db.session.execute(asked).one_or_none() or (None, "")
    return WalkSums(event_id, teams, closed_at, reason)


def team_sums(team_id: int) -> TeamSums:
    """The sums of one team. Raises NotFound. Four statements."""
    found = _team_sums(WalkTeam.id == team_id)
    if not found:
        raise NotFound(NO_TEAM)
    return found[0]


def documents_of(team_id: int) -> tuple[TeamDocument, ...]:
    """What the ledger has of a team, in the order of posting. Two statements."""
    return issues().documents(db.session(), team_id)


def last_document(team_id: int) -> int:
    """The last of them, 0 for none: by it a page knows whether something was issued meanwhile."""
    return max((document.id for document in documents_of(team_id)), default=0)


def _team_sums(which: Any) -> tuple[TeamSums, ...]:
    rows = db.session.execute(_TEAMS.where(which)).all()
    issued = issues().issued(db.session(), [row[0] for row in rows])
    return tuple(_team(row, issued.get(row[0], {})) for row in rows)


def _team(row: Any, issued: dict[Material, Counts]) -> TeamSums:
    sums = _sums(issued, {Material.SOAP: row.pieces, Material.SIGN: row.up})
    return TeamSums(
        row.id, row.number, row.name, row.version, row.closed_at, row.closed_at is None and clock.campaign_now() < row.ends_at,
        row.doors, row.unseen, row.again, row.waiting, sums,
    )  # fmt: skip


def _sums(issued: dict[Material, Counts], given: dict[Material, int]) -> dict[Material, Sum]:
    """Gloves are given to nobody at a door."""
    made = {}
    for material in Material:
        one = issued.get(material, NOTHING)
        made[material] = Sum(one.issued, given.get(material, 0), one.returned, one.lost, one.reason)
    return made
