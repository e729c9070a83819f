"""Answers for the scripts of field pages: JSON, whatever the caller says it accepts, and never an unbounded body."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import jsonify, make_response, request
from flask.typing import ResponseReturnValue

from campaign.core.errors import CampaignError, TooMany
from campaign.web.errors import status_of
from campaign.web.field.words import MALFORMED

CODES = {"gone": "withdrawn", "invalid": "malformed"}


class TooLarge(CampaignError):
    """More bytes than one sending may have."""

    code = "too_large"


def for_machines(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Errors of the campaign as JSON: {"error": code, "message": sentence}.

    "not_found" 404, "withdrawn" 410, "too_large" 413, "malformed" 422, "too_many" 429 with Retry-After; the kit on the phone
    gives up a link at the first two only, where a café's network may answer anything.
    """

    @wraps(view)
    def answering(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except CampaignError as error:
            return _told(error)

    return answering


def _told(error: CampaignError) -> ResponseReturnValue:
    code = CODES.get(error.code, error.code)
    status = 413 if isinstance(error, TooLarge) else status_of(error)
    response = make_response(jsonify(error=code, message=str(error)), status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def sent_body(most: int) -> bytes:
    """The body of the request as it came. Raises TooLarge before more than `most` bytes are looked at."""
    if (request.content_length or 0) > most or len(raw := request.get_data()) > most:
        raise TooLarge(MALFORMED)
    return raw
