"""For machines: what is measured, the figures of an event, and what they come to at a stop."""

from collections.abc import Sequence
from typing import Any

from campaign.core.actor import P
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.events.figures import queries, services
from campaign.events.figures.amounts import Qualifier, Sum
from campaign.events.figures.schemas import (
    MOST_METHOD,
    MOST_NOTE,
    MOST_VALUE,
    MOST_WHO,
    Counts,
    Entry,
    EventFigures,
    FigureRow,
    MeasureRow,
    Source,
    Stage,
    Statement,
)
from campaign.events.figures.totals import Total, total_of
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.relay.queries import stop_row
from campaign.web.api.fields import Body, Choice, Line, Number, Question
from campaign.web.api.operations import Operations, own_key
from campaign.web.api.place import tell_of_event, tell_on_the_wall_of
from campaign.web.api.shapes import Many, list_of, shows
from campaign.web.guards import needs

api = Operations("figures_api", __name__, _l("Figures of events, and totals that count nobody twice"))
MEASURE = shows("Measure", MeasureRow, "id code name unit parent overlaps decimals kinds is_retired")
_AMOUNT = {
    "measure": Line(attribute="measure.code"), "value": Number(most=MOST_VALUE, attribute="amount.value"),
    "qualifier": Choice(Qualifier, attribute="amount.qualifier"),
}  # fmt: skip
FIGURE = shows("Figure", FigureRow, "id stage source counts method by_whom note derived changed_at version", **_AMOUNT)
FIGURE_MARK = shows("FigureMark", FigureRow, "id stage source counts version", **_AMOUNT)
OF_EVENT = shows(
    "EventFigures", EventFigures, "event_id stop_id region_id kind title day state audience is_expected figures", figures=FIGURE
)  # fmt: skip
SUM = shows("Sum", Sum, "value parts estimates at_least")
SILENT = shows("EventWithoutFigures", EventFigures, "event_id title day")
TOTAL = shows(
    "Total", Total, "stage people times headline missing", people=SUM, times=SUM, headline=SUM, missing=SILENT,
    measure=Line(attribute="measure.code"),
)  # fmt: skip
MOST_AT_ONCE = 60


class StageAsked(Question):
    stage = Choice(Stage, load_default=Stage.FACT)


class FigureSent(Body):
    """What is said of a measure. `value` in the least unit: 125 of a measure with one decimal is 12.5.

    With `id` and `version` it comes in the place of what stood there.
    """

    id = Number(load_default=0)
    version = Number(load_default=0)
    measure = Line(most=60, required=True, metadata={"description": "Its code."})
    value = Number(most=MOST_VALUE, required=True)
    qualifier = Choice(Qualifier, load_default=Qualifier.EXACT)
    stage = Choice(Stage, load_default=Stage.FACT)
    source = Choice(Source, load_default=Source.COUNTED)
    counts = Choice(Counts, load_default=Counts.PEOPLE)
    method = Line(most=MOST_METHOD, load_default="")
    by_whom = Line(most=MOST_WHO, load_default="")
    note = Line(most=MOST_NOTE, load_default="")


class FiguresSent(Body):
    figures = Many(FigureSent, most=MOST_AT_ONCE, required=True)


@api.lists("/measures", MEASURE)
@needs(P.EVENTS_READ)
def measures() -> Sequence[MeasureRow]:
    """All that can be measured, with what was put aside."""
    return queries.all_measures()


@api.lists("/events/<int:event_id>/figures", FIGURE)
@needs(P.EVENTS_READ)
def figures(event_id: int) -> Sequence[FigureRow]:
    """All that is said of an event, and what rows of the campaign say of it (`derived`)."""
    return _said_of(_event(event_id).id)


@api.lists("/stops/<int:stop_id>/figures", OF_EVENT)
@needs(P.EVENTS_READ)
def figures_of_stop(stop_id: int) -> Sequence[EventFigures]:
    """The events of a stop with their figures and with whom they share their people."""
    row = stop_row(stop_id)
    tell_on_the_wall_of(row.time_zone)
    return queries.figures_of_stop(row.id).events


@api.lists("/stops/<int:stop_id>/totals", TOTAL, asks=StageAsked)
@needs(P.EVENTS_READ)
def totals(asked: dict[str, Any], stop_id: int) -> Sequence[Total]:
    """What the figures of a stop come to, measure by measure; nobody is counted twice."""
    gathered = queries.figures_of_stop(stop_row(stop_id).id)
    return tuple(total_of(one, gathered, asked["stage"]) for one in gathered.measures.values())


@api.reads("/figures/<int:figure_id>", FIGURE)
@needs(P.EVENTS_READ)
def figure(figure_id: int) -> FigureRow:
    """One figure; its version is the ETag."""
    row, stop_id, *_rest = queries.figure_with_place(figure_id)
    tell_on_the_wall_of(stop_row(stop_id).time_zone)
    return row


@api.acts("/events/<int:event_id>/figures", list_of(FIGURE_MARK), takes=FiguresSent)
@needs(P.FIGURES_WRITE)
def say(sent: dict[str, Any], event_id: int) -> Any:
    """Say figures of an event, all or none."""
    _event(event_id)
    try:
        services.say(event_id, [_entry(one, place) for place, one in enumerate(sent["figures"])], own_key())
    except Invalid as error:
        raise Invalid(error.message, [_in_body(one) for one in error.problems]) from error
    return {"items": _said_of(event_id), "next": None}


@api.acts("/figures/<int:figure_id>", method="DELETE", status=204, versioned=True)
@needs(P.FIGURES_WRITE)
def take_back(figure_id: int, version: int) -> None:
    """Say no more what was said; the trail keeps what it was."""
    services.take_back(figure_id, version)


def _event(event_id: int) -> EventRow:
    """The event; moments of the answer are those of its place."""
    row = event_row(event_id)
    tell_of_event(row.id, row.time_zone)
    return row


def _said_of(event_id: int) -> Sequence[FigureRow]:
    """Nothing of an event that was called off."""
    return next((event.figures for event in queries.figures_of_events([event_id]).events), ())


def _entry(sent: dict[str, Any], place: int) -> Entry:
    said = {name: sent[name] for name in ("value", "qualifier", "stage", "source", "counts", "method", "by_whom", "note")}
    return Entry(Statement(sent["measure"], **said), sent["id"], sent["version"], f"figures.{place}")


def _in_body(problem: Problem) -> Problem:
    """The field as the body names it: `figures.0-method` is `figures.0.method`, the number itself `figures.0.value`."""
    name, _dash, part = problem.field.partition("-")
    return Problem(f"{name}.{part or 'value'}" if name else "", problem.code, problem.message)
