"""What guardians say, kept and taken back in the unit of work of an act; who may and what follows is for the caller."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaign.core import clock, crypto
from campaign.core.actor import widened
from campaign.people.minors.models import GuardianConsent
from campaign.people.minors.schemas import Agreement, GuardianWords, Way
from campaign.people.models import Registration


def standing(session: Session, registration_id: int) -> GuardianConsent | None:
    """The consent that stands, read anew. One statement."""
    wanted = select(GuardianConsent).where(
        GuardianConsent.registration_id == registration_id, GuardianConsent.withdrawn_at.is_(None)
    )
    with widened():
        return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def last_ended(session: Session, registration_id: int) -> datetime | None:
    """When the last of the consents that do not stand any more ended; None where there was none. One statement."""
    ends = select(func.max(GuardianConsent.withdrawn_at)).where(GuardianConsent.registration_id == registration_id)
    with widened():
        return session.scalar(ends)


def keep_consent(
    session: Session, registration: Registration, wish: Agreement, words: GuardianWords, signed_on: date | None, kept_where: str
) -> None:
    """Keep that a guardian agreed to these words now; signed on a day: on paper."""
    row = GuardianConsent(
        uid=crypto.new_uid(), registration_id=registration.id, region_id=registration.region_id, stop_id=registration.stop_id,
        way=Way.LINK if signed_on is None else Way.PAPER, relation=wish.relation, text_id=words.id,
        consent_below=words.consent_below, photo=wish.photo, given_at=clock.campaign_now(), signed_on=signed_on,
        kept_where=kept_where,
    )  # fmt: skip
    row.name, row.phone = wish.name, wish.phone
    session.add(row)
    registration.photo_consent = wish.photo
    session.flush()


def take_back(session: Session, registration: Registration, consent: GuardianConsent, reason: str) -> None:
    """Withdraw it; whoever needs one has to wait for a parent already (`pend`), else the database refuses."""
    consent.withdrawn_at, consent.withdrawn_note = clock.campaign_now(), reason
    registration.photo_consent = None
    session.flush()


def begin_with_guardian(session: Session, registration: Registration, has_guardian: bool) -> None:
    """Somebody who had cancelled comes again: a new link for the parent of a minor, and nothing of what was said before."""
    forget_consents(session, [registration.id])
    registration.photo_consent, registration.guardian_email = None, ""
    if has_guardian:
        registration.issue_to_guardian(registration.guardian_generation + 1)
    else:
        registration.guardian_hash = None


def forget_consents(session: Session, registration_ids: Sequence[int]) -> None:
    """What was agreed to before somebody cancelled does not count when they come again. To be called before they do."""
    old = update(GuardianConsent).where(
        GuardianConsent.registration_id.in_(registration_ids), GuardianConsent.withdrawn_at.is_(None)
    )
    with widened():
        session.execute(old.values(withdrawn_at=clock.campaign_now()), execution_options={"synchronize_session": False})
