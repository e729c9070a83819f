"""The running sheet as it is typed: all rows at once, times on the wall of the place."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from wtforms import FieldList, FormField, HiddenField
from wtforms.validators import Optional, ValidationError

from campaign.core.i18n import _, _l
from campaign.events.running.rows import FARTHEST
from campaign.events.running.schemas import LONGEST, MOST_MINUTES, RowWish
from campaign.events.running.times import offset_of, wall_of
from campaign.events.schemas import EventRow
from campaign.web.forms import InnerForm, LineField, NotLonger, VersionedForm, WholeNumberField
from campaign.web.numbers import whole_or_none
from campaign.web.rows import FactForm, MaybeTimeField, minutes_shown
from campaign.web.tongues import texts_of


class Lasts:
    """So many minutes as a row may last."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and not 0 <= field.data <= MOST_MINUTES:
            raise ValidationError(_("It lasts between 0 and %(most)s minutes.", most=MOST_MINUTES))


class RowForm(InnerForm):
    """One row; one without words is left out when the sheet is saved."""

    id = HiddenField()
    offset = HiddenField()
    time = MaybeTimeField(_l("Begins"))
    minutes = WholeNumberField(_l("Minutes"), [Optional(), Lasts()])
    what_kk = LineField(_l("What, in Kazakh"), [NotLonger(LONGEST["what"])])
    what_ru = LineField(_l("What, in Russian"), [NotLonger(LONGEST["what"])])
    what_en = LineField(_l("What, in English"), [NotLonger(LONGEST["what"])])
    who = LineField(_l("Who"), [NotLonger(LONGEST["who"])])
    phone = LineField(_l("Telephone or channel"), [NotLonger(LONGEST["phone"])])
    place = LineField(_l("Place"), [NotLonger(LONGEST["place"])])

    def wish(self, event: EventRow) -> RowWish:
        what = self.written("what")
        offset = offset_of(
            event.starts_at, self.time.data or time(), event.time_zone, minutes_shown(self.offset.data, FARTHEST)
        )
        who, phone, place = (self[name].data or "" for name in ("who", "phone", "place"))
        return RowWish(offset, self.minutes.data or 0, what, who, phone, place, whole_or_none(self.id.data))

    def validate_time(self, field: Any) -> None:
        written = any(self[name].data for name in ("what_kk", "what_ru", "what_en", "who", "phone", "place"))
        if written and field.data is None and not field.errors:
            raise ValidationError(_("When does this row begin? For example: 10:00."))


class RunningForm(VersionedForm):
    """All rows of a sheet, and how far the rest is to be shifted."""

    rows = FieldList(FormField(RowForm), label=_l("Running sheet"))
    shift_from = WholeNumberField(_l("From row"), [Optional()])
    shift_by = WholeNumberField(_l("by minutes"), [Optional()])

    def wishes(self, event: EventRow) -> tuple[RowWish, ...]:
        return tuple(entry.form.wish(event) for entry in self.rows)


class BegunForm(FactForm):
    """When a row really began; empty is now."""

    at = MaybeTimeField(_l("Really began at"))


def running_form(event: EventRow, wishes: Sequence[RowWish], version: int, **how: Any) -> RunningForm:
    """The form filled with these rows, and what was sent over that; `formdata=None`: without."""
    return RunningForm(version=version, rows=[_typed(event, wish) for wish in wishes], **how)


def _typed(event: EventRow, wish: RowWish) -> dict[str, Any]:
    return {
        "id": wish.id or "", "offset": wish.offset, "time": wall_of(event.starts_at, wish.offset, event.time_zone),
        "minutes": wish.minutes, "who": wish.who, "phone": wish.phone, "place": wish.place, **texts_of("what", wish.what),
    }  # fmt: skip
