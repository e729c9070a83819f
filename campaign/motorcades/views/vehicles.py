"""Work pages: the register of the vehicles of a region, and one of them."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.core.text import clean_line
from campaign.motorcades import forms, queries, services
from campaign.motorcades.policies import can_write_vehicle
from campaign.motorcades.schemas import Vehicle
from campaign.motorcades.sheets import vehicles_table
from campaign.motorcades.views.desk import WORDS, bp
from campaign.papers.tables import list_file
from campaign.sheets.outgoing import MOST_ROWS
from campaign.web.answers import AGAIN, told
from campaign.web.guards import needs


@bp.get("/vehicles")
@needs(P.COLUMNS_READ)
def vehicles() -> ResponseReturnValue:
    words = clean_line(request.args.get("q", ""))[: queries.LONGEST_SEARCH]
    page = queries.find_vehicles(words, request.args.get("page"))
    columns = queries.columns_with(row.id for row in page.rows)
    return render_template("motorcades/staff/vehicles.html", words=words, page=page, columns=columns, **WORDS)


@bp.get("/vehicles.<any(csv, xlsx):ending>")
@needs(P.COLUMNS_READ)
def vehicles_file(ending: str) -> ResponseReturnValue:
    """The register as it is searched."""
    words = clean_line(request.args.get("q", ""))
    found = queries.find_vehicles(words, size=MOST_ROWS)
    columns = queries.columns_with(row.id for row in found.rows)
    return list_file(found, partial(vehicles_table, columns=columns), ending, url_for(".vehicles", q=words or None))


@bp.route("/vehicles/<int:vehicle_id>", methods=["GET", "POST"])
@needs(P.COLUMNS_READ)
def vehicle(vehicle_id: int) -> ResponseReturnValue:
    row = queries.vehicle_row(vehicle_id)
    form = forms.VehicleForm(**forms.vehicle_facts(row))
    if form.is_sent_and_valid():
        try:
            services.edit_vehicle(vehicle_id, form.vehicle_wish(), form.known_version())
            flash(_("Saved."), "good")
            return redirect(url_for(".vehicles"), 303)
        except Invalid as error:
            form.show(error)
        except Stale as error:
            told(form, error, lambda: form.vehicle_version.process_data(queries.vehicle_row(vehicle_id).version))
            return _vehicle_page(row, form), AGAIN
    return _vehicle_page(row, form), form.status()


def _vehicle_page(row: Vehicle, form: forms.VehicleForm) -> str:
    columns = queries.columns_with([row.id]).get(row.id, ())
    may_write = can_write_vehicle(current_actor(), row.region_id, queries.stops_with(row.id))
    return render_template(
        "motorcades/staff/vehicle.html", vehicle=row, form=form, columns=columns, may_write=may_write, **WORDS
    )  # fmt: skip
