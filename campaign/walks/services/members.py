"""Who walks with which team."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import widened
from campaign.people.models import Registration
from campaign.walks.models import WalkMember


def give_up_team(session: Session, registration: Registration) -> None:
    """Somebody gives up their place at the event: they no longer walk with a team. One of `GIVEN_UP`."""
    mine = delete(WalkMember).where(WalkMember.registration_id == registration.id).returning(WalkMember.team_id)
    with widened():
        teams = session.scalars(mine, execution_options={"synchronize_session": False}).all()
    for team_id in teams:
        after = {"event": registration.event_id, "team": team_id}
        audit.note(session, "walk.given_up", "registration", registration.id, region_id=registration.region_id, after=after)
