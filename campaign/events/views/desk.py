"""The blueprint that the staff pages of events share, and small answers they have in common."""

from flask import Blueprint, current_app

bp = Blueprint("events_staff", __name__, url_prefix="/staff")


def exists(endpoint: str) -> bool:
    """Whether a page of a later feature is there to be linked to."""
    return endpoint in current_app.view_functions
