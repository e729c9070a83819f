"""Giving out and withdrawing the secret address of one's own calendar."""

from sqlalchemy import delete

from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.events.feeds.models import CalendarLink
from campaign.events.feeds.policies import ensure_can_subscribe
from campaign.events.feeds.queries import token_of


def make_address() -> None:
    """Give the actor a new secret address; the one before stops working at once. Raises Refused."""
    actor = current_actor()
    ensure_can_subscribe(actor)
    with unit_of_work() as session:
        session.execute(delete(CalendarLink).where(CalendarLink.user_id == actor.user_id))
        uid = crypto.new_uid()
        link = CalendarLink(
            uid=uid, user_id=actor.user_id or 0, token_hash=crypto.token_hash(token_of(uid)), made_at=clock.now()
        )
        session.add(link)
        session.flush()
        audit.note(session, "calendar.opened", "calendar_link", link.id)


def withdraw_address() -> None:
    """Nobody can read the actor's calendar by its address any more; without one nothing happens. Raises Refused."""
    actor = current_actor()
    ensure_can_subscribe(actor)
    with unit_of_work() as session:
        gone = session.scalars(delete(CalendarLink).where(CalendarLink.user_id == actor.user_id).returning(CalendarLink.id))
        for link_id in gone.all():
            audit.note(session, "calendar.withdrawn", "calendar_link", link_id)
