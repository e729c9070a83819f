"""What is asked of the stock, and the words of a store."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import SelectField

from campaign.core.i18n import _l
from campaign.materials.schemas import HOLDERS, LONGEST, PlaceKind, PlaceRow
from campaign.materials.stock.schemas import CardFilter, HolderFilter, StoreWords, View
from campaign.web.forms import LineField, NotLonger, VersionedForm
from campaign.web.numbers import day_or_none, whole_or_none, whole_or_nought


class StoreForm(VersionedForm):
    """Who answers for a store and where it is."""

    responsible = LineField(
        _l("Who answers for it"), [NotLonger(LONGEST["responsible"])], description=_l("Name and position. Only staff read it.")
    )  # fmt: skip
    whereabouts = LineField(
        _l("Where it is"), [NotLonger(LONGEST["whereabouts"])],
        description=_l("For example: akimat, room 104, key with the guard"),
    )  # fmt: skip

    def command(self) -> StoreWords:
        return StoreWords(self.responsible.data or "", self.whereabouts.data or "")


def store_form(store: PlaceRow) -> StoreForm:
    return StoreForm(version=store.version, responsible=store.responsible, whereabouts=store.whereabouts)


class NewStoreForm(StoreForm):
    """A store that is not there yet: of a region or of a stop."""

    place = SelectField(_l("Whose store"), validate_choice=False)

    def offer(self, places: Iterable[tuple[str, str]]) -> None:
        self.place.choices = list(places)

    def wished(self) -> tuple[PlaceKind, int]:
        """Of what (region or stop) and of which; number 0, which nothing has, for what is neither."""
        kind, _dash, number = (self.place.data or "").partition("-")
        return PlaceKind.REGION if kind == "region" else PlaceKind.STOP, whole_or_nought(number)


def card_filter_of(asked: Mapping[str, Any]) -> CardFilter:
    """The filter of an address; days the wrong way round are turned."""
    first, last = day_or_none(asked.get("from")), day_or_none(asked.get("to"))
    if first is not None and last is not None and first > last:
        first, last = last, first
    return CardFilter(first, last)


def card_address(wish: CardFilter) -> dict[str, str]:
    """The filter as words of an address; without what is empty."""
    days = {"from": wish.first_day, "to": wish.last_day}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def holder_filter_of(asked: Mapping[str, Any]) -> HolderFilter:
    """The filter of an address; what makes no sense means: whatever."""
    said = str(asked.get("kind", ""))
    kind = PlaceKind(said) if said in {one.value for one in HOLDERS} else None
    return HolderFilter(whole_or_none(asked.get("stop")), kind, whole_or_none(asked.get("material")))


def holder_address(wish: HolderFilter) -> dict[str, Any]:
    """The filter as words of an address; without what is empty."""
    words = {"stop": wish.stop_id, "kind": wish.kind.value if wish.kind else None, "material": wish.material_id}
    return {name: value for name, value in words.items() if value}


def view_of(asked: Mapping[str, Any], usual: View) -> View:
    """How the stock is to be laid out."""
    said = str(asked.get("by", ""))
    return View(said) if said in {one.value for one in View} else usual
