"""What is wrong with a figure as it was typed. Doubtful is not wrong: what cannot well be right is told by plausibility."""

from collections.abc import Iterator, Mapping

from campaign.core.errors import Problem
from campaign.core.i18n import _
from campaign.core.lengths import too_long
from campaign.events.figures.amounts import ORDERS, Qualifier
from campaign.events.figures.models import Measure
from campaign.events.figures.schemas import (
    MOST_METHOD,
    MOST_NOTE,
    MOST_VALUE,
    MOST_WHO,
    Counts,
    Source,
    Stage,
    Statement,
    Unit,
)


def wrong(statement: Statement, name: str, known: Mapping[str, Measure]) -> Iterator[Problem]:
    """`name` is the field of the number; the others are named after it, as in `12-method`."""
    measure = known.get(statement.code)
    if measure is None or measure.retired:
        words = _("This measure is not in the list any more. Choose another one, or bring it back on the page of measures.")
        yield Problem(name, "unknown", words)
        return
    yield from _wrong_value(statement, name)
    if statement.counts is Counts.PARTICIPATIONS and measure.unit is not Unit.PEOPLE:
        yield Problem(f"{name}-counts", "no_people", _("Only people take part several times; choose “people” here."))
    if statement.stage is Stage.FACT:
        yield from _wrong_source(statement, name)
    for field, text, most in (
        ("method", statement.method, MOST_METHOD), ("by_whom", statement.by_whom, MOST_WHO), ("note", statement.note, MOST_NOTE)
    ):  # fmt: skip
        yield from too_long(f"{name}-{field}", text, most)


def _wrong_value(statement: Statement, name: str) -> Iterator[Problem]:
    if not 0 <= statement.value <= MOST_VALUE:
        yield Problem(name, "out_of_range", _("A number from 0 upwards, with at most twelve digits."))
    elif statement.qualifier is Qualifier.SEVERAL and statement.value not in ORDERS:
        yield Problem(name, "no_order", _("“Several” is said of dozens, hundreds or thousands: choose one of them."))


def _wrong_source(statement: Statement, name: str) -> Iterator[Problem]:
    """What is not exact was estimated or told, and then somebody did it in some way."""
    if statement.source is Source.REGISTERED:
        yield Problem(
            f"{name}-source", "no_fact", _("Who registered beforehand has not come yet: choose how the fact is known.")
        )
    elif statement.source is Source.COUNTED and statement.qualifier is not Qualifier.EXACT:
        words = _("What was counted is exact. Choose “exactly”, or “Estimated” and say who estimated and how.")
        yield Problem(f"{name}-source", "not_exact", words)
    elif statement.source is Source.ESTIMATED:
        if not statement.by_whom:
            yield Problem(f"{name}-by_whom", "missing", _("Say who estimated: a name and post."))
        if not statement.method:
            yield Problem(f"{name}-method", "missing", _("Say how it was estimated, for example by rows or by a photograph."))
