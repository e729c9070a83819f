"""Every number opens: of an event down to its rows, of a stop and of a relay down to their parts."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events import queries as events
from campaign.events.figures import policies, queries
from campaign.events.figures.opening import groups_of, rows_behind, shares_of
from campaign.events.figures.schemas import Gathered, MeasureRow, Stage
from campaign.events.figures.totals import parts_of, total_of
from campaign.events.figures.views.desk import WORDS, bp, stage_of
from campaign.relay import queries as relay
from campaign.web.guards import needs


def measure_in(gathered: Gathered, code: str) -> MeasureRow:
    """Raises NotFound; a retired one is found."""
    measure = gathered.measures.get(code)
    if measure is None:
        raise NotFound(_l("There is no such measure."))
    return measure


@bp.get("/figures/events/<int:event_id>/<measure_code>")
@needs(P.EVENTS_READ)
def event_rows(event_id: int, measure_code: str) -> ResponseReturnValue:
    row, stage = events.event_row(event_id), stage_of(request.args.get("stage"))
    gathered = queries.figures_of_events([event_id])
    measure = measure_in(gathered, measure_code)
    said = gathered.events[0].said(measure_code, stage) if gathered.events else ()
    return render_template(
        "events/staff/figures/rows.html", event=row, measure=measure, stage=stage, said=said,
        rows=rows_behind(event_id, measure_code, stage), changes=queries.changes_of(event_id, measure_code, stage),
        names=queries.names_of(one.changed_by for one in said),
        may_say=policies.can_say(current_actor(), row.region_id, row.stop_id), **WORDS,
    )  # fmt: skip


@bp.get("/figures/stops/<int:stop_id>/<measure_code>")
@needs(P.EVENTS_READ)
def stop_rows(stop_id: int, measure_code: str) -> ResponseReturnValue:
    row, stage = relay.stop_row(stop_id), stage_of(request.args.get("stage"))
    gathered = queries.figures_of_stop(stop_id)
    measure = measure_in(gathered, measure_code)
    total = total_of(measure, gathered, stage)
    return render_template(
        "events/staff/figures/stop_rows.html", stop=row, measure=measure, stage=stage, total=total, groups=groups_of(total),
        parts=parts_of(measure, gathered, stage), measures=gathered.measures, **WORDS,
    )  # fmt: skip


@bp.get("/figures/relays/<int:relay_id>/<measure_code>")
@needs(P.EVENTS_READ)
def relay_rows(relay_id: int, measure_code: str) -> ResponseReturnValue:
    row, gathered = relay.relay_row(relay_id), queries.figures_of_relay(relay_id)
    measure = measure_in(gathered, measure_code)
    return render_template(
        "events/staff/figures/relay_rows.html", relay=row, measure=measure, total=total_of(measure, gathered),
        plan=total_of(measure, gathered, Stage.PLAN), shares=shares_of(measure, gathered), **WORDS,
    )  # fmt: skip
