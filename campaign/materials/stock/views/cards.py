"""The card of a material in a store: its movements with the balance after each."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.materials import queries as materials
from campaign.materials.stock import queries
from campaign.materials.stock.forms import card_address, card_filter_of
from campaign.materials.stock.sheets import card_file
from campaign.materials.stock.views.desk import WORDS, bp, file_name
from campaign.materials.stock.words import place_title
from campaign.materials.words import material_in_words
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/stock/stores/<int:store_id>/card/<int:variant_id>")
@needs(P.MATERIALS_READ)
def card(store_id: int, variant_id: int) -> ResponseReturnValue:
    store, variant = queries.store_to_read(store_id), queries.variant_row(variant_id)
    wish = card_filter_of(request.args)
    page = queries.card(store_id, variant_id, wish, request.args.get("page"))
    return render_template(
        "materials/staff/stock/card.html", store=store, variant=variant, wish=wish, kept=card_address(wish), page=page,
        balance=queries.balance_of(store_id, variant_id), **WORDS,
        may_print=current_actor().may_at(P.PAPERS_PRINT, store.region_id, store.stop_id),
        turnover=None if wish.is_empty else queries.turnover(store_id, variant_id, wish),
        places=materials.place_rows(row.other_id for row in page.rows),
        events=queries.events_of({row.event_id for row in page.rows}),
    )  # fmt: skip


@bp.get("/stock/stores/<int:store_id>/card/<int:variant_id>.csv")
@needs(P.MATERIALS_READ)
def card_csv(store_id: int, variant_id: int) -> ResponseReturnValue:
    return _card_file(store_id, variant_id, "csv")


@bp.get("/stock/stores/<int:store_id>/card/<int:variant_id>.xlsx")
@needs(P.MATERIALS_READ)
def card_xlsx(store_id: int, variant_id: int) -> ResponseReturnValue:
    return _card_file(store_id, variant_id, "xlsx")


def _card_file(store_id: int, variant_id: int, ending: str) -> Response:
    store, variant = queries.store_to_read(store_id), queries.variant_row(variant_id)
    rows = queries.movements_of(store_id, variant_id, card_filter_of(request.args))
    places = materials.place_rows({row.other_id for row in rows})
    events = queries.events_of({row.event_id for row in rows})
    content = card_file(rows, {variant_id: variant}, places, events, clock.now(), ending)
    name = file_name(place_title(store), material_in_words(variant.name, variant.label), ending=ending)
    return attachment(content, name, MIMETYPES[ending])
