"""Posting a typed list: people are counted as come, taken off, registered as at the desk; and all of it taken back again.

Under the lock of the event, like every change of its people. What cannot be done (no place is left, a parent's consent is
missing) is told row by row and keeps nobody else from being counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.papers.typed.schemas import Entry, Facts, Grade, Posted, Said, TypedSheet
from campaign.people.checkin.models import CheckIn
from campaign.people.checkin.services.desk import ensure_open, not_yet, put_in_together, take_out
from campaign.people.checkin.words import LOOK, WHY
from campaign.people.models import Consent, Registration
from campaign.people.queries import consent_words
from campaign.people.schemas import Register, RegistrationState
from campaign.people.services.keeping import come_back
from campaign.people.services.places import Held, hold, leave
from campaign.people.services.registering import enter_at_the_door, keep_consent
from campaign.people.services.rows import registration_here
from campaign.people.typed.judging import NO_PHOTO, came, let_in
from campaign.people.typed.known import Known, Latecomer, known

CANCELLED = RegistrationState.CANCELLED


@dataclass
class _Posting:
    """One page while it is posted: the event held, and what was done, for undoing it."""

    session: Session
    held: Held
    sheet: TypedSheet
    signed: bool
    done: Facts = field(default_factory=lambda: {"in": [], "off": [], "back": [], "new": [], "photo": [], "signed": []})
    left: list[Said] = field(default_factory=list)

    def leave_out(self, number: str, words: str) -> None:
        self.left.append(Said(number, Grade.WARN, words))


def post(session: Session, sheet: TypedSheet, entries: Sequence[Entry], *, signed: bool) -> Posted:
    """Write what the page says. `signed`: who came has signed below the consent that the sheet asks for.

    Raises NotFound, Closed.
    """
    posting = _Posting(session, hold(session, sheet.subject_id), sheet, signed)
    beside = known(session, sheet.subject_id, entries)
    ensure_open(beside.event)
    comers = [registration for entry in entries if (registration := _written(posting, beside, entry)) is not None]
    posting.done["in"] = put_in_together(session, {one.id: one for one in comers}.values())
    return Posted(posting.done, tuple(posting.left))


def _written(posting: _Posting, beside: Known, entry: Entry) -> Registration | None:
    """Do what one row says; whoever is to be counted as come."""
    registration = _registration(posting, beside, entry)
    if registration is None:
        return None
    if not came(entry):
        _strike(posting, beside, entry, registration)
        return None
    if registration.state is CANCELLED and not _back(posting, entry, registration):
        return None
    if entry.has(NO_PHOTO) and registration.photo_consent is not False:
        posting.done["photo"].append([registration.id, registration.photo_consent])
        registration.photo_consent = False
        posting.session.flush()
    if posting.signed:
        _consent(posting, registration)
    if (why := not_yet(registration.state)) is not None:
        posting.leave_out(entry.row.number, str(LOOK.get(why, WHY[why])))
        return None
    return registration


def _registration(posting: _Posting, beside: Known, entry: Entry) -> Registration | None:
    """Whom the row means; whoever was written into a blank row is registered as at the door."""
    seen = beside.of(entry)
    if seen is not None:
        return registration_here(posting.session, seen.registration_id)
    if not entry.row.is_blank:
        posting.leave_out(entry.row.number, _("This person is not on the list of the event any more."))
        return None
    return _enter(posting, entry)


def _enter(posting: _Posting, entry: Entry) -> Registration | None:
    """Under the rules of the door: capacity, the waiting list, a parent's consent."""
    late, session = Latecomer.of(entry), posting.session
    wish = Register(
        full_name=late.name, phone=late.phone, birth_year=None, organisation="", role_id=None, language=posting.sheet.language,
        consent_version=None,
    )  # fmt: skip
    with widened():
        try:
            with session.begin_nested():
                number = enter_at_the_door(session, event_row(posting.held.id), wish)
        except Invalid as error:
            posting.leave_out(entry.row.number, " ".join(str(one.message) for one in error.problems) or str(error))
            return None
    if number not in posting.done["new"]:
        posting.done["new"].append(number)
    return registration_here(session, number)


