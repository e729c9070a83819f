"""The blueprint that the pages of photos share, and small answers they have in common."""

from typing import Any

from flask import Blueprint, request

from campaign.accounts.schemas import COOKIE
from campaign.people.photos.schemas import MOST_BYTES, MOST_FILES
from campaign.web.uploads import ROOM_FOR_THE_REST

bp = Blueprint("photos_staff", __name__, url_prefix="/staff")


@bp.url_value_preprocessor
def take_large_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Only where photos are sent, only from somebody who has signed in, and before anybody reads the form."""
    if endpoint == "photos_staff.event_send" and COOKIE in request.cookies:
        request.max_content_length = MOST_FILES * MOST_BYTES + ROOM_FOR_THE_REST
