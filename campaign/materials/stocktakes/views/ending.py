"""What differs, with a reason each; posting it, or dropping the stocktake."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.materials.stocktakes import queries, services
from campaign.materials.stocktakes.forms import EndForm, end_form, seen
from campaign.materials.stocktakes.schemas import Stocktake
from campaign.materials.stocktakes.views.desk import WORDS, bp, may_count
from campaign.web.answers import done
from campaign.web.guards import needs


@bp.get("/stocktakes/<int:stocktake_id>/differences")
@needs(P.MATERIALS_READ)
def differences(stocktake_id: int) -> ResponseReturnValue:
    row = queries.stocktake_row(stocktake_id)
    if not row.is_open:
        return redirect(url_for(".stocktake", stocktake_id=stocktake_id))
    return _page(row, end_form(row))


def _page(row: Stocktake, form: EndForm) -> ResponseReturnValue:
    page = render_template("materials/staff/stocktakes/differences.html", row=row, form=form, may_write=may_count(row), **WORDS)
    return page, form.status()


@bp.post("/stocktakes/<int:stocktake_id>/post")
@needs(P.MATERIALS_WRITE)
def post_stocktake(stocktake_id: int) -> ResponseReturnValue:
    row, form = queries.stocktake_row(stocktake_id), EndForm()
    reasons, here = form.read(row), url_for(".stocktake", stocktake_id=stocktake_id)
    if form.is_sent_and_valid():
        try:
            posted = services.post_stocktake(stocktake_id, seen(form), reasons, form.day(), form.key())
            return done(here, _said(posted))
        except Invalid as error:
            form.complain(error)
        except Conflict as error:
            form.show(Invalid(error.message))
            row = queries.stocktake_row(stocktake_id)
            form.version.data = row.version
    return _page(row, form) if row.is_open else redirect(here, 303)


def _said(document_id: int | None) -> str:
    if document_id is None:
        return _("Everything that was counted agrees with the books. Nothing had to be posted.")
    return _("The differences are posted. The books say what was counted.")


@bp.post("/stocktakes/<int:stocktake_id>/drop")
@needs(P.MATERIALS_WRITE)
def drop_stocktake(stocktake_id: int) -> ResponseReturnValue:
    here = url_for(".stocktake", stocktake_id=stocktake_id)
    try:
        services.drop_stocktake(stocktake_id)
    except Conflict as error:
        return done(here, error.message, "bad")
    return done(here, _("The stocktake is dropped. Nothing was posted."))
