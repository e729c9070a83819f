"""The blueprint that the work pages of shifts share."""

from flask import Blueprint, request

from campaign.people.forms import row_number

bp = Blueprint("people_shifts", __name__, url_prefix="/staff")


def chosen(name: str) -> list[int]:
    """The numbers that were ticked."""
    return [number for raw in request.form.getlist(name) if (number := row_number({name: raw}, name)) is not None]
