"""The blueprint that the pages of custody share."""

from flask import Blueprint

bp = Blueprint("custody_staff", __name__, url_prefix="/staff")
