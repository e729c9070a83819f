"""A team of a walk: its leader and floors, its doors in order; and who walks with whom."""

from collections import defaultdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import phones
from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Stale
from campaign.core.i18n import _, _l, _n, language
from campaign.events.queries import event_row
from campaign.people.judged import event_to_write
from campaign.walks import queries, services
from campaign.walks.buildings.queries import building_of
from campaign.walks.forms import TeamForm, members_of, order_of, team_form
from campaign.walks.policies import ensure_can_write_walk
from campaign.walks.schemas import Building, Team
from campaign.walks.views.desk import acted, back, bp
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought
from campaign.web.paging import numbered

PEOPLE = 100  # on one page


@bp.post("/events/<int:event_id>/walk/teams")
@needs(P.WALKS_WRITE)
def new_team(event_id: int) -> ResponseReturnValue:
    try:
        return redirect(url_for(".walk_team", team_id=services.create_team(event_id)), 303)
    except Conflict as why:
        flash(str(why), "warn")
    return back(event_id)


def _team(team_id: int) -> Team:
    """The team, for whoever may change it."""
    found = queries.team_of(team_id)
    ensure_can_write_walk(current_actor(), found.region_id, found.stop_id)
    return found


def _building(team: Team) -> Building:
    walk = queries.walk_of(team.event_id)
    if walk.building is None:
        raise NotFound(_l("There is no such team."))
    return building_of(walk.building.id)


@bp.route("/walk-teams/<int:team_id>", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def walk_team(team_id: int) -> ResponseReturnValue:
    found = _team(team_id)
    building = _building(found)
    form = team_form(found, building, phones.shown(found.leader_phone))
    if form.is_sent_and_valid() and _is_saved(found, form):
        flash(_("The team is saved."), "good")
        return back(found.event_id)
    members = [row for row in queries.members_of(found.event_id, language()) if row.team_id == team_id]
    return render_template(
        "walks/staff/team.html", team=found, event=event_row(found.event_id), building=building, form=form, members=members,
        floors={floor.id: floor for floor in building.floors}, doors=queries.doors_of(team_id=team_id),
    ), form.status()  # fmt: skip


def _is_saved(team: Team, form: TeamForm) -> bool:
    try:
        services.write_team(team.id, form.command(), form.parts(), form.seen())
    except Invalid as error:
        beside = defaultdict(list)
        for problem in error.problems:
            if problem.field.startswith("floor-"):
                beside[problem.field].append(str(problem.message))
        own = [problem for problem in error.problems if not problem.field.startswith("floor-")]
        if own:
            form.show(Invalid(error.message, own))
        form.complain(beside)
        return False
    except (Stale, Closed) as error:
        told(form, error)
        return False
    return True


@bp.post("/walk-teams/<int:team_id>/remove")
@needs(P.WALKS_WRITE)
def remove_team(team_id: int) -> ResponseReturnValue:
    event_id = queries.team_of(team_id).event_id
    return acted(event_id, lambda: services.remove_team(team_id), _("The team is taken away."))


@bp.route("/walk-teams/<int:team_id>/doors", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def walk_doors(team_id: int) -> ResponseReturnValue:
    found, listed, complaint = _team(team_id), queries.doors_of(team_id=team_id), ""
    if request.method == "POST":
        order = order_of(request.form, [door.id for door in listed])
        try:
            services.order_doors(team_id, order, whole_or_nought(request.form.get("version")))
            flash(_("The order is saved."), "good")
            return redirect(url_for(".walk_doors", team_id=team_id), 303)
        except Conflict as why:
            complaint = str(why)
            listed = tuple(sorted(listed, key=lambda door: order.index(door.id)))
    return render_template(
        "walks/staff/team_doors.html", team=found, event=event_row(found.event_id), doors=listed, complaint=complaint
    ), 409 if complaint else 200


@bp.route("/events/<int:event_id>/walk/people", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def people(event_id: int) -> ResponseReturnValue:
    event, asked = event_to_write(event_id), request.args.get("page")
    if request.method == "POST":
        changed = services.assign(event_id, members_of(request.form))
        flash(_n("%(num)d person has another team now.", "%(num)d people have another team now.", changed), "good")
        return redirect(url_for(".people", event_id=event_id, page=whole_or_nought(asked) or 1), 303)
    walk, rows = queries.walk_of(event_id), queries.members_of(event_id, language())
    shown = numbered(rows, asked, PEOPLE)
    return render_template(
        "walks/staff/walk_people.html", walk=walk, event=event, rows=shown.rows, page=shown.page,
        pages=shown.pages, without=sum(row.team_id is None for row in rows), total=len(rows),
    )  # fmt: skip


@bp.post("/events/<int:event_id>/walk/people/share")
@needs(P.WALKS_WRITE)
def share_out(event_id: int) -> ResponseReturnValue:
    try:
        number = services.share_out(event_id)
        flash(_n("%(num)d person has a team now.", "%(num)d people have a team now.", number), "good")
    except Conflict as why:
        flash(str(why), "warn")
    return redirect(url_for(".people", event_id=event_id), 303)
