"""One figure with all there is to say of it: another source, how it was estimated, participations, a note."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.figures import policies, queries, services
from campaign.events.figures.forms import FigureForm, figure_form
from campaign.events.figures.schemas import FigureRow
from campaign.events.figures.views.desk import WORDS, bp, stage_of
from campaign.events.schemas import EventRow
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def _page(event: EventRow, row: FigureRow | None, form: FigureForm) -> ResponseReturnValue:
    policies.ensure_can_say(current_actor(), event.region_id, event.stop_id)
    form.offer(queries.measures().values())
    page = render_template("events/staff/figures/one.html", event=event, row=row, form=form, **WORDS)
    return page, form.status()


def _saved(form: FigureForm, act: Callable[[], object]) -> bool:
    try:
        act()
    except Invalid as error:
        form.show(error)
    except Stale as error:
        form.show(Invalid(error.message))
    else:
        return True
    return False


@bp.route("/events/<int:event_id>/figures/new", methods=["GET", "POST"])
@needs(P.FIGURES_WRITE)
def new(event_id: int) -> ResponseReturnValue:
    event = events.event_row(event_id)
    stage = stage_of(request.args.get("stage"), event).value
    form = figure_form(measure=request.args.get("measure", ""), stage=stage)

    def act() -> None:
        services.say(event_id, [form.entry(queries.measures())], form.key())

    if form.is_sent_and_valid() and _saved(form, act):
        return done(url_for(".figures", event_id=event_id, stage=form.stage.data), _("The figure is saved."))
    return _page(event, None, form)


@bp.route("/figures/<int:figure_id>", methods=["GET", "POST"])
@needs(P.FIGURES_WRITE)
def correct(figure_id: int) -> ResponseReturnValue:
    row, stop_id, event_id, _audience = queries.figure_with_place(figure_id)
    if event_id is None:
        return done(
            url_for(".audiences", stop_id=stop_id), _("This number is of several events together: correct it here."), "info"
        )
    form = figure_form(row)

    def act() -> None:
        services.say(event_id, [form.entry(queries.measures() | {row.measure.code: row.measure}, figure_id)], form.key())

    if form.is_sent_and_valid() and _saved(form, act):
        return done(url_for(".figures", event_id=event_id, stage=form.stage.data), _("The figure is saved."))
    form.seen.data = str(row.version)
    return _page(events.event_row(event_id), row, form)


@bp.post("/figures/<int:figure_id>/take-back")
@needs(P.FIGURES_WRITE)
def take_back(figure_id: int) -> ResponseReturnValue:
    row, stop_id, event_id, _audience = queries.figure_with_place(figure_id)
    here = url_for(".figures", event_id=event_id, stage=row.stage.value) if event_id else url_for(".audiences", stop_id=stop_id)
    try:
        services.take_back(figure_id, whole_or_nought(request.form.get("version")))
    except Conflict as error:
        return done(here, error.message, "bad")
    return done(here, _("The figure was taken back. The trail keeps what it said."))
