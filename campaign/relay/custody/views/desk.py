"""The blueprint that the pages of custody share, and what several of them need."""

from flask import Blueprint

from campaign.core import crypto

bp = Blueprint("custody_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(crypto.new_uid, "new_handover_key")
