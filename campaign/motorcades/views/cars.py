"""Work pages: putting a vehicle into the column, from the register or a new one; changing it; taking it out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.motorcades import forms, queries, services
from campaign.motorcades.carrying import loads_of
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.schemas import Car, Column
from campaign.motorcades.views.desk import WORDS, bp
from campaign.motorcades.words import vehicle_name
from campaign.web.answers import AGAIN, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none, whole_or_nought


@bp.route("/events/<int:event_id>/column/cars/new", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def car_new(event_id: int) -> ResponseReturnValue:
    column = queries.column_of(event_id)
    ensure_can_write_column(current_actor(), column.event.region_id, column.event.stop_id)
    form = _opened(column)
    if form.is_sent_and_valid():
        try:
            return _put_in(event_id, form)
        except Invalid as error:
            form.show(error)
        except Stale as error:
            chosen = whole_or_nought(form.vehicle_id.data)
            told(form, error, lambda: form.vehicle_version.process_data(queries.vehicle_row(chosen).version))
            return _new_page(column, form), AGAIN
    return _new_page(column, form), form.status()


def _opened(column: Column) -> forms.CarForm:
    """For the vehicle of the register that the address names, with whoever drove it last; else for a new one."""
    chosen = whole_or_none(request.args.get("vehicle"))
    if chosen is None or request.method == "POST":
        return forms.new_car_form(None, None)
    return forms.new_car_form(queries.vehicle_row(chosen), queries.last_car_of(chosen, column.event.id))


def _put_in(event_id: int, form: forms.CarForm) -> ResponseReturnValue:
    added = services.add_car(event_id, form.command(), form.key())
    flash(_said(added), "info" if added.known else "good")
    if added.warning:
        flash(str(added.warning), "warn")
    place = ".car_new" if "another" in request.form else ".column"
    return redirect(url_for(place, event_id=event_id), 303)


def _said(added: services.Added) -> str:
    car = queries.car_row(added.car_id)
    if added.known:
        return _(
            "%(vehicle)s is in the column as number %(number)s. Its plate was in the register, so what stood there was kept.",
            vehicle=vehicle_name(car.vehicle), number=car.number,
        )  # fmt: skip
    return _("%(vehicle)s is in the column as number %(number)s.", vehicle=vehicle_name(car.vehicle), number=car.number)


def _new_page(column: Column, form: forms.CarForm) -> str:
    """With what the register has for the words that were searched, and as which number it is in the column already."""
    words = clean_line(request.args.get("q", ""))[: queries.LONGEST_SEARCH]
    found = queries.find_vehicles(words, region_id=column.event.region_id, size=8).rows if words else ()
    there = {car.vehicle.id: car.number for car in column.cars}
    return render_template(
        "motorcades/staff/car_new.html", column=column, event=column.event, form=form, words=words, found=found, there=there,
        chosen=whole_or_none(form.vehicle_id.data) is not None, **WORDS,
    )  # fmt: skip


@bp.route("/column-cars/<int:car_id>", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def car(car_id: int) -> ResponseReturnValue:
    row = queries.car_row(car_id)
    column = queries.column_of(row.event_id)
    ensure_can_write_column(current_actor(), column.event.region_id, column.event.stop_id)
    form = forms.car_form(row)
    if form.is_sent_and_valid():
        try:
            return _kept(row, form)
        except Invalid as error:
            form.show(error)
        except Stale as error:
            told(form, error, lambda: form.see_again(queries.car_row(car_id)))
            return _car_page(column, row, form), AGAIN
    return _car_page(column, row, form), form.status()


def _kept(row: Car, form: forms.CarForm) -> ResponseReturnValue:
    added = services.edit_car(row.id, form.command(), whole_or_nought(form.version.data))
    flash(_("Saved."), "good")
    if added.warning:
        flash(str(added.warning), "warn")
    return redirect(url_for(".column", event_id=row.event_id) + f"#car-{row.id}", 303)


def _car_page(column: Column, row: Car, form: forms.CarForm, complaint: str = "") -> str:
    return render_template(
        "motorcades/staff/car.html", column=column, event=column.event, car=row, form=form, complaint=complaint,
        loads=loads_of([row.id]).get(row.id, ()),
        **WORDS,
    )  # fmt: skip


@bp.post("/column-cars/<int:car_id>/remove")
@needs(P.COLUMNS_WRITE)
def car_remove(car_id: int) -> ResponseReturnValue:
    row = queries.car_row(car_id)
    try:
        services.remove_car(car_id)
    except Conflict as error:
        return _car_page(queries.column_of(row.event_id), row, forms.car_form(row), str(error)), AGAIN
    flash(_("%(vehicle)s is out of the column.", vehicle=vehicle_name(row.vehicle)), "good")
    return redirect(url_for(".column", event_id=row.event_id), 303)
