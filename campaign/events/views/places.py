"""Places where events are held, and kinds of events."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.events import queries, services
from campaign.events.forms import KindForm, PlaceForm, edit_place_form
from campaign.events.views.desk import bp
from campaign.web.answers import answered, done
from campaign.web.guards import needs


@bp.get("/places")
@needs(P.EVENTS_READ)
def places() -> ResponseReturnValue:
    mine = {unit_id for unit_id, _name in queries.units_to_choose(P.EVENTS_WRITE)}
    return render_template("events/staff/places.html", places=queries.places(), mine=mine)


@bp.route("/places/new", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def new_place() -> ResponseReturnValue:
    form = PlaceForm()
    if form.is_sent_and_valid():
        try:
            services.create_place(form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".places"), _("The place is added."))
    form.offer(queries.units_to_choose(P.EVENTS_WRITE))
    return render_template("events/staff/place_form.html", form=form, place=None), form.status()


@bp.route("/places/<int:place_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_place(place_id: int) -> ResponseReturnValue:
    place = queries.place_row(place_id)
    services.ensure_may_write_places(place.unit_id)
    form = edit_place_form(place)

    def save() -> ResponseReturnValue:
        services.edit_place(place_id, form.command(place.unit_id), form.seen())
        return done(url_for(".places"), _("The changes are saved."))

    return answered(form, save, lambda: render_template("events/staff/place_form.html", form=form, place=place))


@bp.route("/kinds", methods=["GET", "POST"])
@needs(P.EVENTS_READ)
def kinds() -> ResponseReturnValue:
    form = KindForm()
    may_write = current_actor().may(P.KITS_WRITE)
    if form.is_sent_and_valid():
        try:
            services.create_kind(form.command(), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".kinds"), _("The kind is added."))
    return render_template("events/staff/kinds.html", kinds=queries.kinds(), form=form, may_write=may_write), form.status()
