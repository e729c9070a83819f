"""Figures in the reader's words: amounts with how exact they are, sources, sums."""

from datetime import date
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.events.figures.amounts import Amount, Qualifier, Sum
from campaign.events.figures.schemas import Counts, FigureRow, MeasureRow, Source, Stage, Unit
from campaign.web.templating import day, number

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
COUNTS: Final[dict[Counts, Words]] = {
    Counts.PEOPLE: _l("different people"),
    Counts.PARTICIPATIONS: _l("participations: who came twice counts twice"),
}
ACTS: Final[dict[str, Words]] = {
    "figure.said": _l("said"),
    "figure.corrected": _l("corrected"),
    "figure.taken_back": _l("taken back"),
    "audience.placed": _l("placed with other people"),
}
SEVERAL: Final[dict[int, Words]] = {
    10: _l("several dozen"),
    100: _l("several hundred"),
    1000: _l("several thousand"),
    10_000: _l("tens of thousands"),
}

OWN: Final = "own"  # a label of people whom no other event had; "own 17" for those of event 17
GROUP: Final = "group"  # "group 2" for those of the second group of a stop


def audience_words(label: str) -> str:
    """Whose people they are: of a day, of one event alone, of a group; else what somebody called them."""
    kind, _space, which = label.partition(" ")
    if kind == OWN:
        return _("people of its own")
    if kind == GROUP and which:
        return _("group %(number)s", number=which)
    try:
        return day(date.fromisoformat(label))
    except ValueError:
        return label


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


def source_words(row: FigureRow) -> str:
    """From where a figure is, by whom and how: «Estimated, Bekova A., by rows». A plan has no source."""
    if row.stage is Stage.PLAN and not row.derived:
        return _("Planned")
    return ", ".join(filter(None, (str(SOURCES[row.source]), row.by_whom, row.method)))


def estimates_words(total: Sum) -> str:
    """How much of a sum is not exact; empty where all of it is."""
    if not total.estimates or total.parts < _SEVERAL_PARTS:
        return _("an estimate") if total.estimates else ""
    return _("%(count)s of %(parts)s parts are estimates", count=total.estimates, parts=total.parts)


_SEVERAL_PARTS: Final = 2
