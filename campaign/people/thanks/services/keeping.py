"""The words of an event's certificates and letters, releasing them to their holders, and what anybody may check."""

from collections.abc import Iterator

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import too_long
from campaign.events.models import Event
from campaign.people.hours.services import hours_of_ticket
from campaign.people.judged import event_to_write
from campaign.people.schemas import Ticket
from campaign.people.thanks.models import Certificate, ThanksText
from campaign.people.thanks.queries import NO_CERTIFICATE, released_for, row_of
from campaign.people.thanks.schemas import LONGEST_TEXT, CertificateRow, Checked, OwnThanks
from campaign.people.thanks.wording import SIDES


def write_texts(event_id: int, certificate: Translated, letter: Translated, version: int) -> None:
    """What the certificates and letters of the event say from now on. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        event = event_to_write(event_id)
        row = session.scalar(select(ThanksText).where(ThanksText.event_id == event_id).with_for_update())
        if (row.version if row else 0) != version:
            raise Stale(_l("Somebody has changed these words meanwhile. Look at them again; nothing was saved."))
        if problems := [*_wrong("certificate", certificate), *_wrong("letter", letter)]:
            raise Invalid(_l("The words were not saved yet."), problems)
        if row is None:
            row = ThanksText(event_id=event_id, region_id=event.region_id, stop_id=event.stop_id, version=0)
            session.add(row)
        row.certificate, row.letter, row.version = certificate, letter, version + 1
        session.flush()
        audit.note(session, "thanks.worded", "thanks", event_id, region_id=event.region_id)


def _wrong(name: str, words: Translated) -> Iterator[Problem]:
    for code in SIDES:
        text = getattr(words, code)
        if not text:
            yield Problem(f"{name}_{code}", "missing", _("The paper has both languages side by side: write it in both."))
        yield from too_long(f"{name}_{code}", text, LONGEST_TEXT)


def release(event_id: int, *, out: bool) -> int:
    """Let the holders of tickets take theirs, or (`out` false) no longer; how many. Raises NotFound, Refused."""
    with unit_of_work() as session:
        event = event_to_write(event_id)
        of_people = (
            Certificate.event_id == event_id, Certificate.replaced_at.is_(None), Certificate.registration_id.is_not(None),
        )  # fmt: skip
        is_new = Certificate.released_at.is_(None) if out else Certificate.released_at.is_not(None)
        changed = update(Certificate).where(*of_people, is_new).values(released_at=clock.campaign_now() if out else None)
        numbers = list(session.scalars(changed.returning(Certificate.number), execution_options={"synchronize_session": False}))
        if numbers:
            act, after = "thanks.released" if out else "thanks.withdrawn", {"numbers": sorted(numbers)}
            audit.note(session, act, "thanks", event_id, region_id=event.region_id, after=after)
        return len(numbers)


def own_thanks(ticket: Ticket) -> OwnThanks:
    """What the holder of a ticket finds: confirmed hours, and what was released. Two statements, one before the event."""
    worked = hours_of_ticket(ticket)
    with widened():
        return OwnThanks(worked.minutes if worked else 0, released_for(ticket.registration_id))


def own_certificate(ticket: Ticket, certificate_id: int) -> CertificateRow:
    """One of those. Raises NotFound."""
    for row in own_thanks(ticket).sheets:
        if row.id == certificate_id:
            return row
    raise NotFound(NO_CERTIFICATE)


def checked(code: str) -> Checked:
    """What anybody who has the paper may know of it. Raises NotFound for a code that no paper has. One statement, or none."""
    code = code.strip().upper()
    if len(code) != crypto.CODE_LENGTH + 5 or not crypto.is_code(code[: crypto.CODE_LENGTH]):
        raise NotFound(NO_CERTIFICATE)
    with widened():
        return _found(db.session(), code)


def _found(session: Session, code: str) -> Checked:
    asked = select(Certificate, Event.title, Event.starts_at, Event.time_zone).join(Event, Event.id == Certificate.event_id)
    found = session.execute(asked.where(Certificate.code == code)).one_or_none()
    if found is None:
        raise NotFound(NO_CERTIFICATE)
    certificate, title, starts_at, zone = found
    number = row_of(certificate).number
    return Checked(certificate.kind, number, title, starts_at, zone, certificate.minutes, certificate.replaced_at is None)
