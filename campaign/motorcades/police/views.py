"""Work pages: the letter to the police about a column, changing it, and noting that it was filed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Invalid, Stale
from campaign.core.i18n import _
from campaign.motorcades.police import queries, services
from campaign.motorcades.police.forms import FiledForm, LetterForm, filed_form, letter_form
from campaign.motorcades.police.schemas import Letter
from campaign.motorcades.policies import can_write_column, ensure_can_write_column
from campaign.web.answers import told
from campaign.web.guards import needs

bp = Blueprint("police_staff", __name__, url_prefix="/staff")


@bp.get("/events/<int:event_id>/column/police")
@needs(P.COLUMNS_READ)
def letter(event_id: int) -> ResponseReturnValue:
    return _page(queries.letter_of(event_id))


def _page(found: Letter, form: FiledForm | None = None) -> ResponseReturnValue:
    event = found.column.event
    form = form or filed_form(found, clock.campaign_today(event.time_zone))
    may_write = can_write_column(current_actor(), event.region_id, event.stop_id)
    page = render_template("motorcades/staff/police/letter.html", letter=found, event=event, form=form, may_write=may_write)
    return page, form.status()


@bp.route("/events/<int:event_id>/column/police/edit", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def letter_edit(event_id: int) -> ResponseReturnValue:
    found = queries.letter_of(event_id)
    ensure_can_write_column(current_actor(), found.column.event.region_id, found.column.event.stop_id)
    form = letter_form(found)
    if form.is_sent_and_valid():
        try:
            services.keep_letter(event_id, form.command(), form.seen())
            flash(_("The letter is saved."), "good")
            return redirect(url_for(".letter", event_id=event_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _edit_page(found, form), form.status()


def _edit_page(found: Letter, form: LetterForm) -> str:
    return render_template("motorcades/staff/police/edit.html", letter=found, event=found.column.event, form=form)


@bp.post("/events/<int:event_id>/column/police/filed")
@needs(P.COLUMNS_WRITE)
def filed(event_id: int) -> ResponseReturnValue:
    found = queries.letter_of(event_id)
    form = filed_form(found, clock.campaign_today(found.column.event.time_zone))
    if form.is_sent_and_valid():
        try:
            services.file_letter(event_id, form.filed_number.data or "", form.day(), form.key())
        except Invalid as error:
            form.show(error)
        except Closed as why:
            flash(str(why), "warn")
            return redirect(url_for(".letter", event_id=event_id), 303)
        else:
            flash(_("The filing is written down."), "good")
            return redirect(url_for(".letter", event_id=event_id), 303)
    return _page(found, form)
