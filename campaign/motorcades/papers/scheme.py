"""The paper «Схема движения»: the sketch, points with streets and turns, posts, the reserve route; approved and agreed."""

from collections.abc import Iterator
from typing import Final

from campaign.core.i18n import _, _l, language
from campaign.motorcades.papers.reading import ColumnOnPaper, column_on_paper
from campaign.motorcades.papers.wording import distance_words, head_of, how_many, place_words, police, where_and_when
from campaign.motorcades.route.reckoning import circle_of
from campaign.motorcades.route.schemas import PointKind, RoutePoint
from campaign.motorcades.route.sketch import PAPER, LineSign, Mark, Sketch, sketch_of
from campaign.motorcades.route.words import KINDS, kilometres_cell, length_words
from campaign.papers.schemas import Head, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line, kept
from campaign.pdf.parts import (
    Column,
    Dot,
    Grid,
    Heading,
    Label,
    Paper,
    Paragraph,
    Part,
    Picture,
    SmallPrint,
    Stroke,
    Title,
)
from campaign.pdf.parts import Signers as SignersPart

_LINES: Final[dict[LineSign, tuple[float, tuple[float, ...]]]] = {  # width and dash in points
    LineSign.ROAD: (1.6, ()), LineSign.BEFORE: (0.9, (1, 3)), LineSign.UNSURE: (1.2, (5, 3)), LineSign.RESERVE: (0.8, (8, 4)),
}  # fmt: skip
_ANCHORS: Final = {"start": "left", "middle": "centre", "end": "right"}
_NAME, _NUMBER = 7.5, 7.5  # pt
_BLANK_ROWS = 10  # of a route that is not written, to be filled by hand


def scheme_paper(paper: ColumnOnPaper, signers: Signers) -> Paper:
    """What the police agree with: where the column goes, who stands where, which other way there is."""
    event, route = paper.column.event, paper.route
    rows = [_row(point) for point in route.main]
    return Paper(
        language=language(),
        title=_("Scheme of the column's movement"),
        short_title=_("Scheme of movement: %(event)s", event=event.title.text()),
        legal=_("The sketch joins the points by straight lines; the streets are those of the table."),
        author=paper.campaign.text(),
        parts=(
            signers.approvals(event.day.year),
            Title(_("Scheme of the column's movement"), _lines(paper)),
            *_sketch(paper),
            Grid(_columns(), rows, row_height=6.5, blank_rows=0 if rows else _BLANK_ROWS),
            *_reserve(paper),
            *_posts(route.points),
            SignersPart((head_of(paper), police(), signers.drawn_up())),
        ),
    )


def _lines(paper: ColumnOnPaper) -> tuple[str, ...]:
    event, circle = paper.column.event, circle_of(paper.route.points)
    length = _("along the road %(length)s", length=distance_words(paper))
    check = _("as the crow flies %(length)s", length=length_words(circle)) if circle is not None else ""
    return (
        campaign_line(paper.campaign.text()),
        f"{event.title.text()} · {where_and_when(event)}",
        " · ".join(filter(None, (how_many(paper), length, check))),
    )


def _sketch(paper: ColumnOnPaper) -> Iterator[Part]:
    starts, ends = (str(KINDS[kind]) for kind in (PointKind.START, PointKind.FINISH))
    points = paper.route.points
    if sketch := sketch_of(points, PAPER, starts, ends):
        yield picture_of(sketch, length_words(sketch.bar.metres), _("N"))
        said = [_legend(sketch)]
        if missing := [f"{point.sign} – {point.name}" for point in paper.route.unplaced]:
            said.append(_("Not on the sketch, for want of coordinates:") + " " + "; ".join(missing) + ".")
        yield SmallPrint(" ".join(filter(None, said)))
    elif points:
        yield SmallPrint(_("No point has coordinates yet, so there is no sketch."))


def _legend(sketch: Sketch) -> str:
    words = {
        LineSign.ROAD: _("Solid: the way of the column"), LineSign.BEFORE: _("dotted: gathering and line-up"),
        LineSign.UNSURE: _("dashed: a point without coordinates lies between"),
        LineSign.RESERVE: _("long dashes: reserve route"),
    }  # fmt: skip
    drawn = {line.sign for line in sketch.lines}
    return ", ".join(said for sign, said in words.items() if sign in drawn) + "." if drawn else ""


