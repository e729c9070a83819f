"""Acts on minors: agreeing and taking back, on the parent's page, the ticket and the coordinator's desk; rules about ages."""

from campaign.people.minors.services.consenting import agree, guardian_page, withdraw
from campaign.people.minors.services.consenting import say_photo as say_photo_as_guardian
from campaign.people.minors.services.desk import correct_birth_date, record_paper, renew_guardian_link, withdraw_for
from campaign.people.minors.services.rules import add_rule, load_shipped, preview_rule
from campaign.people.minors.services.tickets import age_facts, say_birth_date, say_photo, send_to_parent

__all__ = [
    "add_rule",
    "age_facts",
    "agree",
    "correct_birth_date",
    "guardian_page",
    "load_shipped",
    "preview_rule",
    "record_paper",
    "renew_guardian_link",
    "say_birth_date",
    "say_photo",
    "say_photo_as_guardian",
    "send_to_parent",
    "withdraw",
    "withdraw_for",
]
