"""What other pages show of badges."""

from typing import Any

from campaign.core.actor import current_actor
from campaign.events.schemas import EventRow
from campaign.people.badges.queries import badges_of_person
from campaign.people.badges.words import NAMES
from campaign.people.policies import can_print
from campaign.people.schemas import PersonCard, RegistrationState


def badge_panel(card: PersonCard, event: EventRow) -> dict[str, Any]:
    """For the page of a person: the badges they have, the last one first; nothing for whoever may not print them.

    Five statements at most, none for whoever has no place.
    """
    if card.state is not RegistrationState.CONFIRMED or not can_print(current_actor(), card.region_id, card.stop_id):
        return {}
    return {"badges_printed": badges_of_person(card.registration_id, event), "badge_names": NAMES}
