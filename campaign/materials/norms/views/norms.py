"""The norms of a region or of all, as a list and as a table; one norm added, changed, retired."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.materials.norms import queries, services, sheets
from campaign.materials.norms.forms import NormForm, norm_form
from campaign.materials.norms.schemas import NormRow
from campaign.materials.norms.views.desk import WORDS, bp, looked
from campaign.materials.policies import can_write_norms, ensure_can_write_norms
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import answered, done
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none, whole_or_nought
from campaign.web.tasks import attachment


@bp.get("/norms")
@needs(P.MATERIALS_READ)
def norms() -> ResponseReturnValue:
    region = looked()
    every = queries.norms(with_retired=True)
    return render_template(
        "materials/staff/norms/norms.html",
        region=region,
        norms=queries.norms_for(region.id),
        retired=[norm for norm in every if norm.retired and norm.region_id == region.id],
        replaced={norm.key for norm in every if norm.region_id is None and not norm.retired},
        may_write=can_write_norms(current_actor(), region.id),
        **WORDS,
    )


@bp.get("/norms.<any(csv, xlsx):ending>")
@needs(P.MATERIALS_READ)
def norms_table(ending: str) -> ResponseReturnValue:
    region = looked()
    content = sheets.norms_file(queries.norms_for(region.id), clock.campaign_now(), ending)
    return attachment(content, f"{_('Norms')} {region.name}.{ending}", MIMETYPES[ending])


@bp.route("/norms/new", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def new_norm() -> ResponseReturnValue:
    pattern = whole_or_none(request.args.get("of"))
    form = norm_form(queries.norm_row(pattern) if pattern else None, looked().id)

    def add() -> ResponseReturnValue:
        wish = form.command()
        services.add_norm(wish, form.key())
        return done(_list(wish.region_id), _("The norm is added."))

    return answered(form, add, lambda: _page(form, None))


@bp.route("/norms/<int:norm_id>", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def norm(norm_id: int) -> ResponseReturnValue:
    row = queries.norm_row(norm_id)
    ensure_can_write_norms(current_actor(), row.region_id)
    form = norm_form(row, row.region_id)

    def change() -> ResponseReturnValue:
        services.change_norm(norm_id, form.command(), form.seen())
        return done(_list(row.region_id), _("The changes are saved."))

    return answered(form, change, lambda: _page(form, row))


@bp.post("/norms/<int:norm_id>/retire")
@needs(P.CATALOGUE_WRITE)
def retire_norm(norm_id: int) -> ResponseReturnValue:
    row = queries.norm_row(norm_id)
    services.retire_norm(norm_id, whole_or_nought(request.form.get("version")))
    return done(_list(row.region_id), _("The norm is retired. It can be brought back below."))


@bp.post("/norms/<int:norm_id>/restore")
@needs(P.CATALOGUE_WRITE)
def restore_norm(norm_id: int) -> ResponseReturnValue:
    row = queries.norm_row(norm_id)
    services.restore_norm(norm_id, whole_or_nought(request.form.get("version")))
    return done(_list(row.region_id), _("The norm holds again."))


def _list(region_id: int | None) -> str:
    return url_for(".norms", region=region_id or "")


def _page(form: NormForm, row: NormRow | None) -> str:
    form.offer(queries.regions_kept(), queries.materials(), queries.kinds())
    back = _list(row.region_id if row else whole_or_none(form.region.data))
    return render_template("materials/staff/norms/norm_form.html", form=form, norm=row, back=back)
