"""Whose chapter belongs to which page: the chapter that is offered first to whoever reads that page."""

from typing import Final

from campaign.core.actor import Actor, Role

OF_PAGES: Final = {
    "desk_public.": "clerk",
    "checkin_field.": "crew",
    "doors_field.": "walk",
    "road_field.": "marshal",
    "groups.": "leader",
    "minors.": "parent",
    "offers.": "driver",
    "people.": "volunteer",
    "own_data.": "volunteer",
    "ticket_shifts.": "volunteer",
    "relay.": "visitor",
    "events.": "visitor",
}
"""By how the endpoint begins, of pages that need no account."""
OF_SHELLS: Final = {"checkin": "crew", "walk": "walk", "column": "marshal"}
"""By the purpose of a field page, where a phone opens the one that it has kept."""
OF_ROLES: Final = {Role.NATIONAL: "national", Role.REGION: "organizer", Role.STOP: "coordinator", Role.AUDITOR: "auditor"}


def chapter_for(actor: Actor, endpoint: str, purpose: str = "") -> str:
    """The code of the chapter, or "" where none belongs more than the others; of several roles the widest counts."""
    for begins, code in OF_PAGES.items():
        if endpoint.startswith(begins):
            return code
    if purpose:
        return OF_SHELLS.get(purpose, "")
    if endpoint.startswith("guide."):  # its own pages lead to every chapter
        return ""
    held = {grant.role for grant in actor.grants}
    return next((code for role, code in OF_ROLES.items() if role in held), "")
