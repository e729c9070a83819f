"""The stock of a region by place and by material; one material, wherever it is."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.materials.stock import queries
from campaign.materials.stock.forms import view_of
from campaign.materials.stock.schemas import PAGE, View
from campaign.materials.stock.sheets import stock_file
from campaign.materials.stock.views.desk import WORDS, Regions, bp, file_name
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/stock")
@needs(P.MATERIALS_READ)
def stock() -> ResponseReturnValue:
    regions = Regions()
    board = queries.board(regions.id)
    view = view_of(request.args, View.MATERIALS if len(board.stores) == 1 else View.PLACES)
    return render_template(
        "materials/staff/stock/stock.html", regions=regions, board=board, view=view.value, **WORDS,
        may_write=current_actor().may(P.MATERIALS_WRITE),
    )  # fmt: skip


@bp.get("/stock.csv")
@needs(P.MATERIALS_READ)
def stock_csv() -> ResponseReturnValue:
    return _stock_file("csv")


@bp.get("/stock.xlsx")
@needs(P.MATERIALS_READ)
def stock_xlsx() -> ResponseReturnValue:
    return _stock_file("xlsx")


def _stock_file(ending: str) -> Response:
    regions = Regions()
    content = stock_file(queries.board(regions.id), clock.now(), ending)
    return attachment(content, file_name(_("Stock"), regions.name.text(), ending=ending), MIMETYPES[ending])


@bp.get("/stock/materials/<int:material_id>")
@needs(P.MATERIALS_READ)
def material(material_id: int) -> ResponseReturnValue:
    head, regions = queries.material_head(material_id), Regions()
    board = queries.board(regions.id, variant_ids=[row.id for row in head.variants])
    return render_template(
        "materials/staff/stock/material.html", head=head, regions=regions, board=board, most=PAGE, **WORDS,
        elsewhere=queries.holders_with(regions.id, head, PAGE),
    )  # fmt: skip
