"""A dashboard in words and shapes: each chart with the table that says the same, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from campaign.core.i18n import _, _l, _n
from campaign.events.figures.schemas import PARTICIPANTS, Stage
from campaign.events.figures.words import sum_words
from campaign.pdf.charts import Bar, Canvas, Curve, Fill, Key, Mark, bars, curves
from campaign.pdf.parts import Picture
from campaign.reports.dashboard.schemas import PIECES, Dashboard, Level, Row, Step
from campaign.reports.tallies.schemas import Tally
from campaign.web.templating import day_short, number

ROWS_OF: Final = {
    Level.COUNTRY: _l("People by region"), Level.REGION: _l("People by stop"), Level.RELAY: _l("People by stop"),
    Level.STOP: _l("People by event"),
}  # fmt: skip
FIRST: Final = {Level.COUNTRY: _l("Region"), Level.REGION: _l("Stop"), Level.RELAY: _l("Stop"), Level.STOP: _l("Event")}
DASH: Final = "–"


@dataclass(frozen=True)
class Line:
    """A line of the table beside a chart; `key` is the number of what it leads to, if it leads anywhere."""

    name: str
    cells: tuple[str, ...]
    key: int = 0


@dataclass(frozen=True)
class Chart:
    """Bars, or curves up to `most`; and the table with the same numbers. `empty`: what to say where there is nothing."""

    code: str
    title: str
    description: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...] = ()
    keys: tuple[Key, ...] = ()
    curves: tuple[Curve, ...] = ()
    marks: tuple[Mark, ...] = ()
    most: float = 0
    empty: str = ""

    def on(self, canvas: Canvas, first: int = 0, rows: int | None = None) -> Picture:
        """The picture on a canvas of that size; of bars only some, by the measure of all of them."""
        if self.curves:
            return curves(self.curves, canvas, round(self.most), self.marks)
        shown = self.bars[first : None if rows is None else first + rows]
        is_last = rows is None or first + rows >= len(self.bars)
        longest = max((max(row.end, row.plan or 0.0) for row in self.bars), default=0.0)
        return bars(shown, canvas, self.keys if is_last else (), longest)


def charts_of(board: Dashboard) -> tuple[Chart, ...]:
    """The charts of a dashboard in the order of the page; of one stop there is no chain."""
    found = [_people(board), _kinds(board), _pieces(board)]
    return tuple(found if board.wish.level is Level.STOP else [*found[:2], _chain(board), found[2]])


def _keys(shown: Sequence[Bar]) -> tuple[Key, ...]:
    """The signs that occur, explained."""
    fills = {fill for bar in shown for _length, fill in bar.pieces}
    found = [
        Key(str(words), fill)
        for fill, words in ((Fill.SOLID, _l("counted one by one")), (Fill.HATCH, _l("estimated, or the least there were")))
        if fill in fills
    ]
    if any(bar.plan is not None for bar in shown):
        found.append(Key(_("plan"), None))
    if any(not bar.pieces for bar in shown):
        found.append(Key(_("no figures"), Fill.NONE))
    return tuple(found)


def _fill(tally: Tally) -> Fill:
    return Fill.HATCH if tally.headline.is_rough else Fill.SOLID


def _value(board: Dashboard, tally: Tally | None) -> str:
    """A sum as a cell."""
    if tally is None or not tally.headline.parts:
        return DASH
    return sum_words(tally.headline, board.measures[tally.code])


def missing_words(count: int) -> str:
    """How many events that were held say nothing."""
    return _n("%(num)d event without figures", "%(num)d events without figures", count)


def name_of(row: Row) -> str:
    """What a row is called: an event with its day, and with the part of the city where it is in one."""
    if row.level is not None:
        return row.name.text()
    return ", ".join(filter(None, (row.name.text(), row.where.text(), day_short(row.span[0]))))


def _bar(board: Dashboard, row: Row) -> Bar:
    """What is not known has no bar; of what is still to come only the plan is drawn."""
    fact, plan = row.fact(), row.plan()
    aim = float(plan.headline.value) if plan and plan.headline.parts else None
    if fact and fact.headline.parts:
        return Bar(name_of(row), ((fact.headline.value, _fill(fact)),), _value(board, fact), aim)
    if fact and fact.missing:
        return Bar(name_of(row), (), missing_words(fact.missing), aim)
    return Bar(name_of(row), ((0, Fill.OPEN),), _("still to come") if row.events > row.held else DASH, aim)


def _people(board: Dashboard) -> Chart:
    rows = [row for row in board.rows if row.events]
    drawn = rows if board.wish.level is not Level.STOP else [row for row in rows if row.held]
    shown = tuple(_bar(board, row) for row in sorted(drawn, key=_most_first))
    whole, known = board.total(PARTICIPANTS), [row for row in board.rows if (fact := row.fact()) and fact.headline.parts]
    told = _("In all %(people)s, told of %(known)s of %(all)s.", people=_value(board, whole), known=len(known), all=len(rows))
    first = max(known, key=lambda row: row.fact().headline.value, default=None)  # type: ignore[union-attr]
    most = _("The most: %(place)s, %(people)s.", place=name_of(first), people=_value(board, first.fact())) if first else ""
    return Chart(
        code="people", title=str(ROWS_OF[board.wish.level]), description=f"{told} {most}".strip(),
        heads=(str(FIRST[board.wish.level]), _("Held"), _("Plan"), _("People")),
        lines=tuple(_people_line(board, row) for row in rows), bars=shown, keys=_keys(shown),
        empty=_("No events in what was chosen."),
    )  # fmt: skip


def _most_first(row: Row) -> tuple[bool, bool, int]:
    fact = row.fact()
    is_known = fact is not None and fact.headline.parts > 0
    return not is_known, fact is None or not fact.missing, -fact.headline.value if fact else 0


def _people_line(board: Dashboard, row: Row) -> Line:
    fact = row.fact()
    said = _value(board, fact)
    if fact and fact.missing:
        said = missing_words(fact.missing) if said == DASH else f"{said}; {missing_words(fact.missing)}"
    held = f"{row.held} / {row.events}"
    return Line(name_of(row), (held, _value(board, row.plan()), said), row.id)


def _kinds(board: Dashboard) -> Chart:
    shown = tuple(
        Bar(
            kind.name.text(), ((kind.held, Fill.SOLID), (kind.open, Fill.OPEN)),
            _("%(held)s held of %(all)s", held=kind.held, all=kind.held + kind.open),
        )
        for kind in board.kinds
    )  # fmt: skip
    keys = (Key(_("held"), Fill.SOLID), Key(_("still to come, or not marked as held"), Fill.OPEN)) if shown else ()
    return Chart(
        code="kinds", title=_("Events by kind"), heads=(_("Kind"), _("Held"), _("Not held"), _("In all")),
        description=_("%(held)s of %(all)s events were held.", held=board.held, all=board.events),
        lines=tuple(
            Line(kind.name.text(), (number(kind.held), number(kind.open), number(kind.held + kind.open)))
            for kind in board.kinds
        ),
        bars=shown, keys=keys, empty=_("No events in what was chosen."),
    )  # fmt: skip


def _pieces(board: Dashboard) -> Chart:
    rows = [code for code in PIECES if board.total(code) or board.total(code, Stage.PLAN)]
    shown, lines = [], []
    for code in rows:
        fact, plan = board.total(code), board.total(code, Stage.PLAN)
        name = board.measures[code].name.text()
        aim = float(plan.headline.value) if plan and plan.headline.parts else None
        if fact and fact.headline.parts:
            shown.append(Bar(name, ((fact.headline.value, _fill(fact)),), _value(board, fact), aim))
        elif fact and fact.missing:
            shown.append(Bar(name, (), missing_words(fact.missing), aim))
        else:
            shown.append(Bar(name, ((0, Fill.OPEN),), _("still to come"), aim))
        lines.append(Line(name, (_value(board, plan), _value(board, fact), number(fact.missing) if fact else "0")))
    return Chart(
        code="pieces", title=_("Materials and signs"), lines=tuple(lines), bars=tuple(shown), keys=_keys(shown),
        heads=(_("What"), _("Plan"), _("In fact"), _("Events without figures")),
        description=_("What was given into hands and put up at doors, each against its plan."),
        empty=_("Nothing was given out or put up yet."),
    )  # fmt: skip


def _chain(board: Dashboard) -> Chart:
    """A staircase of stops that handed the baton on, against the plan; today stands between them."""
    steps, today = board.steps, board.today
    done = sorted(step.done for step in steps if step.done is not None)
    planned = [step.planned for step in steps]
    by_now = sum(day < today for day in planned)
    first = min([*planned, *done], default=today)
    last = max([*planned, *done, today], default=today)
    told = _(
        "%(done)s of %(all)s stops have handed the baton on by an act; by the plan it would be %(planned)s.",
        done=len(done), all=len(steps), planned=by_now,
    )  # fmt: skip
    marks = [Mark(first.toordinal(), day_short(first)), Mark(last.toordinal(), day_short(last))]
    if first < today < last:
        marks.append(Mark(today.toordinal(), _("today, %(day)s", day=day_short(today)), strong=True))
    lines = (
        Curve(_climb(done, first, min(today, last)), _("handed on by an act")),
        Curve(_climb(planned, first, last), _("by the plan"), dashed=True),
    )
    heads, table = _by_relay(board) if board.wish.level is Level.COUNTRY else _by_stop(board)
    return Chart(
        code="chain", title=_("How far the baton has come"), description=told, heads=heads, lines=table,
        curves=lines if steps else (), marks=tuple(marks), most=len(steps), empty=_("No stop is planned."),
    )  # fmt: skip


def _by_stop(board: Dashboard) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    heads = (_("Stop"), _("Hands on by the plan"), _("Handed on"), _("Days late"))
    return heads, tuple(_step_line(step, board.today) for step in board.steps)


def _by_relay(board: Dashboard) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """For the country a line a relay: how many of its stops handed on, and how many should have by now."""
    lines = []
    for relay in board.relays:
        steps = [step for step in board.steps if step.relay_id == relay.id]
        counts = (sum(step.planned < board.today for step in steps), sum(step.done is not None for step in steps), len(steps))
        if steps:
            lines.append(Line(f"{relay.title}, {relay.starts_on.year}", tuple(map(number, counts)), relay.id))
    return (_("Relay"), _("By the plan"), _("Handed on"), _("Stops in all")), tuple(lines)


def _climb(days: Iterable[date], first: date, until: date) -> tuple[tuple[float, float], ...]:
    """One up on each of these days, level up to the last."""
    points: list[tuple[float, float]] = [(first.toordinal(), 0)]
    points += [(day.toordinal(), place) for place, day in enumerate(sorted(days), 1)]
    if points[-1][0] < until.toordinal():
        points.append((until.toordinal(), points[-1][1]))
    return tuple(points)


def _step_line(step: Step, today: date) -> Line:
    if step.done is not None:
        late = (step.done - step.planned).days
        return Line(
            step.name.text(), (day_short(step.planned), day_short(step.done), str(late) if late > 0 else "0"), step.stop_id
        )
    overdue = (today - step.planned).days
    return Line(step.name.text(), (day_short(step.planned), DASH, str(overdue) if overdue > 0 else DASH), step.stop_id)


@dataclass(frozen=True)
class MainLine:
    """A line of the first table: a measure, its plan, what it came to, and what of that is uncertain.

    `owes`: somebody has to do something about it, for every event has people.
    """

    code: str
    name: str
    plan: str
    fact: str
    share: str
    remark: str
    owes: bool


def main_lines(board: Dashboard, codes: Iterable[str]) -> tuple[MainLine, ...]:
    """The measures of which somebody has said anything, and people in any case."""
    found = []
    for code in codes:
        fact, plan = board.total(code), board.total(code, Stage.PLAN)
        said = any(one and one.headline.parts for one in (fact, plan))
        if code in board.measures and (said or (code == PARTICIPANTS and fact)):
            name = board.measures[code].name.text()
            words = (_value(board, plan), _value(board, fact), _share(fact, plan), remark_of(fact))
            found.append(MainLine(code, name, *words, owes=bool(fact and fact.missing and code == PARTICIPANTS)))
    return tuple(found)


def _share(fact: Tally | None, plan: Tally | None) -> str:
    if not fact or not plan or not fact.headline.parts or not plan.headline.value:
        return DASH
    return f"{round(100 * fact.headline.value / plan.headline.value)}\u00a0%"


def remark_of(fact: Tally | None) -> str:
    """How many of the parts of a sum are estimates, whether it is the least there were, and how many events are missing."""
    if fact is None:
        return ""
    total, said = fact.headline, []
    if total.estimates:
        said.append(_("%(rough)s of %(parts)s parts are estimates", rough=total.estimates, parts=total.parts))
    if total.at_least:
        said.append(_("at least so many"))
    if fact.missing:
        said.append(missing_words(fact.missing))
    return "; ".join(said)


__all__ = ["Chart", "Line", "MainLine", "charts_of", "main_lines", "missing_words", "remark_of"]
