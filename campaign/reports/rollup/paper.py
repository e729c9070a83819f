"""The paper «Сводная информация» (SPEC F5): A4 landscape, a row a stop in the order of the route, eighteen on one page."""

from collections.abc import Mapping

from campaign.core.actor import current_actor
from campaign.core.clock import on_the_wall
from campaign.core.i18n import Words, _, _l, language, spoken
from campaign.papers.schemas import Choice, PaperKind, Signers, SubjectKind
from campaign.papers.schemas import Head as SignedHead
from campaign.papers.wording import campaign_line, day_figures
from campaign.pdf.parts import Column, Grid, Head, Paper, Part, SmallPrint
from campaign.pdf.parts import Signers as SignersPart
from campaign.reports.rollup.columns import COLUMNS
from campaign.reports.rollup.days import day_of, period_of
from campaign.reports.rollup.queries import rollup_of
from campaign.reports.rollup.schemas import Line, RollUp
from campaign.reports.rollup.words import bottom_cell, bottom_name, bottom_remark, cell, missing, note, remark
from campaign.web.templating import day, day_span

_ROW = 5.6  # mm
FROM, TO = "from", "to"
# mm of number, place, days, events held, the columns, the remark: Kazakh heads are longer.
_WIDTHS = {
    "kk": (8, 40, 25, 18, 19, 16, 16, 19, 19, 15, 17, 15, 50),
    "ru": (8, 43, 25, 20, 18, 18, 15, 17, 17, 14, 14, 14, 50),
    "en": (8, 43, 25, 16, 18, 19, 17, 16, 15, 14, 16, 17, 50),
}


def _complaint(text: str) -> Words:
    try:
        day_of(text)
    except ValueError:
        return _l("This is no date. For example: 06.04.2018.")
    return ""


def rollup_on(relay_id: int, chosen: Mapping[str, str]) -> RollUp:
    """The roll-up as the asker sees it, of the days that were chosen. Raises NotFound."""
    return rollup_of(current_actor(), relay_id, period_of(chosen[FROM], chosen[TO]))


def rollup_paper(rollup: RollUp, signers: Signers, _chosen: Mapping[str, str], note_below: str = "") -> Paper:
    """The table with its totals, the places that are missing by name, and who drew it up. `note_below`: the last line."""
    title = _("Summary of the results of the relay")
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}: {rollup.title.text()}",
        landscape=True,
        author=rollup.campaign.text(),
        legal=note_below,
        parts=(*rollup_parts(title, rollup), SignersPart((signers.drawn_up(),))),
    )


def rollup_parts(title: str, rollup: RollUp) -> tuple[Part, ...]:
    """Head, table and notes, without who signs them."""
    at = on_the_wall(rollup.at, rollup.zone)
    lines = [
        " · ".join(
            (rollup.title.text(), day_span(rollup.span), _("as of %(day)s, %(time)s", day=day(at.date()), time=f"{at:%H:%M}"))
        )
    ]
    years = {when.year for line in rollup.table.lines for when in (line.place.first, line.place.last)}
    rows = [_row(line, years) for line in rollup.table.lines]
    total = [_total(rollup)] if rows else []
    gone = missing(rollup.debts, rollup.table.lines)
    small = [_("Not submitted: %(places)s.", places=gone)] if gone else []
    return (
        Head(title, lines, campaign_line(rollup.campaign.text())),
        Grid(
            _columns(rollup), [*rows, *total], _("No stop of this relay is yours"), row_height=_ROW, fives=True, one_page=True,
            keys=[f"place:{line.place.id}" for line in rollup.table.lines], total=bool(rows),
        ),
        SmallPrint(" ".join((*small, note()))),
    )  # fmt: skip


def _columns(rollup: RollUp) -> tuple[Column, ...]:
    widths = spoken(_WIDTHS)
    place = _("Region") if rollup.by_region else _("City, district")
    return (
        Column(_("No."), widths[0], "centre", "figures"),
        Column(place, widths[1], face="medium", size=9),
        Column(_("Days"), widths[2], "centre", "figures"),
        Column(_("Events held"), widths[3], "right", "figures", size=9),
        *(
            Column(str(column.short), width, "right", "figures", size=9, group=str(column.group))
            for column, width in zip(COLUMNS, widths[4:-1], strict=True)
        ),
        Column(_("Remark"), widths[-1]),
    )


def _row(line: Line, years: set[int]) -> tuple[str, ...]:
    first, last = (day_figures(when, years) for when in (line.place.first, line.place.last))
    return (
        str(line.place.number), line.place.name.text(), f"{first}–{last}", str(line.held) if line.held else "–",
        *(cell(line, column) for column in COLUMNS), remark(line),
    )  # fmt: skip


def _total(rollup: RollUp) -> tuple[str, ...]:
    bottom = rollup.table.bottom
    return (
        "", bottom_name(bottom), "", str(bottom.held), *(bottom_cell(rollup, column) for column in COLUMNS),
        bottom_remark(bottom),
    )  # fmt: skip


KIND = PaperKind(
    code="rollup",
    name=_l("Summary of the results of the relay"),
    subject=SubjectKind.RELAY,
    read=rollup_on,
    draw=rollup_paper,
    note=_l("for the capital: figures by stop, what is missing, what is estimated"),
    heads=(SignedHead.DREW_UP,),
    choices=(
        Choice(
            FROM, _l("From the day"), "", hint=_l("for example 06.04.2018; empty: from the beginning"), complaint=_complaint
        ),
        Choice(TO, _l("To the day"), "", hint=_l("empty: to the end"), complaint=_complaint),
    ),
    reads_choices=True,
)
