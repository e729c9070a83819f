"""Acts on the press: outlets, invitations, quotations, publications, the media plan."""

from campaign.events.press.services.inviting import answer, invite, uninvite
from campaign.events.press.services.outlets import add_outlet, change_outlet, remove_outlet
from campaign.events.press.services.planning import add_row, change_row, remove_row
from campaign.events.press.services.publishing import add_publication, change_publication, remove_publication
from campaign.events.press.services.quoting import (
    add_quotation,
    approve_quotation,
    change_quotation,
    remove_quotation,
)

__all__ = [
    "add_outlet",
    "add_publication",
    "add_quotation",
    "add_row",
    "answer",
    "approve_quotation",
    "change_outlet",
    "change_publication",
    "change_quotation",
    "change_row",
    "invite",
    "remove_outlet",
    "remove_publication",
    "remove_quotation",
    "remove_row",
    "uninvite",
]
