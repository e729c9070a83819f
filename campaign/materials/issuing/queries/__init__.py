"""Reading issue and return: who may be given what, who holds what, and what was just done."""

from campaign.materials.issuing.queries.found import Found, find
from campaign.materials.issuing.queries.holders import done, holders_at, issued_at, things_held_by, things_of
from campaign.materials.issuing.queries.offers import offer_for, round_of, stores_for
from campaign.materials.issuing.queries.recipients import cars_at, recipient, teams_at

__all__ = [
    "Found",
    "cars_at",
    "done",
    "find",
    "holders_at",
    "issued_at",
    "offer_for",
    "recipient",
    "round_of",
    "stores_for",
    "teams_at",
    "things_held_by",
    "things_of",
]
