"""How much an amount may be meant to be, and what of an event was said of each measure; pure."""

from collections import defaultdict
from collections.abc import Iterable

from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import Counts, EventFigures, FigureRow, Stage


def upper(amount: Amount, slack: int = 0) -> int | None:
    """The most that is meant; of «more than» as much more as `slack` percent, None without.

    Nobody who counts eighty says «more than sixty»: a rule says how far that may be stretched.
    """
    if amount.qualifier is Qualifier.MORE_THAN and slack:
        return amount.value * (100 + slack) // 100
    return amount.high


def below(amount: Amount, least: int, slack: int = 0) -> bool:
    """Whether all that may be meant is less than that."""
    most = upper(amount, slack)
    return most is not None and most < least


class Said:
    """What was said of one event, what stands first in front. Looked through once for all rules."""

    def __init__(self, event: EventFigures) -> None:
        self.event = event
        found: defaultdict[tuple[str, Stage], list[FigureRow]] = defaultdict(list)
        for row in event.figures:
            found[row.measure.code, row.stage].append(row)
        self._rows = {key: sorted(rows, key=lambda row: row.rank) for key, rows in found.items()}

    @property
    def keys(self) -> Iterable[tuple[str, Stage]]:
        return self._rows.keys()

    def rows(self, code: str, stage: Stage = Stage.FACT) -> list[FigureRow]:
        return self._rows.get((code, stage), [])

    def standing(self, code: str, stage: Stage = Stage.FACT, counts: Counts | None = None) -> FigureRow | None:
        return next((row for row in self.rows(code, stage) if counts in {None, row.counts}), None)

    def parts(self, whole: FigureRow) -> list[FigureRow]:
        """What stands of each part of that figure, counted in the same way."""
        of_it = {
            row.measure.code for (_code, stage), rows in self._rows.items() for row in rows[:1]
            if stage is whole.stage and row.measure.parent == whole.measure.code
        }  # fmt: skip
        found = (self.standing(code, whole.stage, whole.counts) for code in sorted(of_it))
        return sorted((row for row in found if row), key=lambda row: (row.measure.order, row.measure.code))
