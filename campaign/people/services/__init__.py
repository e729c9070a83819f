"""Acts on people: registering, leaving and coming back, moving up from the waiting list, correcting, tickets."""

from campaign.people.services.finding import find_ticket
from campaign.people.services.keeping import (
    cancel,
    consent_on_paper,
    edit_person,
    give_free_places,
    load_shipped,
    rename_organisation,
    restore,
)
from campaign.people.services.ports import Attendees, PeopleOfASeason
from campaign.people.services.registering import add_person, open_desk, register
from campaign.people.services.tickets import (
    NoSuchTicket,
    cancel_ticket,
    choose_role,
    keep_contact,
    link_token,
    renew_link,
    ticket_with,
    uncancel_ticket,
)

__all__ = [
    "Attendees",
    "NoSuchTicket",
    "PeopleOfASeason",
    "add_person",
    "cancel",
    "cancel_ticket",
    "choose_role",
    "consent_on_paper",
    "edit_person",
    "find_ticket",
    "give_free_places",
    "keep_contact",
    "link_token",
    "load_shipped",
    "open_desk",
    "register",
    "rename_organisation",
    "renew_link",
    "restore",
    "ticket_with",
    "uncancel_ticket",
]
