"""What is typed about bad weather."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from campaign.core import phones
from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.events.contingency.schemas import MOST_NAME, MOST_TEXT, ContingencyRow, ContingencyWish, Threshold
from campaign.events.contingency.services import wrong_by_itself
from campaign.events.dated.forms import small
from campaign.events.schemas import PlaceRow
from campaign.web.forms import (
    DayField,
    LineField,
    Needed,
    NotLonger,
    PhoneField,
    TextField,
    VersionedForm,
    WallTimeField,
    WholeNumberField,
)
from campaign.web.numbers import whole_or_none
from campaign.web.tongues import texts_of


class ContingencyForm(VersionedForm):
    """Reserve date, indoor place, threshold, and who decides."""

    reserve_day = DayField(_l("Reserve day"), [Optional()], description=_l("Empty: it is not put off."))
    reserve_starts = WallTimeField(_l("Begins"), [Optional()])
    indoor_place = SelectField(_l("Place indoors"), coerce=whole_or_none, validate_choice=False)
    wind_ms = WholeNumberField(_l("Wind from, m/s"), [Optional()], description=_l("15 is a strong wind."))
    colder_than = WholeNumberField(_l("Colder than, °C"), [Optional()])
    hotter_than = WholeNumberField(_l("Hotter than, °C"), [Optional()])
    rain = BooleanField(_l("Heavy rain or snow"))
    words_kk = TextField(_l("In words, in Kazakh"), [NotLonger(MOST_TEXT)])
    words_ru = TextField(_l("In words, in Russian"), [NotLonger(MOST_TEXT)])
    words_en = TextField(_l("In words, in English"), [NotLonger(MOST_TEXT)])
    decides = LineField(
        _l("Who decides"), [NotLonger(MOST_NAME)], description=_l("Whoever says on the day whether it moves or goes indoors.")
    )
    decides_phone = PhoneField(_l("Their phone"))
    decide_hours = WholeNumberField(_l("Decided how many hours before the start"), [Optional()])
    announced = BooleanField(_l("Say so on the public page of the event"))

    def offer(self, places: Iterable[PlaceRow]) -> None:
        """Fill the list of places to choose from."""
        self.indoor_place.choices = [("", _l("none")), *((place.id, place.name.text()) for place in places)]

    def judged(self) -> Iterable[Problem]:
        return wrong_by_itself(self.command())

    def command(self) -> ContingencyWish:
        words = self.written("words")
        wind, cold, hot = (small(field.data) for field in (self.wind_ms, self.colder_than, self.hotter_than))
        return ContingencyWish(
            reserve_day=self.reserve_day.data,
            reserve_starts=self.reserve_starts.data,
            indoor_place_id=self.indoor_place.data,
            threshold=Threshold(wind, cold, hot, bool(self.rain.data), words),
            decides=self.decides.data or "",
            decides_phone=self.decides_phone.e164,
            decide_hours=small(self.decide_hours.data),
            announced=bool(self.announced.data),
        )


def contingency_form(row: ContingencyRow | None) -> ContingencyForm:
    """The form filled with the plan there is."""
    if row is None:
        return ContingencyForm(version=0)
    facts: dict[str, Any] = {name: getattr(row.threshold, name) for name in ("wind_ms", "colder_than", "hotter_than", "rain")}
    return ContingencyForm(
        version=row.version, reserve_day=row.reserve_day, reserve_starts=row.reserve_starts,
        indoor_place=row.indoor_place_id, decides=row.decides, decides_phone=phones.shown(row.decides_phone),
        decide_hours=row.decide_hours, announced=row.announced, **facts, **texts_of("words", row.threshold.words),
    )  # fmt: skip


class SwitchForm(VersionedForm):
    """Why an event is moved, and why a clash may stand."""

    reason = TextField(_l("Reason"), [Needed(), NotLonger(MOST_TEXT)])
    clash_reason = TextField(_l("Why the clash may stand"), [NotLonger(MOST_TEXT)])
