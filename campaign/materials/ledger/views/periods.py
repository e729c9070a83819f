"""Work pages: up to which day the books of the stores of each region are closed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.materials.ledger import forms, queries, services
from campaign.materials.ledger.schemas import Period
from campaign.materials.policies import can_close_period, ensure_can_close_period
from campaign.web.answers import told
from campaign.web.guards import needs

periods_bp = Blueprint("periods_staff", __name__, url_prefix="/staff")


@periods_bp.get("/stock/periods")
@needs(P.MATERIALS_READ)
def periods() -> ResponseReturnValue:
    actor = current_actor()
    rows = [(period, can_close_period(actor, period.region_id)) for period in queries.periods()]
    return render_template("materials/staff/ledger/periods.html", rows=rows)


@periods_bp.route("/stock/periods/<int:region_id>", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def period(region_id: int) -> ResponseReturnValue:
    found = queries.period_of(region_id)
    ensure_can_close_period(current_actor(), region_id)
    form = forms.PeriodForm(version=found.version, through=found.closed_through, act=forms.CLOSE)
    if form.is_sent_and_valid():
        try:
            services.close_books(region_id, form.day(), form.seen(), form.reason.data or "")
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            flash(_("The books are open for every day.") if form.day() is None else _("The books are closed."), "good")
            return redirect(url_for(".periods"), 303)
    return _page(found, form), form.status()


def _page(period: Period, form: forms.PeriodForm) -> str:
    return render_template("materials/staff/ledger/period.html", period=period, form=form)
