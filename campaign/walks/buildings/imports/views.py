"""Pages of an import of rooms: sending a table, looking at what would become of it, writing it, taking it back."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.large_files import take_large_files
from campaign.core import clock, crypto
from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound
from campaign.core.i18n import _, _n
from campaign.sheets import xlsxfile
from campaign.sheets.mapping import chosen_columns, sent_columns
from campaign.sheets.reading import MOST_BYTES
from campaign.territory.queries import region_row
from campaign.walks.buildings.imports import queries, services
from campaign.walks.buildings.imports.forms import COLUMN_WORDS, DirectoryForm, reading_of
from campaign.walks.buildings.imports.schemas import ImportRow, Line, Options, Outcome, Surveyed, Undone
from campaign.walks.buildings.queries import building_to_write
from campaign.walks.buildings.views.desk import bp
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.paging import numbered
from campaign.web.tasks import attachment

ROWS = 100  # on one page
take_large_files(bp, "imports", MOST_BYTES)


@bp.route("/buildings/<int:building_id>/imports", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def imports(building_id: int) -> ResponseReturnValue:
    building, form = building_to_write(building_id), DirectoryForm()
    if form.is_sent_and_valid():
        try:
            number = services.start(building_id, form.upload(), form.key())
        except KeyReused:  # another file from a page that was sent already: that is a new import
            number = services.start(building_id, form.upload(), crypto.new_uid())
        return redirect(url_for(".import_page", building_import_id=number), 303)
    page = render_template(
        "walks/staff/imports.html", building=building, form=form, rows=queries.imports_of(building_id),
        time_zone=region_row(building.region_id, clock.campaign_today()).time_zone,
    )  # fmt: skip
    return page, form.status()


@bp.get("/building-imports/<int:building_import_id>")
@needs(P.WALKS_WRITE)
def import_page(building_import_id: int) -> ResponseReturnValue:
    return _page(queries.import_row(building_import_id))


def _page(row: ImportRow, typed: Mapping[str, str] | None = None, problem: str = "") -> ResponseReturnValue:
    found: Surveyed | None = None
    trouble = ""
    if row.state == "judged":
        try:
            found = queries.surveyed(row)
        except (NotFound, Invalid) as error:
            trouble = _trouble(error)
    building = building_to_write(row.building_id)
    page = render_template(
        "walks/staff/import.html", row=row, building=building, found=found, trouble=trouble, problem=problem, typed=typed,
        words=COLUMN_WORDS, key=crypto.new_uid(), **_shown(found, typed),
    )  # fmt: skip
    return page, 422 if problem else 200


def _trouble(error: NotFound | Invalid) -> str:
    """Why the table cannot be read any more, or as it was chosen."""
    gone = _("The table itself is kept for a week, and only for the person who sent it.")
    return gone if isinstance(error, NotFound) else str(error)


def _shown(found: Surveyed | None, typed: Mapping[str, str] | None) -> dict[str, Any]:
    """The rows of one page, of the kind that was asked for, and the columns as they were guessed or chosen."""
    if found is None:
        return {}
    chosen = None if typed is None else chosen_columns(typed, COLUMN_WORDS)
    columns = sent_columns(found.headings, found.sample, found.reading, chosen)
    word = request.args.get("kind", "")
    kind = word if word in set(Outcome) else ""
    lines = [line for line in found.judged.lines if kind in ("", line.outcome)] if found.judged else []
    page = numbered(lines, request.args.get("rows"), ROWS)
    return {
        "columns": columns, "kind": kind, "page": page.page, "pages": page.pages, "lines": list(map(_nameless, page.rows)),
    }  # fmt: skip


def _nameless(line: Line) -> dict[str, Any]:
    """What the page shows of a row."""
    return {name: getattr(line, name) for name in ("row", "outcome", "room", "floor", "unit_name", "position_title", "said")}


@bp.post("/building-imports/<int:building_import_id>/columns")
@needs(P.WALKS_WRITE)
def columns(building_import_id: int) -> ResponseReturnValue:
    row = queries.import_row(building_import_id)
    try:
        reading = reading_of(request.form, queries.surveyed(row))
    except Invalid as problem:
        return _page(row, request.form, str(problem))
    return _acted(row, lambda: services.remap(row.id, reading, Options("persons" in request.form)))


def _acted(row: ImportRow, act: Callable[[], Any]) -> ResponseReturnValue:
    try:
        act()
    except Conflict as why:
        flash(str(why), "warn")
    return redirect(url_for(".import_page", building_import_id=row.id), 303)


@bp.post("/building-imports/<int:building_import_id>/commit")
@needs(P.WALKS_WRITE)
def commit(building_import_id: int) -> ResponseReturnValue:
    row = queries.import_row(building_import_id)
    key = sent_key(request.form)
    try:
        counts = services.commit(row.id, key, skip_errors="skip_errors" in request.form)
    except (Conflict, Invalid) as why:
        flash(str(why), "warn")
        return redirect(url_for(".import_page", building_import_id=row.id), 303)
    new = _n("%(num)d row with new rooms is written.", "%(num)d rows with new rooms are written.", counts.new)
    changed = _n("%(num)d row has changed a room.", "%(num)d rows have changed a room.", counts.changed)
    flash(f"{new} {changed}", "good")
    return redirect(url_for(".building", building_id=row.building_id), 303)


@bp.get("/building-imports/<int:building_import_id>/errors.xlsx")
@needs(P.WALKS_WRITE)
def copy_with_errors(building_import_id: int) -> ResponseReturnValue:
    row = queries.import_row(building_import_id)
    try:
        content = queries.copy_with_errors(row)
    except (NotFound, Invalid) as error:
        flash(_trouble(error), "info")
        return redirect(url_for(".import_page", building_import_id=row.id), 303)
    return attachment(content, f"{row.file_name.rpartition('.')[0] or row.file_name}-errors.xlsx", xlsxfile.MIMETYPE)


@bp.post("/building-imports/<int:building_import_id>/undo")
@needs(P.WALKS_WRITE)
def undo(building_import_id: int) -> ResponseReturnValue:
    row = queries.import_row(building_import_id)
    try:
        undone = services.undo(row.id)
    except Conflict as why:
        flash(str(why), "warn")
        return redirect(url_for(".import_page", building_import_id=row.id), 303)
    flash(_undone(undone), "good")
    return redirect(url_for(".import_page", building_import_id=row.id), 303)


def _undone(undone: Undone) -> str:
    words = [_n("%(num)d room is taken away.", "%(num)d rooms are taken away.", undone.removed)]
    if undone.restored:
        words.append(_n("%(num)d room is as it was before.", "%(num)d rooms are as they were before.", undone.restored))
    if undone.stayed:
        words.append(_n("%(num)d room was needed or changed since: it stays.",
                        "%(num)d rooms were needed or changed since: they stay.", undone.stayed))  # fmt: skip
    return " ".join(words)
