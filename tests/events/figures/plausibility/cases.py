"""The doubtful rows of the press, as figures: each phrase stands in tests/data/real_cases.csv word for word."""

import csv
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.plausibility.schemas import Around, RuleRow
from campaign.events.figures.plausibility.services.rules import SHIPPED, shipped_rule
from campaign.events.figures.schemas import Counts, EventFigures, FigureRow, Gathered, MeasureRow, Source, Stage, Unit
from campaign.events.figures.shipping import SHIPPED as MEASURES
from campaign.events.schemas import EventState

FILE = Path(__file__).resolve().parents[3] / "data" / "real_cases.csv"
DAY = date(2018, 4, 6)
EXACT, ABOUT, MORE, SEVERAL = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.SEVERAL
PLAN, FACT = Stage.PLAN, Stage.FACT
AROUND = Around(date(2018, 4, 6), date(2018, 4, 20), 60, date(2018, 5, 1))


@cache
def reported(case: str) -> dict[str, str]:
    with FILE.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}[case]


def says(case: str, *phrases: str) -> None:
    """The report says so: what a test makes of it is not invented."""
    told = " ".join(reported(case).values())
    assert [phrase for phrase in phrases if phrase not in told] == []


@cache
def measures() -> dict[str, MeasureRow]:
    return {
        facts["code"]: MeasureRow(
            place, facts["code"], Translated.of(facts["name"]), Unit(facts["unit"]), facts["parent"], facts["overlaps"],
            facts["decimals"], tuple(facts["kinds"]), place,
        )
        for place, facts in enumerate(json.loads(MEASURES.read_text(encoding="utf-8")), 1)
    }  # fmt: skip


@cache
def rules() -> tuple[RuleRow, ...]:
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(RuleRow(place, facts["code"], shipped_rule(facts)) for place, facts in enumerate(told, 1))


def said(
    code: str | MeasureRow, value: int, qualifier: Qualifier = EXACT, source: Source = Source.TOLD, stage: Stage = FACT,
    **more: object,
) -> FigureRow:  # fmt: skip
    measure = measures()[code] if isinstance(code, str) else code
    row = FigureRow(measure, stage, Amount(value, qualifier), source, Counts.PEOPLE)
    return replace(row, id=value + 1, **more)  # type: ignore[arg-type]


def event(*figures: FigureRow, kind: str = "rally", day: date = DAY, number: int = 1) -> EventFigures:
    name, title = Translated(ru="Темиртау"), Translated(ru="Митинг")
    return EventFigures(number, 1, 1, name, kind, title, day, EventState.HELD, DAY.isoformat(), figures)


def gathered(*events: EventFigures, **more: object) -> Gathered:
    return Gathered(events, measures=measures(), **more)  # type: ignore[arg-type]


def part(code: str, parent: str, order: int) -> MeasureRow:
    """A part that organizers add to what ships."""
    return MeasureRow(1000 + order, code, Translated(ru=code), measures()[parent].unit, parent, order=order)
