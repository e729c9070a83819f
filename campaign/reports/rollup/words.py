"""What a roll-up says of its rows, in the reader's language; the same words on the page, on paper and in the table."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date

from campaign.core.i18n import _, _n, language
from campaign.events.figures.schemas import PARTICIPANTS
from campaign.events.figures.words import sum_words
from campaign.reports.rollup.columns import COLUMNS, RollUpColumn, heads
from campaign.reports.rollup.schemas import Bottom, Debt, Line, RollUp, Standing


def cell(line: Line, column: RollUpColumn) -> str:
    """`550`, `≈ 550`, `≥ 200`, or a dash."""
    return sum_words(line.sum_of(column.code), line.totals[column.code].measure)


def bottom_cell(rollup: RollUp, column: RollUpColumn) -> str:
    return sum_words(rollup.table.bottom.sums[column.code], column.measure_in(rollup.table.measures))


def remark(line: Line) -> str:
    """What has to be said of a row: that figures are missing, or how they were estimated."""
    if line.standing is Standing.MISSING:
        return _("not submitted")
    if line.standing is Standing.AHEAD:
        return _("still ahead") if line.events else _("no events in these days")
    found = []
    if line.methods:
        found.append(_("estimate: %(how)s", how=", ".join(line.methods)))
    elif line.sum_of(PARTICIPANTS).estimates:
        found.append(_("estimate"))
    if line.owed:
        found.append(
            _n("%(owed)s of %(num)d event without figures", "%(owed)s of %(num)d events without figures", line.events,
               owed=len(line.owed))
        )  # fmt: skip
    return "; ".join(found)


def bottom_name(bottom: Bottom) -> str:
    """`TOTAL (17 of 18)`."""
    return _("TOTAL (%(places)s of %(due)s)", places=bottom.places, due=bottom.due) if bottom.due else _("TOTAL")


def bottom_remark(bottom: Bottom) -> str:
    """`6 из 17 слагаемых – оценка`."""
    if not bottom.rough:
        return ""
    return _n(
        "%(rough)s of %(num)d summand is an estimate", "%(rough)s of %(num)d summands are estimates", bottom.places,
        rough=bottom.rough,
    )  # fmt: skip


def estimated(line: Line) -> str:
    """The names of the columns in which an estimate stands."""
    return ", ".join(str(column.name) for column in COLUMNS if line.sum_of(column.code).is_rough)


def missing(debts: Iterable[Debt], lines: Iterable[Line]) -> str:
    """`Каражал (с 15.10.2018, напоминания 16.10, 22.10)`: the places of which nothing has come; empty where there are none."""
    gone = {line.place.id for line in lines if line.standing is Standing.MISSING}
    return "; ".join(_owing(debt) for debt in debts if debt.stop_id in gone)


def _owing(debt: Debt) -> str:
    name, since = debt.name.text(), figures(debt.since)
    if not debt.asked_on:
        return _("%(place)s (since %(day)s)", place=name, day=since)
    days = ", ".join(f"{day:%d.%m}" for day in debt.asked_on)
    return _("%(place)s (since %(day)s, reminded %(days)s)", place=name, day=since, days=days)


def figures(day: date) -> str:
    """`15.10.2018`."""
    return f"{day:%d.%m.%Y}"


def month_name(first: date) -> str:
    """`апрель 2018`, `2018 ж. сәуір`."""
    said = str(format_date(first, "y 'ж.' LLLL" if language() == "kk" else "LLLL y", locale=language()))
    return said if language() == "en" else said.lower()


def note() -> str:
    """How the numbers are to be read."""
    return _("Whoever was at several events of one place on one day is counted once. ≈: estimates are among them; ≥: at least.")


WORDS: Final[Mapping[str, Any]] = {
    "columns": COLUMNS, "heads": heads, "cell": cell, "bottom_cell": bottom_cell, "bottom_name": bottom_name,
    "remark": remark, "bottom_remark": bottom_remark, "note": note, "month_name": month_name,
}  # fmt: skip
"""What the templates of the table need."""
