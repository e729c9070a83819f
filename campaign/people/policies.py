"""Who may keep the people of an event, and the organisations of a region."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_people(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The organizer of the region, the coordinator of the stop, the national coordinator."""
    return actor.may_at(P.PEOPLE_WRITE, region_id, stop_id)


def ensure_can_write_people(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_people(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may change the list of its people."))


def can_write_organisations(actor: Actor, region_id: int) -> bool:
    """All stops of a region share its organisations, so only its organizer renames them."""
    return actor.may_at(P.PEOPLE_WRITE, region_id)


def ensure_can_write_organisations(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_write_organisations(actor, region_id):
        raise Refused(_l("Only the organizer of the region may rename its organisations."))


def ensure_can_export(actor: Actor, region_id: int, stop_id: int | None) -> None:
    """A table of the list says what a printed one says. Raises Refused."""
    if not can_print(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may take the list of its people out."))


def can_print(actor: Actor, region_id: int, stop_id: int | None) -> bool:
    """Whoever runs the stop, its region or the campaign. A printed list holds names and phones: an auditor reads none."""
    return actor.may_at(P.SHEETS_PRINT, region_id, stop_id)


def ensure_can_print(actor: Actor, region_id: int, stop_id: int | None) -> None:
    """Raises Refused."""
    if not can_print(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may print the list of its people."))
