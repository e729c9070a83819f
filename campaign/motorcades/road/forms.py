"""What is typed at the desk on the day of a column."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Self, cast
from zoneinfo import ZoneInfo

from wtforms import RadioField, SelectChoice, SelectField

from campaign.core import clock, crypto
from campaign.core.i18n import _l
from campaign.events.schemas import EventRow
from campaign.motorcades.road.words import DOING
from campaign.motorcades.schemas import Car, CarState
from campaign.motorcades.words import car_name
from campaign.web.forms import CampaignForm, DayField, Needed, WallTimeField, choices_of
from campaign.web.numbers import whole_or_nought

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,24}")


def key_typed(given: Mapping[str, str]) -> str:
    """The key that a page was given, with room in the log for what is put behind it; a fresh one for anything else."""
    typed = given.get("operation_key", "")
    return typed if _KEY.fullmatch(typed) else crypto.new_uid()


class HandForm(CampaignForm):
    """A mark with its time, from a list on paper."""

    car = SelectField(_l("Vehicle"), coerce=whole_or_nought)
    state = RadioField(_l("What happened"), [Needed()], choices=choices_of(DOING))
    marked_on = DayField(_l("Day"), [Needed()])
    marked_at = WallTimeField(_l("Time"), [Needed()])

    @classmethod
    def of(cls, event: EventRow, cars: Sequence[Car]) -> Self:
        """As it was sent, or as it is first seen: the time is now, as long as the event is not over, else its end."""
        wall = min(clock.campaign_now(), event.ends_at).astimezone(ZoneInfo(event.time_zone))
        form = cls(data={"marked_on": wall.date(), "marked_at": wall.time().replace(second=0, microsecond=0)})
        form.car.choices = [SelectChoice(car.id, car_name(car)) for car in cars]
        return form

    def at(self, event: EventRow) -> datetime:
        day, time = cast(Any, self.marked_on.data), cast(Any, self.marked_at.data)
        return clock.at(day, time.hour, time.minute, event.time_zone)

    def marked(self) -> CarState:
        return CarState(self.state.data)
