"""How places, documents and materials are called, in the language spoken."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from campaign.core.i18n import Translated, Words, _, _l, _n, language
from campaign.core.text import sort_key
from campaign.materials.schemas import DocumentKind, Origin, PlaceKind, PlaceRow, Unit, Use
from campaign.web.templating import number, numbered

HOLDERS_IN_ORDER: Final = (PlaceKind.TEAM, PlaceKind.VEHICLE, PlaceKind.PERSON)
PLACES: Final[Mapping[PlaceKind, Words]] = {
    PlaceKind.SUPPLIER: _l("supplier"),
    PlaceKind.FOUND: _l("surplus that came to light"),
    PlaceKind.REGION: _l("store of the region"),
    PlaceKind.STOP: _l("store of the stop"),
    PlaceKind.TRANSIT: _l("in transit"),
    PlaceKind.TEAM: _l("team"),
    PlaceKind.PERSON: _l("person"),
    PlaceKind.VEHICLE: _l("vehicle"),
    PlaceKind.CONSUMED: _l("consumed"),
    PlaceKind.LOST: _l("lost"),
}
DOCUMENTS: Final[Mapping[DocumentKind, Words]] = {
    DocumentKind.RECEIPT: _l("Receipt"),
    DocumentKind.TRANSFER: _l("Transfer"),
    DocumentKind.ISSUE: _l("Issue"),
    DocumentKind.RETURN: _l("Return"),
    DocumentKind.CONSUMPTION: _l("Consumption"),
    DocumentKind.LOSS: _l("Loss"),
    DocumentKind.STOCKTAKE: _l("Stocktake"),
    DocumentKind.REVERSAL: _l("Reversal"),
}
ORIGINS: Final[Mapping[Origin, Words]] = {
    Origin.DESK: _l("by hand"),
    Origin.WALK: _l("by the closing of a walk"),
    Origin.HANDOVER: _l("by a handover of the baton"),
    Origin.IMPORT: _l("from a table"),
}
UNITS: Final[Mapping[Unit, Words]] = {
    Unit.PIECE: _l("pcs"),
    Unit.PAIR: _l("pairs"),
    Unit.SET: _l("sets"),
    Unit.SHEET: _l("sheets"),
    Unit.ROLL: _l("rolls"),
    Unit.BOX: _l("boxes"),
}
USES: Final[Mapping[Use, Words]] = {
    Use.CONSUMABLE: _l("consumable"),
    Use.REUSABLE: _l("reusable"),
}


class Placed(Protocol):
    """As much of a place as its name needs."""

    @property
    def kind(self) -> PlaceKind: ...
    @property
    def label(self) -> str: ...


def place_in_words(place: Placed) -> str:
    """`team № 2`, `store of the stop`: without the name of a stop or a person, which only queries know."""
    words = str(PLACES[place.kind])
    kept = place.label.removeprefix("№ ")  # how a number is kept
    return f"{words} {place.label if kept == place.label else numbered(kept)}" if place.label else words


def unit_after(quantity: int, unit: Unit) -> str:
    """The unit as it follows its number: `pair` after 1, `pairs` after 5."""
    match unit:
        case Unit.PAIR:
            return _n("pair", "pairs", quantity)
        case Unit.SET:
            return _n("set", "sets", quantity)
        case Unit.SHEET:
            return _n("sheet", "sheets", quantity)
        case Unit.ROLL:
            return _n("roll", "rolls", quantity)
        case Unit.BOX:
            return _n("box", "boxes", quantity)
    return str(UNITS[unit])


def counted(quantity: int, unit: Unit) -> str:
    """`1 pair`, `1 200 pairs`: a number with its unit, in the form that goes with it."""
    return f"{number(quantity)} {unit_after(quantity, unit)}"


def material_in_words(name: Translated, label: str) -> str:
    """`T-shirt, size L`; without sizes the name alone."""
    return _("%(material)s, size %(label)s", material=name.text(), label=label) if label else name.text()


def holders_in_words(counts: Mapping[PlaceKind, int]) -> str:
    """`2 teams, 1 vehicle`: how many of each hold something."""
    words = {
        PlaceKind.TEAM: _n("%(num)d team", "%(num)d teams", counts.get(PlaceKind.TEAM, 0)),
        PlaceKind.PERSON: _n("%(num)d person", "%(num)d people", counts.get(PlaceKind.PERSON, 0)),
        PlaceKind.VEHICLE: _n("%(num)d vehicle", "%(num)d vehicles", counts.get(PlaceKind.VEHICLE, 0)),
    }
    return ", ".join(said for kind, said in words.items() if counts.get(kind))


def holder_in_order(place: PlaceRow) -> tuple[Any, ...]:
    """By what holders are sorted: teams and vehicles by their numbers, then people in the reader's alphabet."""
    number = "".join(filter(str.isdecimal, place.label))
    return HOLDERS_IN_ORDER.index(place.kind), int(number or 0), sort_key(place.name.text(), language()), place.id


def place_called(place: PlaceRow) -> str:
    """A place with its name: `store: Temirtau`, `team № 2 (Youth)`, `vehicle № 3 (123 ABC 09)`, `in transit: Temirtau`.

    A person without a name is called a person.
    """
    name = place.name.text()
    if place.is_store:
        return _("store: %(name)s", name=f"{name} ({place.label})" if place.label else name)
    if place.kind is PlaceKind.TRANSIT:
        return f"{PLACES[place.kind]}: {name}" if name else str(PLACES[place.kind])
    if place.kind is PlaceKind.PERSON:
        return name or str(PLACES[place.kind])
    words = place_in_words(place)
    return f"{words} ({name})" if name else words
