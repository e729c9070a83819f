"""A route as it is typed: all points at once, times on the wall of the place, lengths and coordinates as people write."""

from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.validators import Optional, ValidationError

from campaign.core.i18n import Translated, _, _l
from campaign.events.running.rows import FARTHEST
from campaign.events.running.times import offset_of, wall_of
from campaign.events.schemas import EventRow
from campaign.motorcades.forms import KilometresField
from campaign.motorcades.route.reckoning import place_of
from campaign.motorcades.route.schemas import LONGEST, PointKind, PointWish, coordinates_text
from campaign.motorcades.route.words import KINDS, kilometres_words
from campaign.web.forms import CampaignForm, InnerForm, LineField, NotLonger, TextField, WholeNumberField, choices_of
from campaign.web.numbers import whole_or_none
from campaign.web.rows import FactForm, MaybeTimeField, minutes_shown
from campaign.web.tongues import texts_of

MOST_TYPED: Final = 100  # characters in a field that holds a number


class PlaceOnMapField(LineField):
    """Latitude and longitude in one line; `place` holds them, None when nothing was typed."""

    place: tuple[float, float] | None = None

    def pre_validate(self, form: Any) -> None:
        self.place = None
        if not self.data:
            return
        try:
            self.place = place_of(self.data[:MOST_TYPED])
        except ValueError as error:
            raise ValidationError(_("This is no place on a map. For example: 50.0540, 72.9590.")) from error


class PointForm(InnerForm):
    """One point; one in which nothing is written is left out when the route is saved."""

    id = HiddenField()
    offset = HiddenField()
    place = WholeNumberField(_l("Place in the order"), [Optional()])
    kind = SelectField(
        _l("Kind of point"), choices=choices_of(KINDS),
        default=PointKind.POINT.value, validate_choice=False,
    )  # fmt: skip
    time = MaybeTimeField(_l("Planned time"))
    name_kk = LineField(_l("Name, in Kazakh"), [NotLonger(LONGEST["name"])])
    name_ru = LineField(_l("Name, in Russian"), [NotLonger(LONGEST["name"])])
    name_en = LineField(_l("Name, in English"), [NotLonger(LONGEST["name"])])
    where = PlaceOnMapField(_l("Latitude, longitude"))
    kilometres = KilometresField(_l("km from the start"))
    way_kk = LineField(_l("Way on, in Kazakh"), [NotLonger(LONGEST["way"])])
    way_ru = LineField(_l("Way on, in Russian"), [NotLonger(LONGEST["way"])])
    way_en = LineField(_l("Way on, in English"), [NotLonger(LONGEST["way"])])
    post = LineField(_l("Post of traffic controllers"), [NotLonger(LONGEST["post"])])
    medical = BooleanField(_l("medical post"))

    def wish(self, event: EventRow) -> PointWish:
        name, way = (self.written(text) for text in ("name", "way"))
        lat, lon = self.where.place or (None, None)
        typed: time | None = self.time.data
        offset = None
        if typed is not None:
            offset = offset_of(event.starts_at, typed, event.time_zone, minutes_shown(self.offset.data, FARTHEST))
        known = {kind.value for kind in PointKind}
        kind = PointKind(self.kind.data) if self.kind.data in known else PointKind.POINT
        return PointWish(
            kind, name, lat, lon, offset, self.kilometres.metres, way, self.post.data or "", bool(self.medical.data),
            whole_or_none(self.id.data),
        )  # fmt: skip


class RouteForm(CampaignForm):
    """All points of a route and the reserve route in words."""

    version = HiddenField()
    points = FieldList(FormField(PointForm), label=_l("Points"))
    reserve_kk = TextField(_l("Reserve route, in Kazakh"), [NotLonger(LONGEST["reserve"])])
    reserve_ru = TextField(_l("Reserve route, in Russian"), [NotLonger(LONGEST["reserve"])])
    reserve_en = TextField(_l("Reserve route, in English"), [NotLonger(LONGEST["reserve"])])

    def wishes(self, event: EventRow) -> tuple[PointWish, ...]:
        return tuple(entry.form.wish(event) for entry in self.points)

    def places(self) -> list[int | None]:
        """The place typed beside each point."""
        return [entry.form.place.data for entry in self.points]

    def reserve(self) -> Translated:
        return self.written("reserve")


class PassedForm(FactForm):
    """When a point was really passed; empty is now."""

    at = MaybeTimeField(_l("Really passed at"))


def route_form(event: EventRow, wishes: Sequence[PointWish], reserve: Translated, version: int) -> RouteForm:
    """The form filled with these points, whatever was sent."""
    rows = [_typed(event, wish, place) for place, wish in enumerate(wishes, 1)]
    return RouteForm(formdata=None, version=version, points=rows, **texts_of("reserve", reserve))


def _typed(event: EventRow, wish: PointWish, place: int) -> dict[str, Any]:
    timed = wish.offset is not None
    return {
        "id": wish.id or "", "place": place, "kind": wish.kind.value, "offset": wish.offset if timed else "",
        "time": wall_of(event.starts_at, wish.offset or 0, event.time_zone) if timed else None,
        "where": coordinates_text(wish.lat, wish.lon), "post": wish.post, "medical": wish.medical,
        "kilometres": kilometres_words(wish.metres), **texts_of("name", wish.name), **texts_of("way", wish.way),
    }  # fmt: skip