def _back(posting: _Posting, entry: Entry, registration: Registration) -> bool:
    """Put somebody who has cancelled on the list again; False when no place is left."""
    try:
        with posting.session.begin_nested():
            come_back(posting.session, posting.held, registration)
    except Conflict as error:
        posting.session.refresh(registration)
        posting.leave_out(entry.row.number, str(error))
        return False
    posting.done["back"].append(registration.id)
    return True


def _strike(posting: _Posting, beside: Known, entry: Entry, registration: Registration) -> None:
    seen = beside.of(entry)
    if seen is not None and seen.first_at is not None:  # a phone was faster than whoever read the page before posting it
        posting.leave_out(entry.row.number, let_in(beside, seen))
    elif registration.state is not CANCELLED:
        leave(posting.session, posting.held, registration)
        posting.done["off"].append(registration.id)


def _consent(posting: _Posting, registration: Registration) -> None:
    """Keep that somebody signed, once."""
    given = select(Consent.id).where(Consent.registration_id == registration.id, Consent.withdrawn_at.is_(None))
    if posting.session.scalar(given.limit(1)) is None:
        keep_consent(posting.session, registration, consent_words(posting.sheet.language).id)
        posting.done["signed"].append(posting.session.scalar(given))


def undo(session: Session, sheet: TypedSheet, facts: Facts) -> Sequence[Said]:
    """Take a posted page back; what stays, because the world has moved on, is said by name of the act."""
    held, reason = hold(session, sheet.subject_id), _("Typing sheet %(number)s was taken back.", number=sheet.shown_number)
    _take_out(session, facts["in"], reason)
    _withdraw(session, facts["signed"])
    stays = [words for number in facts["new"] + facts["back"] if (words := _off_again(session, held, number))]
    stays += [words for number in facts["off"] if (words := _on_again(session, held, number))]
    for number, before in facts["photo"]:
        if (registration := _here(session, number)) is not None and registration.photo_consent is False:
            registration.photo_consent = before
    session.flush()
    return [Said("", Grade.WARN, words) for words in stays]


def _take_out(session: Session, numbers: Sequence[int], reason: str) -> None:
    asked = select(CheckIn).where(CheckIn.id.in_(numbers), CheckIn.undone_at.is_(None)).order_by(CheckIn.id)
    for there in session.scalars(asked.with_for_update(), execution_options={"populate_existing": True}).all():
        take_out(session, there, reason, registration_here(session, there.registration_id).region_id)


def _withdraw(session: Session, numbers: Sequence[int]) -> None:
    asked = select(Consent).where(Consent.id.in_(numbers), Consent.withdrawn_at.is_(None))
    for consent in session.scalars(asked).all():
        consent.withdrawn_at = clock.campaign_now()


def _here(session: Session, number: int) -> Registration | None:
    """The registration as it is now; None when it is gone: the import that had brought it was taken back."""
    try:
        return registration_here(session, number)
    except NotFound:
        return None


def _off_again(session: Session, held: Held, number: int) -> str:
    """Take somebody off whom posting put on the list; not whoever was let in at the door besides."""
    registration = _here(session, number)
    if registration is None:
        return ""
    if session.scalar(_stands(number)) is not None:
        return _("A person stays on the list, for they were let in at the door as well.")
    leave(session, held, registration)
    return ""


def _on_again(session: Session, held: Held, number: int) -> str:
    """Put somebody back whom posting took off."""
    registration = _here(session, number)
    if registration is None:
        return _("This person is not on the list of the event any more.")
    try:
        with session.begin_nested():
            come_back(session, held, registration)
    except Conflict as error:
        return str(error)
    return ""


def _stands(number: int) -> Any:
    return select(CheckIn.id).where(CheckIn.registration_id == number, CheckIn.undone_at.is_(None)).limit(1)
