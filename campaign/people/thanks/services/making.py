"""Making certificates and letters of thanks. Who asks twice gets the same sheet, unless what stands on it has changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, settings, tasks
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line, fold
from campaign.events.plan.queries import event_as_subject
from campaign.events.schemas import EventRow
from campaign.papers.queries import signers_of
from campaign.people.hours.queries import hours_of_event, hours_of_registration
from campaign.people.judged import event_to_print
from campaign.people.models import Registration
from campaign.people.queries import event_line, organisation_row, person_card
from campaign.people.schemas import RegistrationState
from campaign.people.services.claiming import claim
from campaign.people.services.places import hold
from campaign.people.thanks.models import Certificate
from campaign.people.thanks.queries import recipient_key, seal_of, texts_of
from campaign.people.thanks.schemas import LONGEST_NAME, Facts, Frozen, Made, Recipient, ThanksKind
from campaign.people.thanks.wording import check_address, dated, facts_for, facts_hash, number_words
from campaign.relay.queries import campaign_of

TASK: Final = "people.certificates"
_NOT_YET: Final = _l("The letter was not made yet.")
_SERIES: Final = "certificates"


def make_for_all(event_id: int) -> Made:
    """A certificate for everybody with confirmed hours. Raises NotFound, Refused, Closed when there is nobody.

    A new number costs two statements; those that say the same as before cost nothing.
    """
    return _make(event_id, ThanksKind.CERTIFICATE, lambda _event: _took_part(event_id))


def make_for_all_later(event_id: int) -> str:
    """Queue the same, and all as one PDF, as a task; its uid. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = event_to_print(event_id)
        return tasks.queue(session, TASK, event_line(event), event_id=event_id)


def make_for_one(registration_id: int, kind: ThanksKind) -> int:
    """The number of the row of somebody's certificate or letter. Raises NotFound, Refused, Closed without confirmed hours."""
    card = person_card(registration_id)
    if card.state is not RegistrationState.CONFIRMED:
        raise Closed(_l("Only those who had a place at the event get a certificate or a letter."))
    worked = hours_of_registration(registration_id)
    if kind is ThanksKind.CERTIFICATE and worked is None:
        raise Closed(_l("Confirm the hours first: the certificate says how many they were."))
    minutes = worked.minutes if worked else 0
    who = Recipient(f"registration:{registration_id}", card.full_name, card.organisation, registration_id, minutes)
    _make(card.event_id, kind, lambda _event: [who])
    return _standing_id(card.event_id, kind, who.key)


def make_letter(event_id: int, organisation_id: int | None, name: str) -> int:
    """A letter for an organisation of the region, or for whoever is written. Raises NotFound, Refused, Invalid."""
    who = _thanked(organisation_id, clean_line(name))
    _make(event_id, ThanksKind.LETTER, lambda _event: [who])
    return _standing_id(event_id, ThanksKind.LETTER, who.key)


def _thanked(organisation_id: int | None, name: str) -> Recipient:
    if organisation_id is not None:
        return Recipient(f"organisation:{organisation_id}", organisation_row(organisation_id).name)
    if not fold(name):
        words = _("Whom does the letter thank? Choose an organisation, or write a name.")
        raise Invalid(_NOT_YET, [Problem("name", "missing", words)])
    if words := length_complaint(name, LONGEST_NAME):
        raise Invalid(_NOT_YET, [Problem("name", "too_long", words)])
    return Recipient(recipient_key(fold(name)), name)


def _took_part(event_id: int) -> list[Recipient]:
    return [
        Recipient(f"registration:{line.registration_id}", line.full_name, line.organisation, line.registration_id, line.minutes)
        for line in hours_of_event(event_id)
        if line.minutes
    ]


def _make(event_id: int, kind: ThanksKind, whom: Callable[[EventRow], Sequence[Recipient]]) -> Made:
    with unit_of_work() as session:
        event = event_to_print(event_id)
        hold(session, event_id)
        recipients = whom(event)
        if not recipients:
            raise Closed(_l("Nobody has confirmed hours yet. Confirm the hours first."))
        sheets = _facts(event, kind, recipients)
        there = _standing(session, event_id, kind)
        new = [(who, facts) for who, facts in sheets if _is_new(there.get(who.key), facts)]
        at = clock.campaign_now()
        for who, _facts_of in new:
            if who.key in there:
                there[who.key].replaced_at = at
        session.flush()
        made = [_keep(session, event, kind, who, facts, there.get(who.key)) for who, facts in new]
        _claim(session, [who.registration_id for who, _facts_of in new if who.registration_id])
        _note(session, event, kind, made)
        return Made(len(new), len(sheets) - len(new))


def _facts(event: EventRow, kind: ThanksKind, recipients: Iterable[Recipient]) -> list[tuple[Recipient, Facts]]:
    texts, campaign = texts_of(event.id), campaign_of(event.relay_id).name
    signers, _version = signers_of(event_as_subject(event))
    return [(who, facts_for(kind, event, who, texts, campaign, signers.approves)) for who in recipients]


def _standing(session: Session, event_id: int, kind: ThanksKind) -> dict[str, Certificate]:
    asked = select(Certificate).where(
        Certificate.event_id == event_id, Certificate.kind == kind, Certificate.replaced_at.is_(None)
    )
    found = session.scalars(asked, execution_options={"populate_existing": True})
    return {certificate.recipient: certificate for certificate in found}


def _standing_id(event_id: int, kind: ThanksKind, key: str) -> int:
    with unit_of_work() as session:
        return _standing(session, event_id, kind)[key].id


def _is_new(before: Certificate | None, facts: Facts) -> bool:
    return before is None or before.facts_hash != facts_hash(facts)


def _keep(
    session: Session, event: EventRow, kind: ThanksKind, who: Recipient, facts: Facts, before: Certificate | None
) -> Certificate:
    number, uid, code = settings.next_number(session, _SERIES), crypto.new_uid(), crypto.new_code() + crypto.new_code()[:5]
    words = number_words(kind, event.day.year, number)
    frozen = Frozen(facts, dated(event, clock.campaign_today(event.time_zone)), words, check_address(code))
    certificate = Certificate(
        uid=uid, code=code, number=number, kind=kind, region_id=event.region_id, stop_id=event.stop_id, event_id=event.id,
        registration_id=who.registration_id, recipient=who.key, minutes=who.minutes, content_sealed=seal_of(frozen, uid),
        facts_hash=facts_hash(facts), made_at=clock.campaign_now(), made_by=current_actor().user_id,
        released_at=before.released_at if before else None,
    )  # fmt: skip
    session.add(certificate)
    session.flush()
    return certificate


def _claim(session: Session, registration_ids: Sequence[int]) -> None:
    for registration in session.scalars(select(Registration).where(Registration.id.in_(registration_ids))).all():
        claim(session, registration)


def _note(session: Session, event: EventRow, kind: ThanksKind, made: Sequence[Certificate]) -> None:
    if made:
        after = {"kind": kind.value, "numbers": [one.number for one in made]}
        audit.note(session, "thanks.made", "thanks", event.id, region_id=event.region_id, after=after)
