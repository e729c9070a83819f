"""Staff pages of the need: of a route, of one material on it, what is sent to each stop, of one stop."""

from functools import partial
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.materials.need import queries
from campaign.materials.need.chart import chart_of_route, chart_of_stop
from campaign.materials.need.opening import opened
from campaign.materials.need.reckoning import held_until
from campaign.materials.need.sheets import TableKind, file_name, need_file
from campaign.materials.need.words import MARKS, count_in_words, counted_by, norm_of, soonest_of_route, soonest_of_stop
from campaign.materials.words import counted, material_in_words
from campaign.people.exports.schemas import FileKind
from campaign.relay import queries as relays
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment

bp = Blueprint("need_staff", __name__, url_prefix="/staff")
WORDS = {
    "counted": counted, "material": material_in_words, "counted_by": counted_by, "count": count_in_words, "norm": norm_of,
    "marks": MARKS,
}  # fmt: skip


@bp.get("/need")
@needs(P.MATERIALS_READ)
def season() -> ResponseReturnValue:
    """The need of the relay that runs today, else of the nearest; without any, what to do."""
    found = relays.relay_of_today()
    if found is None:
        return render_template("materials/staff/need/no_route.html")
    return redirect(url_for(".route", relay_id=found.id), 302)


@bp.get("/relays/<int:relay_id>/need")
@needs(P.MATERIALS_READ)
def route(relay_id: int) -> ResponseReturnValue:
    need = queries.need_of(relay_id)
    return render_template(
        "materials/staff/need/route.html", need=need, chart=chart_of_route(need),
        soonest=partial(soonest_of_route, need), choices=relays.planned_relays(), **WORDS
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/need/<int:variant_id>")
@needs(P.MATERIALS_READ)
def material_of_route(relay_id: int, variant_id: int) -> ResponseReturnValue:
    need = queries.need_of(relay_id)
    if variant_id not in need.uses.variants:
        raise NotFound(_l("There is no such material or size."))
    line = next((line for line in need.lines if line.variant.id == variant_id), None)
    if line is None:
        return render_template("materials/staff/need/nothing.html", need=need, variant=need.uses.variants[variant_id], **WORDS)
    article = need.uses.article_of(variant_id)
    holds = {stop.stop_id: held_until(stop, article)[1] for stop in line.whole.stops}
    return render_template(
        "materials/staff/need/material.html", need=need, line=line, article=article, holds=holds,
        ahead={stop.stop_id: stop.total for stop in line.ahead.stops} if line.ahead else {},
        stops={stop.id: stop for stop in need.stops}, **WORDS,
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/need/shipping")
@needs(P.MATERIALS_READ)
def shipping(relay_id: int) -> ResponseReturnValue:
    need = queries.need_of(relay_id)
    by_stop = sorted(need.sendings, key=lambda it: need.of_stops[it.stop_id].stop.position)
    lists = [(need.of_stops[stop_id].stop, list(rows)) for stop_id, rows in groupby(by_stop, key=lambda it: it.stop_id)]
    return render_template("materials/staff/need/shipping.html", need=need, lists=lists, **WORDS)


@bp.get("/relays/<int:relay_id>/need/table.csv")
@needs(P.MATERIALS_READ)
def table_csv(relay_id: int) -> ResponseReturnValue:
    return _table(relay_id, FileKind.CSV)


@bp.get("/relays/<int:relay_id>/need/table.xlsx")
@needs(P.MATERIALS_READ)
def table_xlsx(relay_id: int) -> ResponseReturnValue:
    return _table(relay_id, FileKind.XLSX)


def _table(relay_id: int, file: FileKind) -> ResponseReturnValue:
    """The list that the address names, else the stops one by one."""
    need, wished = queries.need_of(relay_id), request.args.get("list", "")
    which = TableKind(wished) if wished in set(TableKind) else TableKind.STOPS
    return attachment(need_file(need, which, file), file_name(relay_id, which, file), MIMETYPES[file])


@bp.get("/stops/<int:stop_id>/need")
@needs(P.MATERIALS_READ)
def stop(stop_id: int) -> ResponseReturnValue:
    need = queries.need_of_stop(stop_id)
    return render_template(
        "materials/staff/need/stop.html", need=need, chart=chart_of_stop(need), soonest=soonest_of_stop,
        reckoned=opened(need.lines), **WORDS,
    )  # fmt: skip
