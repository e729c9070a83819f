"""Work page: who was briefed, group by group, as the signed list says."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.people.policies import can_write_people
from campaign.people.shifts import queries, services
from campaign.people.shifts.forms import BriefedForm
from campaign.people.shifts.views.desk import bp, chosen
from campaign.web.guards import needs


@bp.get("/events/<int:event_id>/shifts/briefed")
@needs(P.PEOPLE_READ)
def briefed(event_id: int) -> ResponseReturnValue:
    return _page(event_id, None)


def _page(event_id: int, form: BriefedForm | None) -> ResponseReturnValue:
    event = event_row(event_id)
    form = form or BriefedForm(formdata=None, day=min(clock.campaign_today(event.time_zone), event.day))
    page = render_template(
        "people/staff/shifts/briefed.html", event=event, groups=queries.briefing_list(event_id), form=form,
        ticked=set(chosen("briefed")) if request.method == "POST" else None,
        may_write=can_write_people(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.post("/events/<int:event_id>/shifts/briefed")
@needs(P.PEOPLE_WRITE)
def note_briefed(event_id: int) -> ResponseReturnValue:
    form = BriefedForm()
    if form.is_sent_and_valid():
        try:
            count = services.note_briefed(event_id, chosen("shown"), chosen("briefed"), form.on())
        except Invalid as error:
            form.show(error)
        else:
            changed = _n("%(num)d note was changed.", "%(num)d notes were changed.", count)
            flash(changed if count else _("Nothing was changed."), "good" if count else "info")
            return redirect(url_for(".briefed", event_id=event_id), 303)
    return _page(event_id, form)
