"""What `adalzhol check` recounts of merges: nobody points nowhere, and whatever gave way stands nowhere."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.people.duplicates.models import RegistrationAlias
from campaign.people.duplicates.snapshots import PEOPLE, REGISTRATIONS
from campaign.people.schemas import RegistrationState


@check("duplicates")
def duplicates(session: Session) -> Finding:
    """Whoever went into another points to somebody who did not; aliases lead on within an event. Four statements."""
    gone = session.scalar(select(func.count()).select_from(PEOPLE).where(PEOPLE.c.merged_into_id.is_not(None))) or 0
    aliases = session.scalar(select(func.count()).select_from(RegistrationAlias)) or 0
    return Finding(gone + aliases, (*_nowhere(session), *_astray(session)))


def _nowhere(session: Session) -> Iterator[Wrong]:
    into = PEOPLE.alias()
    asked = (
        select(PEOPLE.c.id, PEOPLE.c.merged_into_id)
        .outerjoin(into, into.c.id == PEOPLE.c.merged_into_id)
        .where(PEOPLE.c.merged_into_id.is_not(None), into.c.id.is_(None) | into.c.merged_into_id.is_not(None))
        .order_by(PEOPLE.c.id)
        .limit(MOST_NAMED)
    )
    for number, kept in session.execute(asked):
        yield Wrong("person", number, f"went into person {kept}, who is not there or went into somebody else")


def _astray(session: Session) -> Iterator[Wrong]:
    survivor = REGISTRATIONS.alias()
    here = REGISTRATIONS.c.id == RegistrationAlias.registration_id
    asked = (
        select(REGISTRATIONS.c.id, survivor.c.id)
        .select_from(RegistrationAlias)
        .join(REGISTRATIONS, here)
        .join(survivor, survivor.c.id == RegistrationAlias.survivor_id)
        .where((REGISTRATIONS.c.state != RegistrationState.CANCELLED) | (REGISTRATIONS.c.event_id != survivor.c.event_id))
        .order_by(REGISTRATIONS.c.id)
        .limit(MOST_NAMED)
    )
    for number, other in session.execute(asked):
        yield Wrong("registration", number, f"gave way to {other}, but stands on a list itself or belongs to another event")
