"""The paper «Потребность и перечень к закупке»: what a route needs, what there is of it, what is bought, what runs short."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from campaign.core.i18n import _, _l, _n, language
from campaign.materials.need.chart import chart_of_route
from campaign.materials.need.picture import picture_of
from campaign.materials.need.queries import need_of
from campaign.materials.need.schemas import RouteLine, RouteNeed, Short
from campaign.materials.need.words import soonest_of_route
from campaign.materials.papers.wording import legal, material, money, named, order_column, packs, unit
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line, day_figures
from campaign.pdf.parts import Column, Grid, Heading, Paper, Paragraph, Part, SmallPrint, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import day, number

_ROW: Final = 6.2  # mm


def need_paper(need: RouteNeed, signers: Signers) -> Paper:
    """For approval: a row each material and size; below it what runs short, the soonest first."""
    title = _("Need of materials and purchase list")
    lines = [f"{campaign_line(need.relay.campaign_name.text())} · {need.relay.title.text()}"]
    lines.append(_("As reckoned on %(day)s; stops: %(stops)s", day=day(need.today), stops=len(need.stops)))
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}: {need.relay.title.text()}",
        landscape=True,
        legal=legal(),
        author=need.relay.campaign_name.text(),
        parts=(
            signers.approvals(need.relay.starts_on.year), Title(title, lines), _grid(need), *_sums(need), *_shorts(need),
            SignersPart((signers.drawn_up(),)),
        ),
    )  # fmt: skip


def _grid(need: RouteNeed) -> Grid:
    wanted, there, bought = _("What is needed"), _("What there is"), _("To be bought")
    is_priced = any(line.cost for line in need.purchases)
    columns = [
        order_column(), Column(_("Material"), 58, face="medium", size=9), Column(_("Unit"), 13, "centre", size=8),
        _figures(_("whole route"), 19, wanted), _figures(_("still needed"), 19, wanted, strong=True),
        Column(_("as reckoned"), 33, size=7.5, group=wanted),
        _figures(_("store of the region"), 19, there), _figures(_("stores of stops"), 19, there),
        _figures(_("in transit"), 17, there), _figures(_("with holders"), 19, there),
        _figures(_("is lacking"), 18, bought), _figures(_("in packs"), 22, bought),
        _figures(_("to buy"), 19, bought, strong=True),
    ]  # fmt: skip
    if is_priced:
        columns.append(_figures(_("sum, tenge"), 24, bought))
    rows = [_row(place, line, is_priced, need.is_whole) for place, line in enumerate(need.lines, 1)]
    empty = _("Nothing is needed yet: there are no norms that fit the events of this route.")
    return Grid(columns, rows, row_height=_ROW, fives=True, empty=empty)


def _figures(title: str, width: float, group: str, *, strong: bool = False) -> Column:
    return Column(title, width, "right", "figures", "semibold" if strong else "regular", 9.5 if strong else 8.5, group)


def _row(place: int, line: RouteLine, is_priced: bool, is_whole: bool) -> list[str]:
    held, bought = line.holding, line.purchase
    cells = [
        str(place), material(line.variant), unit(line.variant), number(line.whole.total),
        number(line.ahead.total if line.ahead else 0), _reckoned(line),
        number(held.in_region), number(held.in_stops), number(held.under_way), number(held.held),
    ]  # fmt: skip
    if not is_whole:
        return cells + [""] * (4 if is_priced else 3)
    cells += [_some(bought.lacking), packs(bought.quantity, line.variant), _some(bought.quantity)]
    return [*cells, money(line.cost) if line.cost else ""] if is_priced else cells


def _some(quantity: int) -> str:
    return number(quantity) if quantity else "–"


def _reckoned(line: RouteLine) -> str:
    """Whether stops are added up, or on which day most are in use at once."""
    if not line.variant.is_reusable:
        return _("sum of the stops")
    on = line.ahead.peak_on if line.ahead else line.whole.peak_on
    return _("most at once, %(day)s", day=f"{on:%d.%m}") if on else _("most at once")


def _sums(need: RouteNeed) -> Iterator[Part]:
    """What is bought altogether, and how many numbers nobody has said yet."""
    unknown = len(need.uses.unknown)
    waiting = _n(
        "%(num)s number is not known yet, so the need can still grow.",
        "%(num)s numbers are not known yet, so the need can still grow.",
        unknown,
    )
    if need.lines or unknown:
        yield Paragraph(waiting if unknown else "", strong=_bought(need), size=9)
    if need.lines and need.beside:
        others = ", ".join(f"{row.title.text()}, {row.starts_on.year}" for row in need.beside)
        same = _(
            "Other relays of the region count the same stock, each for itself; what goes to one of them is not there for this"
            " one:"
        )
        yield Paragraph(f"{same} {others}", size=9)


def _bought(need: RouteNeed) -> str:
    names = len(need.purchases)
    if not need.is_whole or not need.lines:
        return ""
    if not names:
        return _("Nothing is to be bought: the region has all that the route still needs.")
    if need.cost:
        return _("Items to be bought: %(names)s; sum: %(sum)s tenge", names=names, sum=money(need.cost))
    return _("Items to be bought: %(names)s", names=names)


def _shorts(need: RouteNeed) -> Sequence[Part]:
    """The chart of what runs short, and a row for each stop at which something does."""
    if not need.shorts:
        return ()
    drawn = (
        Heading(_("What is short and when")),
        picture_of(chart_of_route(need), partial(soonest_of_route, need), sends=need.is_whole),
        SmallPrint(_("Columns: the stops by their numbers; within one the days of its stay.")),
    )
    columns = [
        order_column(), Column(_("Runs short on"), 24, "centre", "figures", "semibold", 9.5), Column(_("City, district"), 46),
        Column(_("lies nowhere"), 92, face="medium", size=9, group=_("is lacking")),
        Column(_("the region has"), 92, size=9, group=_("is lacking")),
    ]  # fmt: skip
    heading = Heading(_("What runs short, the soonest first"))
    return *drawn, heading, Grid(columns, [*_shorts_of_stops(need)], row_height=_ROW, fives=True)


def _shorts_of_stops(need: RouteNeed) -> Iterator[list[str]]:
    """The soonest first, with the names of what must be bought for it and of what is sent to it."""
    years = {short.day.year for short in need.shorts}
    at_stops: dict[int, list[Short]] = {}
    for short in need.shorts:
        at_stops.setdefault(short.stop_id, []).append(short)
    for place, (stop_id, shorts) in enumerate(at_stops.items(), 1):
        rows = [(need.uses.variants[short.variant_id], short) for short in shorts]
        yield [
            str(place), day_figures(shorts[0].day, years), need.of_stops[stop_id].stop.name.text(),
            named((variant, short.missing) for variant, short in rows) or "–",
            named((variant, short.can_be_sent) for variant, short in rows) or "–",
        ]  # fmt: skip


KIND = PaperKind(
    code="material_need",
    name=_l("Need of materials and purchase list"),
    subject=SubjectKind.RELAY,
    read=need_of,
    draw=need_paper,
    note=_l("for approval, with what runs short and when"),
    heads=(Head.APPROVES, Head.AGREES, Head.DREW_UP),
)
