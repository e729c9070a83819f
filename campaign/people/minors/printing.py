"""Reading what stands on the papers about minors. Raises NotFound, Refused for whoever may not print lists of the event."""

from typing import Any

from sqlalchemy import and_, func, select

from campaign.core.db import db
from campaign.core.i18n import _, language
from campaign.people.judged import event_to_print
from campaign.people.minors.ages import under
from campaign.people.minors.models import GuardianConsent
from campaign.people.minors.queries import ages_on, guardian_words
from campaign.people.minors.schemas import ConsentSheet, MinorRow, MinorSheet
from campaign.people.models import Organisation, Person, Registration
from campaign.people.queries import place_line, sort_column
from campaign.people.schemas import RegistrationState
from campaign.relay.queries import campaign_of


def consents_to_sign(event_id: int) -> ConsentSheet:
    """The consents for everybody who waits for a parent, in the alphabet spoken. Eight statements, however many."""
    event = event_to_print(event_id)
    below = ages_on(event.day).consent_below
    kk, ru = guardian_words("kk", below), guardian_words("ru", below)
    waiting = (
        select(Person.full_name)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.PENDING)
        .order_by(sort_column(language()), Registration.id)
    )
    return ConsentSheet(
        campaign=campaign_of(event.relay_id).name, event=event.title, place=place_line(event, language()), day=event.day,
        starts=f"{event.starts_on_wall:%H:%M}", kk=kk.text, ru=ru.text, children=tuple(db.session.scalars(waiting)),
        version_words=_("Text of the consent: version %(version)s.", version=ru.version),
    )  # fmt: skip


def minors_who_come(event_id: int) -> MinorSheet:
    """The minors with a place, whom to call about each, and how many wait. Six statements, however many."""
    event = event_to_print(event_id)
    ages = ages_on(event.day)
    below = ages.oldest
    theirs = and_(GuardianConsent.registration_id == Registration.id, GuardianConsent.withdrawn_at.is_(None))
    wanted: Any = (
        select(Person.full_name, Person.birth_year, Organisation.name, Registration.photo_consent, GuardianConsent)
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(GuardianConsent, theirs)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED, under(event.day, below))
        .order_by(sort_column(language()), Registration.id)
    )
    pending = select(func.count()).where(Registration.event_id == event_id, Registration.state == RegistrationState.PENDING)
    lines = tuple(_row(*row) for row in db.session.execute(wanted))
    return MinorSheet(
        campaign=campaign_of(event.relay_id).name, event=event.title, place=place_line(event, language()), day=event.day,
        starts=f"{event.starts_on_wall:%H:%M}", below=below, lines=lines, pending=db.session.scalar(pending) or 0,
    )  # fmt: skip


def _row(
    name: str, year: int | None, organisation: str | None, photo: bool | None, consent: GuardianConsent | None
) -> MinorRow:
    guardian, relation, phone = (consent.name, consent.relation, consent.phone) if consent else ("", None, "")
    return MinorRow(name, year, organisation or "", photo is True, guardian, relation, phone)
