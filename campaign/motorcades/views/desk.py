"""What the pages of columns share: their blueprint and their words."""

from flask import Blueprint

from campaign.motorcades.words import KINDS, ROLES, STATES, vehicle_name

bp = Blueprint("columns_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(vehicle_name)
WORDS = {"kinds": KINDS, "roles": ROLES, "states": STATES}
