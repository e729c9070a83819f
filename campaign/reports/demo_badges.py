"""Badges of the demo: those of the office walk are printed; three people want no pictures after all since. Invented people."""

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.pdf.badges.schemas import Layout
from campaign.people.badges.schemas import BadgeWish, Which
from campaign.people.badges.services import print_badges
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.relay.models import Stop
from campaign.reports.demo_events import first_of_each_kind

_GROWN_UP: Final = 1999  # born then or earlier: they decide on pictures themselves


def print_the_badges(session: Session, stop: Stop) -> None:
    """A set of A6 badges in Kazakh for the walk through the offices of a stop; nothing where nobody comes."""
    walk = first_of_each_kind(session, stop.id).get("office_walk")
    comers = _grown_ups(session, walk)
    if walk is None or not comers:
        return
    asked = update(Registration).execution_options(synchronize_session=False)
    session.execute(asked.where(Registration.id.in_(comers)).values(photo_consent=True))
    print_badges(walk, BadgeWish("kk", Layout.A6, Which.ALL), "demo-badges")
    session.execute(asked.where(Registration.id.in_(comers[:3])).values(photo_consent=False))


def _grown_ups(session: Session, event_id: int | None) -> list[int]:
    """The registrations of who comes and is of age."""
    asked = select(Registration.id).join(Person, Person.id == Registration.person_id).order_by(Registration.id)
    coming = (Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
    return list(session.scalars(asked.where(*coming, Person.birth_year <= _GROWN_UP)))
