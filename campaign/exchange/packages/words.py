"""What states and sides of packages are called."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.exchange.packages.schemas import PackageState

STATES: Final[dict[PackageState, Words]] = {
    PackageState.OUT: _l("on the road"),
    PackageState.BACK: _l("brought back"),
    PackageState.GIVEN_UP: _l("given up"),
}
MARKS: Final = {PackageState.OUT: "warn", PackageState.BACK: "good", PackageState.GIVEN_UP: "calm"}

COLUMNS: Final[dict[str, Words]] = {
    "title": _l("Title"), "description": _l("Description"), "starts_at": _l("Begins"), "ends_at": _l("Ends"), "day": _l("Day"),
    "state": _l("State"), "reason": _l("Reason"), "note": _l("Note"), "name": _l("Name"), "address": _l("Address"),
    "full_name": _l("Surname, name, patronymic"), "birth_year": _l("Year of birth"), "birth_date": _l("Date of birth"),
    "phone_sealed": _l("Phone"), "leader_phone_sealed": _l("Phone"), "head_phone_sealed": _l("Phone"),
    "driver_phone_sealed": _l("Phone"), "responsible_phone_sealed": _l("Phone"), "email_sealed": _l("E-mail address"),
    "organisation_id": _l("Organisation"), "role_id": _l("Role"), "place_id": _l("Venue"), "place_note": _l("Where"),
    "capacity": _l("Places"), "need": _l("Places"), "places": _l("Places"), "person_id": _l("Person"), "person": _l("Who"),
    "registration_id": _l("Person"), "language": _l("Language"), "text": _l("Text"), "number": _l("Number"), "soap": _l("Soap"),
    "sign": _l("Door sign"), "pieces": _l("Quantity"), "quantity": _l("Quantity"), "responsible": _l("Responsible"),
    "minutes": _l("Minutes"), "position": _l("Position"), "what": _l("What"), "who": _l("Who"), "place": _l("Where"),
    "group_id": _l("Group"), "car_id": _l("Car"), "team_id": _l("Team"), "driver_name": _l("Driver"),
    "second_driver_name": _l("Second driver"), "seats": _l("Seats"), "plate": _l("Plate"), "value": _l("Value"),
    "source": _l("Source"), "by_whom": _l("By whom"), "leader": _l("Leader"), "leader_name": _l("Leader"),
    "colour": _l("Colour"), "label": _l("Name"), "room": _l("Office"), "speaker": _l("Who"), "content_sealed": _l("Text"),
    "contacts_sealed": _l("Phone"),
}  # fmt: skip
"""What the columns that people fill in are called; one without words is told by its row alone."""
CONTENT: Final = frozenset({"content_sealed", "contacts_sealed"})  # too long, or too intricate, to be shown side by side
