"""Work pages: the column of an event with its order, what is said of it as a whole, and the column as a table."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _, _n
from campaign.events import bookings
from campaign.events.clash_words import ClashLine, clash_line
from campaign.events.clashes import Subject
from campaign.motorcades import forms, queries, services, sheets
from campaign.motorcades.police.showing import rules_of
from campaign.motorcades.policies import can_write_column, ensure_can_write_column
from campaign.motorcades.schemas import Column
from campaign.motorcades.views.desk import WORDS, bp
from campaign.people.exports.schemas import FileKind
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import AGAIN, told
from campaign.web.guards import needs
from campaign.web.tasks import attachment


@bp.get("/events/<int:event_id>/column")
@needs(P.COLUMNS_READ)
def column(event_id: int) -> ResponseReturnValue:
    return _page(queries.loaded(queries.column_of(event_id)))


def _page(column: Column, typed: Mapping[str, str] | None = None, complaint: str = "") -> str:
    """`typed`: the numbers and blocks of a form that could not be taken."""
    event = column.event
    return render_template(
        "motorcades/staff/column.html", column=column, event=event, typed=typed or {}, complaint=complaint,
        clashes=clashes_of(event.id), may_write=can_write_column(current_actor(), event.region_id, event.stop_id),
        rules=rules_of(event.id), **WORDS,
    )  # fmt: skip


def clashes_of(event_id: int) -> tuple[ClashLine, ...]:
    """The vehicles and drivers of the column who are wanted elsewhere too, each line leading to that other event."""

    def address(other: int) -> str:
        return url_for("events_staff.event", event_id=other)

    found = (clash for clash in bookings.clashes_of_event(event_id) if clash.first.drives or clash.second.drives)
    ours = (clash for clash in found if clash.subject in {Subject.VEHICLE, Subject.PERSON})
    return tuple(clash_line(clash, clash.other(event_id), address) for clash in ours)


@bp.post("/events/<int:event_id>/column/order")
@needs(P.COLUMNS_WRITE)
def put_in_order(event_id: int) -> ResponseReturnValue:
    column = queries.column_of(event_id)
    wish, seen = forms.typed_order(column, request.form)
    try:
        moved = services.put_in_order(event_id, wish, seen)
    except Invalid as error:
        return _page(queries.loaded(column), request.form, str(error)), 422
    except Stale as error:
        again = _("Your numbers are below, beside the column as it stands now. Check them and save again.")
        return _page(queries.loaded(queries.column_of(event_id)), forms.typed_again(wish), f"{error} {again}"), AGAIN
    words = _n("Saved. %(num)d vehicle has another number now.", "Saved. %(num)d vehicles have other numbers now.", moved)
    flash(words if moved else _("Saved."), "good")
    return redirect(url_for(".column", event_id=event_id), 303)


@bp.route("/events/<int:event_id>/column/facts", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def column_facts(event_id: int) -> ResponseReturnValue:
    column = queries.column_of(event_id)
    ensure_can_write_column(current_actor(), column.event.region_id, column.event.stop_id)
    form = forms.column_form(column.facts, column.event)
    if form.is_sent_and_valid():
        try:
            services.keep_facts(event_id, form.command(), form.seen())
            flash(_("The column is saved."), "good")
            return redirect(url_for(".column", event_id=event_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _facts_page(column, form), form.status()


def _facts_page(column: Column, form: forms.ColumnForm) -> str:
    return render_template("motorcades/staff/facts.html", column=column, event=column.event, form=form)


@bp.post("/events/<int:event_id>/column/export")
@needs(P.COLUMNS_WRITE)
def export_column(event_id: int) -> ResponseReturnValue:
    column, kind = queries.loaded(queries.column_of(event_id)), request.form.get("kind", "")
    services.note_taken_out(column.event, len(column.cars))
    chosen = FileKind(kind) if kind in set(FileKind) else FileKind.XLSX
    content = sheets.column_file(column, clock.campaign_now(), chosen)
    return attachment(content, f"column-{event_id}.{chosen.value}", MIMETYPES[chosen])


def shown_numbers(column: Column) -> dict[str, Any]:
    """The order that the page shows, as its form sends it back."""
    return {"seen": ".".join(str(car.id) for car in column.cars)}


bp.add_app_template_global(shown_numbers)
