"""Two registrations of one event turn out to be one person: they came once."""

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor, widened
from campaign.people.checkin.models import CheckIn, CheckInScan

MERGED: Final = "merged"


def hand_check_in_over(session: Session, given_up_id: int, survivor_id: int) -> None:
    """The check-in of a registration that gave way counts for the other; when both came, the one that gave way is taken back.

    Inside the merge's unit of work. Three statements. Undoing the merge leaves the check-in with the survivor: it is the
    same person who came.
    """
    stands = CheckIn.undone_at.is_(None)
    with widened():
        scans = update(CheckInScan).where(CheckInScan.registration_id == given_up_id)
        session.execute(scans.values(registration_id=survivor_id))
        came = select(CheckIn.id).where(CheckIn.registration_id == survivor_id, stands)
        given_up = update(CheckIn).where(CheckIn.registration_id == given_up_id, stands)
        if session.scalar(came) is None:
            session.execute(given_up.values(registration_id=survivor_id))
        else:
            who = current_actor().user_id
            session.execute(given_up.values(undone_at=clock.campaign_now(), undone_by=who, undo_reason=MERGED))
