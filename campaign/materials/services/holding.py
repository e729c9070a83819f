"""What is held while stock moves, in one order for everybody: teams, then vehicles, then stores, each by their numbers.

Nothing else is waited for in between, so two acts never wait for each other, however many documents one of them posts. Rows
are held so that others may still refer to them (`key_share`): a line of the ledger names its places and its document.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import _l
from campaign.materials.models import StockPlace
from campaign.motorcades.models import ColumnCar
from campaign.walks.models import WalkTeam

GONE: Final = _l("Whoever is to hold it is not here.")


def ensure_teams_open(session: Session, places: Mapping[int, StockPlace]) -> None:
    """Raises Closed when one of the places is a team that has handed everything in, NotFound when it was taken away meanwhile.

    The teams are held until the commit, so that none is closed meanwhile. One statement, and none where no team is touched.
    """
    ids = sorted(place.team_id for place in places.values() if place.team_id is not None)
    if not ids:
        return
    asked = select(WalkTeam.number, WalkTeam.closed_at).where(WalkTeam.id.in_(ids))
    with widened():
        teams = session.execute(asked.order_by(WalkTeam.id).with_for_update(read=True)).all()
    if len(teams) < len(ids):
        raise NotFound(GONE)
    closed = [number for number, closed_at in teams if closed_at is not None]
    if closed:
        raise Closed(_l("Team %(number)s has handed everything in. Undo the closing of its figures first.", number=closed[0]))


def hold_cars(session: Session, places: Mapping[int, StockPlace]) -> None:
    """No vehicle leaves its column while something is put into it. One statement, and none where none is touched.

    Raises NotFound when it has left already.
    """
    ids = sorted(place.car_id for place in places.values() if place.car_id is not None)
    if not ids:
        return
    asked = select(ColumnCar.id).where(ColumnCar.id.in_(ids)).order_by(ColumnCar.id)
    with widened():
        cars = session.scalars(asked.with_for_update(read=True, key_share=True)).all()
    if len(cars) < len(ids):
        raise NotFound(GONE)


def hold_stores(session: Session, store_ids: Iterable[int]) -> None:
    """Whoever moves something in these stores goes after whoever holds them. One statement.

    An act that posts in the books of several stores holds all of them before the first document.
    """
    asked = select(StockPlace.id).where(StockPlace.id.in_(list(store_ids))).order_by(StockPlace.id)
    with widened():
        session.execute(asked.with_for_update(key_share=True)).all()
