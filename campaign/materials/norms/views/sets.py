"""Sets of materials that are issued together: the list, and one of them."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.materials.norms import queries, services
from campaign.materials.norms.forms import SetForm, set_form
from campaign.materials.norms.schemas import SetRow
from campaign.materials.norms.views.desk import WORDS, bp, looked
from campaign.materials.policies import can_write_norms, ensure_can_write_norms
from campaign.web.answers import answered, done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none, whole_or_nought


@bp.get("/norms/sets")
@needs(P.MATERIALS_READ)
def sets() -> ResponseReturnValue:
    region = looked()
    retired = [row for row in queries.sets(with_retired=True) if row.retired and row.region_id == region.id]
    return render_template(
        "materials/staff/norms/sets.html",
        region=region,
        sets=queries.sets_for(region.id),
        retired=retired,
        may_write=can_write_norms(current_actor(), region.id),
        **WORDS,
    )


@bp.route("/norms/sets/new", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def new_set() -> ResponseReturnValue:
    form = set_form(None, looked().id)

    def add() -> ResponseReturnValue:
        wish = form.command()
        services.add_set(wish, form.key())
        return done(_list(wish.region_id), _("The set is added."))

    return answered(form, add, lambda: _page(form, None))


@bp.route("/norms/sets/<int:set_id>", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def issue_set(set_id: int) -> ResponseReturnValue:
    row = queries.set_row(set_id)
    ensure_can_write_norms(current_actor(), row.region_id)
    form = set_form(row, row.region_id)

    def change() -> ResponseReturnValue:
        services.change_set(set_id, form.command(), form.seen())
        return done(_list(row.region_id), _("The changes are saved."))

    return answered(form, change, lambda: _page(form, row))


@bp.post("/norms/sets/<int:set_id>/retire")
@needs(P.CATALOGUE_WRITE)
def retire_set(set_id: int) -> ResponseReturnValue:
    row = queries.set_row(set_id)
    services.retire_set(set_id, whole_or_nought(request.form.get("version")))
    return done(_list(row.region_id), _("The set is retired. It can be brought back below."))


@bp.post("/norms/sets/<int:set_id>/restore")
@needs(P.CATALOGUE_WRITE)
def restore_set(set_id: int) -> ResponseReturnValue:
    row = queries.set_row(set_id)
    services.restore_set(set_id, whole_or_nought(request.form.get("version")))
    return done(_list(row.region_id), _("The set is offered again."))


def _list(region_id: int | None) -> str:
    return url_for(".sets", region=region_id or "")


def _page(form: SetForm, row: SetRow | None) -> str:
    form.offer(queries.regions_kept(), queries.materials())
    back = _list(row.region_id if row else whole_or_none(form.region.data))
    return render_template("materials/staff/norms/set_form.html", form=form, row=row, back=back)
