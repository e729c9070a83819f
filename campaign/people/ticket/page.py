"""What a ticket shows besides the registration itself: whom to turn to, the QR code, the link for another phone."""

from urllib.parse import quote

from sqlalchemy import select

from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import _, language
from campaign.events.briefing.queries import sent_briefing
from campaign.events.briefing.schemas import NOT_NAMED, Briefing, Contact
from campaign.events.schemas import EventState
from campaign.people.groups.models import Group
from campaign.people.models import Registration
from campaign.people.queries import place_line
from campaign.people.schemas import RegistrationState, Ticket
from campaign.web.qr import square


def of_ticket(ticket: Ticket, token: str) -> dict[str, object]:
    """What its page needs beside the ticket and its forms. Three statements."""
    event, briefing = ticket.event, sent_briefing(ticket.event.id)
    return {
        "ticket": ticket,
        "token": token,
        "place": place_line(event, language()),
        "code": square(ticket.code),
        "comes": ticket.state is not RegistrationState.CANCELLED and event.state is not EventState.CANCELLED,
        "is_over": event.ends_at <= clock.campaign_now(),
        "briefing": briefing,
        "leader": _leader(ticket, briefing),
        "share": _share(ticket, token),
    }


def _leader(ticket: Ticket, briefing: Briefing | None) -> Contact:
    """Of the group somebody came with, else of the event, else of its briefing."""
    mine = select(Group).join(Registration, Registration.group_id == Group.id).where(Registration.id == ticket.registration_id)
    with widened():
        group = db.session.scalars(mine).one_or_none()
    if group is not None:
        return Contact(group.leader_name, group.leader_phone)
    if ticket.event.responsible:
        return Contact(ticket.event.responsible, ticket.event.responsible_phone)
    return briefing.leader if briefing else NOT_NAMED


def _share(ticket: Ticket, token: str) -> dict[str, str]:
    """Ways to send the link to oneself: a short message and an e-mail, written and not yet addressed."""
    title, address = ticket.event.title.text(), address_of("people.ticket", token=token)
    subject = _("Ticket: %(event)s", event=title)
    return {
        "sms": f"sms:?&body={quote(f'{subject} {address}', safe='')}",  # "?&" is understood by iOS and Android
        "mail": f"mailto:?subject={quote(subject, safe='')}&body={quote(address, safe='')}",
    }
