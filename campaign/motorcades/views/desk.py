"""What the pages of columns share: their blueprint, their words, and how an edit that came too late is told."""

from flask import Blueprint

from campaign.core.errors import Stale
from campaign.core.i18n import _
from campaign.motorcades.words import KINDS, ROLES, STATES, vehicle_name
from campaign.web.forms import CampaignForm

bp = Blueprint("columns_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(vehicle_name)
WORDS = {"kinds": KINDS, "roles": ROLES, "states": STATES}
AGAIN = 409


def told(form: CampaignForm, error: Stale) -> None:
    """Say on top of the form that somebody was first; what was typed stays, and sending it again is meant."""
    again = _("What you typed is still here. Compare it with what stands now; saving again keeps yours.")
    form.form_errors = [f"{error} {again}"]
