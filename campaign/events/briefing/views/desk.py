"""The blueprint that the pages of briefings share."""

from flask import Blueprint

bp = Blueprint("briefing_staff", __name__, url_prefix="/staff")
