"""The blueprint that the work pages of shifts share."""

from flask import Blueprint, request

from campaign.web.numbers import wholes_in

bp = Blueprint("people_shifts", __name__, url_prefix="/staff")


def chosen(name: str) -> list[int]:
    """The numbers that were ticked."""
    return wholes_in(request.form.getlist(name))
