"""Every bar of reliability and security in one table, for both databases (tests/bars); exits 1 when one is not reached.

Alone on two cores it takes some 70 minutes; it ends after --minutes (120) with what it has; each figure is told on stderr as it
is reached.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from tests.bars.asked import Section
from tests.bars.bar import Reached
from tests.bars.table import MOST_MINUTES, Row, measured, missed, printed
from tests.bench.measure import MINUTES, ONLY, Case


@dataclass(frozen=True, slots=True)
class Line(Case):
    """A bar on one database, its figure in words."""

    section: str = ""
    bar: str = ""
    part: str = ""
    database: str = ""
    figure: str = ""
    why: str = ""


def cases(quick: bool) -> list[Case]:
    lines = [line.strip() for line in os.environ.get(ONLY, "").split(";") if line.strip()]
    found = measured(quick, lines, float(os.environ.get(MINUTES) or MOST_MINUTES))
    for name in missed(found):
        print(f"missed: {name}", file=sys.stderr, flush=True)
    return [case for row in found for case in _cases(row)]


def _cases(row: Row) -> list[Case]:
    return [
        Line(
            f"{row.section}: {row.line}{row.part and f', {row.part}'}, {database}", None, "", goal=row.asks,
            reached=figure.reached is True, section=row.section, bar=row.line, part=row.part, database=database,
            figure=figure.figure, why=row.why,
        )
        for database, figure in row.figures.items()
    ]  # fmt: skip


def table(name: str, found: list[Case]) -> str:
    """The bars with their databases side by side."""
    rows: dict[tuple[str, str, str], Row] = {}
    for case in found:
        if isinstance(case, Line):
            fresh = Row(Section(case.section), case.bar, case.part, case.goal, {}, case.why)
            row = rows.setdefault((case.section, case.bar, case.part), fresh)
            row.figures[case.database] = Reached(case.figure, case.reached)
    return f"{name}\n{printed(list(rows.values()))}"
