"""One store: what is in it, who answers for it; opening one that is not there yet."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, NotFound, Stale
from campaign.core.i18n import _
from campaign.materials.papers.subjects import store_as_subject
from campaign.materials.policies import can_move_stock, ensure_can_move_stock
from campaign.materials.stock import queries, services
from campaign.materials.stock.forms import NewStoreForm, store_form
from campaign.materials.stock.schemas import Board
from campaign.materials.stock.sheets import stock_file
from campaign.materials.stock.views.desk import WORDS, bp, file_name
from campaign.materials.stock.words import place_title
from campaign.materials.stocktakes import queries as stocktakes
from campaign.papers.queries import panel_of
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/stock/stores/<int:store_id>")
@needs(P.MATERIALS_READ)
def store(store_id: int) -> ResponseReturnValue:
    found = queries.store_to_read(store_id)
    row, heads = queries.stock_of_store(found)
    return render_template(
        "materials/staff/stock/store.html", store=found, row=row, heads=heads, **WORDS,
        counting=stocktakes.open_at(store_id),
        papers=panel_of(store_as_subject(found), request.args.get("paper")),
        may_write=can_move_stock(current_actor(), found.region_id, found.stop_id),
    )  # fmt: skip


@bp.get("/stock/stores/<int:store_id>.<any(csv, xlsx):ending>")
@needs(P.MATERIALS_READ)
def store_file(store_id: int, ending: str) -> ResponseReturnValue:
    """What belongs to the store, size by size."""
    found = queries.store_to_read(store_id)
    row, heads = queries.stock_of_store(found)
    content = stock_file(Board(found.region_id, (row,), heads), clock.now(), ending)
    return attachment(content, file_name(_("Stock"), place_title(found), ending=ending), MIMETYPES[ending])


@bp.route("/stock/stores/<int:store_id>/edit", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def edit_store(store_id: int) -> ResponseReturnValue:
    found = queries.store_to_read(store_id)
    ensure_can_move_stock(current_actor(), found.region_id, found.stop_id)
    form = store_form(found)
    if form.is_sent_and_valid():
        try:
            services.describe_store(store_id, form.command(), form.seen())
            return _saved(store_id, _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return render_template("materials/staff/stock/store_form.html", form=form, store=found, **WORDS), form.status()


@bp.route("/stock/stores/new", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def new_store() -> ResponseReturnValue:
    form = NewStoreForm()
    form.offer(queries.places_without_store())
    if form.is_sent_and_valid():
        try:
            kept = services.open_store(*form.wished(), form.command(), form.key())
            return _saved(kept, _("The store is open. Now write down what comes into it."))
        except Invalid as error:
            form.show(error)
        except NotFound as error:
            form.place.errors = [str(error)]
    return render_template("materials/staff/stock/store_form.html", form=form, store=None, **WORDS), form.status()


def _saved(store_id: int, words: str) -> Response:
    flash(words, "good")
    return redirect(url_for(".store", store_id=store_id), 303)
