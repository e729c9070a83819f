"""What coordinators type about shifts, and when people were briefed."""

from collections.abc import Iterable
from datetime import date, time

from wtforms import SelectField
from wtforms.validators import Optional

from campaign.core import phones
from campaign.core.errors import Problem
from campaign.core.i18n import _l
from campaign.events.schemas import EventRow
from campaign.people.forms import role_number
from campaign.people.shifts.schemas import LONGEST_NAME, LONGEST_PLACE, LONGEST_TITLE, NewShift, ShiftRow
from campaign.people.shifts.services.planning import wrong_by_itself
from campaign.web.forms import (
    CampaignForm,
    DayField,
    LineField,
    Needed,
    NotLonger,
    PhoneField,
    VersionedForm,
    WallTimeField,
    WholeNumberField,
)
from campaign.web.tongues import texts_of


class ShiftForm(VersionedForm):
    """A shift, its time on the wall of the place."""

    owed = {"title_kk": _l("What is done in this shift? Write it in at least one language.")}
    title_kk = LineField(_l("What is done, in Kazakh"), [NotLonger(LONGEST_TITLE)])
    title_ru = LineField(_l("What is done, in Russian"), [NotLonger(LONGEST_TITLE)])
    title_en = LineField(_l("What is done, in English"), [NotLonger(LONGEST_TITLE)])
    role = SelectField(_l("Role"), coerce=role_number, validate_choice=False)
    day = DayField(_l("Day"), [Needed()])
    starts = WallTimeField(_l("Begins"), [Needed()])
    ends = WallTimeField(_l("Ends"), [Needed()], description=_l("No later than it begins: on the next day."))
    need = WholeNumberField(_l("How many people are needed"), [Optional()])
    place_note = LineField(_l("Where exactly"), [NotLonger(LONGEST_PLACE)])
    leader = LineField(_l("Leader of the shift"), [NotLonger(LONGEST_NAME)])
    leader_phone = PhoneField(_l("Their phone"), description=_l("Those in the shift see it on their ticket."))

    def offer(self, event: EventRow) -> None:
        """Put the event's roles into the list."""
        self.role.choices = [("", _l("no role")), *((role.id, role.name.text()) for role in event.roles)]

    def judged(self) -> Iterable[Problem]:
        return wrong_by_itself(self.command())

    def command(self) -> NewShift:
        return NewShift(
            title=self.written("title"),
            day=self.day.data or date.min,
            starts=self.starts.data or time(),
            ends=self.ends.data or time(),
            need=self.need.data or 0,
            role_id=self.role.data,
            place_note=self.place_note.data or "",
            leader=self.leader.data or "",
            leader_phone=self.leader_phone.e164,
        )


def new_shift_form(event: EventRow) -> ShiftForm:
    """As long as the event."""
    return ShiftForm(day=event.day, starts=event.starts_on_wall.time(), ends=event.ends_on_wall.time())


def edit_shift_form(row: ShiftRow) -> ShiftForm:
    """Filled with what stands."""
    return ShiftForm(
        version=row.version, role=row.role_id, day=row.day, starts=row.starts_on_wall.time(), ends=row.ends_on_wall.time(),
        need=row.need, place_note=row.place_note, leader=row.leader, leader_phone=phones.shown(row.leader_phone),
        **texts_of("title", row.title),
    )  # fmt: skip


class BriefedForm(CampaignForm):
    """On which day those who are ticked were briefed."""

    day = DayField(_l("Briefed on"), [Needed()])

    def on(self) -> date:
        found: date = self.day.data or date.min
        return found
