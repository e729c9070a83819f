"""Norms from a table: sent, looked at with everything that is wrong, and brought in; nothing is kept in between."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import crypto
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.materials.norms import queries, services
from campaign.materials.norms.forms import TableForm
from campaign.materials.norms.incoming import COLUMNS, WORDS, Judged, Known, judge
from campaign.materials.norms.schemas import Brought
from campaign.materials.norms.views.desk import bp, looked
from campaign.materials.policies import ensure_can_write_norms
from campaign.sheets.carried import Given, carried, given
from campaign.sheets.reading import read_table
from campaign.web.answers import done
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none
from campaign.web.uploads import say_most

say_most(bp, "send_table", TableForm.most_bytes)


@dataclass(frozen=True)
class Look:
    """What a table would do. `trouble`: why it can do nothing; `carried`: its rows, for the act."""

    judged: Judged | None = None
    would: Brought | None = None
    trouble: str = ""
    carried: str = ""


@bp.route("/norms/table", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def send_table() -> ResponseReturnValue:
    form = TableForm(region=looked().in_address)
    look = None
    if form.is_sent_and_valid():
        region_id = whole_or_none(form.region.data)
        ensure_can_write_norms(current_actor(), region_id)
        try:
            look = _looked_at(given(read_table(form.upload()), COLUMNS), region_id)
        except Invalid as error:
            look = Look(trouble=str(error))
    return _page(form, look), 422 if look and look.would is None else form.status()


@bp.post("/norms/table/bring")
@needs(P.CATALOGUE_WRITE)
def bring_table() -> ResponseReturnValue:
    region_id = whole_or_none(request.form.get("region"))
    key = sent_key(request.form)
    judged = judge(carried(request.form.get("rows", ""), COLUMNS), region_id, _known())
    try:
        if judged.errors or not judged.good:
            raise Conflict(_("The catalogue has changed since the table was looked at. Send it again."))
        brought = services.bring_in(region_id, [wish for _row, wish in judged.good], key)
    except (Conflict, Invalid) as error:
        return _page(TableForm(region=str(region_id or "")), Look(trouble=str(error))), 409
    words = _("The table is brought in: %(added)s new norms, %(changed)s changed, %(same)s as they were.",
              added=brought.added, changed=brought.changed, same=brought.same)  # fmt: skip
    return done(url_for(".norms", region=region_id or ""), words)


def _known() -> Known:
    return Known.of(queries.materials(), queries.kinds())


def _looked_at(rows: Given, region_id: int | None) -> Look:
    """What the rows would do, or what is wrong with the table as a whole."""
    if trouble := rows.trouble(WORDS):
        return Look(trouble=trouble)
    judged = judge(rows, region_id, _known())
    if judged.errors:
        return Look(judged)
    would = services.bring_in(region_id, [wish for _row, wish in judged.good], "", dry=True)
    return Look(judged, would, carried=rows.as_text())


def _page(form: TableForm, look: Look | None) -> str:
    form.offer(queries.regions_kept())
    return render_template(
        "materials/staff/norms/table.html", form=form, look=look, columns=WORDS, region=form.region.data or "",
        key=crypto.new_uid(),
    )  # fmt: skip
