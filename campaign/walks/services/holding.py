"""What every act on a walk begins with: the row held, the right judged."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import current_actor
from campaign.core.errors import Closed, Conflict, NotFound
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.walks.buildings.queries import building_of
from campaign.walks.closing.models import WalkClosing
from campaign.walks.models import Walk, WalkDoor, WalkTeam
from campaign.walks.policies import ensure_can_write_walk
from campaign.walks.schemas import Building, Sign, Soap

FRESH = {"populate_existing": True}
NO_TEAM = _l("There is no such team.")


def held_walk(session: Session, event_id: int) -> Walk:
    """The walk, held until the unit of work ends: nobody else changes its teams. Raises NotFound, Refused, Conflict."""
    walk = session.scalars(
        select(Walk).where(Walk.event_id == event_id).with_for_update(), execution_options=FRESH
    ).one_or_none()
    if walk is None:
        event_row(event_id)
        raise Conflict(_l("Choose the building first."))
    ensure_can_write_walk(current_actor(), walk.region_id, walk.stop_id)
    return walk


def teams_in(session: Session, event_id: int) -> list[WalkTeam]:
    """The teams of a walk by their numbers."""
    asked = select(WalkTeam).where(WalkTeam.event_id == event_id).order_by(WalkTeam.number)
    return list(session.scalars(asked, execution_options=FRESH))


def hold_teams(session: Session, event_id: int) -> None:
    """Phones that send for these teams are done by now, or wait: no door gets a result while it changes its team."""
    session.execute(select(WalkTeam.id).where(WalkTeam.event_id == event_id).order_by(WalkTeam.id).with_for_update())


def walk_of_team(session: Session, team_id: int) -> Walk:
    """Its walk, held. Raises NotFound, Refused."""
    event_id = session.scalar(select(WalkTeam.event_id).where(WalkTeam.id == team_id))
    if event_id is None:
        raise NotFound(NO_TEAM)
    return held_walk(session, event_id)


def held_team(session: Session, team_id: int) -> tuple[Walk, WalkTeam]:
    """The team with its walk and all teams of it held. Raises NotFound, Refused."""
    walk = walk_of_team(session, team_id)
    hold_teams(session, walk.event_id)
    team = session.get(WalkTeam, team_id, populate_existing=True)
    if team is None:
        raise NotFound(NO_TEAM)
    return walk, team


def ensure_open(team: WalkTeam) -> None:
    """Raises Closed for a team whose walk was closed: what it did is counted already."""
    if team.closed_at is not None:
        raise Closed(_l("Team %(number)s is closed, so its doors stay as they are.", number=team.number))


def ensure_walk_open(session: Session, event_id: int) -> None:
    """Raises Closed when the walk as a whole is closed: its totals stand."""
    stands = select(WalkClosing.id).where(
        WalkClosing.event_id == event_id, WalkClosing.team_id.is_(None), WalkClosing.undone_at.is_(None)
    )
    if session.scalar(stands) is not None:
        raise Closed(_l("The walk is closed. Undo the closing of the walk first."))


def doors_in(session: Session, event_id: int) -> list[WalkDoor]:
    """All doors of a walk."""
    asked = select(WalkDoor).where(WalkDoor.event_id == event_id).order_by(WalkDoor.position, WalkDoor.id)
    return list(session.scalars(asked, execution_options=FRESH))


def is_recorded(door: WalkDoor) -> bool:
    """Whether something stands of the door: then it stays where it is."""
    return door.soap is not Soap.UNSET or door.sign is not Sign.UNSET


def building_of_walk(walk: Walk) -> Building:
    """The building with its floors and rooms as the register has them now."""
    return building_of(walk.building_id)
