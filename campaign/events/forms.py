"""What organizers type about events, places and kinds."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from campaign.core import phones
from campaign.core.errors import Problem
from campaign.core.i18n import Translated, _, _l
from campaign.events.schemas import EventRow, KindRow, NewEvent, NewKind, NewPlace, PlaceRow, RoleWish
from campaign.events.services.places import wrong_place
from campaign.events.services.planning import MOST_PEOPLE, TOO_MANY_PLACES, wrong_by_itself, wrong_day
from campaign.events.wall import is_ambiguous
from campaign.relay.schemas import StopRow
from campaign.web.forms import (
    CampaignForm,
    DayField,
    DegreesField,
    InnerForm,
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

_PLACES = [Optional(), NumberRange(1, MOST_PEOPLE, TOO_MANY_PLACES)]
MORE_ROLES = 2  # empty lines under the roles an event has


class RoleForm(InnerForm):
    """One line of roles; an empty name takes the role away."""

    id = HiddenField()
    name_kk = LineField(_l("Role in Kazakh"))
    name_ru = LineField(_l("Role in Russian"))
    name_en = LineField(_l("Role in English"))
    capacity = LineField(_l("Number of places"))

    @property
    def names(self) -> Translated:
        return self.written("name")

    def wish(self) -> RoleWish:
        return RoleWish(self.names, whole_or_none(self.capacity.data), whole_or_none(self.id.data))


FIRST, LATER = "first", "later"
HOURS = [SelectChoice(FIRST, _l("before the clock is put back")), SelectChoice(LATER, _l("after the clock is put back"))]


class EventForm(VersionedForm):
    """An event, its time on the wall of the place, and its roles."""

    owed = {"title_ru": _l("Name the event in at least one language.")}
    kind = SelectField(_l("Kind"), validate_choice=False)
    title_kk = LineField(_l("Title in Kazakh"), [NotLonger(200)])
    title_ru = LineField(_l("Title in Russian"), [NotLonger(200)])
    title_en = LineField(_l("Title in English"), [NotLonger(200)])
    day = DayField(_l("Day"), [Needed()])
    starts = WallTimeField(_l("Begins"), [Needed()])
    ends = WallTimeField(_l("Ends"), [Needed()])
    hour = RadioField(_l("This time occurs twice that night"), choices=HOURS, default=FIRST, validate_choice=False)
    place = SelectField(_l("Place"), coerce=whole_or_none, validate_choice=False)
    place_note = LineField(_l("Meeting point or route"), [NotLonger(200)])
    capacity = WholeNumberField(_l("Places for people"), _PLACES)
    description_kk = TextField(_l("Description in Kazakh"), [NotLonger(4000)])
    description_ru = TextField(_l("Description in Russian"), [NotLonger(4000)])
    description_en = TextField(_l("Description in English"), [NotLonger(4000)])
    responsible = LineField(_l("Responsible person"), [NotLonger(120)])
    responsible_phone = PhoneField(_l("Their phone"))
    clash_reason = TextField(_l("Why the clash may stand"), [NotLonger(500)])
    roles = FieldList(FormField(RoleForm), label=_l("Roles"))
    stay: tuple[date, date] | None = None  # of its stop

    def offer(self, kinds: Iterable[KindRow], places: Iterable[PlaceRow]) -> None:
        """Fill the lists to choose from, and leave empty lines for more roles."""
        self.kind.choices = [(kind.code, kind.name.text()) for kind in kinds]
        self.place.choices = [("", _("not chosen yet")), *((place.id, place.name.text()) for place in places)]
        while len([role for role in self.roles if not role.form.names]) < MORE_ROLES:
            self.roles.append_entry()

    def validate_roles(self, field: Any) -> None:
        """All that are no numbers; which numbers may not be, the rules of events say."""
        named = [(role.form.names.text()[:80], role.form.capacity.data or "") for role in field if role.form.names]
        complaints = [
            _("“%(typed)s” is no number of places for the role “%(role)s”.", typed=typed[:40], role=name)
            for name, typed in named
            if typed and whole_or_none(typed) is None
        ]
        if complaints:
            raise ValidationError(" ".join(complaints))

    def judged(self) -> Iterable[Problem]:
        wish = self.command(0)
        return (*wrong_by_itself(wish), *(wrong_day(*self.stay, wish.day) if self.stay else ()))

    def asks_which_hour(self, zone: str) -> bool:
        """Whether what stands in the form occurs twice on a wall in `zone`."""
        typed: list[Any] = [self.day.data, self.starts.data, self.ends.data]
        day, starts, ends = typed
        return None not in typed and is_ambiguous(day, starts, ends, zone)

    def command(self, stop_id: int) -> NewEvent:
        return NewEvent(
            stop_id=stop_id,
            kind=self.kind.data or "",
            title=self.written("title"),
            description=self.written("description"),
            day=self.day.data or date.min,
            starts=self.starts.data or time(),
            ends=self.ends.data or time(),
            place_id=self.place.data,
            place_note=self.place_note.data or "",
            capacity=self.capacity.data,
            responsible=self.responsible.data or "",
            responsible_phone=self.responsible_phone.e164,
            roles=tuple(role.form.wish() for role in self.roles if role.form.names),
            clash_reason=self.clash_reason.data or "",
            later_hour=self.hour.data == LATER,
        )


def new_event_form(stop: StopRow) -> EventForm:
    """An empty form for this stop, on the day of its arrival."""
    form = EventForm(day=stop.arrives_on, starts=time(10), ends=time(11))
    form.stay = stop.arrives_on, stop.departs_on
    return form


def edit_event_form(event: EventRow) -> EventForm:
    """The form filled with what stands in the event."""
    form = EventForm(
        version=event.version,
        kind=event.kind,
        day=event.day,
        starts=event.starts_on_wall.time(),
        ends=event.ends_on_wall.time(),
        hour=LATER if event.is_later_hour else FIRST,
        place=event.place_id,
        place_note=event.place_note,
        capacity=event.capacity,
        responsible=event.responsible,
        responsible_phone=phones.shown(event.responsible_phone),
        roles=[{"id": role.id, "capacity": role.capacity, **texts_of("name", role.name)} for role in event.roles],
        **texts_of("title", event.title),
        **texts_of("description", event.description),
    )
    form.stay = event.arrives_on, event.departs_on
    return form


class NamedForm(CampaignForm):
    """A name in three languages."""

    owed = {"name_ru": _l("Name it in at least one language.")}
    name_kk = LineField(_l("Name in Kazakh"), [NotLonger(200)])
    name_ru = LineField(_l("Name in Russian"), [NotLonger(200)])
    name_en = LineField(_l("Name in English"), [NotLonger(200)])

    @property
    def names(self) -> Translated:
        return self.written("name")


class KindForm(NamedForm):
    def command(self) -> NewKind:
        return NewKind(self.names)


class PlaceForm(NamedForm, VersionedForm):
    """A square, hall or street."""

    unit = SelectField(_l("City or district"), coerce=whole_or_none, validate_choice=False)
    address = LineField(_l("Address"), [NotLonger(200)])
    capacity = WholeNumberField(_l("How many people it holds"), _PLACES)
    lat = DegreesField(
        _l("Latitude"), [Optional()],
        description=_l("From a map in the internet: 50.0549. Empty: ways are reckoned from the middle of the town."),
    )  # fmt: skip
    lon = DegreesField(_l("Longitude"), [Optional()], description=_l("For example: 72.9472."))

    def judged(self) -> Iterable[Problem]:
        return wrong_place(self.command())

    def offer(self, units: Sequence[tuple[int, str]]) -> None:
        """Fill the list of cities and districts to choose from."""
        self.unit.choices = list(units)

    def command(self, unit_id: int | None = None) -> NewPlace:
        return NewPlace(
            unit_id=unit_id or self.unit.data or 0,
            name=self.names,
            address=self.address.data or "",
            capacity=self.capacity.data,
            lat=self.lat.data,
            lon=self.lon.data,
        )


def edit_place_form(place: PlaceRow) -> PlaceForm:
    """The form filled with what is known of the place, and what was sent over that."""
    return PlaceForm(
        version=place.version, unit=place.unit_id, address=place.address, capacity=place.capacity, lat=place.lat,
        lon=place.lon, **texts_of("name", place.name),
    )  # fmt: skip