def picture_of(sketch: Sketch, bar: str, north: str) -> Picture:
    """The same drawing as on screen, in black, told apart by dash, weight and fill."""
    shapes: list[Stroke | Dot | Label] = []
    for line in sketch.lines:
        width, dash = _LINES[line.sign]
        shapes.append(Stroke((line.start, line.end), width, dash=dash))
    shapes += [Stroke(tuple(arrow), 0.3, closed=True, fill=0.0) for arrow in sketch.arrows]
    for mark in sketch.marks:
        shapes += _mark(mark, sketch.size.radius)
    shapes += [Label(one.x, one.y, one.words, _NAME, _ANCHORS[one.anchor]) for one in sketch.labels]  # type: ignore[arg-type]
    (x, y), low, left = sketch.north, sketch.bar.y, sketch.bar.x
    right = left + sketch.bar.width
    shapes += [Stroke(((left, low - 1.5), (left, low), (right, low), (right, low - 1.5)), 0.6)]
    shapes += [Label(right + 1.5, low, bar, _NAME)]
    shapes += [Stroke(((x, y), (x, y - 6)), 0.6), Stroke(((x - 1.3, y - 4.2), (x, y - 6), (x + 1.3, y - 4.2)), 0.6)]
    shapes.append(Label(x - 2.4, y, north, _NAME, "right"))
    return Picture(sketch.width, sketch.height, tuple(shapes), tall=sketch.height)


def _mark(mark: Mark, radius: float) -> Iterator[Stroke | Dot]:
    if mark.is_moved:
        yield Stroke((mark.at, (mark.x, mark.y)), 0.4)
        yield Dot(*mark.at, 0.7, black=True)
    kind = mark.point.kind
    if kind is PointKind.FINISH:
        yield Dot(mark.x, mark.y, radius + 0.9)
    yield Dot(mark.x, mark.y, radius, kind in {PointKind.START, PointKind.FINISH}, mark.point.sign, _NUMBER)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 9, "centre", "order", "bold", 10), Column(_("Point"), 46, size=9),
        Column(_("Time"), 14, "centre", "figures", "semibold", 9.5), Column(_("km"), 13, "right", "figures", size=9),
        Column(_("Streets and turns from here"), 66, size=9), Column(_("Post of traffic controllers"), 30, size=8.5),
    )  # fmt: skip


def _row(point: RoutePoint) -> tuple[str, ...]:
    post = ", ".join(filter(None, (point.post, _("medical post") if point.medical else "")))
    return point.sign, place_words(point), point.plan, kilometres_cell(point.metres), point.way.text(), post


def _reserve(paper: ColumnOnPaper) -> Iterator[Part]:
    route = paper.route
    yield Heading(_("Reserve route"))
    if route.reserve or not route.others:
        yield Paragraph(route.reserve.text() or "_" * 60, size=9.5)
    if route.others:
        yield Grid(_columns(), [_row(point) for point in route.others], row_height=6.5)


def _posts(points: tuple[RoutePoint, ...]) -> Iterator[Part]:
    """Who stands where, as those who post them read it."""
    posts = [f"{point.sign} – {point.name} ({kept(point.post)})" for point in points if point.post]
    medics = [f"{point.sign} – {point.name}" for point in points if point.medical]
    for words, found in ((_("Posts of traffic controllers"), posts), (_("Medical posts"), medics)):
        yield Paragraph("; ".join(found) + "." if found else "_" * 60, words, 9.5)


KIND = PaperKind(
    code="route_scheme",
    name=_l("Scheme of the column's movement"),
    subject=SubjectKind.EVENT,
    read=column_on_paper,
    draw=scheme_paper,
    note=_l("sketch, turns, posts, reserve route"),
    heads=(Head.APPROVES, Head.AGREES, Head.DREW_UP),
    edit="route_staff.route_edit",
    only=("motorcade",),
)
