"""Acts on certificates and letters of thanks."""

from campaign.people.thanks.services.keeping import checked, own_certificate, own_thanks, release, write_texts
from campaign.people.thanks.services.making import TASK, make_for_all, make_for_all_later, make_for_one, make_letter

__all__ = [
    "TASK",
    "checked",
    "make_for_all",
    "make_for_all_later",
    "make_for_one",
    "make_letter",
    "own_certificate",
    "own_thanks",
    "release",
    "write_texts",
]
