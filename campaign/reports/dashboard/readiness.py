"""How ready the stops to come of a relay are, as a chart: what the season board reckons, against what the day expects."""

from campaign.core.actor import Actor
from campaign.core.i18n import _
from campaign.pdf.charts import Bar, Fill, Key
from campaign.reports.board.queries import board_of
from campaign.reports.board.schemas import Board
from campaign.reports.board.words import LEVELS, said
from campaign.reports.dashboard.charts import DASH, Chart, Line

_WHOLE = 100


def readiness_chart(actor: Actor, relay_id: int) -> Chart:
    """The stops of a relay that the asker reads, those behind left out, in the order of the chain. Raises NotFound."""
    return chart_of(board_of(actor, relay_id))


def chart_of(board: Board) -> Chart:
    """Of a board that was read already."""
    rows = sorted(board.lines, key=lambda row: row.stop.position)
    shown = tuple(
        Bar(row.stop.name.text(), ((row.readiness.percent, Fill.SOLID),), f"{row.readiness.percent}\u00a0%", row.expected)
        for row in rows
    )
    lines = tuple(
        Line(
            row.stop.name.text(),
            (
                f"{row.readiness.percent}\u00a0%", f"{row.expected}\u00a0%", str(LEVELS[row.level]),
                said(row.readiness.losses[0]) if row.readiness.losses else DASH,
            ),
            row.stop.id,
        )
        for row in rows
    )  # fmt: skip
    low = min(rows, key=lambda row: row.readiness.percent - row.expected, default=None)
    told = (
        _("The furthest behind: %(place)s, %(percent)s %%.", place=low.stop.name, percent=low.readiness.percent) if low else ""
    )
    return Chart(
        code="readiness", title=_("Readiness of the stops to come"), description=told,
        heads=(_("Stop"), _("Ready"), _("By the plan"), _("State"), _("What is lacking most")), lines=lines, bars=shown,
        keys=(Key(_("ready"), Fill.SOLID), Key(_("what the day expects"), None)) if shown else (), most=_WHOLE,
        empty=_("No stop of yours is still to come."),
    )  # fmt: skip
