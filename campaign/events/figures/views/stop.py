"""The figures of a stop on one page, and of a stop or a relay as a table to take along."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.events.figures import queries
from campaign.events.figures.opening import measures_said
from campaign.events.figures.schemas import PARTICIPANTS, Gathered, Stage
from campaign.events.figures.sheets import figures_file
from campaign.events.figures.totals import total_of
from campaign.events.figures.views.desk import WORDS, bp
from campaign.relay import queries as relay
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/stops/<int:stop_id>/figures")
@needs(P.EVENTS_READ)
def stop_figures(stop_id: int) -> ResponseReturnValue:
    row, gathered = relay.stop_row(stop_id), queries.figures_of_stop(stop_id)
    totals = [
        (measure, total_of(measure, gathered), total_of(measure, gathered, Stage.PLAN))
        for measure in measures_said(gathered.events, gathered)
    ]  # fmt: skip
    people = gathered.measures.get(PARTICIPANTS)
    return render_template(
        "events/staff/figures/stop.html", stop=row, gathered=gathered, totals=totals,
        people=total_of(people, gathered) if people else None, participants=PARTICIPANTS, fact=Stage.FACT, plan=Stage.PLAN,
        **WORDS,
    )  # fmt: skip


@bp.get("/stops/<int:stop_id>/figures.<any(csv, xlsx):ending>")
@needs(P.EVENTS_READ)
def stop_file(stop_id: int, ending: str) -> ResponseReturnValue:
    row = relay.stop_row(stop_id)
    return _file(queries.figures_of_stop(stop_id), str(row.name), f"stop-{stop_id}", ending)


@bp.get("/relays/<int:relay_id>/figures.<any(csv, xlsx):ending>")
@needs(P.EVENTS_READ)
def relay_file(relay_id: int, ending: str) -> ResponseReturnValue:
    row = relay.relay_row(relay_id)
    return _file(queries.figures_of_relay(relay_id), str(row.title), f"relay-{relay_id}", ending)


def _file(gathered: Gathered, subject: str, name: str, ending: str) -> Response:
    content = figures_file(gathered, subject, clock.campaign_now(), ending)
    return attachment(content, f"figures-{name}.{ending}", MIMETYPES[ending])
