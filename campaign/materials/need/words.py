"""How needs are said: what is counted, where a number comes from, what a stretch of the chart means."""

from collections.abc import Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l, _n
from campaign.materials.need.chart import ChartRow, Mark
from campaign.materials.need.schemas import Demand, RouteNeed, Uses
from campaign.materials.norms.schemas import Basis
from campaign.materials.norms.words import BASES, norm_in_words, source_in_words
from campaign.web.templating import day_short, number

MARKS: Final[Mapping[Mark, Words]] = {
    Mark.SHORT: _l("short"),
    Mark.SEND: _l("short, but the region has it: to be sent"),
    Mark.ENOUGH: _l("enough"),
}


def counted_by(uses: Uses, norm_id: int) -> str:
    """What a norm is counted by: `Office door`, or the name of the role."""
    norm = uses.norms[norm_id]
    return norm.role.text() if norm.basis is Basis.ROLE else str(BASES[norm.basis])


def count_in_words(uses: Uses, demand: Demand) -> str:
    """The number and who said it: `120: doors of the walk`; one for an event or a stop by itself."""
    norm = uses.norms[demand.norm_id]
    if demand.event_id is None or norm.basis in {Basis.EVENT, Basis.STOP}:
        return number(demand.count)
    count = uses.counts[demand.event_id].of(norm.basis, norm.role)
    return _("%(number)s: %(source)s", number=number(demand.count), source=source_in_words(norm.basis, count.source))


def norm_of(uses: Uses, demand: Demand) -> str:
    """`1 pcs for each office door`."""
    return norm_in_words(uses.norms[demand.norm_id])


def soonest_of_route(need: RouteNeed, row: ChartRow) -> str:
    """`Saran, 11 Apr and 15 more stops`: where and when a material is short first."""
    if row.soonest is None:
        return _("enough")
    words = f"{need.of_stops[row.soonest.stop_id].stop.name.text()}, {day_short(row.soonest.day)}"
    if row.places == 1:
        return words
    return words + " " + _n("and %(num)d more stop", "and %(num)d more stops", row.places - 1)


def soonest_of_stop(row: ChartRow) -> str:
    """`short from 11 Apr`."""
    return _("short from %(day)s", day=day_short(row.soonest.day)) if row.soonest else _("enough")
