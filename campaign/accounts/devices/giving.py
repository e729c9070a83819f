"""Giving a link to a phone, for the work pages of every purpose: the form, and what is known of one link.

    form = LinkForm(); form.offer(usual end, time zone)         on the page of the event, and to renew
    services.give(form.wish(purpose, region_id, stop_id, subject_id, time_zone), form.key())
    link = link_of(row, "checkin_field.shell")                  for the macros of templates/_macros/devices.html
    renewed(row, form, time_zone)                               whether the sent form has given the phone a new link

`row_for(purpose, device_id)` keeps a page of one purpose from showing a link of another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import flash

from campaign.accounts.devices import services
from campaign.accounts.devices.policies import can_give_devices
from campaign.accounts.devices.queries import UNKNOWN, device_row, token_of
from campaign.accounts.devices.schemas import MOST_LABEL, DevicePurpose, DeviceRow, NewDevice
from campaign.accounts.links import address_of
from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.errors import Invalid, NotFound
from campaign.core.i18n import _, _l
from campaign.web.forms import CampaignForm, DayField, LineField, Needed, NotLonger, WallTimeField


class LinkForm(CampaignForm):
    """A link for one phone: whose it is, and until when by the wall of the place."""

    label = LineField(_l("Where and whose phone"), [Needed(), NotLonger(MOST_LABEL)])
    day = DayField(_l("Works until"), [Needed()])
    time = WallTimeField(_l("Time"), [Needed()])

    def offer(self, until: datetime, time_zone: str) -> None:
        """Say until when a link is usually good."""
        if not self.is_submitted():
            wall = until.astimezone(ZoneInfo(time_zone))
            self.process(data={"day": wall.date(), "time": wall.time().replace(second=0, microsecond=0)})

    def until(self, time_zone: str) -> datetime:
        day, time = cast(Any, self.day.data), cast(Any, self.time.data)
        return clock.at(day, time.hour, time.minute, time_zone)

    def wish(self, purpose: DevicePurpose, region_id: int, stop_id: int | None, subject_id: int, time_zone: str) -> NewDevice:
        return NewDevice(purpose, region_id, stop_id, subject_id, self.label.data or "", self.until(time_zone))


@dataclass(frozen=True)
class GivenLink:
    """A link as its page shows it. `address` is empty when it does not work, or the reader may not give links."""

    row: DeviceRow
    is_good: bool
    may_write: bool
    address: str

    def sms(self, words: str) -> str:
        """The address of a text message with these words."""
        return f"sms:?&body={quote(words)}"


def row_for(purpose: DevicePurpose, device_id: int) -> DeviceRow:
    """Raises NotFound outside the asker's scope, and for a link of another purpose. One statement."""
    row = device_row(device_id)
    if row.purpose is not purpose:
        raise NotFound(UNKNOWN)
    return row


def link_of(row: DeviceRow, endpoint: str) -> GivenLink:
    """`endpoint` is the page on the phone, which takes a `token`."""
    is_good, may_write = row.is_good(clock.campaign_now()), can_give_devices(current_actor(), row.region_id, row.stop_id)
    address = address_of(endpoint, token=token_of(row)) if is_good and may_write else ""
    return GivenLink(row, is_good, may_write, address)


def renewed(row: DeviceRow, form: LinkForm, time_zone: str) -> bool:
    """Whether the form was sent and the link is new now; what is wrong with what was typed stands at its fields."""
    if not form.is_sent_and_valid():
        return False
    try:
        services.renew(row.id, form.until(time_zone))
    except Invalid as error:
        form.show(error)
        return False
    flash(_("The link is new. The one before does not work any more."), "good")
    return True
