"""What is typed at the door, and about links for phones."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from campaign.accounts.devices.schemas import MOST_LABEL, DevicePurpose, NewDevice
from campaign.core import clock
from campaign.core.i18n import _l
from campaign.events.schemas import EventRow
from campaign.people.checkin.schemas import LATE_AFTER, MOST_REASON, Why
from campaign.people.schemas import LONGEST_SEARCH, NAME_LENGTH
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, WallTimeField

WALK_IN_FIELDS: Final[Mapping[Why, str]] = {
    Why.BAD_NAME: "full_name",
    Why.BAD_PHONE: "phone",
    Why.BAD_YEAR: "birth_year",
}


class FindForm(CampaignForm):
    """Looking for somebody by a short code or a name."""

    q = LineField(_l("Short code or name"), [NotLonger(LONGEST_SEARCH)])


class WalkInForm(CampaignForm):
    """Somebody without a registration: three fields. They are judged with what phones send, not here."""

    full_name = LineField(_l("Surname, name"), [Needed(), NotLonger(NAME_LENGTH)])
    phone = LineField(_l("Phone"), [Needed()])
    birth_year = LineField(_l("Year of birth"), [Needed()])

    def item(self) -> dict[str, Any]:
        """The same item that a phone would send."""
        return {
            "key": self.key(), "kind": "walk_in", "name": self.full_name.data or "", "phone": self.phone.data or "",
            "birth_year": self.birth_year.data or "",
        }  # fmt: skip


class DeviceForm(CampaignForm):
    """A link for one phone: whose it is, and until when by the wall of the place."""

    label = LineField(_l("Where and whose phone"), [Needed(), NotLonger(MOST_LABEL)])
    day = DayField(_l("Works until"), [Needed()])
    time = WallTimeField(_l("Time"), [Needed()])

    def offer(self, event: EventRow) -> None:
        """Say until when a link is usually good."""
        until = (max(event.ends_at, clock.campaign_now()) + LATE_AFTER).astimezone(ZoneInfo(event.time_zone))
        if not self.is_submitted():
            self.process(data={"day": until.date(), "time": until.time().replace(second=0, microsecond=0)})

    def until(self, event: EventRow) -> datetime:
        day, time = cast(Any, self.day.data), cast(Any, self.time.data)
        return clock.at(day, time.hour, time.minute, event.time_zone)

    def command(self, event: EventRow) -> NewDevice:
        return NewDevice(
            DevicePurpose.CHECK_IN, event.region_id, event.stop_id, event.id, self.label.data or "", self.until(event)
        )


class ReasonForm(CampaignForm):
    """Why something is taken back or let be."""

    reason = LineField(_l("Reason"), [Needed(), NotLonger(MOST_REASON)])
