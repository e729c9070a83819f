"""Materials, stores and documents that never were, for the samples of papers about them."""

from typing import Final

from campaign.core.i18n import Translated
from campaign.materials.catalogue.schemas import MOST_NAME
from campaign.materials.schemas import (
    LONGEST,
    DocumentKind,
    DocumentRow,
    LineRow,
    Origin,
    PlaceKind,
    PlaceRow,
    Unit,
    Use,
    VariantRow,
)
from campaign.papers.gallery.cast import Cast

STORE, OTHER, OUTSIDE, ROAD, HOLDER = 1, 2, 3, 4, 10  # numbers of places; those who hold something count on from the last
_TRAVEL: Final = 2  # days
_NAMES: Final = (  # what it is, its sizes, its unit, how many in a pack, whether it serves again, its price in tiyn
    (("Ұран жазылған сабын", "Мыло с лозунгом", "Soap with the slogan"), ("",), Unit.PIECE, 48, False, 15_000),
    (("Кабинет тақтайшасы", "Табличка на кабинет", "Office sign"), ("",), Unit.PIECE, 50, False, 32_050),
    (("Жейде", "Футболка", "T-shirt"), ("S", "M", "L", "XL"), Unit.PIECE, 1, True, 250_000),
    (("Магнитті жапсырма", "Магнитная наклейка", "Magnetic sticker"), ("",), Unit.SHEET, 10, True, None),
    (("Эстафета таяқшасы", "Эстафетная палочка", "Baton"), ("",), Unit.PIECE, 1, True, None),
    (("Қолғап", "Перчатки", "Gloves"), ("8", "9"), Unit.PAIR, 12, False, 45_000),
    (("Екі жақты скотч", "Скотч двусторонний", "Double-sided tape"), ("",), Unit.ROLL, 6, False, 60_000),
)  # fmt: skip


def invented_variants(cast: Cast, many: int) -> list[VariantRow]:
    """So many materials in their sizes; after the last one they begin anew with a number."""
    known = [(place, size) for place, (_name, sizes, *_others) in enumerate(_NAMES) for size in sizes]
    return [_variant(cast, number, *known[number % len(known)], number // len(known)) for number in range(many)]


def _variant(cast: Cast, number: int, place: int, size: str, again: int) -> VariantRow:
    words, _sizes, unit, pack, serves_again, price = _NAMES[place]
    name = cast.of(Translated(*(f"{word} {again + 1}" if again else word for word in words)), MOST_NAME)
    return VariantRow(
        id=number + 1, material_id=place + 1 + again * len(_NAMES), code=f"M-{number + 1:03d}", name=name,
        label=cast.line(size, LONGEST["label"]), unit=unit, pack=pack, use=Use.REUSABLE if serves_again else Use.CONSUMABLE,
        travel_days=_TRAVEL, washing_days=1 if serves_again else 0, price=price,
    )  # fmt: skip


def invented_store(cast: Cast, number: int = 0, *, kind: PlaceKind = PlaceKind.STOP) -> PlaceRow:
    """The store of a stop, or of the region, with who answers for it."""
    whereabouts = cast.line("ул. Складская, 4, ворота 2", LONGEST["whereabouts"])
    name = cast.place(number) if kind is PlaceKind.STOP else cast.region
    return PlaceRow(
        STORE + number, kind, 1, number + 1 if kind is PlaceKind.STOP else None, name, "",
        cast.short(number + 4)[: LONGEST["responsible"]], whereabouts,
    )  # fmt: skip


def invented_holder(cast: Cast, number: int) -> PlaceRow:
    """A team, then somebody, then a car, and so on."""
    id_ = HOLDER + number
    if number % 3 == 0:
        name = cast.words("жастар", "молодёжь", "youth", 80)
        return PlaceRow(id_, PlaceKind.TEAM, 1, 1, name, str(number // 3 + 1), team_id=id_, event_id=1)
    if number % 3 == 1:
        person = cast.person(number)
        return PlaceRow(id_, PlaceKind.PERSON, 1, 1, Translated(person, person, person), registration_id=id_, event_id=1)
    car = cast.line("Škoda Octavia", 80)
    return PlaceRow(id_, PlaceKind.VEHICLE, 1, 1, Translated(car, car, car), f"{100 + number} ABC 09", car_id=id_, event_id=1)


def invented_places(cast: Cast) -> dict[int, PlaceRow]:
    """A store of a stop, that of the region, what lies outside, and what is on the road to the first; by their numbers."""
    nothing = Translated()
    return {
        STORE: invented_store(cast),
        OTHER: invented_store(cast, 1, kind=PlaceKind.REGION),
        OUTSIDE: PlaceRow(OUTSIDE, PlaceKind.SUPPLIER, 1, None, nothing),
        ROAD: PlaceRow(ROAD, PlaceKind.TRANSIT, 1, None, nothing, destination_id=STORE, due_on=cast.day(2)),
    }


def invented_document(cast: Cast, kind: DocumentKind, number: int = 14) -> DocumentRow:
    """With a reason and a note as long as may be typed."""
    return DocumentRow(
        id=number, store_id=STORE, region_id=1, stop_id=1, number=number, year=cast.day().year, kind=kind, dated_on=cast.day(),
        made_at=cast.moment(), made_by=cast.short(9), event_id=1, of_id=None, reverses_id=None, reversed_by=None,
        origin=Origin.DESK, counterparty=cast.organisation(3)[: LONGEST["counterparty"]],
        reason=cast.line("пересчитано при приёме", LONGEST["reason"]), note=cast.line("по договору № 18", LONGEST["note"]),
    )  # fmt: skip


def invented_lines(variants: list[VariantRow], source: int, target: int) -> tuple[LineRow, ...]:
    """One of each material, from a place to another."""
    return tuple(
        LineRow(place + 1, 14, place + 1, variant.id, 7 + place * 53, source, target, None, None)
        for place, variant in enumerate(variants)
    )
