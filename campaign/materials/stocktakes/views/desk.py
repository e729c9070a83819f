"""The list of stocktakes, where one begins, and the blueprint that their pages share."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict
from campaign.core.i18n import _
from campaign.materials import queries as materials
from campaign.materials.policies import can_move_stock
from campaign.materials.stock.words import packs_in_words, place_title
from campaign.materials.stocktakes import queries, services
from campaign.materials.stocktakes.forms import BeginForm
from campaign.materials.stocktakes.schemas import Stocktake
from campaign.materials.words import UNITS, material_in_words
from campaign.web.answers import done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

bp = Blueprint("stocktakes_staff", __name__, url_prefix="/staff")
WORDS: dict[str, Any] = {
    "units": UNITS, "material_in_words": material_in_words, "packs_in_words": packs_in_words, "place_title": place_title,
}  # fmt: skip


def may_count(row: Stocktake) -> bool:
    """Whether the asker may type, post and drop."""
    return can_move_stock(current_actor(), row.store.region_id, row.store.stop_id)


@bp.get("/stocktakes")
@needs(P.MATERIALS_READ)
def stocktakes() -> ResponseReturnValue:
    return render_template(
        "materials/staff/stocktakes/stocktakes.html", page=queries.stocktakes(request.args.get("page")), **WORDS,
        may_write=current_actor().may(P.MATERIALS_WRITE),
    )  # fmt: skip


@bp.route("/stocktakes/new", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def new_stocktake() -> ResponseReturnValue:
    form, actor = BeginForm(), current_actor()
    own = [row for row in materials.stores() if can_move_stock(actor, row.region_id, row.stop_id)]
    form.offer(((row.id, place_title(row)) for row in own), whole_or_nought(request.args.get("store")))
    if form.is_sent_and_valid():
        store_id, extent = form.wished()
        try:
            number = services.begin_stocktake(store_id, extent, form.key())
            return done(url_for(".stocktake", stocktake_id=number), _("The sheet is frozen. Count, and type what is there."))
        except Conflict as error:
            form.store.errors = [str(error)]
    return render_template("materials/staff/stocktakes/new.html", form=form), form.status()
