"""Staff pages of the sample data: trying it from Today, and taking it out after a look at what goes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict
from campaign.core.i18n import _, _n
from campaign.reports.sample import queries, services
from campaign.reports.sample.words import part_words
from campaign.web.forms import CampaignForm
from campaign.web.guards import fresh, needs

bp = Blueprint("sample_staff", __name__, url_prefix="/staff/sample")
TODAY = "reports_staff.start"


@bp.get("")
@needs(P.SAMPLE_WRITE)
def sample() -> ResponseReturnValue:
    """What would go and what stays. 404 where no sample is in."""
    return render_template("reports/staff/sample.html", preview=queries.preview(), part_words=part_words, form=CampaignForm())


@bp.post("/load")
@needs(P.SAMPLE_WRITE)
def load() -> ResponseReturnValue:
    try:
        services.load()
        flash(_("The sample data is in. Everybody in it is invented; look around, change and print what you like."), "good")
    except Conflict as error:
        flash(str(error), "warn")
    return redirect(url_for(TODAY), 303)


@bp.post("/remove")
@needs(P.SAMPLE_WRITE)
@fresh
def remove() -> ResponseReturnValue:
    gone = services.remove()
    flash(_n("The sample data is removed: %(num)d row.", "The sample data is removed: %(num)d rows.", gone), "good")
    return redirect(url_for(TODAY), 303)
