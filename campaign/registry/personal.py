"""Where words about one registration stand in each feature, and what a feature forgets beside (`people.privacy`)."""

from campaign.core import erasures
from campaign.exchange.packages.forgetting import forget_in_logs
from campaign.motorcades.forgetting import forget_vehicles
from campaign.people.photos.forgetting import forget_photos, photos_of
from campaign.people.privacy import ports, traces
from campaign.people.privacy.schemas import Own
from campaign.people.privacy.services import replay_erasures

OWN = (
    Own("check_ins", words=("undo_reason",)),
    Own("check_in_scans", words=("reason",)),
    Own("hours_entries", words=("reason",)),
    Own("guardian_consents", words=("kept_where", "withdrawn_note"), emptied=("phone_sealed",), sealed=("name_sealed",)),
    Own(
        "column_cars", words=("driver_name", "decoration"), emptied=("driver_phone_sealed", "driver_phone_hash"),
        set_to={"driver_key": ""},
    ),
    Own(
        "vehicle_offers", words=("name", "make", "colour"), emptied=("plate_key",),
        telling=("plate", "plate_key"), set_to={"plate": "", "plate_form": "none"},
    ),
    Own("erasure_requests", words=("closed_words",)),
    Own("stock_places", words=("label", "responsible", "whereabouts")),
)  # fmt: skip
ONLY_IDS = {
    "registrations": "erased by its number",
    "merges": "deleted",
    "two_people": "numbers",
    "registration_aliases": "numbers",
    "consents": "which text and when; withdrawn",
    "shift_places": "numbers",
    "shift_briefings": "numbers and days",
    "certificates": "the sealed content is cleaned of their words",
    "tellings": "numbers and times",
    "photo_people": "numbers; the picture itself is deleted",
    "briefing_letters": "numbers and times",
    "import_matches": "numbers",
    "badge_prints": "a code and a sum that cannot be read back",
    "walk_members": "numbers",
    "column_seats": "numbers",
    "seat_companions": "numbers",
}


def connect() -> None:
    """Fill the lists. Called once for an application; again it changes nothing."""
    ports.OWN[:] = OWN
    ports.ONLY_IDS.clear()
    ports.ONLY_IDS.update(ONLY_IDS)
    ports.FORGET[:] = [forget_photos, forget_vehicles, forget_in_logs]
    ports.PHOTOS[:] = [photos_of]
    ports.TRACES[:] = [traces.remove_letters]
    erasures.REPLAYS[:] = [replay_erasures]
