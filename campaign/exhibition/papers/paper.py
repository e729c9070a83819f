"""The plan of a hall: which panel hangs on which wall, in their order, to tick when it hangs; with a sketch of each wall."""

from typing import Final

from campaign.core.i18n import Words, _, _l, language
from campaign.exhibition.papers.queries import hall_plan
from campaign.exhibition.papers.schemas import HallPlan
from campaign.exhibition.schemas import PanelRow, PanelSize, Way
from campaign.exhibition.words import KINDS, SIZES, WAYS
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Facts, Grid, Heading, Label, Paper, Part, Picture, Stroke, Title
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import day_span

NO_WALL: Final[Words] = _l("no wall said yet")
_WIDTHS: Final = (10, 34, 62, 52, 20)  # mm of order, wall, panel, kind, hangs
_SHEETS: Final = {PanelSize.A3: (29.7, 42.0), PanelSize.A4: (21.0, 29.7)}  # cm
_BETWEEN, _MARGIN = 14.0, 10.0  # cm between panels of a sketch, and around them
_ROW: Final = 62.0  # cm, a wall with its name


def plan_paper(plan: HallPlan, signers: Signers) -> Paper:
    """Which panel hangs on which wall, in their order, with a box to tick when it hangs; and a sketch of each wall."""
    exhibition = plan.exhibition
    title = _("Plan of the exhibition")
    where = [exhibition.unit_name.text(), exhibition.hall.text(), day_span((exhibition.opens_on, exhibition.closes_on))]
    sizes = ", ".join(
        f"{SIZES[size]} – {count}" for size in PanelSize if (count := sum(one.size is size for one in plan.panels))
    )
    return Paper(
        language=language(),
        title=title,
        short_title=_("Plan of the exhibition: %(title)s", title=exhibition.title.text()),
        author=plan.campaign.text(),
        parts=(
            Title(title, [campaign_line(plan.campaign.text()), exhibition.title.text(), " · ".join(filter(None, where))]),
            Facts([(_("Panels"), str(len(plan.panels))), (_("Sheets of paper"), sizes or "–")], 2),
            Grid(_columns(), tuple(_row(one) for one in plan.panels), row_height=8.0, blank_rows=0 if plan.panels else 6),
            *_sketch(plan.panels),
            SignersPart((signers.drawn_up(),)),
        ),
    )


def _columns() -> tuple[Column, ...]:
    order, wall, panel, kind, hangs = _WIDTHS
    return (
        Column(_("No."), order, "centre", "order"), Column(_("Wall"), wall),
        Column(_("Panel"), panel, face="medium", size=9), Column(_("Kind, paper"), kind, size=8),
        Column(_("Hangs"), hangs, "centre", "box"),
    )  # fmt: skip


def _row(one: PanelRow) -> tuple[str, ...]:
    kind = f"{KINDS[one.kind]}, {SIZES[one.size]} {WAYS[one.way]}"
    if one.printed_until:
        kind += "\n" + _("until %(day)s at the latest", day=f"{one.printed_until:%d.%m.%Y}")
    return ("", one.wall or str(NO_WALL), one.title.text() or "–", kind, "")


def _sketch(panels: tuple[PanelRow, ...]) -> tuple[Part, ...]:
    """Every wall as a row of rectangles in the proportions of the sheets, each with its number in the list."""
    walls: dict[str, list[tuple[int, PanelRow]]] = {}
    for number, one in enumerate(panels, 1):
        walls.setdefault(one.wall, []).append((number, one))
    if not panels:
        return ()
    wide = max(sum(_sheet(one)[0] + _BETWEEN for _number, one in of) for of in walls.values()) + 2 * _MARGIN
    shapes: list[Stroke | Label] = []
    for place, (wall, of) in enumerate(walls.items()):
        top = place * _ROW
        shapes.append(Label(_MARGIN, top + 9, wall or str(NO_WALL), 8, strong=True))
        shapes += _wall(of, top + _ROW - 4)
    return Heading(_("How they hang")), Picture(max(wide, 240.0), len(walls) * _ROW + 4, tuple(shapes), 200)


def _wall(of: list[tuple[int, PanelRow]], low: float) -> list[Stroke | Label]:
    x, found = _MARGIN, list[Stroke | Label]()
    for number, one in of:
        wide, tall = _sheet(one)
        corners = ((x, low - tall), (x + wide, low - tall), (x + wide, low), (x, low))
        found.append(Stroke(corners, 0.7, closed=True))
        found.append(Label(x + wide / 2, low - tall / 2 + 3, str(number), 11, "centre", strong=True))
        x += wide + _BETWEEN
    return found


def _sheet(one: PanelRow) -> tuple[float, float]:
    short, long = _SHEETS[one.size]
    return (long, short) if one.way is Way.LANDSCAPE else (short, long)


KIND: Final = PaperKind(
    code="hall_plan",
    name=_l("Plan of the exhibition"),
    subject=SubjectKind.EXHIBITION,
    read=hall_plan,
    draw=plan_paper,
    note=_l("which panel hangs on which wall, to tick when it hangs"),
    heads=(Head.DREW_UP,),
)
