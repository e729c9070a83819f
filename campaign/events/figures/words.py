"""Figures in the reader's words: amounts with how exact they are, sources, sums."""

from typing import Final

from campaign.core.i18n import Words, _l
from campaign.events.figures.amounts import Amount, Qualifier, Sum
from campaign.events.figures.schemas import FigureRow, MeasureRow, Source, Stage, Unit
from campaign.web.templating import number

STAGES: Final[dict[Stage, Words]] = {Stage.PLAN: _l("Plan"), Stage.FACT: _l("In fact")}
SOURCES: Final[dict[Source, Words]] = {
    Source.COUNTED: _l("Counted on the spot"),
    Source.SIGNED_IN: _l("Signed in at the event"),
    Source.ESTIMATED: _l("Estimated"),
    Source.TOLD: _l("Told by others"),
    Source.REGISTERED: _l("Registered before"),
}
QUALIFIERS: Final[dict[Qualifier, Words]] = {
    Qualifier.EXACT: _l("exactly"),
    Qualifier.ABOUT: _l("about"),
    Qualifier.MORE_THAN: _l("more than"),
    Qualifier.SEVERAL: _l("several"),
}
UNITS: Final[dict[Unit, Words]] = {
    Unit.PEOPLE: _l("people"),
    Unit.VEHICLES: _l("vehicles"),
    Unit.PLACES: _l("places"),
    Unit.PIECES: _l("pieces"),
    Unit.KILOMETRES: _l("kilometres"),
    Unit.ITEMS: _l("times"),
}
SEVERAL: Final[dict[int, Words]] = {
    10: _l("several dozen"),
    100: _l("several hundred"),
    1000: _l("several thousand"),
    10_000: _l("tens of thousands"),
}


def number_words(value: int, measure: MeasureRow) -> str:
    """The value in its unit as the reader's language writes it: «1 240», «2,4»."""
    return number(value / 10**measure.decimals)


def amount_words(amount: Amount, measure: MeasureRow) -> str:
    """The amount as it was meant: «97», «≈ 400», «> 60», «several hundred»."""
    said = number_words(amount.value, measure)
    match amount.qualifier:
        case Qualifier.ABOUT:
            return f"≈\u00a0{said}"
        case Qualifier.MORE_THAN:
            return f">\u00a0{said}"
        case Qualifier.SEVERAL:
            return str(SEVERAL[amount.value])
        case _:
            return said


def figure_words(row: FigureRow) -> str:
    """What a figure says, as a cell."""
    return amount_words(row.amount, row.measure)


def sum_words(total: Sum, measure: MeasureRow) -> str:
    """A sum as a cell: «1 240», «≈ 550», «≥ 200»; a dash where nothing was added."""
    if not total.parts:
        return "–"
    said = number_words(total.value, measure)
    return f"{total.sign}\u00a0{said}" if total.sign else said
