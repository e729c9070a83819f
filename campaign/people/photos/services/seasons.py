"""What photos say when a season is to be taken back."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _n
from campaign.people.photos.models import Photo


class PhotosOfASeason:
    """What the relay asks before it takes a season back (`RemovalPort`): nobody loses pictures by that."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when there are photos of events at one of these stops."""
        with widened():
            count = session.scalar(select(func.count()).select_from(Photo).where(Photo.stop_id.in_(stop_ids))) or 0
        if count:
            raise Conflict(
                _n(
                    "There is %(num)d photo of its events, so the season cannot be taken back.",
                    "There are %(num)d photos of its events, so the season cannot be taken back.",
                    count,
                )
            )
