"""The figures of one event on one page: big fields for what this kind of event usually has, what rows say beside."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _, _n
from campaign.events import queries as events
from campaign.events.figures import policies, queries, services
from campaign.events.figures.forms import SheetForm, sheet_form
from campaign.events.figures.plausibility.queries import warnings_of_event
from campaign.events.figures.schemas import Stage
from campaign.events.figures.sheet import Sheet, sheet_of
from campaign.events.figures.views.desk import WORDS, bp, stage_of
from campaign.events.schemas import EventRow
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


def sheet_at(row: EventRow, stage: Stage) -> Sheet | None:
    """None for an event that was called off."""
    gathered = queries.figures_of_events([row.id])
    return sheet_of(gathered.events[0], gathered.measures, stage) if gathered.events else None


def page(row: EventRow, sheet: Sheet | None, form: SheetForm | None) -> ResponseReturnValue:
    shown = render_template(
        "events/staff/figures/event.html", event=row, sheet=sheet, form=form, plan=Stage.PLAN,
        warned=warnings_of_event(row.id) if sheet else (),
        may_say=policies.can_say(current_actor(), row.region_id, row.stop_id),
        may_add_measures=policies.can_add_measures(current_actor()), **WORDS,
    )  # fmt: skip
    return shown, form.status() if form else 200


@bp.get("/events/<int:event_id>/figures")
@needs(P.EVENTS_READ)
def figures(event_id: int) -> ResponseReturnValue:
    row = events.event_row(event_id)
    sheet = sheet_at(row, stage_of(request.args.get("stage"), row))
    return page(row, sheet, sheet_form(sheet, current_actor().name) if sheet else None)


@bp.post("/events/<int:event_id>/figures")
@needs(P.FIGURES_WRITE)
def say(event_id: int) -> ResponseReturnValue:
    row, stage = events.event_row(event_id), stage_of(request.form.get("stage"))
    sheet = sheet_at(row, stage)
    if sheet is None:
        return page(row, None, None)
    form = sheet_form(sheet, current_actor().name)
    if form.is_sent_and_valid():
        try:
            count = services.say(event_id, form.entries(whole_or_nought(request.form.get("adopt"))), form.key())
        except Invalid as error:
            form.show(error)
        except Stale as error:
            form.show(Invalid(error.message))
            form.see_again(sheet)
        else:
            return done(url_for(".figures", event_id=event_id, stage=stage.value), _told(count))
    return page(row, sheet, form)


def _told(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return _n("%(num)d figure is saved.", "%(num)d figures are saved.", count)
