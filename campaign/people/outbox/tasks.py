"""The letter of the evening before, written at the moment it is sent."""

from dataclasses import dataclass

from campaign.core import clock
from campaign.core.i18n import _, language
from campaign.core.mail import Facts, Letter, Part, Words, letter
from campaign.events.briefing.queries import sent_briefing
from campaign.people.outbox.schemas import REMINDER
from campaign.people.schemas import RegistrationState
from campaign.people.tasks import Reader, about, known_contacts, letter_to, listed, reader_of, way_to_ticket


@dataclass(frozen=True)
class OfReminder:
    """A letter that reminds of the day on which an event is."""

    registration_id: int
    event_id: int
    day: str


@letter(REMINDER, OfReminder)
def reminder(facts: OfReminder) -> Letter | None:
    """To everybody who has a place; nobody when the event has moved to another day, was cancelled or has begun."""
    reader = reader_of(facts.registration_id)
    if reader is None or not _is_still_to_come(reader, facts.day):
        return None
    event, code = reader.event, language()
    tomorrow = (event.day - clock.campaign_today(event.time_zone)).days == 1
    subject = (
        _("Tomorrow: %(event)s", event=event.title.text()) if tomorrow else _("Today: %(event)s", event=event.title.text())
    )
    briefing = sent_briefing(event.id)
    parts: list[Part] = [Words(_("We are expecting you:")), about(event)]
    if briefing is not None:
        known = known_contacts(briefing, code)
        parts += [*listed(_("What to bring"), briefing.bring_in(code)), *((Facts(known),) if known else ())]
    parts.append(Words(_("If you cannot come after all, open your ticket and say so; the next person gets the place.")))
    return letter_to(reader, subject, *parts, way_to_ticket(reader))


def _is_still_to_come(reader: Reader, day: str) -> bool:
    has_place = reader.state is RegistrationState.CONFIRMED and reader.is_ahead
    return has_place and reader.event.day.isoformat() == day and reader.event.starts_at > clock.campaign_now()
