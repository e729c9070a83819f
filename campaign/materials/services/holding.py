"""Teams are held while something moves to or from them: what a closed team had is settled and stays as it is."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Closed
from campaign.core.i18n import _l
from campaign.materials.models import StockPlace
from campaign.walks.models import WalkTeam


def ensure_teams_open(session: Session, places: Mapping[int, StockPlace]) -> None:
    """Raises Closed when one of the places is a team that has handed everything in.

    The teams are held in the order of their numbers until the commit, so that none is closed meanwhile. One statement, and none
    where no team is touched.
    """
    ids = sorted(place.team_id for place in places.values() if place.team_id is not None)
    if not ids:
        return
    asked = select(WalkTeam.number, WalkTeam.closed_at).where(WalkTeam.id.in_(ids))
    with widened():
        teams = session.execute(asked.order_by(WalkTeam.id).with_for_update(read=True)).all()
    closed = [number for number, closed_at in teams if closed_at is not None]
    if closed:
        raise Closed(_l("Team %(number)s has handed everything in. Undo the closing of its figures first.", number=closed[0]))
