"""The blueprint that the pages of briefings share, and small answers they have in common."""

from flask import Blueprint

from campaign.core import crypto

bp = Blueprint("briefing_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(crypto.new_uid, "new_briefing_key")
