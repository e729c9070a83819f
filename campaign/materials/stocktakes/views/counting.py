"""A stocktake that is open: the counts are typed; one that has ended: what it says."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.materials.stock.words import place_title
from campaign.materials.stocktakes import queries, services
from campaign.materials.stocktakes.forms import CountsForm
from campaign.materials.stocktakes.schemas import Stocktake
from campaign.materials.stocktakes.sheets import stocktake_file
from campaign.materials.stocktakes.views.desk import WORDS, bp, may_count
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought
from campaign.web.tasks import attachment


@bp.get("/stocktakes/<int:stocktake_id>")
@needs(P.MATERIALS_READ)
def stocktake(stocktake_id: int) -> ResponseReturnValue:
    row = queries.stocktake_row(stocktake_id)
    if row.is_open:
        return _page(row, CountsForm(formdata=None))
    return render_template("materials/staff/stocktakes/ended.html", row=row, **WORDS)


def _page(row: Stocktake, form: CountsForm) -> ResponseReturnValue:
    page = render_template(
        "materials/staff/stocktakes/counting.html", row=row, form=form, may_write=may_count(row), **WORDS,
        more=queries.not_on_sheet(row),
    )  # fmt: skip
    return page, form.status()


@bp.post("/stocktakes/<int:stocktake_id>/counts")
@needs(P.MATERIALS_WRITE)
def write_counts(stocktake_id: int) -> ResponseReturnValue:
    row, form = queries.stocktake_row(stocktake_id), CountsForm()
    here = url_for(".stocktake", stocktake_id=stocktake_id)
    counts = form.read(row)
    if form.is_sent_and_valid() and not form.wrong:
        try:
            number = services.write_counts(stocktake_id, counts)
        except Invalid as error:
            form.complain(error, queries.stocktake_row(stocktake_id))
        except Conflict as error:
            return done(here, error.message, "bad")
        else:
            target = url_for(".differences", stocktake_id=stocktake_id) if "compare" in request.form else here
            return done(target, _("Saved: %(counted)s of %(all)s lines are counted.", counted=number, all=len(row.lines)))
    return _page(row, form) if row.is_open else done(here, _("This stocktake has ended. What it says stays as it is."), "bad")


@bp.post("/stocktakes/<int:stocktake_id>/more")
@needs(P.MATERIALS_WRITE)
def add_line(stocktake_id: int) -> ResponseReturnValue:
    here = url_for(".stocktake", stocktake_id=stocktake_id)
    try:
        services.add_to_sheet(stocktake_id, whole_or_nought(request.form.get("variant")))
    except Conflict as error:
        return done(here, error.message, "bad")
    return done(here, _("It stands at the end of the sheet."))


@bp.post("/stocktakes/<int:stocktake_id>/anew")
@needs(P.MATERIALS_WRITE)
def freeze_anew(stocktake_id: int) -> ResponseReturnValue:
    here = url_for(".stocktake", stocktake_id=stocktake_id)
    try:
        number = services.freeze_anew(stocktake_id)
    except Conflict as error:
        return done(here, error.message, "bad")
    return done(here, _n("%(num)d line is to be counted again.", "%(num)d lines are to be counted again.", number), "info")


@bp.get("/stocktakes/<int:stocktake_id>.csv")
@needs(P.MATERIALS_READ)
def stocktake_csv(stocktake_id: int) -> ResponseReturnValue:
    return _file(stocktake_id, "csv")


@bp.get("/stocktakes/<int:stocktake_id>.xlsx")
@needs(P.MATERIALS_READ)
def stocktake_xlsx(stocktake_id: int) -> ResponseReturnValue:
    return _file(stocktake_id, "xlsx")


def _file(stocktake_id: int, ending: str) -> Response:
    row = queries.stocktake_row(stocktake_id)
    name = f"{_('Stocktake')} {place_title(row.store)} {clock.on_the_wall(row.begun_at, row.time_zone):%Y-%m-%d}.{ending}"
    return attachment(stocktake_file(row, clock.now(), ending), name, MIMETYPES[ending])
