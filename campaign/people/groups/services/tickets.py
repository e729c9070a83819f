"""What the holder of a ticket says about it: that they come after moving up, and that they agree though others entered them."""

from sqlalchemy import select

from campaign.core.actor import widened
from campaign.core.db import unit_of_work
from campaign.core.i18n import LANGUAGES
from campaign.people.groups.services.line import confirm_one
from campaign.people.models import Consent
from campaign.people.queries import consent_words
from campaign.people.services.claiming import claim
from campaign.people.services.places import note
from campaign.people.services.registering import keep_consent
from campaign.people.services.tickets import held_by_token


def confirm_ticket(token: str) -> None:
    """They come. Done twice it is done once. Raises NotFound, Closed when the term is over and the place has gone on."""
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        with widened():
            claim(session, registration)
            confirm_one(session, registration)


def agree(token: str, language: str, version: str) -> bool:
    """Keep that they agree to these words; False when other words count now. Done twice it is done once. Raises NotFound."""
    with unit_of_work() as session:
        _held, registration = held_by_token(session, token)
        words = consent_words(language) if language in LANGUAGES else None
        if words is None or version != str(words.version):
            return False
        given = select(Consent.id).where(Consent.registration_id == registration.id, Consent.withdrawn_at.is_(None))
        with widened():
            if session.scalar(given.limit(1)) is None:
                claim(session, registration)
                keep_consent(session, registration, words.id)
                note(session, "people.consented", registration)
        return True
