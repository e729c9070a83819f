"""Work pages: the documents with their filters, taken out as a table; one document; taking it back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.materials import queries as stock
from campaign.materials.ledger import forms, queries, services, sheets
from campaign.materials.ledger.schemas import MADE_BY_HAND, MOST_EXPORTED, Listed, Whole
from campaign.materials.ledger.views.desk import bp
from campaign.materials.ledger.words import DOCUMENTS, NEW, document_called, place_called
from campaign.materials.papers.subjects import document_as_subject
from campaign.materials.policies import can_move_stock
from campaign.materials.schemas import DocumentKind
from campaign.materials.words import ORIGINS
from campaign.papers.queries import panel_of
from campaign.people.exports.schemas import FileKind
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import AGAIN
from campaign.web.guards import needs
from campaign.web.paging import Page
from campaign.web.tasks import attachment

BY_OTHERS = frozenset({DocumentKind.REVERSAL})


@bp.get("/stock/documents")
@needs(P.MATERIALS_READ)
def documents() -> ResponseReturnValue:
    wish = forms.filter_of(request.args)
    page = queries.find_documents(wish, request.args.get("page"))
    return render_template(
        "materials/staff/ledger/documents.html", page=page, wish=wish, given=forms.address_of(wish), kinds=DOCUMENTS, new=NEW,
        **_around(page),
    )  # fmt: skip


def _around(page: Page[Listed]) -> dict[str, Any]:
    """What the list names, and what its filters offer."""
    lines = [listed.first for listed in page.rows]
    variants = stock.variants(with_retired=True)
    materials = {row.material_id: row.name.text() for row in variants.values()}
    return {
        "places": queries.places_named(lines, [listed.row.store_id for listed in page.rows]), "variants": variants,
        "stores": [(row.id, place_called(row)) for row in stock.stores()],
        "materials": list(materials.items()), "kinds_made": MADE_BY_HAND,
    }  # fmt: skip


@bp.post("/stock/documents/export")
@needs(P.MATERIALS_READ)
def export() -> ResponseReturnValue:
    wish, kind = forms.filter_of(request.form), request.form.get("file", "")
    chosen = FileKind(kind) if kind in set(FileKind) else FileKind.XLSX
    found = queries.lines_found(wish, MOST_EXPORTED)
    if len(found) > MOST_EXPORTED:
        words = _("These are more than %(most)s lines. Choose a shorter time or one store.", most=MOST_EXPORTED)
        flash(words, "warn")
        return redirect(url_for(".documents", **forms.address_of(wish)), 303)
    services.note_taken_out(len(found), frozenset(row.region_id for row, _line in found))
    places = queries.places_named([line for _row, line in found], [row.store_id for row, _line in found])
    content = sheets.documents_file(found, places, stock.variants(with_retired=True), clock.campaign_now(), chosen)
    return attachment(content, f"stock-documents.{chosen.value}", MIMETYPES[chosen])


@bp.get("/stock/documents/<int:document_id>")
@needs(P.MATERIALS_READ)
def document(document_id: int) -> ResponseReturnValue:
    found = queries.whole(document_id)
    row = found.row
    ways = {(line.source_id, line.target_id) for line in found.lines}
    return render_template(
        "materials/staff/ledger/document.html", document=found, row=row, one_way=len(ways) == 1, origins=ORIGINS,
        may_take_back=_may_take_back(found), may_receive=_may_receive(found),
        papers=panel_of(document_as_subject(row), request.args.get("paper")),
    )  # fmt: skip


def _may_take_back(found: Whole) -> bool:
    row = found.row
    stores = {row.store_id} | {line.target_id for line in found.lines if found.places[line.target_id].is_store}
    places = [found.places[place] for place in stores]
    may = all(can_move_stock(current_actor(), place.region_id, place.stop_id) for place in places)
    return may and row.kind not in BY_OTHERS and row.reversed_by is None and row.origin in services.TAKEN_BACK_HERE


def _may_receive(found: Whole) -> bool:
    road = found.awaited_at
    return road is not None and can_move_stock(current_actor(), road.region_id, road.stop_id)


@bp.route("/stock/documents/<int:document_id>/take-back", methods=["GET", "POST"])
@needs(P.MATERIALS_WRITE)
def take_back(document_id: int) -> ResponseReturnValue:
    found = queries.whole(document_id)
    services.ensure_may_take_back(found.row)
    form = forms.TakeBackForm(dated_on=clock.campaign_today())
    if form.is_sent_and_valid():
        try:
            posted = services.take_back(document_id, form.reason.data or "", form.day(), form.key())
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors = [str(error)]
            return _back_page(found, form), AGAIN
        else:
            flash(_("%(document)s is taken back.", document=document_called(found.row)), "good")
            return redirect(url_for(".document", document_id=posted.document_id), 303)
    return _back_page(found, form), form.status()


def _back_page(found: Whole, form: forms.TakeBackForm) -> str:
    lines = queries.taken_back(found)
    short = [line for line in lines if line.is_short]
    return render_template(
        "materials/staff/ledger/take_back.html", document=found, row=found.row, form=form, lines=lines, short=short
    )  # fmt: skip
