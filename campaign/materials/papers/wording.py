"""Words and columns that papers of materials share, in the language spoken now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from campaign.core.i18n import _, language
from campaign.materials.schemas import PlaceKind, PlaceRow, VariantRow
from campaign.materials.words import UNITS, counted, material_in_words, place_called
from campaign.papers.wording import kept
from campaign.pdf.parts import Column
from campaign.web.templating import number

_MOST_TOTALS: Final = 12  # materials named in one line of totals


def legal() -> str:
    return _("The campaign's own organizational form. It is no bookkeeping form and replaces none.")


def material(variant: VariantRow) -> str:
    return material_in_words(variant.name, variant.label)


def unit(variant: VariantRow) -> str:
    return str(UNITS[variant.unit])


def pieces(quantity: int, variant: VariantRow) -> str:
    """`208 pcs`, on one line."""
    return kept(counted(quantity, variant.unit))


def packs(quantity: int, variant: VariantRow) -> str:
    """`4 × 48 + 16`: whole packs and what is left, `0 × 48 + 16` without a whole one; nothing for what is not packed."""
    if variant.pack < 2 or not quantity:
        return ""
    whole, loose = divmod(quantity, variant.pack)
    return kept(f"{whole} × {variant.pack}" + (f" + {loose}" if loose else ""))


def totals(rows: Iterable[tuple[VariantRow, int]]) -> str:
    """`soap 208 pcs, T-shirt 40 pcs (M 10, L 30)`; of many materials only how many there are, for nobody reads such a line."""
    sums = _by_material(rows)
    if len(sums) > _MOST_TOTALS:
        return _("Items in all: %(kinds)s", kinds=len(sums))
    return _("Altogether: %(what)s", what=", ".join(map(_total, sums.values())))


def named(rows: Iterable[tuple[VariantRow, int]]) -> str:
    """`soap 208 pcs, T-shirt 40 pcs (M 10, L 30)`; what there is none of is left out."""
    sums = _by_material((variant, quantity) for variant, quantity in rows if quantity)
    return ", ".join(map(_total, sums.values()))


def _by_material(rows: Iterable[tuple[VariantRow, int]]) -> Mapping[int, Mapping[VariantRow, int]]:
    """What there is of each size, by the number of the material."""
    sums: dict[int, dict[VariantRow, int]] = defaultdict(lambda: defaultdict(int))
    for variant, quantity in rows:
        sums[variant.material_id][variant] += quantity
    return sums


def _total(sizes: Mapping[VariantRow, int]) -> str:
    first = next(iter(sizes))
    said = f"{first.name.text()} {pieces(sum(sizes.values()), first)}"
    labels = ", ".join(kept(f"{variant.label} {number(quantity)}") for variant, quantity in sizes.items() if variant.label)
    return f"{said} ({labels})" if labels else said


def price_of(quantity: int, variant: VariantRow) -> str:
    """What so many are worth in tenge; nothing where no price is known."""
    return "" if variant.price is None else money(variant.price * quantity)


def money(tiyn: int) -> str:
    """`1 250,50`, in English `1,250.50`, with the tiyn only where there are some."""
    whole, rest = divmod(tiyn, 100)
    return number(whole) + (f"{'.' if language() == 'en' else ','}{rest:02d}" if rest else "")


def holder_called(place: PlaceRow, leader: str) -> str:
    """A holder and who signs for it: `Team № 2 (Youth), Akhmetova D.`"""
    called = capital(place_called(place))
    return f"{called}, {leader}" if leader else called


def store_called(place: PlaceRow) -> str:
    """`Store: Temirtau`, with where it is."""
    called = capital(place_called(place))
    return f"{called} ({place.whereabouts})" if place.whereabouts else called


def side_called(place: PlaceRow, counterparty: str = "") -> str:
    """One side of a move: a supplier by its name, a store with where it is."""
    if place.kind is PlaceKind.SUPPLIER and counterparty:
        return counterparty
    return store_called(place) if place.is_store else capital(place_called(place))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def order_column(width: float = 9) -> Column:
    return Column(_("No."), width, "centre", "figures")
