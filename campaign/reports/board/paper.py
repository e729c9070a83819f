"""The paper of the season board (SPEC R8): A4 landscape, a row a stop, the urgent first, eighteen of them on one page."""

from campaign.core.actor import current_actor
from campaign.core.i18n import _, _l, _n, language, spoken
from campaign.papers.schemas import PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Paper
from campaign.reports.board.queries import board_of
from campaign.reports.board.schemas import Board, Level, Line, Part, Passed
from campaign.reports.board.words import DEEDS, LEVELS, PARTS
from campaign.web.templating import day, day_short, day_span, number, numbered, span_short

_ROW = 5.6  # mm
# mm of order, stop, in charge, stay, to arrival, state, ready, six parts, people, materials, deadline: Kazakh heads are longer.
_WIDTHS = {
    "kk": (7, 30, 22, 23, 15.5, 16.5, 13, 13, 13.2, 16.8, 18.2, 12.6, 13.8, 17, 17, 26.4),
    "ru": (8, 36, 26, 26, 16, 22.5, 18, 19, 14, 15, 19, 14, 16, 19, 18, 38.5),
    "en": (8, 36, 26, 26, 16, 24, 19, 15, 14, 15, 19, 14, 16, 19, 18, 40),
}
# What the parts are called where there is little room.
SHORT = {
    Part.PAPERS: _l("Papers"),
    Part.PEOPLE: _l("People"),
    Part.TASKS: _l("Tasks"),
    Part.MATERIALS: _l("Materials"),
    Part.PLACES: _l("Places"),
    Part.HANDOVER: _l("Handover"),
}


def board_on(relay_id: int) -> Board:
    """The board as the asker sees it. Raises NotFound."""
    return board_of(current_actor(), relay_id)


def board_paper(board: Board, _signers: Signers) -> Paper:
    """Today's board with where the baton is; without stops of the asker's a page that says so. Nobody signs it."""
    title = _("Season board: %(relay)s", relay=board.relay.title)
    lines = [_("As of %(day)s · %(span)s", day=day(board.today), span=day_span((board.relay.starts_on, board.relay.ends_on)))]
    return Paper(
        language=language(),
        title=title,
        short_title=title,
        landscape=True,
        author=board.relay.campaign_name.text(),
        legal=_("Readiness in percent; beside it the points of its parts: earned / possible. They add up to it."),
        parts=(
            Head(title, lines, campaign_line(board.relay.campaign_name.text()), _facts(board), fact_columns=5),
            Grid(_columns(), _rows(board), _("No stop of this relay is yours"), row_height=_ROW, fives=True, one_page=True),
        ),
    )


def _facts(board: Board) -> tuple[tuple[str, str], ...]:
    baton, following = board.baton, board.next_handover
    here = baton.here.name.text() if baton and baton.here else "–"
    handover = f"{day_short(following.on_wall.date())}, {following.on_wall:%H:%M}" if following else "–"
    counts = [(str(LEVELS[level]), str(board.count(level))) for level in (Level.URGENT, Level.ATTENTION, Level.ORDER)]
    return ((_("The baton now"), here), (_("Next handover"), handover), *counts)


def _columns() -> tuple[Column, ...]:
    titles = (
        _("No."), _("Stop"), _("In charge"), _("Stay"), _("To arrival"), _("State"), _("Ready / by the plan, percent"),
        *(str(SHORT[part]) for part in PARTS), _("People, of those needed"), _("Materials, of those needed"),
        _("Nearest deadline"),
    )  # fmt: skip
    widths = spoken(_WIDTHS)
    columns = [Column(title, width) for title, width in zip(titles, widths, strict=True)]
    columns[0] = Column(titles[0], widths[0], "centre")
    columns[1] = Column(titles[1], widths[1], face="semibold", size=9)
    for place in (2, 5, -1):  # longer words than the others
        columns[place] = Column(titles[place], widths[place], size=7.5)
    for place in range(6, len(columns) - 1):
        columns[place] = Column(titles[place], widths[place], "centre", "figures", size=9 if place == 6 else 8)
    return tuple(columns)


def _rows(board: Board) -> list[tuple[str, ...]]:
    rows = [_line(line) for line in board.lines]
    if board.passed:
        rows += [(_("Passed"),), *(_passed(row) for row in board.passed)]
    return rows


def _line(row: Line) -> tuple[str, ...]:
    scores = {score.part: f"{score.earned}/{score.weight}" for score in row.readiness.parts}
    done, of = row.people
    return (
        str(row.stop.position), row.stop.name.text(), ", ".join(row.coordinators) or "–",
        span_short((row.stop.arrives_on, row.stop.departs_on)), _to_arrival(row), str(LEVELS[row.level]),
        f"{row.readiness.percent} / {row.expected}", *(scores.get(part, "–") for part in PARTS),
        f"{number(done)} / {number(of)}" if of else "–",
        f"{row.materials[0]} / {row.materials[1]}" if row.materials[1] else "–",
        f"{day_short(row.due.day)}: {DEEDS[row.due.task.kind]}" if row.due else "–",
    )  # fmt: skip


def _to_arrival(row: Line) -> str:
    if row.is_here:
        return _("now here")
    return _n("%(num)d day", "%(num)d days", row.days_to_go) if row.days_to_go > 0 else "–"


def _passed(row: Passed) -> tuple[str, ...]:
    held = _("held: %(held)s of %(events)s", held=row.held, events=row.events)
    return (
        str(row.stop.position), row.stop.name.text(), ", ".join(row.coordinators) or "–",
        span_short((row.stop.arrives_on, row.stop.departs_on)), "–", held, "–", *("–" for _part in PARTS),
        number(row.people), "–", numbered(row.act.number) if row.act else _("no act"),
    )  # fmt: skip


KIND = PaperKind(
    code="season_board",
    name=_l("Season board"),
    subject=SubjectKind.RELAY,
    read=board_on,
    draw=board_paper,
    note=_l("readiness of every stop today, one page"),
    sizes=False,
)
