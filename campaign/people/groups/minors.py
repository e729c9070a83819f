"""Whether somebody whom a leader enters has to wait for a parent."""

from campaign.events.schemas import EventRow
from campaign.people.models import Person
from campaign.people.wishes import may_be_a_child


def is_child(event: EventRow, birth_year: int | None, person: Person | None) -> bool:
    """What is known of somebody counts before what the leader says of them."""
    known = person.birth_year if person is not None and person.birth_year is not None else birth_year
    return may_be_a_child(known, event.day)
