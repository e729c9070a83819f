"""What is said of a typed page before it is posted: who has cancelled meanwhile, who is in already, what cannot be taken."""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Closed
from campaign.core.i18n import _
from campaign.core.lengths import length_complaint
from campaign.core.text import fold
from campaign.papers.typed.schemas import Entry, Grade, Said, TypedSheet
from campaign.people.checkin.schemas import Seen
from campaign.people.checkin.services.desk import ensure_open, not_yet
from campaign.people.checkin.words import LOOK, WHY
from campaign.people.schemas import NAME_LENGTH, RegistrationState
from campaign.people.typed.known import Known, Latecomer, known
from campaign.people.wishes import name_complaint

STRUCK: Final = "x"
NO_PHOTO: Final = "f"


def came(entry: Entry) -> bool:
    """Whether the row says that somebody is there: its number alone, or the wish for no pictures."""
    return not entry.has(STRUCK)


def judge(sheet: TypedSheet, entries: Sequence[Entry]) -> Sequence[Said]:
    """Every row about which there is something to say. Five statements."""
    beside = known(db.session(), sheet.subject_id, entries)
    return tuple(_judged(beside, entries))


def _judged(beside: Known, entries: Sequence[Entry]) -> Iterator[Said]:
    try:
        ensure_open(beside.event)
    except Closed as error:
        yield Said("", Grade.BAD, str(error))
    for entry in entries:
        yield from _latecomer(beside, entry) if entry.row.is_blank else _printed(beside, entry)


def _printed(beside: Known, entry: Entry) -> Iterator[Said]:
    number, seen = entry.row.number, beside.of(entry)
    if seen is None:
        yield Said(number, Grade.BAD, _("This person is not on the list of the event any more."))
        return
    if fold(seen.name) != fold(entry.row.name):
        said = _("On paper: %(before)s. In the list now: %(now)s.", before=entry.row.name, now=seen.name)
        yield Said(number, Grade.INFO, said)
    yield from (_there(beside, number, seen) if came(entry) else _struck(beside, number, seen))


def _there(beside: Known, number: str, seen: Seen) -> Iterator[Said]:
    if seen.first_at is not None:
        yield Said(number, Grade.INFO, _("Counted already, at %(time)s.", time=_time(beside, seen)))
    elif seen.state is RegistrationState.CANCELLED:
        words = _("Has cancelled since. Is put on the list again and counted, if a place is left.")
        yield Said(number, Grade.WARN, words)
    elif (why := not_yet(seen.state)) is not None:
        yield Said(number, Grade.WARN, _("Is not counted. %(why)s", why=LOOK.get(why, WHY[why])))


def _struck(beside: Known, number: str, seen: Seen) -> Iterator[Said]:
    if seen.first_at is not None:
        yield Said(number, Grade.BAD, let_in(beside, seen))
    elif seen.state is RegistrationState.CANCELLED:
        yield Said(number, Grade.INFO, _("Is off the list already."))


def let_in(beside: Known, seen: Seen) -> str:
    """Why somebody who is in is not struck out."""
    return _("Was let in at %(time)s, so cannot be struck out. Take the check-in back first.", time=_time(beside, seen))


def _time(beside: Known, seen: Seen) -> str:
    at = seen.first_at or clock.campaign_now()
    return f"{at.astimezone(ZoneInfo(beside.event.time_zone)):%H:%M}"


def _latecomer(beside: Known, entry: Entry) -> Iterator[Said]:
    number, late, seen = entry.row.number, Latecomer.of(entry), beside.of(entry)
    if not came(entry):
        yield Said(number, Grade.BAD, _("A row that was struck out again is left blank: leave it out."))
    if words := name_complaint(late.name):
        yield Said(number, Grade.BAD, str(words))
    if long := length_complaint(late.name, NAME_LENGTH):
        yield Said(number, Grade.BAD, long)
    if late.typed_phone and not late.phone:
        yield Said(
            number, Grade.BAD, _("“%(typed)s” is no phone number. For example: 8 701 555 01 23.", typed=late.typed_phone)
        )
    elif not late.phone:
        yield Said(number, Grade.WARN, _("Without a phone this becomes a new person, even if somebody of this name is known."))
    if seen is not None:
        yield Said(number, Grade.INFO, _("Stands on the list already; is counted there."))
        yield from _there(beside, number, seen)
