"""Work page: taking the people of an event out as a table."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.people.exports.queries import how_many
from campaign.people.exports.schemas import MANY, ExportWish, FileKind
from campaign.people.exports.services import is_long, take_out, take_out_later
from campaign.people.exports.sheets import file_name, people_file
from campaign.people.forms import filter_of
from campaign.people.judged import event_to_export
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.reasons import About, ensure_reason
from campaign.web.tasks import attachment

bp = Blueprint("people_exports", __name__, url_prefix="/staff")


@bp.post("/events/<int:event_id>/people/export")
@needs(P.SHEETS_PRINT)
def export(event_id: int) -> ResponseReturnValue:
    event_to_export(event_id)
    kind = request.form.get("kind", "")
    wish = ExportWish(event_id, filter_of(request.form), FileKind(kind) if kind in set(FileKind) else FileKind.XLSX)
    if how_many(event_id, wish.filter, MANY) == MANY:
        ensure_reason(About.MANY, "event", event_id)
    if is_long(wish):
        key = sent_key(request.form)
        return redirect(url_for("tasks.task", uid=take_out_later(wish, key)), 303)
    return attachment(people_file(take_out(wish), wish.kind), file_name(event_id, wish.kind), MIMETYPES[wish.kind])
