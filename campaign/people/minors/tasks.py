"""The letters about minors: to the parent with their link, to the child when a parent agreed or nobody does any more."""

from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import _
from campaign.core.mail import Letter, Way, Words, letter
from campaign.events.queries import event_row
from campaign.events.schemas import ANNOUNCED
from campaign.people.minors.guardians import standing
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.tasks import OfRegistration, about, letter_to, reader_of, way_to_ticket


@letter("minors.link", OfRegistration)
def link(facts: OfRegistration) -> Letter | None:
    """To the parent; nobody once the child has cancelled, a parent has agreed, or the event is over."""
    registration = db.session.get(Registration, facts.registration_id)
    if registration is None or not registration.guardian_email or registration.guardian_hash is None:
        return None
    event = event_row(registration.event_id)
    is_ahead = event.state in ANNOUNCED and event.ends_at > clock.campaign_now()
    if registration.state is RegistrationState.CANCELLED or not is_ahead or standing(db.session(), registration.id):
        return None
    address = address_of("minors.guardian", token=registration.guardian_token)
    return Letter(
        registration.guardian_email,
        _("Your consent is asked for: %(event)s", event=event.title.text()),
        (
            Words(_("Hello!")),
            Words(_("A child would like to take part and has named you as a parent. Without a parent's word nothing happens:")),
            about(event),
            Words(_("The page says for which child. Read there what it is about and say yes or no; it needs no account.")),
            Way(_("Open the page for parents"), address),
            Words(_("You can take your consent back there at any time. If you know nothing of this, ignore this letter.")),
        ),
    )


@letter("minors.agreed", OfRegistration)
def agreed(facts: OfRegistration) -> Letter | None:
    """To the child: what it has now that nobody need be waited for."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.is_ahead or reader.state not in (RegistrationState.CONFIRMED, RegistrationState.WAITING):
        return None
    waits = reader.state is RegistrationState.WAITING
    return letter_to(
        reader,
        _("Nothing is missing any more: %(event)s", event=reader.event.title.text()),
        Words(_("You are on the waiting list for:") if waits else _("You are registered for:")),
        about(reader.event),
        way_to_ticket(reader),
    )


@letter("minors.missing", OfRegistration)
def missing(facts: OfRegistration) -> Letter | None:
    """To the child: it has no place as long as no parent agrees."""
    reader = reader_of(facts.registration_id)
    if reader is None or not reader.is_ahead or reader.state is not RegistrationState.PENDING:
        return None
    return letter_to(
        reader,
        _("A parent's consent is missing: %(event)s", event=reader.event.title.text()),
        Words(_("As long as no parent has agreed, you have no place at:")),
        about(reader.event),
        Words(_("Your ticket has a link for a parent. The consent can be given there, or on paper with the coordinator.")),
        way_to_ticket(reader),
    )
