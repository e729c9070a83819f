"""What keeps a season from being taken back: panels of it that were printed, or that hang."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Conflict
from campaign.core.i18n import _n
from campaign.exhibition.models import Panel, PanelPrint
from campaign.exhibition.schemas import PanelState


class PanelsOfASeason:
    """`RemovalPort` of the relay. What was never printed goes with its stop."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict. Two statements: what is being hung or printed is waited for."""
        with widened():
            session.execute(select(Panel.id).where(Panel.stop_id.in_(stop_ids)).order_by(Panel.id).with_for_update())
            count = session.scalar(
                select(func.count(Panel.id.distinct()))
                .outerjoin(PanelPrint, PanelPrint.panel_id == Panel.id)
                .where(Panel.stop_id.in_(stop_ids), PanelPrint.id.is_not(None) | (Panel.state != PanelState.DRAFT))
            )
        if count:
            raise Conflict(
                _n(
                    "%(num)d panel of its exhibitions was printed or hung, so the season cannot be taken back.",
                    "%(num)d panels of its exhibitions were printed or hung, so the season cannot be taken back.",
                    count,
                )
            )
