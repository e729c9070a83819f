"""Work pages: the route of a column with plan, fact and sketch, and writing it."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _, _l
from campaign.events import queries as events
from campaign.events.running.rows import removed
from campaign.events.running.times import moment_typed
from campaign.motorcades.policies import can_write_column, ensure_can_write_column
from campaign.motorcades.route import queries, services
from campaign.motorcades.route.forms import PassedForm, RouteForm, route_form
from campaign.motorcades.route.reckoning import circle_of, doubts_of
from campaign.motorcades.route.schemas import PointKind, PointWish, Route, Wishes, added, ordered, raised
from campaign.motorcades.route.sketch import PHONE, WIDE, sketch_of
from campaign.motorcades.route.words import KINDS, doubt_words, length_words
from campaign.motorcades.schemas import Column
from campaign.web.guards import needs
from campaign.web.numbers import version_shown
from campaign.web.rows import pressed

bp = Blueprint("route_staff", __name__, url_prefix="/staff")
bp.add_app_template_filter(length_words, "route_length")
BUTTONS: Final[dict[str, Callable[[Wishes, int], Wishes]]] = {"add": added, "remove": removed, "up": raised}
MEANWHILE = _l(
    "Somebody has written this route meanwhile. What you typed is still here; look at the route in another window. If you save "
    "now, yours replaces it."
)
BEGUN = (PointKind.GATHERING, PointKind.LINE_UP, PointKind.START, PointKind.FINISH)


@bp.get("/events/<int:event_id>/column/route")
@needs(P.COLUMNS_READ)
def route(event_id: int) -> ResponseReturnValue:
    return _seen(queries.route_of(event_id))


@bp.app_template_global()
def column_doubts(column: Column) -> list[str]:
    """What is doubtful about the length typed for a column, for its page. One statement."""
    found = doubts_of(queries.points_of(column.event), column.facts.distance_m)
    return [doubt_words(one) for one in found if not one.where]


def _seen(route: Route, complaint: str = "") -> str:
    event, ends = route.event, (str(KINDS[PointKind.START]), str(KINDS[PointKind.FINISH]))
    return render_template(
        "motorcades/staff/route.html", route=route, event=event, form=PassedForm(formdata=None), complaint=complaint,
        may_write=can_write_column(current_actor(), event.region_id, event.stop_id), kinds=KINDS,
        doubts=[doubt_words(one) for one in doubts_of(route.points, route.column_metres)], circle=circle_of(route.points),
        desk=sketch_of(route.points, WIDE, *ends), phone=sketch_of(route.points, PHONE, *ends),
    )  # fmt: skip


@bp.post("/events/<int:event_id>/column/route/<int:point_id>/fact")
@needs(P.COLUMNS_WRITE)
def fact(event_id: int, point_id: int) -> ResponseReturnValue:
    form, event = PassedForm(), events.event_row(event_id)
    if not form.validate():
        return _seen(queries.route_of(event_id), " ".join(form.at.errors)), 422
    services.record(event_id, point_id, moment_typed(event.starts_at, form.typed(), event.time_zone))
    return redirect(url_for(".route", event_id=event_id) + f"#point-{point_id}", 303)


@bp.post("/events/<int:event_id>/column/route/<int:point_id>/undo")
@needs(P.COLUMNS_WRITE)
def undo(event_id: int, point_id: int) -> ResponseReturnValue:
    services.forget(event_id, point_id)
    return redirect(url_for(".route", event_id=event_id) + f"#point-{point_id}", 303)


@bp.route("/events/<int:event_id>/column/route/edit", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def route_edit(event_id: int) -> ResponseReturnValue:
    known = queries.route_of(event_id)
    ensure_can_write_column(current_actor(), known.event.region_id, known.event.stop_id)
    form = RouteForm() if request.method == "POST" else _opened(known)
    if form.is_sent_and_valid():
        act = request.form.get("act", "save")
        if act != "save":
            return _page(known, _changed(known, form, act), unsaved=True)
        return _kept(known, form)
    return _page(known, form)


def _kept(known: Route, form: RouteForm) -> ResponseReturnValue:
    """The route saved, or the page again with what is wrong, its rows in the order in which they were sent."""
    wishes, version = ordered(form.wishes(known.event), form.places()), version_shown(form.version.data)
    try:
        services.write(known.event.id, wishes, form.reserve(), version)
    except Invalid as error:
        again = route_form(known.event, wishes, form.reserve(), version)
        again.show(error)
        return _page(known, again)
    except Stale:
        again = route_form(known.event, wishes, form.reserve(), queries.route_of(known.event.id).version)
        again.form_errors = [str(MEANWHILE)]
        return _page(known, again)[0], 409
    flash(_("The route is saved."), "good")
    return redirect(url_for(".route", event_id=known.event.id), 303)


def _opened(known: Route) -> RouteForm:
    """What is written; the first time a row for each of the points that every route has."""
    wishes = tuple(point.wish() for point in known.points) or tuple(PointWish(kind) for kind in BEGUN)
    return route_form(known.event, wishes, known.reserve, known.version)


def _changed(known: Route, form: RouteForm, act: str) -> RouteForm:
    """The typed points in the order of their places, and after one of the buttons beside them; nothing is saved by it."""
    typed = form.wishes(known.event)
    order = ordered(range(len(typed)), form.places())
    wishes: Wishes = tuple(typed[index] for index in order)
    name, row = pressed(act, typed)
    if name in BUTTONS:
        wishes = BUTTONS[name](wishes, order.index(row) if row in order else len(order) - 1)
    return route_form(known.event, wishes or (PointWish(),), form.reserve(), version_shown(form.version.data))


def _page(known: Route, form: RouteForm, unsaved: bool = False) -> tuple[str, int]:
    rows = ordered(list(enumerate(form.points)), form.places())
    page = render_template("motorcades/staff/route_edit.html", event=known.event, form=form, unsaved=unsaved, rows=rows)
    return page, form.status()
