"""What an upgrade mends at the door."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import crypto
from campaign.core.actor import widened
from campaign.people.models import Registration


def fill_code_hashes(session: Session) -> None:
    """Registrations that a version before this one added while it still ran get the hash by which phones find their code."""
    with widened():
        missing = session.execute(select(Registration.id, Registration.code).where(Registration.code_hash == "")).all()
        for number, code in missing:
            session.execute(update(Registration).where(Registration.id == number).values(code_hash=crypto.code_hash(code)))
