"""What becomes of sessions and links in a database that came back from a backup."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.accounts.models import AccountLink, UserSession
from campaign.core import clock


def end_all_ways_in(session: Session) -> None:
    """End every session and every link of a letter: those that ended after the backup would live again. Two statements."""
    at = clock.now()
    session.execute(update(UserSession).where(UserSession.ended_at.is_(None)).values(ended_at=at))
    session.execute(update(AccountLink).where(AccountLink.used_at.is_(None)).values(used_at=at))
