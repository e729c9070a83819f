"""The dashboard as a paper (SPEC F6): the same drawings as on the page, each with its table; of a relay and of a stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from campaign.core.actor import current_actor
from campaign.core.i18n import _, _l, language
from campaign.papers.schemas import PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.charts import Canvas, paper_canvas
from campaign.pdf.parts import Column, Grid, Head, Heading, Paper, Paragraph, Part
from campaign.reports.board.queries import board_of
from campaign.reports.board.schemas import Board
from campaign.reports.dashboard.charts import Chart, charts_of, main_lines
from campaign.reports.dashboard.queries import dashboard_of
from campaign.reports.dashboard.readiness import chart_of
from campaign.reports.dashboard.schemas import MAIN, Dashboard, Level, Wish
from campaign.web.templating import day, number

WIDTH = 176.0  # mm between the margins of a page
AT_ONCE = 24  # bars of one picture: more of them go on in another by the same measure
_FIRST, _OTHERS = 62.0, 114.0  # mm of the names, and of all other columns together
_ROW = 5.8


@dataclass(frozen=True)
class Shown:
    """What stands on the paper; `season`: the board of a relay, of which its readiness is drawn."""

    board: Dashboard
    season: Board | None = None


def of_relay(relay_id: int) -> Shown:
    """As the asker sees it. Raises NotFound."""
    actor = current_actor()
    return Shown(dashboard_of(actor, Wish(Level.RELAY, relay_id)), board_of(actor, relay_id))


def of_stop(stop_id: int) -> Shown:
    """As the asker sees it. Raises NotFound."""
    return Shown(dashboard_of(current_actor(), Wish(Level.STOP, stop_id)))


def dashboard_paper(shown: Shown, _signers: Signers) -> Paper:
    """The main figures, then each chart with its table. Nobody signs it: it is for a meeting, not for a file."""
    board = shown.board
    charts = [*charts_of(board), *([chart_of(shown.season)] if shown.season else [])]
    title = _("Dashboard: %(place)s", place=board.title)
    return Paper(
        language=language(), title=title, short_title=title, author=board.campaign.text(),
        legal=_("≈ some of the parts are estimates; ≥ at least so many. People of one audience are counted once."),
        parts=(
            Head(title, [_("As of %(day)s", day=day(board.today))], campaign_line(board.campaign.text())),
            *_main(board), *(part for chart in charts for part in _drawn(chart, paper_canvas(WIDTH))),
        ),
    )  # fmt: skip


def _main(board: Dashboard) -> Iterator[Part]:
    held = f"{number(board.held)} / {number(board.events)}"
    rows = [(_("Events held, of those planned"), number(board.events), held, "")]
    rows += [(line.name, line.plan, line.fact, line.remark) for line in main_lines(board, MAIN)]
    columns = (
        Column(_("What"), _FIRST, face="semibold"), Column(_("Plan"), 24, "right"), Column(_("In fact"), 28, "right"),
        Column(_("How sure it is"), _OTHERS - 52),
    )  # fmt: skip
    yield Heading(_("Main figures"))
    yield Grid(columns, rows, _("No figures yet"), row_height=_ROW)


def _drawn(chart: Chart, canvas: Canvas) -> Iterator[Part]:
    """A heading, what it tells, the picture or pictures, the table."""
    yield Heading(chart.title)
    if not chart.lines:
        yield Paragraph(chart.empty)
        return
    if chart.description:
        yield Paragraph(chart.description)
    for first in range(0, max(len(chart.bars), 1), AT_ONCE):
        yield chart.on(canvas, first, AT_ONCE)
    yield Grid(_columns(chart.heads), [(line.name, *line.cells) for line in chart.lines], chart.empty, row_height=_ROW)


def _columns(heads: Sequence[str]) -> tuple[Column, ...]:
    shares = [1.0] * (len(heads) - 2) + [1.6]  # the last holds words
    wide = [_OTHERS * share / sum(shares) for share in shares]
    others = (Column(head, width, "right") for head, width in zip(heads[1:], wide, strict=True))
    return (Column(heads[0], _FIRST, face="semibold"), *others)


_NOTE = _l("plan and fact, charts with their tables, as of today")
KIND = PaperKind(
    code="dashboard", name=_l("Dashboard"), subject=SubjectKind.RELAY, read=of_relay, draw=dashboard_paper, note=_NOTE,
    sizes=False,
)  # fmt: skip
OF_STOP = PaperKind(
    code="dashboard_of_stop", name=_l("Dashboard"), subject=SubjectKind.STOP, read=of_stop, draw=dashboard_paper, note=_NOTE,
    sizes=False,
)  # fmt: skip
