"""Who holds what, and everything that one team, person or vehicle was given and brought back."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.i18n import _
from campaign.materials import queries as materials
from campaign.materials.stock import queries
from campaign.materials.stock.forms import holder_address, holder_filter_of
from campaign.materials.stock.schemas import MOST_IN_A_FILE, CardFilter
from campaign.materials.stock.sheets import holders_file
from campaign.materials.stock.views.desk import WORDS, Regions, bp, file_name
from campaign.materials.words import material_in_words
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/stock/holders")
@needs(P.MATERIALS_READ)
def holders() -> ResponseReturnValue:
    regions, wish = Regions(), holder_filter_of(request.args)
    kept: dict[str, Any] = regions.kept | holder_address(wish)
    return render_template(
        "materials/staff/stock/holders.html", regions=regions, wish=wish, kept=kept, **WORDS,
        here=lambda **more: url_for(".holders", **(kept | more)), variants=materials.variants(with_retired=True),
        page=queries.holders(regions.id, wish, request.args.get("page")), stops=queries.stops_with_holders(regions.id),
    )  # fmt: skip


@bp.get("/stock/holders.csv")
@needs(P.MATERIALS_READ)
def holders_csv() -> ResponseReturnValue:
    return _holders_file("csv")


@bp.get("/stock/holders.xlsx")
@needs(P.MATERIALS_READ)
def holders_xlsx() -> ResponseReturnValue:
    return _holders_file("xlsx")


def _holders_file(ending: str) -> Response:
    regions, wish = Regions(), holder_filter_of(request.args)
    rows = queries.holders(regions.id, wish, None, MOST_IN_A_FILE).rows
    content = holders_file(rows, materials.variants(with_retired=True), clock.now(), ending)
    return attachment(content, file_name(_("Who holds what"), regions.name.text(), ending=ending), MIMETYPES[ending])


@bp.get("/stock/holders/<int:holder_id>")
@needs(P.MATERIALS_READ)
def holder(holder_id: int) -> ResponseReturnValue:
    found = queries.holder_row(holder_id)
    rows, variants = queries.movements_of(holder_id, None, CardFilter())[::-1], materials.variants(with_retired=True)
    return render_template(
        "materials/staff/stock/holder.html", holder=found, rows=rows, variants=variants,
        titles={key: material_in_words(row.name, row.label) for key, row in variants.items()},
        things=materials.balances_at([holder_id]), **WORDS,
        places=materials.place_rows({row.other_id for row in rows}),
        events=queries.events_of({found.event_id, *(row.event_id for row in rows)}),
    )  # fmt: skip
