"""Work pages of closing: the sums of all teams, the figures of one, and undoing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.walks.closing import queries, services
from campaign.walks.closing.forms import CountsForm, TotalsForm, WhyForm
from campaign.walks.closing.schemas import Material, TeamSums
from campaign.walks.closing.words import MATERIALS
from campaign.walks.policies import can_write_walk
from campaign.walks.queries import team_of
from campaign.web.guards import needs

bp = Blueprint("closing_staff", __name__, url_prefix="/staff")


@bp.get("/events/<int:event_id>/walk/closing")
@needs(P.WALKS_READ)
def closing(event_id: int) -> ResponseReturnValue:
    return _closing(event_id, TotalsForm())


def _closing(event_id: int, form: TotalsForm) -> ResponseReturnValue:
    event = event_row(event_id)
    page = render_template(
        "walks/staff/closing/closing.html",
        event=event, walk=queries.walk_sums(event_id), materials=MATERIALS, form=form,
        may_write=can_write_walk(current_actor(), event.region_id, event.stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.post("/events/<int:event_id>/walk/closing/close")
@needs(P.WALKS_WRITE)
def close(event_id: int) -> ResponseReturnValue:
    event_row(event_id)
    form = TotalsForm()
    if not form.is_sent_and_valid():
        return _closing(event_id, form)
    try:
        services.close_walk(event_id, form.reason.data or "")
        flash(_("The walk is closed."), "good")
    except Invalid as error:
        form.show(error)
        return _closing(event_id, form)
    except Conflict as error:
        flash(str(error), "bad")
    return redirect(url_for(".closing", event_id=event_id), 303)


@bp.post("/events/<int:event_id>/walk/closing/undo")
@needs(P.WALKS_WRITE)
def reopen(event_id: int) -> ResponseReturnValue:
    event_row(event_id)
    try:
        services.reopen_walk(event_id, WhyForm().reason.data or "")
        flash(_("The walk is open again."), "good")
    except Invalid as error:
        flash(str(error), "bad")
    return redirect(url_for(".closing", event_id=event_id), 303)


@bp.get("/walk-teams/<int:team_id>/closing")
@needs(P.WALKS_READ)
def team(team_id: int) -> ResponseReturnValue:
    found, form = queries.team_sums(team_id), CountsForm()
    form.offer(found, queries.last_document(team_id))
    return _team(found, form)


def _team(found: TeamSums, form: CountsForm) -> ResponseReturnValue:
    facts = team_of(found.team_id)
    may_write = can_write_walk(current_actor(), facts.region_id, facts.stop_id)
    page = render_template(
        "walks/staff/closing/team.html",
        event=event_row(facts.event_id), team=found, form=form, materials=MATERIALS, order=tuple(Material),
        may_write=may_write, may_type=may_write and found.closed_at is None, documents=queries.documents_of(found.team_id),
    )  # fmt: skip
    return page, form.status()


@bp.post("/walk-teams/<int:team_id>/closing")
@needs(P.WALKS_WRITE)
def write(team_id: int) -> ResponseReturnValue:
    found, form = queries.team_sums(team_id), CountsForm()
    closes = request.form.get("act") == "close"
    if not form.is_sent_and_valid() or not _written(found, form, closes):
        return _team(found, form)
    flash(_("Team %(number)s is closed.", number=found.number) if closes else _("The figures are saved."), "good")
    event_id = team_of(team_id).event_id
    return redirect(url_for(".closing", event_id=event_id) if closes else url_for(".team", team_id=team_id), 303)


def _written(found: TeamSums, form: CountsForm, closes: bool) -> bool:
    """Whether the figures are kept, and the team closed; what is wrong stands at the form otherwise."""
    version, seen = form.shown()
    act = services.close_team if closes else services.write_counts
    try:
        act(found.team_id, form.counts(), version, seen=seen, receive=form.receive.data)
    except Invalid as error:
        form.show(error)
        form.lacking = form.receive.data or any(problem.code == "short" for problem in error.problems)
    except Conflict as error:
        form.form_errors = [str(error)]
        form.show_anew(found, queries.last_document(found.team_id))
    else:
        return True
    return False


@bp.post("/walk-teams/<int:team_id>/closing/undo")
@needs(P.WALKS_WRITE)
def reopen_team(team_id: int) -> ResponseReturnValue:
    queries.team_sums(team_id)
    try:
        services.reopen_team(team_id, WhyForm().reason.data or "")
        flash(_("The team is open again: its doors and figures may be corrected."), "good")
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
    return redirect(url_for(".team", team_id=team_id), 303)
