"""The blueprint that the pages of door signs share."""

from flask import Blueprint

bp = Blueprint("signs_staff", __name__, url_prefix="/staff")
